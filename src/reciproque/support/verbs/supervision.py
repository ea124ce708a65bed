"""Keeping the day of each one's next supervision, and saying what kind of person led one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import lock
from reciproque.foundation.verbs import Stale, rewrite, verb
from reciproque.partnerships.models import Engagement, Intervention
from reciproque.partnerships.rules.supervision import MONTHS

from ..models import Facilitation, SupervisionDue
from ..queries.supervision import limits_of, supervisions_attended, support_given
from ..rules.supervision import MINUTES, next_turn


def bring_up_to_date(engagements: Iterable[Engagement], *, at: datetime) -> None:
    """Inside a transaction of a verb or of the house: write by when each one's next supervision is due.

    Each engagement is locked first, in one order: what two people note at once is counted by the second.
    """
    limits: dict[int, dict[str, int]] = {}
    for engagement in sorted(engagements, key=lambda one: one.pk):
        lock(engagement)
        host = engagement.partnership.host
        if host.pk not in limits:
            limits[host.pk] = limits_of(host.pk, on=at.astimezone(ZoneInfo(host.zone)).date())
        _write(engagement, limits[host.pk])


def _write(engagement: Engagement, limits: dict[str, int]) -> None:
    turn = next_turn(
        support_given(engagement),
        supervisions_attended(engagement),
        minutes=limits[MINUTES.name],
        months=limits[MONTHS.name],
    )
    known = SupervisionDue.objects.filter(engagement=engagement).first()
    if turn is None:
        if known is not None:
            known.delete()
    elif known is None:
        SupervisionDue.objects.create(engagement=engagement, due_on=turn.due_on, triggered_on=turn.since)
    elif (known.due_on, known.triggered_on) != (turn.due_on, turn.since):
        rewrite(known, due_on=turn.due_on, triggered_on=turn.since)


@verb(Intervention, "say_facilitator", keeps=("facilitator",))
def say_facilitator(
    intervention: Intervention, *, by: Actor, at: datetime, version: int, facilitator: str
) -> Intervention:
    """Say what kind of person led a supervision, or will. Raises Stale when `version` (0: not said) is behind."""
    known = Facilitation.objects.filter(intervention=intervention).first()
    if known is None:
        said = Facilitation(
            intervention=intervention, facilitator=facilitator, said_at=at, said_by_id=by.person_id
        )
        said.clean_fields(exclude={"intervention", "said_by"})
        said.save()
        return intervention
    known.facilitator = facilitator
    known.clean_fields(exclude={"intervention", "said_by"})
    if known.version != version:
        raise Stale(Facilitation.objects.get(pk=known.pk))
    rewrite(known, version=version, facilitator=facilitator, said_at=at, said_by_id=by.person_id)
    return intervention
