"""Wall clocks and repetitions: what « chaque mois » means, and the hour an appointment really has."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import clock


class Repeat(TextChoices):
    """How a series goes on."""

    WEEK = "week", _("Chaque semaine")
    FORTNIGHT = "fortnight", _("Toutes les deux semaines")
    MONTH = "month", _("Chaque mois, le même jour de la semaine")


@dataclass(frozen=True)
class Wall:
    """What a clock on a wall of `zone` shows at an instant."""

    day: date
    hour: time
    zone: str


def agreed(day: date, hour: time, zone: str) -> tuple[datetime, Wall]:
    """The instant of an appointment and what the clock will really show then.

    They differ from what was asked only for an hour that a clock change skips: it moves forward.
    """
    at = clock.instant(day, hour, zone)
    return at, seen_from(at, zone)


def seen_from(at: datetime, zone: str) -> Wall:
    """An instant on the clock of another zone."""
    there = at.astimezone(ZoneInfo(zone))
    return Wall(there.date(), there.time().replace(tzinfo=None), zone)


def zone_in_words(zone: str) -> str:
    """« America/St_Johns » → « St Johns »: the town whose clock is meant."""
    return zone.rpartition("/")[2].replace("_", " ")


def days_of(first: date, repeat: str, times: int) -> list[date]:
    """The days of a series, the first included. « Chaque mois » keeps the rank of the weekday in its month.

    A fifth Thursday becomes the last one in the months that have four.
    """
    if repeat == Repeat.MONTH:
        return [_same_weekday(first, months) for months in range(times)]
    step = {Repeat.WEEK: 7, Repeat.FORTNIGHT: 14}.get(repeat, 0)  # type: ignore[call-overload]
    return [first + timedelta(days=step * n) for n in range(times)]


def _same_weekday(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    opening = date(year, month + 1, 1)
    offset = (first.weekday() - opening.weekday()) % 7
    day = 1 + offset + 7 * ((first.day - 1) // 7)
    if day > monthrange(year, month + 1)[1]:
        day -= 7
    return opening.replace(day=day)


@dataclass(frozen=True)
class Month:
    """A month of a calendar, read from an address (« 2026-11 ») and written to one."""

    year: int
    month: int

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return self.first.replace(day=monthrange(self.year, self.month)[1])

    def beside(self, months: int) -> Month:
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    def __str__(self):
        return f"{self.year:04}-{self.month:02}"


def month_in(text: str, *, otherwise: date) -> Month:
    """The month an address names; the month of `otherwise` when it names none that a calendar can show."""
    year, _dash, month = text.partition("-")
    written = len(year) == 4 and year.isascii() and year.isdigit() and month in MONTHS_WRITTEN
    if written and EARLIEST <= int(year) <= LATEST:
        return Month(int(year), int(month))
    return Month(otherwise.year, otherwise.month)


MONTHS_WRITTEN = frozenset(f"{month:02}" for month in range(1, 13))
EARLIEST, LATEST = 1990, 2200
"""Years a calendar opens: a bound to what may be typed in an address, not a rule."""
