"""Which character separates the cells of a text: the one that gives the most lines as many cells as the titles have."""

from __future__ import annotations

import csv
import re
from collections import Counter

SEPARATORS = (";", ",", "\t", "|")
DECLARED = re.compile(r"^sep=(.)\r?\n?$", re.IGNORECASE)
"""The first line that Excel understands as « here is my separator »."""


def separator_of(lines: list[str]) -> str:
    """The separator of the first lines of a text; « ; » when there is a single column."""
    return max(SEPARATORS, key=lambda separator: _fit(lines, separator))


def _fit(lines: list[str], separator: str) -> tuple[float, int]:
    """How well a separator fits: the share of rows as wide as most, then how wide they are."""
    try:
        rows = [row for row in csv.reader(lines, delimiter=separator) if any(cell.strip() for cell in row)]
    except csv.Error:
        return (0.0, 0)
    widths = Counter(len(row) for row in rows)
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return (0.0, 0)
    width, count = max(wide.items(), key=lambda pair: (pair[1], pair[0]))
    return (round(count / len(rows), 1), width)
