"""News from partnerships: who joins is expected at what was planned for her, and waits for a first mission."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import reacts_to
from reciproque.partnerships.models import Engagement, Expected, Intervention, Partnership
from reciproque.people.models import Organisation

from .models import Start
from .verbs.starts import await_first_mission


@reacts_to("partnerships.Engagement.accept")
def who_accepts_joins(engagement: Engagement, result: Any, *, by: Actor, at: datetime, **how: Any) -> None:
    _welcome(engagement, at)


@reacts_to("partnerships.Partnership.engage")
def who_engages_herself_joins(
    partnership: Partnership, engagement: Engagement, *, by: Actor, at: datetime, **how: Any
) -> None:
    _welcome(engagement, at)


@reacts_to("people.Organisation.found_partnership")
def who_founds_joins(
    organisation: Organisation, partnership: Partnership, *, by: Actor, at: datetime, **how: Any
) -> None:
    for engagement in partnership.engagements.filter(accepted_at__isnull=False):
        _welcome(engagement, at)


def _welcome(engagement: Engagement, at: datetime) -> None:
    """In what was started simply, the dates planned before she said yes expect her from now on."""
    await_first_mission(engagement, at=at)
    if (
        engagement.accepted_at is None
        or not Start.objects.filter(partnership=engagement.partnership_id).exists()
    ):
        return
    to_come = Intervention.objects.filter(
        partnership=engagement.partnership_id,
        day__gte=timezone.localdate(at),
        holding=None,
        cancellation=None,
        meets_people=False,
    )
    for intervention in to_come:
        Expected.objects.get_or_create(intervention=intervention, engagement=engagement)
