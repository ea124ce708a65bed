"""What an act of a partnership requires, computed from facts handed over as values; one file a chapter."""

from . import (
    activation,
    attendance,
    barometer,
    calendar,
    charter,
    degrees,
    ending,
    evaluation,
    first_mission,
    hours,
    needs,
    rhythm,
    roles,
    sides,
)

__all__ = [
    "activation",
    "attendance",
    "barometer",
    "calendar",
    "charter",
    "degrees",
    "ending",
    "evaluation",
    "first_mission",
    "hours",
    "needs",
    "rhythm",
    "roles",
    "sides",
]
