"""Saying that one does not agree on a time, answering, and writing what was agreed."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.outbox import tell
from reciproque.foundation.verbs import Stale, rewrite, verb
from reciproque.partnerships.models import Contribution, Engagement
from reciproque.partnerships.policy import ACCEPTED

from ..kinds import Party
from ..models import Dispute, Remark
from ..queries.disputes import party_of


@verb(Contribution, "dispute", keeps=("version",))
def dispute(contribution: Contribution, *, by: Actor, at: datetime, version: int, words: str) -> Dispute:
    """Say, instead of confirming a time, that one does not agree, and why: the other party is told.

    Raises ValidationError without words, Stale when the time is no longer as one read it.
    """
    if contribution.version != version:
        raise Stale(contribution)
    opened = Dispute(
        engagement=contribution.engagement,
        contribution=contribution,
        about=contribution.code,
        of_version=contribution.version,
        kind=contribution.kind,
        minutes=contribution.minutes,
        on=contribution.on,
        opened_by_id=by.person_id,
        opened_at=at,
    )
    opened.opened_as = party_of(by, opened)
    opened.save()
    _say(opened, words, by=by, at=at)
    for person in _other_party(opened, but=by.person_id):
        tell(person, "hours.disputed", about=opened.code, once=f"hours.disputed:{opened.code}", due_at=at)
    return opened


@verb(Dispute, "answer")
def answer(dispute: Dispute, *, by: Actor, at: datetime, words: str) -> Dispute:
    """Say something more in the thread. Raises ValidationError without words."""
    _say(dispute, words, by=by, at=at)
    return dispute


@verb(Dispute, "settle")
def settle(dispute: Dispute, *, by: Actor, at: datetime, outcome: str) -> Dispute:
    """Write what was agreed: the thread is closed, and the time waits again to be corrected by her, or confirmed.

    Raises ValidationError without words.
    """
    return rewrite(
        dispute,
        settled_by_id=by.person_id,
        settled_as=party_of(by, dispute),
        settled_at=at,
        outcome=_said("outcome", outcome, _("Écrivez ce qui a été convenu : l’autre le lira.")),
    )


def _say(dispute: Dispute, words: str, *, by: Actor, at: datetime) -> None:
    said = _said("words", words, _("Dites ce qui ne va pas : l’autre le lira."))
    Remark.objects.create(
        dispute=dispute, said_by_id=by.person_id, said_as=party_of(by, dispute), said_at=at, words=said
    )


def _said(field: str, words: str, otherwise: str) -> str:
    if not words.strip():
        raise ValidationError({field: otherwise})
    return words.strip()


def _other_party(opened: Dispute, *, but: int | None) -> list[int]:
    """Who gets a letter: the person, or the referent of the other side."""
    if opened.opened_as == Party.HOUSE:
        return [opened.engagement.person_id]
    there = Engagement.objects.filter(
        ACCEPTED, partnership=opened.engagement.partnership_id, referent_since__isnull=False
    )
    other_side = there.exclude(side=opened.engagement.side).exclude(person=but)
    return list(other_side.values_list("person", flat=True))
