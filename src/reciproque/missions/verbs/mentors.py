"""Asking somebody to go along for the first times; saying yes, or no without a reason; ending it."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation import outbox
from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import rewrite, verb
from reciproque.people.models import Person

from ..models import Mentoring, Taking
from ..queries.mentors import who_may_mentor


@verb(Taking, "ask_mentor")
def ask_mentor(taking: Taking, *, by: Actor, at: datetime, mentor: Person) -> Mentoring:
    """Ask somebody who has been there before. Raises ValidationError for anybody else."""
    if mentor not in who_may_mentor(taking):
        raise ValidationError({"mentor": _("Choisissez quelqu’un qui a déjà pris part à ce partenariat.")})
    asked = Mentoring.objects.create(taking=taking, mentor=mentor, asked_at=at)
    _tell(mentor.pk, "missions.mentor_asked", asked, at)
    return asked


@verb(Mentoring, "accept")
def accept(mentoring: Mentoring, *, by: Actor, at: datetime) -> Mentoring:
    """Say yes."""
    _tell(mentoring.taking.engagement.person_id, "missions.mentor_answered", mentoring, at)
    return rewrite(mentoring, accepted_at=at)


@verb(Mentoring, "decline")
def decline(mentoring: Mentoring, *, by: Actor, at: datetime) -> Mentoring:
    """Say no, without a reason: she may then ask somebody else."""
    _tell(mentoring.taking.engagement.person_id, "missions.mentor_answered", mentoring, at)
    return rewrite(mentoring, declined_at=at)


@verb(Mentoring, "end")
def end(mentoring: Mentoring, *, by: Actor, at: datetime) -> Mentoring:
    """It is no longer needed, or no longer possible; nobody says why."""
    return rewrite(mentoring, ended_at=at)


@verb(Mentoring, "lapse")
def lapse(mentoring: Mentoring, *, by: Actor, at: datetime) -> Mentoring:
    """End with the engagement of either (by the house, never by a person)."""
    return rewrite(mentoring, ended_at=at)


def _tell(person_id: int, kind: str, about: Mentoring, at: datetime) -> None:
    outbox.tell(person_id, kind, about=about.code, once=f"{kind}:{about.code}", due_at=at)
