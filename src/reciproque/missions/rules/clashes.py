"""Which proposals to one person exclude one another: they overlap, leave too little rest, or pass a ceiling of hers.

The programme would be right with her ceilings alone. Said for whole dates, they leave it few fractions to choose, and
mostly none: that is what makes the proof quick.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import gcd

from .columns import Columns
from .crowd import minute

Stay = tuple[int, int, int, int]
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


def _spans(columns: Columns, mine: Sequence[int]) -> Iterator[Stay]:
    for at in mine:
        rest = 60 * columns.wanteds[columns.kept[at].wanted].rest_hours
        for number in columns.kept[at].dates:
            session = columns.dates[number][1]
            begin = minute(session.begins)
            yield begin, begin + session.minutes, rest, at


def _groups(spans: Sequence[Stay]) -> Iterator[frozenset[int]]:
    """Walking through time: who is there together just before somebody leaves."""
    there: list[Stay] = []
    grown = False
    for span in spans:
        stay = [one for one in there if one[1] + one[2] > span[0]]
        if grown and len(stay) < len(there) > 1:
            yield frozenset(one[3] for one in there)
        grown = True
        there = [*stay, span]
    if len(there) > 1:
        yield frozenset(one[3] for one in there)


def too_much(spent: dict[int, int], most: int) -> list[list[int]]:
    """The groups of which two together would pass a ceiling."""
    long = [at for at, value in spent.items() if 2 * value > most]
    found: dict[tuple[int, ...], None] = {}
    for at, value in spent.items():
        clash = sorted({at, *(other for other in long if spent[other] + value > most)})
        if len(clash) > 1:
            found[tuple(clash)] = None
    return [list(clash) for clash in found]


def in_lots(spent: dict[int, int], most: int) -> Iterator[tuple[dict[int, int], int]]:
    """A ceiling as it is, then counted in lots as long as each date, rounded down (Chvátal and Gomory)."""
    seen = set()
    for lot in [gcd(*spent.values()), *sorted(set(spent.values()))]:
        lots = {at: value // lot for at, value in spent.items() if value >= lot}
        said = tuple(lots.items())
        if sum(lots.values()) > most // lot and said not in seen:
            seen.add(said)
            yield lots, most // lot


def widened(overlaps: Sequence[list[int]], beyond: Sequence[list[int]]) -> list[list[int]]:
    """The groups of two kinds, each widened by whatever excludes all of it for one reason or the other."""
    if not overlaps or not beyond:
        return []
    known = {tuple(group) for group in (*overlaps, *beyond)}
    order = sorted({at for few in known for at in few})
    bits = {at: 1 << number for number, at in enumerate(order)}
    masks = sorted(sum(bits[at] for at in few) for few in known)
    against = dict.fromkeys(order, 0)
    for few in known:
        for at in few:
            against[at] |= sum(bits[other] for other in few if other != at)
    found: dict[int, None] = {}
    for mask in masks:
        wide = mask
        common = -1
        for at in order:
            if mask & bits[at]:
                common &= against[at]
        while common:
            first = common & -common
            wide |= first
            common &= against[order[first.bit_length() - 1]]
        if wide != mask:
            found[wide] = None
    return [[at for at in order if wide & bits[at]] for wide in found]
