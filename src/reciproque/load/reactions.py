"""What follows from time noted, corrected or taken back below: what each gave is exact at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import reacts_to
from reciproque.partnerships.models import Contribution, Engagement, Intervention

from .queries.people import people_counted_in
from .verbs.given import recount, recount_all


@reacts_to("partnerships.Intervention.hold")
def time_shared_is_counted(
    intervention: Intervention, result: Any, *, by: Actor, at: datetime, **how: Any
) -> None:
    """For everyone who was there."""
    recount_all(people_counted_in(intervention), on=intervention.day)


@reacts_to("partnerships.Engagement.contribute")
def time_noted_is_counted(
    engagement: Engagement, given: Contribution, *, by: Actor, at: datetime, **how: Any
) -> None:
    recount(engagement.person_id, on=given.on)


@reacts_to("partnerships.Contribution.correct")
def time_corrected_is_counted(
    contribution: Contribution, result: Any, *, by: Actor, at: datetime, **how: Any
) -> None:
    """Everywhere: the day it was noted for before is not known any more."""
    recount(contribution.engagement.person_id)


@reacts_to("partnerships.Contribution.remove")
def time_taken_back_is_counted(
    contribution: Contribution, result: Any, *, by: Actor, at: datetime, **how: Any
) -> None:
    recount(contribution.engagement.person_id, on=contribution.on)
