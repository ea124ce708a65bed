"""Builds support through verbs: someone chosen, a mission with people, what is said after it, relays.

karim = build.mission(partnership)                     # yesterday, with accompanied people, everyone there
chosen = build.chosen(cast.karim(), cast.lucie())      # asked, and she said yes
build.says(cast.karim(), mission, Weight.HEAVY)        # two taps
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from reciproque.partnerships.kinds import InterventionKind, Side
from reciproque.partnerships.models import Engagement, Intervention, Partnership
from reciproque.people.models import Person
from reciproque.support.kinds import Facilitator
from reciproque.support.models import Absence, Confidant, Question, Relay, Tension
from reciproque.support.verbs import confidants, listening, relays, supervision, tensions
from tests import cast

from . import interventions, openings, partnerships

NOON, TODAY = cast.NOON, cast.TODAY


def with_people() -> Partnership:
    """Karim and Solène, begun, Karim opened among accompanied people."""
    partnership = partnerships.begun()
    openings.opened(cast.karim())
    return partnership


def noon_of(day: date) -> datetime:
    return NOON + timedelta(days=(day - TODAY).days)


def mission(partnership: Partnership, *, days: int = -1, minutes: int = 60, **fields: Any) -> Intervention:
    """A presence with accompanied people some days from today, said held the day after."""
    day = TODAY + timedelta(days=days)
    sheet = {"title": "Présence du jeudi", "kind": InterventionKind.PRESENCE, "expected": _all(partnership)}
    at = noon_of(day + timedelta(days=1))
    return interventions.held(partnership, day=day, at=at, minutes=minutes, **(sheet | fields))


def _all(partnership: Partnership) -> list[Engagement]:
    return [partnerships.engagement(partnership, side) for side in Side]


def supervised(
    partnership: Partnership, *, days: int, led_by: str = "", present: list[Engagement] | None = None
) -> Intervention:
    """A supervision some days from today, held, led by a type of person when it is said."""
    day = TODAY + timedelta(days=days)
    held = interventions.held(
        partnership,
        day=day,
        at=noon_of(day + timedelta(days=1)),
        kind=InterventionKind.SUPERVISION,
        title="Supervision",
        present=present,
    )
    return led(held, led_by) if led_by else held


def led(held: Intervention, by: str = Facilitator.EXTERNAL, *, version: int = 0) -> Intervention:
    actor = partnerships.actor(held.partnership, Side.CARE)
    return supervision.say_facilitator(held, by=actor, at=NOON, version=version, facilitator=by)


# --- listening ------------------------------------------------------------------------------------
def asked(person: Person, chosen: Person, *, at: datetime = NOON, before: bool = False) -> Confidant:
    return confidants.choose(person, by=cast.actor_of(person), at=at, chosen=chosen, before=before)


def chosen(person: Person, of: Person, *, at: datetime = NOON, **more: Any) -> Confidant:
    """Somebody is chosen, and says yes."""
    confidant = asked(person, of, at=at, **more)
    return confidants.accept(confidant, by=cast.actor_of(of), at=at)


def question(person: Person, held: Intervention) -> Question:
    return Question.objects.get(person=person, intervention=held)


def says(
    person: Person, held: Intervention, weight: str = "", *, at: datetime | None = None, **more: Any
) -> Question:
    """She answers the day after, in two taps; without a weight, she would rather not."""
    at = at or noon_of(held.day + timedelta(days=1))
    return listening.answer(question(person, held), by=cast.actor_of(person), at=at, weight=weight, **more)


# --- answering for others -------------------------------------------------------------------------
def relay(engagement: Engagement, referent: Person, substitute: Person, *, by: Any = None) -> Relay:
    actor = by or partnerships.actor(engagement.partnership, Side.CARE)
    return relays.name_relay(engagement, by=actor, at=NOON, referent=referent, substitute=substitute)


def away(person: Person, *, first: int = 0, last: int = 7, at: datetime = NOON) -> Absence:
    days = {"starts_on": TODAY + timedelta(days=first), "ends_on": TODAY + timedelta(days=last)}
    return relays.say_absent(person, by=cast.actor_of(person), at=at, **days)


def turned(person: Person, to: Person, *, words: str = "On parle de moi sans moi.", **more: Any) -> Tension:
    return tensions.turn_to(person, by=cast.actor_of(person), at=NOON, to=to, words=words, **more)
