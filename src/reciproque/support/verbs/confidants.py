"""Choosing one person to talk to; her answer; ending it, either of them, at once; listening."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.outbox import tell
from reciproque.foundation.policy import lock
from reciproque.foundation.verbs import rewrite, verb
from reciproque.partnerships.queries.positions import today_of
from reciproque.people.models import Person

from ..models import Confidant, Moment
from ..policy import STANDING
from ..queries.listening import limits_on
from ..queries.near import reachable
from .listening import call_if_needed


@verb(Person, "choose_confidant", keeps=())
def choose(person: Person, *, by: Actor, at: datetime, chosen: Person, before: bool = False) -> Confidant:
    """Ask one person to be the one she may talk to; whoever was until now is not any more, at once.

    `before` lets her read what was said in the last days too, those in which heavy moments are counted. Raises
    ValidationError for oneself, and for who cannot sign in.
    """
    if not reachable(person.pk).filter(pk=chosen.pk).exists():
        raise ValidationError({"chosen": _("Choisissez quelqu’un d’autre que vous, qui vient ici.")})
    for standing in Confidant.objects.filter(STANDING, person=person):
        rewrite(standing, ended_at=at)
    days, _times = limits_on(today_of(person, at))
    since = at - timedelta(days=days) if before else at
    confidant = Confidant.objects.create(person=person, chosen=chosen, asked_at=at, reads_since=since)
    tell(
        chosen.pk, "support.chosen", about=confidant.code, once=f"support.chosen:{confidant.code}", due_at=at
    )
    return confidant


@verb(Confidant, "accept", keeps=())
def accept(confidant: Confidant, *, by: Actor, at: datetime) -> Confidant:
    """Say yes: what she opened is read from now on, and what called for somebody calls."""
    lock(confidant.person)
    done = rewrite(confidant, accepted_at=at)
    call_if_needed(done, at=at)
    _tell_her(done, "yes", at)
    return done


@verb(Confidant, "decline", keeps=())
def decline(confidant: Confidant, *, by: Actor, at: datetime) -> Confidant:
    """Say no, without a reason."""
    done = rewrite(confidant, declined_at=at)
    _tell_her(done, "no", at)
    return done


@verb(Confidant, "end", keeps=())
def end(confidant: Confidant, *, by: Actor, at: datetime) -> Confidant:
    """End it, either of them, without a reason: nothing is read any more from this instant."""
    done = rewrite(confidant, ended_at=at)
    if by.person_id != confidant.person_id:
        _tell_her(done, "end", at)
    return done


def _tell_her(confidant: Confidant, what: str, at: datetime) -> None:
    once = f"support.answered:{confidant.code}:{what}"
    tell(confidant.person_id, "support.answered", about=confidant.code, once=once, due_at=at)


@verb(Confidant, "note_read", keeps=())
def note_read(confidant: Confidant, *, by: Actor, at: datetime) -> Confidant:
    """Say that one has read what she says: she sees it."""
    _note(confidant, at)
    return confidant


@verb(Confidant, "reach_out", keeps=())
def reach_out(confidant: Confidant, *, by: Actor, at: datetime) -> Confidant:
    """Say that one went to her; what was said is written nowhere."""
    _note(confidant, at)
    for call in confidant.calls.filter(answered_at=None):
        rewrite(call, answered_at=at)
    return confidant


def _note(confidant: Confidant, at: datetime) -> None:
    unread = Moment.objects.filter(
        person=confidant.person_id, said_at__gte=confidant.reads_since, read_at=None
    )
    for moment in unread:
        rewrite(moment, read_at=at)
