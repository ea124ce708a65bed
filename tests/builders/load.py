"""Builds rhythms, pauses and promises, through verbs; a promise is made as a package above would make it.

rhythm = build.set(cast.karim(), week_minutes=360)         # Karim's own ceiling: 6 h a week
build.promised(cast.karim(), day=THURSDAY, minutes=240)    # he takes 4 h on a Thursday at 14:00
build.given(cast.karim(), minutes=270)                     # he gave 4 h 30, today
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from reciproque.foundation import guard
from reciproque.foundation.actor import Actor
from reciproque.load import verbs
from reciproque.load.models import Pause, PersonLoad, Rhythm
from reciproque.partnerships.kinds import ContributionKind
from reciproque.partnerships.models import Contribution, Engagement
from reciproque.partnerships.verbs import contributions
from reciproque.people.models import Person
from tests import cast

from . import interventions, partnerships

TODAY, NOON = cast.TODAY, cast.NOON


def set(who: Person, *, at: datetime = NOON, **said: Any) -> Rhythm:
    """She sets her ceilings and her free moments, whatever they were."""
    before = Rhythm.objects.filter(person=who).first()
    version = before.version if before else 0
    return verbs.set_rhythm(who, by=cast.actor_of(who), at=at, version=version, **said)


def paused(who: Person, *, at: datetime = NOON, **said: Any) -> Pause:
    return verbs.pause(who, by=cast.actor_of(who), at=at, **said)


def promised(
    who: Person,
    *,
    by: Actor | None = None,
    day: date = TODAY,
    hour: time = time(14),
    minutes: int = 60,
    at: datetime = NOON,
    **more: Any,
) -> None:
    """Hours are promised inside somebody's verb: here, a transaction in an act."""
    with transaction.atomic(), guard.act():
        verbs.promise(who, by=by or cast.actor_of(who), day=day, hour=hour, minutes=minutes, at=at, **more)


def released(who: Person, *, day: date = TODAY, hour: time = time(14), minutes: int = 60) -> None:
    with transaction.atomic(), guard.act():
        verbs.release(who, day=day, hour=hour, minutes=minutes)


def engagement_of(who: Person) -> Engagement:
    """Somewhere she is engaged: where the head nurse and Karim lead, unless she is elsewhere already."""
    found = Engagement.objects.filter(person=who).first()
    if found is None:
        begun = partnerships.begun()
        found = Engagement.objects.filter(person=who).first() or interventions.engaged(begun, who)
    return found


def given(who: Person, *, minutes: int = 60, on: date = TODAY, **fields: Any) -> Contribution:
    """She notes time she gave."""
    mine = engagement_of(who)
    return contributions.contribute(
        mine,
        **(
            {
                "kind": ContributionKind.PREPARATION,
                "minutes": minutes,
                "on": on,
                "by": partnerships.actor_for(mine),
                "at": NOON,
            }
            | fields
        ),
    )


def row(who: Person, measure: str, starts_on: date) -> PersonLoad:
    return PersonLoad.objects.get(person=who, measure=measure, starts_on=starts_on)
