"""What a telephone will show of a calendar, for the page that shows it beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from reciproque.partnerships.rules.calendar import Wall, seen_from, zone_in_words

from ..models import Feed
from .reading import appointments, title_of

FIRST_ONES = 6


@dataclass(frozen=True)
class Line:
    """An appointment on the screen: when it begins and ends on the reader's clock."""

    starts: Wall
    ends: Wall
    cancelled: bool


@dataclass(frozen=True)
class Shown:
    """The screen: one word for all, the next dates and how many more, the reminder, whose clock it is."""

    title: str
    lines: list[Line]
    more: int
    reminder: int | None
    town: str


def shown(feed: Feed, *, today: date) -> Shown:
    """The next dates as the reader's own telephone will write them, on its own clock."""
    coming = [one for one in appointments(feed, today=today) if one.day >= today - timedelta(days=1)]
    zone = ZoneInfo(feed.zone)
    lines = [
        Line(seen_from(one.starts_at, feed.zone), seen_from(one.ends_at, feed.zone), one.cancelled)
        for one in coming
        if one.ends_at.astimezone(zone).date() >= today
    ]
    more = max(len(lines) - FIRST_ONES, 0)
    return Shown(title_of(feed), lines[:FIRST_ONES], more, feed.reminder, zone_in_words(feed.zone))
