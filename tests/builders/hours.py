"""Times confirmed, discussed, thanked for, made by the verbs themselves.

session = build.session_of(partnership, Side.LIVED)        # noted for Karim by who said it was held
build.confirmed(session)                                   # … and he confirms it
build.vouched(noted)                                       # what he noted is confirmed by the other side's referent
thread = build.disputed(session)                           # … or he does not agree
"""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from reciproque.foundation import guard
from reciproque.foundation.actor import Actor
from reciproque.hours.models import Dispute, Thanks
from reciproque.hours.verbs import confirming, disputing, thanking
from reciproque.partnerships.kinds import OTHER_SIDE, ContributionKind, Side
from reciproque.partnerships.models import Contribution, Engagement, Intervention, Partnership
from reciproque.people.models import Person
from tests import cast

from . import interventions, partnerships


def session_of(partnership: Partnership, side: str = Side.LIVED, **fields: Any) -> Contribution:
    """The time of a side's referent in a workshop held this morning, as the referent of the care side said it."""
    workshop = interventions.held(partnership, **({"day": cast.TODAY, "hour": time(8)} | fields))
    return Contribution.objects.get(
        intervention=workshop, engagement=partnerships.engagement(partnership, side)
    )


def herself(given: Contribution) -> Actor:
    return partnerships.actor_for(given.engagement)


def other_side(given: Contribution) -> Actor:
    """The referent of the other side."""
    return partnerships.actor(given.engagement.partnership, OTHER_SIDE[Side(given.engagement.side)])


def addressed(person: Person) -> None:
    """She can be written to."""
    with guard.upkeep("tests"):
        person.account.email = f"{person.account.username}@example.org"
        person.account.save()


def confirmed(given: Contribution, *, by: Actor | None = None, at: datetime = cast.NOON) -> Contribution:
    given.refresh_from_db()
    return confirming.confirm(given, by=by or herself(given), at=at, version=given.version)


def vouched(given: Contribution, *, by: Actor | None = None, at: datetime = cast.NOON) -> Contribution:
    given.refresh_from_db()
    return confirming.vouch(given, by=by or other_side(given), at=at, version=given.version)


def disputed(given: Contribution, *, by: Actor | None = None, words: str = "C’était plus long.") -> Dispute:
    given.refresh_from_db()
    return disputing.dispute(given, by=by or herself(given), at=cast.NOON, version=given.version, words=words)


def settled(thread: Dispute, *, by: Actor, outcome: str = "Deux heures, elle corrige.") -> Dispute:
    return disputing.settle(thread, by=by, at=cast.NOON, outcome=outcome)


def travelled(engagement: Engagement, **fields: Any) -> Contribution:
    """An hour of travel, noted by the person herself."""
    return interventions.noted(engagement, kind=ContributionKind.TRAVEL, minutes=60, **fields)


def thanked(
    engagement: Engagement,
    intervention: Intervention | None,
    *,
    by: Actor,
    words: str = "Grâce à vous, trois personnes sont revenues.",
    **about: Any,
) -> Thanks:
    return thanking.thank(engagement, by=by, at=cast.NOON, words=words, intervention=intervention, **about)
