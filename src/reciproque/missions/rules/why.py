"""What decided that somebody is proposed a mission in a plan, or is not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .fit import Fit
from .partner import Key


class Because(StrEnum):
    """What decided."""

    PROPOSED = "proposed"
    OBSTACLE = "obstacle"
    """It does not fit: see `Why.fit`."""
    OVERLAP = "overlap"
    """She is proposed something else then, or needs rest before or after."""
    CEILING = "ceiling"
    """Her own ceiling: said to her alone; to others she is unavailable."""
    BEGINNERS = "beginners"
    """Never two beginners together."""
    PLACES = "places"
    """The places of its dates are taken."""
    PEOPLE = "people"
    """As many people as it looks for."""
    LOAD = "load"
    """She is proposed others already."""
    AS_GOOD = "as_good"
    """Another plan, worth as much, would propose it to her."""
    NOT_KEPT = "not_kept"
    """She was not among the candidates kept, and would be proposed it had she been."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why, for one person and one mission.

    `binding`: the limits that decide; lifted together, a best plan would propose it to her. Mostly one. `others`:
    what else would have been enough to lift. `lost`: what the plan would lose, of what may be said, without this
    proposal, or by making it where it is not made.
    """

    partner: Key
    wanted: Key
    because: Because
    fit: Fit
    binding: tuple[Because, ...] = ()
    others: tuple[Because, ...] = ()
    lost: int = 0

    @property
    def points(self) -> int:
        return self.fit.points
