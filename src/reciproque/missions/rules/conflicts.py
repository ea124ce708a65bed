"""Two dates of one person: whether they overlap, once the way there is counted, and leave her time to rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True)
class Span:
    """When somebody is taken: from an instant, for some minutes, with her way there and back (minutes in all).

    `day` is the civil day there; `rest`, how many hours its mission asks for before what follows and after what
    comes before (0: it says nothing).
    """

    title: str
    day: date
    starts_at: datetime
    minutes: int
    travel: int = 0
    rest: int = 0

    @property
    def leaves_at(self) -> datetime:
        """Half of the way is before."""
        return self.starts_at - timedelta(minutes=self.travel / 2)

    @property
    def returns_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes + self.travel / 2)


def overlapping(wanted: Span, others: Iterable[Span]) -> Span | None:
    """The first of `others` during which she could not be at `wanted`, travel counted."""
    for one in others:
        if wanted.leaves_at < one.returns_at and one.leaves_at < wanted.returns_at:
            return one
    return None


def rest_between(one: Span, other: Span, *, overnight: int) -> int:
    """Hours of rest between two dates: what the more careful mission asks, and a night's rest between two days."""
    return max(one.rest, other.rest, overnight if one.day != other.day else 0)


def too_close(wanted: Span, others: Iterable[Span], *, overnight: int) -> Span | None:
    """The first of `others` that leaves too little rest, travel counted. `overnight`: hours between two days."""
    for one in others:
        if wanted.starts_at < one.starts_at:
            gap = one.leaves_at - wanted.returns_at
        else:
            gap = wanted.leaves_at - one.returns_at
        if gap < timedelta(hours=rest_between(wanted, one, overnight=overnight)):
            return one
    return None
