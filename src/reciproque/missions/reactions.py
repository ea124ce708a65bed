"""News from below: a date held, moved or called off gives back what was promised; an engagement that ends ends all."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from reciproque.foundation import outbox
from reciproque.foundation.actor import Actor, system
from reciproque.foundation.verbs import reacts_to, rewrite
from reciproque.partnerships.models import Engagement, Expected, Intervention

from .models import Mentoring, SignUp, Taking
from .policy import STANDING
from .policy.mentors import OPEN
from .verbs import mentors
from .verbs.signing import let_go
from .verbs.takings import lapse

BY_THE_HOUSE = system("missions")


def _signed(intervention: Intervention) -> Any:
    rows = SignUp.objects.filter(slot__intervention=intervention, cancelled_at=None)
    return rows.select_related("slot__intervention", "taking__engagement__person").order_by("pk")


@reacts_to("partnerships.Intervention.hold")
def what_was_promised_is_given(
    intervention: Intervention, result: Any, *, by: Actor, at: datetime, **how: Any
) -> None:
    """From now on the time really given counts, and the promise no more."""
    for signed in _signed(intervention):
        let_go(signed, at=at)


@reacts_to("partnerships.Intervention.cancel")
def who_signed_up_is_told(
    intervention: Intervention, result: Any, *, by: Actor, at: datetime, **how: Any
) -> None:
    for signed in _signed(intervention):
        let_go(signed, at=at)
        outbox.tell(
            signed.taking.engagement.person_id,
            "missions.called_off",
            about=signed.code,
            once=f"called_off:{signed.code}",
            due_at=at,
        )


@reacts_to("partnerships.Intervention.revise")
def a_date_that_moves_asks_again(
    intervention: Intervention, result: Any, *, by: Actor, at: datetime, **how: Any
) -> None:
    """Who signed up stays expected; when the hour changed, she is asked whether she still comes, and it no longer
    weighs on her load until she says so."""
    for signed in _signed(intervention):
        Expected.objects.get_or_create(intervention=intervention, engagement=signed.taking.engagement)
        now = (intervention.day, intervention.hour, intervention.minutes + signed.travel)
        if now == (signed.day, signed.hour, signed.minutes):
            continue
        let_go(signed, at=at)
        rewrite(signed, moved_at=at)
        outbox.tell(
            signed.taking.engagement.person_id,
            "missions.moved",
            about=signed.code,
            once=f"moved:{signed.code}:{signed.version}",
            due_at=at,
        )


@reacts_to("partnerships.Engagement.leave")
@reacts_to("partnerships.Engagement.lapse")
def missions_end_with_the_engagement(
    engagement: Engagement, result: Any, *, by: Actor, at: datetime, **how: Any
) -> None:
    for taking in Taking.objects.filter(STANDING, engagement=engagement):
        lapse(taking, by=BY_THE_HOUSE, at=at)
    led = Mentoring.objects.filter(OPEN, mentor=engagement.person_id)
    for mentoring in led.filter(taking__mission__partnership=engagement.partnership_id):
        mentors.lapse(mentoring, by=BY_THE_HOUSE, at=at)
