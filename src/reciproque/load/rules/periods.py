"""Civil weeks and months, evenings, parts of a day: what one session asks of whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from reciproque.foundation.clock import months_later

from ..kinds import Measure, Part

NOON, DAY = 12 * 60, 24 * 60
Period = tuple[Measure, date]
"""A measure and the day its week or its month begins: the key of a row of load."""


@dataclass(frozen=True)
class Evenings:
    """The hour at which evenings begin, by the day it took effect, the first first: since the beginning of time."""

    since: tuple[tuple[date, int], ...]

    def begin(self, day: date) -> int:
        """The hour for the whole week of a day: a week never counts evenings in two ways."""
        monday = opening(Measure.WEEK, day)
        return [hour for starts_on, hour in self.since if starts_on <= monday][-1]


def opening(measure: Measure, day: date) -> date:
    """The Monday of the week, or the first of the month, that holds a day."""
    return day.replace(day=1) if measure == Measure.MONTH else day - timedelta(days=day.weekday())


def last_day(measure: Measure, starts_on: date) -> date:
    """The last day of the week or of the month that begins on a day."""
    if measure == Measure.MONTH:
        return months_later(starts_on, 1) - timedelta(days=1)
    return starts_on + timedelta(days=6)


def asked_of(*, day: date, hour: time, minutes: int, evenings: Evenings) -> dict[Period, int]:
    """What a session asks of each period, all of it on the day it begins: minutes, and one evening or none."""
    if minutes < 0:
        raise ValueError("a session does not last less than nothing")
    asked = {(measure, opening(measure, day)): minutes for measure in (Measure.WEEK, Measure.MONTH)}
    if hour.hour >= evenings.begin(day):
        asked[Measure.EVENINGS, opening(Measure.EVENINGS, day)] = 1
    return asked


def parts_of(*, hour: time, minutes: int, evening: int) -> set[Part]:
    """The parts of the day that a session touches; past midnight it is still the same evening."""
    begins = hour.hour * 60 + hour.minute
    ends = max(begins + minutes, begins + 1)
    bounds = {
        Part.MORNING: (0, min(NOON, evening * 60)),
        Part.AFTERNOON: (NOON, max(NOON, evening * 60)),
        Part.EVENING: (evening * 60, DAY),
    }
    return {part for part, (first, last) in bounds.items() if begins < last and min(ends, DAY) > first}
