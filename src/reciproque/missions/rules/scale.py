"""What filled places are worth and what load costs, beside the points of `fit`: thousandths, all of them whole."""

from __future__ import annotations

PLACE = 1_000
"""What a filled place is worth before any point: as much as the best of reasons."""
LOAD_STEP = 25
"""By how much one more mission costs more than the one before, for the same person."""
LOAD_TOP = 10
"""Missions from which one more costs no more than the one before: no place is left empty for the sake of load."""
ENOUGH = 3
"""Candidates kept for each place, where that is more than the number asked."""


def load_cost(before: int, taken_lately: int, *, spread: bool = True) -> int:
    """What one more mission costs to somebody who is proposed `before` already."""
    return LOAD_STEP * min(before + taken_lately, LOAD_TOP) if spread else 0
