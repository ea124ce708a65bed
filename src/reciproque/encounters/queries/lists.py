"""The encounters of a professional, the decisions to be looked at again, and what a space of the person may ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from reciproque.foundation import words
from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.foundation.policy import among, visible

from .. import rules
from ..models import Encounter
from .cards import decided_in
from .codes import digest_of, standing


def his(actor: Actor, *, at: datetime) -> QuerySet[Encounter]:
    """The encounters of the professional under his hat, without a name: there is none."""
    return among(standing(at), actor)


@dataclass(frozen=True)
class Review:
    """A kept decision, as the person's own space may show it. `review_on` is None when no day was said."""

    code: str
    decided_on: datetime
    review_on: date | None
    text: str


def reviews_for(token: str) -> list[Review]:
    """The decisions she keeps under `token` (see `verbs.deciding.keep_for`), the next to look at again first.

    Their words are opened: only her own space may ask. An unknown token finds nothing.
    """
    rows = Encounter.objects.filter(kept_for=token or None, kept_at__isnull=False)
    found = [_review(one) for one in rows.exclude(kept_for=None).select_related("decision")]
    return sorted(found, key=lambda one: (one.review_on is None, one.review_on or date.max, one.decided_on))


def kept_by_code(code: str) -> Encounter | None:
    """The kept encounter that her own code opens, to be attached to a space of hers; None for any other code.

    Who asks counts the tries first.
    """
    return Encounter.objects.filter(own_digest=digest_of(code), kept_at__isnull=False).first()


def _review(encounter: Encounter) -> Review:
    what = decided_in(encounter)
    return Review(
        code=encounter.code,
        decided_on=encounter.closed_at or encounter.begun_at,
        review_on=encounter.decision.review_on,
        text=rules.said(what) if what else "",
    )


def _review_told(facts: Facts, today: date) -> Iterator[Waiting]:
    on, decided_on = date.fromisoformat(facts["on"]), date.fromisoformat(facts["decided_on"])
    yield Waiting(
        title=_("La décision du {day} est à revoir").format(day=words.day(decided_on, weekday=False)),
        detail=_("Rencontre {code}, gardée par la personne.").format(code=facts["code"]),
        url=reverse("encounters:after", args=[facts["code"]]),
        action=_("Relire"),
        icon="messages-square",
        tone="care",
        due_on=on,
    )


@waits(_review_told)
def decisions_to_review(actor: Actor, today: date) -> QuerySet | None:
    """For the professional, kept decisions whose day has come."""
    if not actor.organisation_id:
        return None
    rows = visible(Encounter, actor).filter(kept_at__isnull=False, decision__review_on__lte=today)
    return facts_of(
        rows.annotate(decided_day=TruncDate("closed_at")),
        code="code",
        on="decision__review_on",
        decided_on="decided_day",
    )
