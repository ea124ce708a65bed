"""Writes an iCalendar file (RFC 5545) in which an appointment is an hour, a length and one neutral word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration

from .rules import Appointment

NOBODY_S = "-//Agenda//1.0//FR"
"""What made the file, as the format wants it said: neither a name nor an address."""
A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)


@dataclass(frozen=True)
class Look:
    """How a calendar presents itself: the word of every appointment, its language, its reader's zone, a reminder."""

    title: str
    language: str
    zone: str
    reminder: int | None
    refresh_hours: int


def written(appointments: Iterable[Appointment], look: Look) -> bytes:
    """The file. What does not change in it is written the same to the byte."""
    told = list(appointments)
    calendar = Calendar()
    calendar.add("prodid", NOBODY_S)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", look.title)
    calendar.add("x-wr-calname", look.title)
    calendar.add("x-wr-timezone", look.zone)
    every = vDuration(timedelta(hours=look.refresh_hours))
    calendar.add("refresh-interval", every, {"value": "DURATION"})
    calendar.add("x-published-ttl", every)
    for zone, first, last in _zones(told):
        calendar.add_component(zone_of(zone, first, last))
    for one in told:
        calendar.add_component(_event(one, look))
    return calendar.to_ical()


def _event(one: Appointment, look: Look) -> Event:
    starts_at, ends_at = one.starts_at, one.ends_at
    event = Event()
    event.add("uid", one.uid)
    event.add("sequence", one.sequence)
    event.add("dtstamp", one.told_at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", starts_at)
    if ends_at.fold:
        event.add(
            "duration", timedelta(minutes=one.minutes)
        )  # a wall clock read twice would say the first time
    else:
        event.add("dtend", ends_at)
    event.add("summary", look.title)
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT" if one.cancelled else "OPAQUE")
    if look.reminder is not None and not one.cancelled:
        event.add_component(_alarm(look))
    return event


def _alarm(look: Look) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", look.title)
    alarm.add("trigger", -timedelta(minutes=look.reminder or 0))
    return alarm


# --- zones ----------------------------------------------------------------------------------------
def _zones(told: list[Appointment]) -> Iterator[tuple[str, int, int]]:
    """Each zone named, with the first and the last year in which it serves."""
    for zone in sorted({one.zone for one in told}):
        years = {at.year for one in told if one.zone == zone for at in (one.starts_at, one.ends_at)}
        yield zone, min(years), max(years)


@lru_cache(maxsize=64)
def zone_of(name: str, first: int, last: int) -> Timezone:
    """The clock of a zone from the first to the last of these years, each change of it written by itself.

    The onset of each is said on the clock that stood before it (RFC 5545, 3.6.5).
    """
    zone = ZoneInfo(name)
    found = Timezone()
    found.add("tzid", name)
    begins = datetime(first, 1, 1, tzinfo=UTC) - A_DAY
    found.add_component(_observance(begins, begins.astimezone(zone)))
    for changes_at in _changes(zone, begins, datetime(last + 1, 1, 1, tzinfo=UTC) + A_DAY):
        before = (changes_at - A_MINUTE).astimezone(zone)
        found.add_component(_observance(changes_at, before))
    return found


def _observance(from_: datetime, before: datetime) -> TimezoneStandard | TimezoneDaylight:
    """What the clock shows from an instant on, `before` being the same clock just before it."""
    now = from_.astimezone(before.tzinfo)
    then = before.utcoffset() or timedelta()
    one = TimezoneDaylight() if now.dst() else TimezoneStandard()
    one.add("dtstart", (from_ + then).replace(tzinfo=None))
    one.add("tzoffsetfrom", then)
    one.add("tzoffsetto", now.utcoffset())
    one.add("tzname", now.tzname())
    return one


def _changes(zone: ZoneInfo, begins: datetime, ends: datetime) -> Iterator[datetime]:
    """The instants between two others at which the clock of a zone is put forward or back, to the minute."""
    day = begins
    while day < ends:
        after = day + A_DAY
        if day.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            yield _change(zone, day, after)
        day = after


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    was = before.astimezone(zone).utcoffset()
    while after - before > A_MINUTE:
        middle = before + (after - before) // 2
        middle = middle.replace(second=0, microsecond=0)
        if middle.astimezone(zone).utcoffset() == was:
            before = middle
        else:
            after = middle
    return after
