"""Beginning an encounter from either side, coming with a code, handing it again, calling off, saying who is there."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from reciproque.foundation.actor import Actor
from reciproque.foundation.parameters import value
from reciproque.foundation.verbs import rewrite, verb
from reciproque.people.models import Installation, Organisation

from .. import rules
from ..kinds import Presence, Side
from ..models import Encounter
from ..queries.codes import digest_of, given_code, own_code


@verb(Organisation, "begin_encounter")
def begin(organisation: Organisation, *, by: Actor, at: datetime) -> Encounter:
    """A professional prepares an encounter, and gets a code to hand over (`given_code`)."""
    encounter = _new(Side.PRO, at, organisation_id=organisation.pk)
    encounter.professional_id, encounter.organisation_id = by.person_id, organisation.pk
    encounter.given_digest = digest_of(given_code(encounter))
    encounter.save()
    return encounter


@verb(Installation, "begin_encounter")
def begin_alone(installation: Installation, *, by: Actor, at: datetime) -> Encounter:
    """The person begins, without any account: a code of her own, and another one to give to a professional."""
    encounter = _new(Side.PERSON, at)
    encounter.own_digest = digest_of(own_code(encounter))
    encounter.given_digest = digest_of(given_code(encounter))
    encounter.save()
    return encounter


def _new(side: Side, at: datetime, organisation_id: int | None = None) -> Encounter:
    days = value(rules.DAYS_OPEN.name, on=timezone.localdate(at), organisation_id=organisation_id)
    encounter = Encounter(begun_by=side, begun_at=at, expires_at=rules.term_open(at, int(days)))
    encounter.make_key()
    return encounter


@verb(Encounter, "come")
def come(encounter: Encounter, *, by: Actor, at: datetime) -> Encounter:
    """The person takes up what was handed to her: that code is spent, `own_code` is hers alone from now on."""
    return rewrite(encounter, given_digest=None, own_digest=digest_of(own_code(encounter)))


@verb(Encounter, "join")
def join(encounter: Encounter, *, by: Actor, at: datetime) -> Encounter:
    """A professional takes up the encounter that somebody began, with the code she gave; that code is spent."""
    return rewrite(
        encounter, given_digest=None, professional_id=by.person_id, organisation_id=by.organisation_id
    )


@verb(Encounter, "hand_again")
def hand_again(encounter: Encounter, *, by: Actor, at: datetime) -> Encounter:
    """Another code to hand over: the one before opens nothing any more."""
    encounter.turn += 1
    return rewrite(encounter, turn=encounter.turn, given_digest=digest_of(given_code(encounter)))


@verb(Encounter, "cancel")
def cancel(encounter: Encounter, *, by: Actor, at: datetime) -> None:
    """Erase what one prepared, while the person has not come."""
    Encounter.objects.filter(pk=encounter.pk).delete()


@verb(Encounter, "say_presence")
def say_presence(encounter: Encounter, *, by: Actor, at: datetime, presence: str) -> Encounter:
    """Say who else may be there, for this encounter alone: nobody is there because she was there the last time."""
    return rewrite(encounter, presence=Presence(presence).value, presence_said_at=at)
