"""What follows from another act: a position that ends takes its engagements, rounds follow the referents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from reciproque.foundation.actor import Actor, system
from reciproque.foundation.verbs import reacts_to
from reciproque.people.models import Mandate, Membership

from .models import Engagement, Intervention
from .queries.positions import no_longer_held, today_of
from .verbs.engagement import lapse
from .verbs.evaluation import give_open_rounds_to_referents
from .verbs.series import take_attendance


@reacts_to("people.Membership.end")
@reacts_to("people.Mandate.end")
def engagements_end_with_their_position(
    held: Membership | Mandate, result: Any, *, by: Actor, at: datetime, ends_on: date, **how: Any
) -> None:
    """At once when the position has ended; a job does it when its last day is still to come."""
    person = held.person
    mine = Engagement.objects.filter(person=person)
    for engagement in no_longer_held(mine, on=today_of(person, at)):
        lapse(engagement, by=system("partnerships.positions"), at=at)


@reacts_to("partnerships.Intervention.hold")
def who_was_there_is_noted(
    intervention: Intervention,
    result: Any,
    *,
    by: Actor,
    at: datetime,
    present: Iterable[Engagement],
    **how: Any,
) -> None:
    """Held, it says who was there; a series then knows who has been missing."""
    take_attendance(intervention, present, at=at)


@reacts_to("partnerships.Engagement.name_referent")
@reacts_to("partnerships.Engagement.leave")
@reacts_to("partnerships.Engagement.lapse")
@reacts_to("partnerships.Engagement.accept")
def open_rounds_follow_the_referents(
    engagement: Engagement, result: Any, *, by: Actor, at: datetime, **how: Any
) -> None:
    """An evaluation to come is always owned by who answers for each side today."""
    give_open_rounds_to_referents(engagement.partnership)
