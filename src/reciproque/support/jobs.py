"""What support does by itself: next supervisions brought up to date, digests of the week and of the month."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import clock, guard, parameters
from reciproque.foundation.jobs import WARNING_HOUR
from reciproque.foundation.outbox import tell
from reciproque.foundation.schedule import every

from .queries.digest import coordinators, readers
from .queries.supervision import partners_running
from .verbs.supervision import bring_up_to_date

CAUGHT_UP = 3
"""For how many days a digest that could not be written (the machine was off) is still worth sending."""


@every(
    "support.supervision", label=_("Dire quand la prochaine supervision est à prévoir"), queued=True, hours=24
)
def bring_supervisions_up_to_date(at: datetime) -> None:
    """What changes without anybody noting time: a number in force, time brought by an import."""
    with guard.upkeep("support.supervision"):
        for engagement in partners_running().select_related("partnership__host"):
            with transaction.atomic():
                bring_up_to_date([engagement], at=at)


@every("support.digest", label=_("Envoyer les récapitulatifs de la semaine"), queued=True, hours=1)
def write_digests(at: datetime) -> None:
    """On Monday, note one digest for each of those who answer for others: once a week and a person."""
    today = timezone.localdate(at)
    monday = today - timedelta(days=today.weekday())
    if (today - monday).days <= CAUGHT_UP:
        _write(readers(today), "support.digest", monday, at)


@every("support.month", label=_("Envoyer les récapitulatifs du mois"), queued=True, hours=12)
def write_summaries(at: datetime) -> None:
    """On the first of the month, the same for each coordination."""
    today = timezone.localdate(at)
    first = today.replace(day=1)
    if (today - first).days <= CAUGHT_UP:
        people = set(coordinators(today).values_list("person", flat=True))
        _write(people, "support.month", first, at)


def _write(people: set[int], kind: str, day: date, at: datetime) -> None:
    hour = time(int(parameters.value(WARNING_HOUR.name, on=day)))
    due_at = max(at, clock.instant(day, hour, str(timezone.get_default_timezone())))
    with guard.upkeep(kind):
        for person in sorted(people):
            tell(person, kind, once=f"{kind}:{day.isoformat()}", due_at=due_at)
