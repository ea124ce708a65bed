"""Time given, counted from contributions by person and by period: the source of every row of load."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet, Sum

from reciproque.foundation.models import ParameterValue
from reciproque.partnerships.kinds import ContributionKind
from reciproque.partnerships.models import Contribution

from ..kinds import Measure
from ..rules import EVENING_HOUR, Evenings, last_day, opening

Key = tuple[int, Measure, date]
"""A person, a measure, and the day its period begins."""


def evenings_begin() -> Evenings:
    """The hour at which evenings begin, by the day it took effect. One query."""
    said = ParameterValue.objects.filter(name=EVENING_HOUR.name, organisation_ref=None)
    changes = said.order_by("starts_on", "pk").values_list("starts_on", "value")
    return Evenings(((date.min, EVENING_HOUR.default), *((on, int(hour)) for on, hour in changes)))


def given_by(people: Iterable[int], *, on: date | None = None, evenings: Evenings) -> dict[Key, int]:
    """Minutes, whatever they went to, and evenings: one for each intervention held in the evening.

    Of all time, or, with `on`, of the week and of the month that hold that day. Two queries.
    """
    rows = _between(Contribution.objects.filter(engagement__person__in=list(people)), on)
    found: dict[Key, int] = defaultdict(int)
    by_day = rows.values("engagement__person", "on").annotate(total=Sum("minutes"))
    for person, day, minutes in by_day.order_by().values_list("engagement__person", "on", "total"):
        for measure in (Measure.WEEK, Measure.MONTH):
            found[person, measure, opening(measure, day)] += minutes
    held = rows.filter(kind=ContributionKind.SESSION, intervention__isnull=False)
    seen = held.order_by().values_list("engagement__person", "on", "intervention", "intervention__hour")
    for person, day, _intervention, hour in seen.distinct():
        if hour.hour >= evenings.begin(day):
            found[person, Measure.EVENINGS, opening(Measure.EVENINGS, day)] += 1
    return {key: quantity for key, quantity in found.items() if on is None or key[2] in _openings(on)}


def periods_of(on: date) -> list[tuple[Measure, date]]:
    """The three periods that hold a day."""
    return [(measure, opening(measure, on)) for measure in Measure]


def _openings(on: date) -> set[date]:
    return {opening(measure, on) for measure in Measure}


def _between(rows: QuerySet[Contribution], on: date | None) -> QuerySet[Contribution]:
    if on is None:
        return rows
    begins = [opening(measure, on) for measure in Measure]
    ends = [last_day(measure, starts_on) for measure, starts_on in periods_of(on)]
    return rows.filter(on__range=(min(begins), max(ends)))
