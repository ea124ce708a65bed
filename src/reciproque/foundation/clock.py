"""The one place that asks what time it is: views, jobs and commands take it here and hand it to verbs."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return timezone.now()


def today(zone: str | None = None) -> date:
    """The civil date, here or in `zone` (an IANA name)."""
    return now().astimezone(ZoneInfo(zone) if zone else timezone.get_default_timezone()).date()


def instant(day: date, hour: time, zone: str) -> datetime:
    """The instant of a wall clock showing `hour` on `day` in `zone`.

    An hour that a clock change skips is moved forward by the length of the gap; of an hour that happens
    twice, the first is meant.
    """
    wall = datetime.combine(day, hour.replace(fold=0), tzinfo=ZoneInfo(zone))
    return wall.astimezone(ZoneInfo("UTC"))


def months_later(day: date, months: int) -> date:
    """The same day some months later; the last of the month when that month is shorter.

    Before the first day a calendar can hold, that day; after the last, the last.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return date.min if year < MINYEAR else date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def within_hours(at: datetime, earliest: int, latest: int, zone: str) -> datetime:
    """`at` when the clocks of `zone` then stand between two hours, else the next instant at which they show the
    first. A window may go through midnight; one without width is open at all hours."""
    local = at.astimezone(ZoneInfo(zone))
    width = (latest - earliest) % 24
    if not width or (local.hour - earliest) % 24 < width:
        return at
    opening = time(earliest % 24)
    day = local.date() if local.time() < opening else local.date() + timedelta(days=1)
    return instant(day, opening, zone)
