"""What a week, a month or an evening holds against somebody's own ceilings, and what then binds."""

from .limits import Limits, Refusal
from .numbers import EVENING_HOUR, WARN_SHARE
from .periods import Evenings, Period, asked_of, last_day, opening, parts_of
from .standing import Held, Span, Standing

__all__ = [
    "EVENING_HOUR",
    "WARN_SHARE",
    "Evenings",
    "Held",
    "Limits",
    "Period",
    "Refusal",
    "Span",
    "Standing",
    "asked_of",
    "last_day",
    "opening",
    "parts_of",
]
