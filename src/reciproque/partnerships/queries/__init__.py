"""Readings about partnerships, one file a chapter; none of them writes."""

from . import (
    activation,
    charter,
    degrees,
    ending,
    engagement,
    evaluation,
    founding,
    framing,
    hours,
    interventions,
    objectives,
    page,
    partnerships,
    positions,
    roles,
    standing,
)

__all__ = [
    "activation",
    "charter",
    "degrees",
    "ending",
    "engagement",
    "evaluation",
    "founding",
    "framing",
    "hours",
    "interventions",
    "objectives",
    "page",
    "partnerships",
    "positions",
    "roles",
    "standing",
]
