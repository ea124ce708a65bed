"""A month as a wall calendar shows it: how many things take place each day, and on which days one is expected."""

from __future__ import annotations

from calendar import Calendar
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet

from reciproque.foundation.actor import Actor

from ..models import Expected, Intervention
from ..rules.calendar import Month
from .interventions import in_month


@dataclass(frozen=True)
class Day:
    """A square of the month: how many things stand that day, and at how many one is expected. None is cancelled."""

    on: date
    number: int
    mine: int


def expecting(rows: QuerySet[Intervention], actor: Actor) -> QuerySet[Intervention]:
    """The rows, each with `expects_me`: the person is expected, under any hat."""
    return rows.annotate(expects_me=Exists(_hers(actor)))


def weeks_of(rows: QuerySet[Intervention], month: Month, actor: Actor) -> list[list[Day | None]]:
    """The weeks of a month, Monday first; None for the days of the months around. One query."""
    standing = in_month(rows, month).filter(cancellation=None)
    counted: Counter[date] = Counter()
    mine: Counter[date] = Counter()
    by_day = expecting(standing, actor).order_by().values_list("day", "expects_me")
    for day, expects_me, number in by_day.annotate(number=Count("pk")):
        counted[day] += number
        mine[day] += number if expects_me else 0
    return [
        [Day(on, counted[on], mine[on]) if on.month == month.month else None for on in week]
        for week in Calendar().monthdatescalendar(month.year, month.month)
    ]


def _hers(actor: Actor) -> QuerySet[Expected]:
    return Expected.objects.filter(intervention=OuterRef("pk"), engagement__person=actor.person_id)
