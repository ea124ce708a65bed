"""Somebody who may be proposed a mission, as values: what she can and wishes to do, nothing of who she is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from reciproque.profiles.kinds import Rhythm

Key = Any
"""What names a partner, a mission, a date, a title or a territory: a number or a code, of one kind among its like."""
Period = tuple[int, int]
"""A year, and a week of it by ISO 8601 or a month."""


class Span(StrEnum):
    """What a ceiling counts over."""

    WEEK = "week"
    MONTH = "month"
    EVENINGS = "evenings"
    """The evenings of a week."""


class Part(StrEnum):
    """A part of the day; a date belongs to the one its middle falls in."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


NOON, SIX = time(12), time(18)


def part_of_day(at: time) -> Part:
    """Morning until noon, afternoon until six."""
    if at < NOON:
        return Part.MORNING
    return Part.AFTERNOON if at < SIX else Part.EVENING


def week_of(day: date) -> Period:
    return day.isocalendar()[:2]


@dataclass(frozen=True, slots=True)
class Room:
    """What her own ceilings still leave, in minutes; None where she set none.

    `weekly`, `monthly` and `evenings` (evening minutes a week) hold for the weeks and months that are not named in
    `weeks`, `months` and `evening_weeks`, where part of it is taken already. `sessions`: how many dates more.
    """

    weekly: int | None = None
    monthly: int | None = None
    evenings: int | None = None
    sessions: int | None = None
    weeks: Mapping[Period, int] = field(default_factory=dict)
    months: Mapping[Period, int] = field(default_factory=dict)
    evening_weeks: Mapping[Period, int] = field(default_factory=dict)

    def left(self, span: Span, when: Period) -> int | None:
        """The minutes left in a week, a month or the evenings of a week; None: as many as she likes."""
        if span == Span.WEEK:
            return self.weeks.get(when, self.weekly)
        if span == Span.MONTH:
            return self.months.get(when, self.monthly)
        return self.evening_weeks.get(when, self.evenings)


ALL_ROOM = Room()


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody who may be proposed missions.

    `places`: every territory she can reach, those within others included; None: she has not said. `free`: the parts of
    the week she gave; None: any time. `busy`: when she is elsewhere already, the way there included (local, naive).
    `titles`: had or being prepared. `opened`: she may be among accompanied people. `etp`: she holds the forty hours.
    `takes`: the missions she has taken, or holds an offer for. `aside`: those not to propose again, for a reason that
    is hers. `taken_lately`, `offered_lately`: how many missions she took, and was proposed whatever she answered.
    `health_lines`: given only for who agreed that they weigh without being shown.
    """

    key: Key
    languages: frozenset[str] = frozenset()
    places: frozenset[Key] | None = None
    remote_ok: bool = False
    at_distance_only: bool = False
    free: frozenset[tuple[int, Part]] | None = None
    busy: tuple[tuple[datetime, datetime], ...] = ()
    wish: Rhythm | None = None
    modes: frozenset[str] = frozenset()
    titles: frozenset[Key] = frozenset()
    verified: frozenset[Key] = frozenset()
    opened: bool = False
    etp: bool = False
    beginner: bool = False
    takes: frozenset[Key] = frozenset()
    aside: frozenset[Key] = frozenset()
    taken_lately: int = 0
    offered_lately: int = 0
    room: Room = ALL_ROOM
    health_lines: tuple[str, ...] = field(default=(), repr=False)

    @property
    def most_dates(self) -> int | None:
        """How many dates at most she may be proposed: one for who wishes to try once."""
        if self.wish == Rhythm.ONCE:
            return 1 if self.room.sessions is None else min(1, self.room.sessions)
        return self.room.sessions


__all__ = ["ALL_ROOM", "Key", "Part", "Partner", "Period", "Room", "Span", "part_of_day", "week_of"]
