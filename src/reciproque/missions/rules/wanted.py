"""A mission that looks for people, as values: what it asks, and the dates that still have places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from ..kinds import Where
from .partner import Key, Month, Part, Week, part_of_day, week_of


@dataclass(frozen=True, slots=True)
class Session:
    """A date: a local day and hour, how long, and the places left. `beginners`: those signed up already."""

    key: Key
    day: date
    hour: time
    minutes: int
    places: int = 1
    beginners: int = 0

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.day, self.hour)

    @property
    def ends(self) -> datetime:
        return self.begins + timedelta(minutes=self.minutes)

    @property
    def part(self) -> tuple[int, Part]:
        """The weekday (Monday is 0) and the part of the day its middle falls in."""
        middle = self.begins + timedelta(minutes=self.minutes / 2)
        return middle.weekday(), part_of_day(middle.time())

    @property
    def is_in_the_evening(self) -> bool:
        return self.part[1] == Part.EVENING

    @property
    def week(self) -> Week:
        return week_of(self.day)

    @property
    def month(self) -> Month:
        return self.day.year, self.day.month


class Taken(StrEnum):
    """How a mission is taken; it follows from its dates and from how many people it looks for."""

    BY_DATE = "by_date"
    """Each date by itself, by whoever can."""
    WHOLE = "whole"
    """All its dates by the same people, or none: a series."""
    SHARED = "shared"
    """A few people among whom its dates are shared: each is proposed all those she can come to."""
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A mission that looks for people.

    `languages`: speaking one is enough; none: no matter. `territory` and `chain`: its territory, then with it all that
    it lies in. `titles`: all are needed; `verified`: those that somebody must vouch for. `left`: how many people it
    still looks for. `dated`: it has dates, be there none left. `lived`: which lived experience would help.
    """

    key: Key
    mode: str
    languages: frozenset[str] = frozenset()
    territory: Key | None = None
    chain: frozenset[Key] = frozenset()
    where: Where = Where.ON_SITE
    sessions: tuple[Session, ...] = ()
    titles: frozenset[Key] = frozenset()
    verified: frozenset[Key] = frozenset()
    meets_people: bool = False
    left: int = 1
    lived: str = ""
    series: bool = False
    rest_hours: int = 0
    dated: bool = True

    @property
    def open_dates(self) -> tuple[Session, ...]:
        """Those with a place left, in order; for a series, all of them or none."""
        if not self.dated:
            return ()
        some = tuple(
            sorted((one for one in self.sessions if one.places > 0), key=lambda one: (one.begins, one.key))
        )
        return () if self.series and len(some) < len(self.sessions) else some

    @property
    def taken(self) -> Taken:
        dates = self.open_dates
        if not self.dated:
            return Taken.UNDATED
        if len(dates) < 2:
            return Taken.BY_DATE
        if self.series:
            return Taken.WHOLE
        return Taken.SHARED if self.left < sum(one.places for one in dates) else Taken.BY_DATE


__all__ = ["Session", "Taken", "Wanted"]
