"""Which proposals a plan may choose from: for each mission the best candidates, and what each would be proposed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from .crowd import Crowd, Numbers, hashes
from .fit import together
from .partner import Key, Partner
from .scale import ENOUGH, PLACE
from .wanted import Session, Taken, Wanted

Pairs = Collection[tuple[Key, Key]]
Edges = Mapping[Key, Collection[Key]]


@dataclass(frozen=True, slots=True)
class Column:
    """One thing a plan may propose: a mission to a partner, with its dates (numbers in `Columns.dates`)."""

    partner: int
    wanted: int
    dates: tuple[int, ...]
    points: int
    silent: int = field(repr=False)

    @property
    def places(self) -> int:
        """How many places it fills; without a date, one."""
        return max(1, len(self.dates))


@dataclass(frozen=True, slots=True)
class Columns:
    """Partners and missions in the order of their keys, the dates of these, and what may be proposed.

    `left_out`: how many more possible proposals were not kept.
    """

    partners: Sequence[Partner]
    wanteds: Sequence[Wanted]
    dates: Sequence[tuple[int, Session]]
    kept: Sequence[Column]
    left_out: int

    def of(self, partner: Key, wanted: Key) -> list[int]:
        """The numbers of the columns that propose `wanted` to `partner`."""
        return [
            at
            for at, one in enumerate(self.kept)
            if self.wanteds[one.wanted].key == wanted and self.partners[one.partner].key == partner
        ]


def columns(
    partners: Collection[Partner],
    wanteds: Collection[Wanted],
    *,
    edges: Edges | None = None,
    keep: int = 30,
    also: Pairs = (),
) -> Columns:
    """The best `keep` candidates of each mission (of each of its dates, when it is taken by date).

    `edges`: by mission, only these partners (keys; missions may share them); None: all. `also`: pairs (partner and
    mission) kept wherever they stand. The order of what is given changes nothing.
    """
    crowd = Crowd(sorted(partners, key=lambda one: one.key))
    missions = sorted(wanteds, key=lambda one: one.key)
    numbers = {one.key: at for at, one in enumerate(crowd.partners)}
    only = None if edges is None else Allowed(edges, numbers)
    beside = _by_mission(also, numbers)
    mixes = hashes(one.key for one in missions)
    dates: list[tuple[int, Session]] = []
    kept: list[Column] = []
    left_out = 0
    for at, wanted in enumerate(missions):
        bench = Bench(crowd, wanted, at, int(mixes[at]), len(dates), set(beside.get(wanted.key, ())))
        dates += [(at, one) for one in wanted.open_dates]
        kept += bench.columns(keep, None if only is None else only.of(wanted.key))
        left_out += bench.left_out
    return Columns(crowd.partners, missions, dates, kept, left_out)


def _by_mission(pairs: Pairs, numbers: dict[Key, int]) -> dict[Key, list[int]]:
    found: dict[Key, list[int]] = {}
    for partner, wanted in pairs:
        if partner in numbers:
            found.setdefault(wanted, []).append(numbers[partner])
    return found


class Allowed:
    """Whom each mission may be proposed to, as marks of the crowd; missions that share their partners share these."""

    def __init__(self, edges: Edges, numbers: dict[Key, int]):
        self.edges, self.numbers = edges, numbers
        self.known: dict[int, tuple[Collection[Key], np.ndarray]] = {}

    def of(self, wanted: Key) -> np.ndarray:
        some = self.edges.get(wanted, ())
        if id(some) not in self.known:
            marks = np.zeros(len(self.numbers), np.bool_)
            marks[[self.numbers[one] for one in some if one in self.numbers]] = True
            self.known[id(some)] = some, marks
        return self.known[id(some)][1]


class Bench:
    """The candidates of one mission. `first`: the number of its first date; `also`: whom to keep in any case."""

    def __init__(self, crowd: Crowd, wanted: Wanted, at: int, mix: int, first: int, also: set[int]):
        self.crowd, self.wanted, self.at, self.mix, self.first, self.also = (
            crowd,
            wanted,
            at,
            mix,
            first,
            also,
        )
        self.left_out = 0

    def columns(self, keep: int, only: np.ndarray | None) -> Iterator[Column]:
        wanted, dates = self.wanted, self.wanted.open_dates
        if wanted.left < 1 or (wanted.dated and not dates):
            return
        marks = self.crowd.without_obstacle(wanted)
        if only is not None:
            marks &= only
        who = np.flatnonzero(marks)
        comes = np.array([self.crowd.can_come(one)[who] for one in dates], np.bool_).reshape(
            len(dates), len(who)
        )
        counts = comes.sum(axis=0, dtype=np.int64)
        points = self.crowd.points(wanted, who, counts)
        silent = self.crowd.silent(wanted, who)
        if wanted.taken == Taken.BY_DATE:
            yield from self._by_date(keep, who, comes, points, silent)
        else:
            yield from self._together(keep, who, comes, points, silent)

    def _by_date(
        self, keep: int, who: Numbers, comes: np.ndarray, points: Numbers, silent: Numbers
    ) -> Iterator[Column]:
        """Each date by itself."""
        for number, one in enumerate(self.wanted.open_dates):
            able = np.flatnonzero(comes[number])
            some = max(keep, ENOUGH * min(one.places, self.wanted.left))
            best = self._best(some, who[able], (points + silent)[able])
            self.left_out += len(able) - len(best)
            for at in able[best].tolist():
                dates = (self.first + number,)
                yield Column(int(who[at]), self.at, dates, int(points[at]), int(silent[at]))

    def _together(
        self, keep: int, who: Numbers, comes: np.ndarray, points: Numbers, silent: Numbers
    ) -> Iterator[Column]:
        """All the dates that somebody would be proposed, at once."""
        asked, counts = len(self.wanted.open_dates), comes.sum(axis=0, dtype=np.int64)
        able = (
            np.flatnonzero(counts == asked) if self.wanted.series else np.flatnonzero(counts >= min(1, asked))
        )
        some = max(keep, ENOUGH * self.wanted.left)
        ranked = self._best(len(able), who[able], (PLACE * counts + points + silent)[able], sort=True)
        taken = 0
        for place, at in enumerate(able[ranked].tolist()):
            if taken == some and not self.also:
                self.left_out += len(able) - place
                break
            if taken >= some and int(who[at]) not in self.also:
                self.left_out += 1
                continue
            hers = [
                one for one, can in zip(self.wanted.open_dates, comes[:, at].tolist(), strict=True) if can
            ]
            dates = together(self.crowd.partners[who[at]], self.wanted, hers)
            if dates or not asked:
                taken += 1
                yield Column(int(who[at]), self.at, self._numbers(dates), int(points[at]), int(silent[at]))

    def _numbers(self, dates: Sequence[Session]) -> tuple[int, ...]:
        at = {one.key: self.first + number for number, one in enumerate(self.wanted.open_dates)}
        return tuple(at[one.key] for one in dates)

    def _best(self, some: int, who: Numbers, scores: Numbers, *, sort: bool = False) -> Numbers:
        """The places of the `some` best scores and of those kept in any case; equals are drawn by their keys."""
        drawn = ((self.crowd.hashes[who] ^ np.uint64(self.mix)) * np.uint64(2654435761)) % np.uint64(1 << 32)
        order = (scores << 32) + drawn.astype(np.int64)
        if sort:
            return np.argsort(-order, kind="stable")
        if len(order) <= some:
            return np.arange(len(order))
        best = np.argpartition(-order, some)[:some]
        beside = [at for at, one in enumerate(who.tolist()) if one in self.also] if self.also else []
        return np.unique(np.concatenate([best, np.array(beside, np.int64)]))


__all__ = ["Column", "Columns", "Edges", "Pairs", "columns"]
