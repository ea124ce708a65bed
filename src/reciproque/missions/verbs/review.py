"""A mission is read over by a second person, against a list, before it is shown; and closed, with a reason."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation import outbox
from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import verb

from ..kinds import Outcome
from ..models import Closing, Mission, Publication, Review, Submission
from ..queries.publication import publication_verdict


@verb(Mission, "submit")
def submit(mission: Mission, *, by: Actor, at: datetime) -> Mission:
    """Ask somebody else to read it over. What is missing may be: the reader will say so."""
    Submission.objects.create(mission=mission, asked_at=at, asked_by_id=by.person_id)
    return mission


@verb(Mission, "publish")
def publish(mission: Mission, *, by: Actor, at: datetime) -> Mission:
    """Show it. Raises Unmet, which says all that is missing."""
    verdict = publication_verdict(mission, on=timezone.localdate(at))
    verdict.demand()
    _reviewed(mission, Outcome.PUBLISHED, "", by=by, at=at)
    Publication.objects.create(
        mission=mission, published_at=at, published_by_id=by.person_id, gate_version=verdict.version
    )
    if mission.written_by_id != by.person_id:
        outbox.tell(
            mission.written_by_id,
            "missions.published",
            about=mission.code,
            once=f"published:{mission.code}",
            due_at=at,
        )
    return mission


@verb(Mission, "give_back")
def give_back(mission: Mission, *, by: Actor, at: datetime, words: str) -> Mission:
    """Say what is missing: it goes back to who wrote it. Raises ValidationError without a word of why."""
    if not words.strip():
        raise ValidationError({"words": _("Dites ce qu’il manque : c’est ce qui aidera.")})
    _reviewed(mission, Outcome.RETURNED, words.strip(), by=by, at=at)
    return mission


@verb(Mission, "close", keeps=("reason",))
def close(mission: Mission, *, by: Actor, at: datetime, reason: str) -> Mission:
    """Look for nobody else; those who took it go on with the dates they chose."""
    if not reason.strip():
        raise ValidationError({"reason": _("Dites pourquoi : les personnes qui l’avaient vue le liront.")})
    Closing.objects.create(mission=mission, closed_at=at, closed_by_id=by.person_id, reason=reason.strip())
    return mission


def _reviewed(mission: Mission, outcome: str, words: str, *, by: Actor, at: datetime) -> None:
    submission = Submission.objects.filter(mission=mission, review=None).order_by("-pk").first()
    review = Review(
        submission=submission, outcome=outcome, words=words, reviewed_at=at, reviewed_by_id=by.person_id
    )
    review.clean_fields(exclude={"submission", "reviewed_by"})
    review.save()
