"""Where a person stands in a week or a month against the ceiling she set herself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..kinds import Measure, State


@dataclass(frozen=True)
class Held:
    """What one period holds. `ceiling` is hers, `allowed` what she let it go up to; None: she set none."""

    measure: Measure
    starts_on: date
    promised: int = 0
    given: int = 0
    ceiling: int | None = None
    allowed: int | None = None
    warn_share: int = 80

    @property
    def total(self) -> int:
        return self.promised + self.given

    @property
    def share(self) -> int | None:
        """The percentage of her ceiling that is taken, rounded down: 100 is only said of what is full."""
        if self.ceiling is None:
            return None
        return 100 * self.total // self.ceiling if self.ceiling else 100

    @property
    def state(self) -> State:
        if self.share is None:
            return State.NONE
        if self.share >= 100:
            return State.FULL
        return State.WARNED if self.share >= self.warn_share else State.FREE

    @property
    def near(self) -> float | None:
        """From what quantity she is warned."""
        return None if self.ceiling is None else self.ceiling * self.warn_share / 100

    def holds(self, more: int) -> bool:
        """Whether so much more fits in what she allows."""
        return not more or self.allowed is None or self.total + more <= self.allowed


@dataclass(frozen=True)
class Span:
    """A pause, from a day until another or until she says so."""

    starts_on: date
    ends_on: date | None = None

    def holds(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class Standing:
    """This week, this month and this week's evenings of one person, and the pause she is in, if she is."""

    held: Mapping[Measure, Held]
    pause: Span | None = None

    @property
    def week(self) -> Held:
        return self.held[Measure.WEEK]

    @property
    def month(self) -> Held:
        return self.held[Measure.MONTH]

    @property
    def evenings(self) -> Held:
        return self.held[Measure.EVENINGS]
