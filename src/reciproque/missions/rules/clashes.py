"""Which proposals to one person exclude one another: they overlap, or leave too little rest between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .columns import Columns
from .crowd import minute

Span = tuple[int, int, int, int]
"""From when, until when, the rest asked (in minutes), and the column."""


def clashes(columns: Columns, mine: Sequence[int]) -> list[list[int]]:
    """The largest groups of which at most one can be, in a steady order; groups within others left out.

    Two dates exclude each other when less than the greater rest that their missions ask stands between them. A rest
    that lengthens a date after its end, and one that lengthens it before its beginning, find them all.
    """
    spans = sorted(_spans(columns, mine))
    if len(spans) < 2:
        return []
    found = dict.fromkeys(_groups(spans))
    if any(rest for _begin, _end, rest, _at in spans):
        turned = sorted((-end, -begin, rest, at) for begin, end, rest, at in spans)
        found |= dict.fromkeys(_groups(turned))
    groups = sorted(found, key=lambda group: (-len(group), sorted(group)))
    kept: list[frozenset[int]] = []
    for group in groups:
        if not any(group < other for other in kept):
            kept.append(group)
    return [sorted(group) for group in kept]


def _spans(columns: Columns, mine: Sequence[int]) -> Iterator[Span]:
    for at in mine:
        rest = 60 * columns.wanteds[columns.kept[at].wanted].rest_hours
        for number in columns.kept[at].dates:
            session = columns.dates[number][1]
            begin = minute(session.begins)
            yield begin, begin + session.minutes, rest, at


def _groups(spans: Sequence[Span]) -> Iterator[frozenset[int]]:
    """Walking through time: who is there together just before somebody leaves."""
    there: list[Span] = []
    grown = False
    for span in spans:
        stay = [one for one in there if one[1] + one[2] > span[0]]
        if grown and len(stay) < len(there) > 1:
            yield frozenset(one[3] for one in there)
        grown = True
        there = [*stay, span]
    if len(there) > 1:
        yield frozenset(one[3] for one in there)
