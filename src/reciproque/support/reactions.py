"""News from partnerships: who was with people is asked how it was; the next supervision follows the time given."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import reacts_to
from reciproque.partnerships.kinds import ContributionKind, Side
from reciproque.partnerships.models import Contribution, Engagement, Intervention

from .verbs.listening import ask_how_it_was
from .verbs.supervision import bring_up_to_date


@reacts_to("partnerships.Intervention.hold")
def who_was_there_is_asked(
    intervention: Intervention, result: Any, *, by: Actor, at: datetime, **how: Any
) -> None:
    """Herself alone; and her time of support, or her supervision, moves the day of the next one."""
    ask_how_it_was(intervention, at=at)
    there = Engagement.objects.filter(attendances__intervention=intervention, side=Side.LIVED)
    bring_up_to_date(there.select_related("partnership__host"), at=at)


@reacts_to("partnerships.Engagement.contribute")
def time_noted_counts(engagement: Engagement, given: Any, *, by: Actor, at: datetime, **how: Any) -> None:
    _recount(given, at)


@reacts_to("partnerships.Contribution.correct")
@reacts_to("partnerships.Contribution.remove")
def time_corrected_counts(
    contribution: Contribution, result: Any, *, by: Actor, at: datetime, **how: Any
) -> None:
    _recount(contribution, at)


def _recount(contribution: Contribution, at: datetime) -> None:
    engagement = contribution.engagement
    if contribution.kind == ContributionKind.SESSION and engagement.side == Side.LIVED:
        bring_up_to_date([engagement], at=at)
