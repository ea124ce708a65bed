"""What this package does by itself: positions that came to their last day take their engagements with them."""

from __future__ import annotations

from datetime import datetime, timedelta

from reciproque.foundation.actor import system
from reciproque.foundation.schedule import every

from .models import Engagement
from .queries.positions import no_longer_held, today_of
from .verbs.engagement import lapse

FARTHEST_ZONE = timedelta(days=1)
"""No civil date of the earth is further from that of UTC."""


@every("partnerships.positions", hours=1)
def end_engagements_without_position(at: datetime) -> None:
    """End what nobody gives any more, on the day of where each person lives."""
    gone = no_longer_held(Engagement.objects.all(), on=(at + FARTHEST_ZONE).date())
    for engagement in gone.select_related("person"):
        on = today_of(engagement.person, at)
        if no_longer_held(Engagement.objects.filter(pk=engagement.pk), on=on).exists():
            lapse(engagement, by=system("partnerships.positions"), at=at)
