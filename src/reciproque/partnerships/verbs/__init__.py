"""What can be done in a partnership, one file a chapter; nothing else writes to its tables."""

from . import (
    activation,
    charter,
    contributions,
    degrees,
    ending,
    engagement,
    evaluation,
    founding,
    framing,
    interventions,
    objectives,
    series,
)

__all__ = [
    "activation",
    "charter",
    "contributions",
    "degrees",
    "ending",
    "engagement",
    "evaluation",
    "founding",
    "framing",
    "interventions",
    "objectives",
    "series",
]
