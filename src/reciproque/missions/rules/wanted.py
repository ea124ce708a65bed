"""A mission that looks for people, as values: what it asks, and the dates that still have places."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from ..kinds import Where
from .partner import Key, Part, Period, Span, part_of_day, week_of


@dataclass(frozen=True, slots=True)
class Session:
    """A date: a local day and hour, how long, and the places left. `beginners`: those signed up already."""

    key: Key
    day: date
    hour: time
    minutes: int
    places: int = 1
    beginners: int = 0
    begins: datetime = field(init=False, repr=False, compare=False)
    ends: datetime = field(init=False, repr=False, compare=False)
    part: tuple[int, Part] = field(init=False, repr=False, compare=False)
    """The weekday (Monday is 0) and the part of the day its middle falls in."""
    spans: tuple[tuple[Span, Period], ...] = field(init=False, repr=False, compare=False)
    """What it counts in: its week, its month and, when it is in the evening, the evenings of its week."""

    def __post_init__(self) -> None:
        """Worked out once: they are asked of each date many times over."""
        begins = datetime.combine(self.day, self.hour)
        middle = begins + timedelta(minutes=self.minutes / 2)
        part = middle.weekday(), part_of_day(middle.time())
        week = week_of(self.day)
        spans: list[tuple[Span, Period]] = [(Span.WEEK, week), (Span.MONTH, (self.day.year, self.day.month))]
        if part[1] == Part.EVENING:
            spans.append((Span.EVENINGS, week))
        for name, value in (("begins", begins), ("part", part), ("spans", tuple(spans))):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "ends", begins + timedelta(minutes=self.minutes))


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
    open_dates: tuple[Session, ...] = field(init=False, repr=False, compare=False)
    """Those with a place left, in order; for a series, all of them or none."""
    taken: Taken = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        dates = tuple(
            sorted((one for one in self.sessions if one.places > 0), key=lambda one: (one.begins, one.key))
        )
        if not self.dated or (self.series and len(dates) < len(self.sessions)):
            dates = ()
        object.__setattr__(self, "open_dates", dates)
        object.__setattr__(self, "taken", self._taken(dates))

    def _taken(self, dates: tuple[Session, ...]) -> Taken:
        if not self.dated:
            return Taken.UNDATED
        if len(dates) < 2:
            return Taken.BY_DATE
        if self.series:
            return Taken.WHOLE
        return Taken.SHARED if self.left < sum(one.places for one in dates) else Taken.BY_DATE


__all__ = ["Session", "Taken", "Wanted"]
