"""How far a statement goes, and for how long the home asks that a time be confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

ASKED_DAYS = 60
"""Days during which the home asks for a confirmation; afterwards its page still takes it, and nothing insists."""
THANKED_DAYS = 120
"""How far back one looks for what somebody could be thanked for."""
JUST_HELD_DAYS = 30
"""How far back the page offers to add the travel, the preparation and the talk after a session."""


@dataclass(frozen=True)
class Period:
    """The days a statement is about, both included."""

    first: date
    last: date


def of_year(year: int) -> Period:
    """A whole year."""
    return Period(date(year, 1, 1), date(year, 12, 31))
