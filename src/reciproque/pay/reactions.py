"""Time given makes something due; corrected or taken back, what is due follows it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import reacts_to
from reciproque.partnerships.kinds import ContributionKind
from reciproque.partnerships.models import Contribution, Engagement, Intervention

from .verbs.due import due_for, taken_back


@reacts_to("partnerships.Intervention.hold")
def who_was_there_is_owed(
    intervention: Intervention, result: Any, *, by: Actor, at: datetime, **how: Any
) -> None:
    """Held, it makes a line for each of those who were there and are paid."""
    given = Contribution.objects.filter(intervention=intervention, kind=ContributionKind.SESSION)
    for one in given.select_related(
        "engagement__partnership__host", "engagement__person", "intervention__slot__mission"
    ):
        due_for(one, by=by, at=at)


@reacts_to("partnerships.Engagement.contribute")
def time_noted_is_owed(
    engagement: Engagement, given: Contribution, *, by: Actor, at: datetime, **how: Any
) -> None:
    due_for(given, by=by, at=at)


@reacts_to("partnerships.Contribution.correct")
def what_is_owed_follows_a_correction(
    contribution: Contribution, result: Any, *, by: Actor, at: datetime, **how: Any
) -> None:
    due_for(contribution, by=by, at=at)


@reacts_to("partnerships.Contribution.remove")
def what_is_owed_follows_what_is_taken_back(
    contribution: Contribution, result: Any, *, by: Actor, at: datetime, **how: Any
) -> None:
    taken_back(contribution, by=by, at=at)
