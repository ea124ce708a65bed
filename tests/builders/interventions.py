"""Builds engagements, interventions and time given, through verbs.

lucie = build.engaged(partnership, cast.lucie())           # proposed by the founder, accepted by herself
workshop = build.planned(partnership)                      # a workshop of 60 minutes, tomorrow at 14:00
workshop = build.held(partnership, minutes=90)             # … yesterday, held, both referents were there
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from reciproque.partnerships.kinds import ContributionKind, InterventionKind, Side, Status
from reciproque.partnerships.models import Contribution, Engagement, Intervention, Partnership
from reciproque.partnerships.queries.engagement import accepted_in
from reciproque.partnerships.queries.positions import positions_of
from reciproque.partnerships.verbs import contributions, interventions
from reciproque.partnerships.verbs import engagement as engaging
from reciproque.people.kinds import Role
from reciproque.people.models import Person

from . import partnerships
from .people import NOON, TODAY

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def proposed(partnership: Partnership, person: Person, role: str | None = None, **fields: Any) -> Engagement:
    """Somebody is asked by the referent of the care side, in the first position she holds, or in that role."""
    position = next(held for held in positions_of(person, on=TODAY) if role in (None, held.role))
    asked = {
        "person": person,
        "position": position.role,
        "on_behalf_of": position.on_behalf_of,
        "seat": position.seat,
        "status": Status.VOLUNTEER if position.role == Role.PARTNER else Status.ON_DUTY,
        "by": partnerships.actor(partnership, Side.CARE),
        "at": NOON,
    } | fields
    return engaging.engage(partnership, **asked)


def engaged(partnership: Partnership, person: Person, role: str | None = None, **fields: Any) -> Engagement:
    """… and she accepts."""
    return partnerships.accepted(proposed(partnership, person, role, **fields))


def planned(partnership: Partnership, **fields: Any) -> Intervention:
    """A workshop of an hour, tomorrow at 14:00, planned by the referent of the care side."""
    sheet = {
        "title": "Café d’accueil",
        "kind": InterventionKind.WORKSHOP,
        "day": TOMORROW,
        "hour": time(14),
        "minutes": 60,
        "by": partnerships.actor(partnership, Side.CARE),
        "at": NOON,
    } | fields
    return interventions.plan_intervention(partnership, **sheet)


def held(
    partnership: Partnership,
    *,
    day: date = YESTERDAY,
    at: datetime = NOON,
    minutes: int = 60,
    present: list[Engagement] | None = None,
    **fields: Any,
) -> Intervention:
    """A workshop that took place yesterday, with everyone engaged unless `present` says who."""
    workshop = planned(partnership, day=day, minutes=minutes, **fields)
    return interventions.hold(
        workshop,
        by=partnerships.actor(partnership, Side.CARE),
        at=at,
        present=list(accepted_in(partnership)) if present is None else present,
        minutes=minutes,
    )


def noted(engagement: Engagement, **fields: Any) -> Contribution:
    """Half an hour of preparation, noted today for yesterday by the person herself."""
    given = {
        "kind": ContributionKind.PREPARATION,
        "minutes": 30,
        "on": engagement.proposed_at.date(),
        "by": partnerships.actor_for(engagement),
        "at": NOON,
    } | fields
    return contributions.contribute(engagement, **given)
