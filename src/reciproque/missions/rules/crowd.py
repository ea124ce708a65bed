"""The partners as columns: the same conditions as in `fit`, asked of all of them at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from reciproque.profiles.kinds import Rhythm

from ..kinds import Where
from .fit import ASKED_AGAIN, ETP, PACE, POINTS, For, pace
from .partner import Key, Partner, Period, Span
from .silence import LIVED, words
from .wanted import Session, Taken, Wanted

Marks = NDArray[np.bool_]
Numbers = NDArray[np.int64]
NEVER = np.iinfo(np.int64).max
EPOCH = datetime(2000, 1, 1)


def minute(at: datetime) -> int:
    return int((at - EPOCH).total_seconds() // 60)


class Crowd:
    """The partners, in the order of their keys; every answer is a column of that order."""

    def __init__(self, partners: Sequence[Partner]):
        self.partners = partners
        self.hashes = hashes(one.key for one in partners)
        self.remote_ok = self._column(lambda one: one.remote_ok)
        self.at_distance_only = self._column(lambda one: one.at_distance_only)
        self.said_no_language = self._column(lambda one: one.languages is None)
        self.said_no_place = self._column(lambda one: one.places is None)
        self.opened = self._column(lambda one: one.opened)
        self.etp = self._column(lambda one: one.etp)
        self.beginner = self._column(lambda one: one.beginner)
        self.there = self._column(lambda one: one.wish != Rhythm.PAUSE)
        self.has_not_said_when = self._column(lambda one: one.free is None)
        self.wish = np.array([PACE.get(one.wish, 0) if one.wish else 0 for one in partners], np.int64)
        self.most_dates = np.array([_or_never(one.most_dates) for one in partners], np.int64)
        self.turn = np.array([_turn(one) for one in partners], np.int64)
        self._held: dict[str, dict[Key, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._sought: dict[tuple[str, Key], Numbers | None] = {}
        for at, one in enumerate(partners):
            self._file(at, one)
        self._busy = _intervals(partners)
        self._left: dict[tuple[Span, Period], Numbers] = {}

    def _column(self, told: Callable[[Partner], bool]) -> Marks:
        return np.array([told(one) for one in self.partners], np.bool_)

    def _file(self, at: int, one: Partner) -> None:
        """Under each word of hers, her place in the order."""
        filed = {
            "language": one.languages or (),
            "place": one.places or (),
            "title": one.titles | one.verified,
            "verified": one.verified,
            "mode": one.modes,
            "free": one.free or (),
            "not": one.takes | one.aside,
            "lived": frozenset[str]().union(*map(words, one.health_lines)),
        }
        for kind, keys in filed.items():
            held = self._held[kind]
            for key in keys:
                held[key].append(at)

    def any_of(self, kind: str, keys: Iterable[Key]) -> Marks:
        """Those who hold one of `keys`."""
        marks = np.zeros(len(self.partners), np.bool_)
        for key in keys:
            if (found := self._found(kind, key)) is not None:
                marks[found] = True
        return marks

    def _found(self, kind: str, key: Key) -> Numbers | None:
        if (kind, key) not in self._sought:
            some = self._held[kind].get(key)
            self._sought[kind, key] = None if some is None else np.array(some, np.int64)
        return self._sought[kind, key]

    # --- against ----------------------------------------------------------------------------------
    def without_obstacle(self, wanted: Wanted) -> Marks:
        """Those against whom nothing stands, whatever the dates."""
        marks = self.there & ~self.any_of("not", (wanted.key,)) & self._can_be_there(wanted)
        if wanted.languages:
            marks &= self.said_no_language | self.any_of("language", wanted.languages)
        for key in wanted.titles:
            marks &= self.any_of("title", (key,))
        for key in wanted.verified:  # who does not hold it at all is refused where it is one of `titles`
            marks &= self.any_of("verified", (key,)) | ~self.any_of("title", (key,))
        if wanted.mode == ETP:
            marks &= self.etp
        if wanted.meets_people:
            marks &= self.opened
        return marks if wanted.dated else marks & (self.most_dates != 0)

    def _can_be_there(self, wanted: Wanted) -> Marks:
        on_site = ~self.at_distance_only
        if wanted.territory is not None:
            on_site = on_site & (self.said_no_place | self.any_of("place", wanted.chain))
        if wanted.where == Where.ON_SITE:
            return on_site
        return self.remote_ok if wanted.where == Where.REMOTE else self.remote_ok | on_site

    def can_come(self, one: Session) -> Marks:
        """Those whose hours and ceilings leave room for that date alone."""
        marks = self.has_not_said_when | self.any_of("free", (one.part,))
        who, begin, end = self._busy
        marks[who[(begin < minute(one.ends)) & (end > minute(one.begins))]] = False
        for span, when in one.spans:
            marks &= self.left(span, when) >= one.minutes
        return marks & (self.most_dates > 0)

    def left(self, span: Span, when: Period) -> Numbers:
        """The minutes their ceilings leave."""
        if (span, when) not in self._left:
            some = [_or_never(one.room.left(span, when)) for one in self.partners]
            self._left[span, when] = np.array(some, np.int64)
        return self._left[span, when]

    # --- for --------------------------------------------------------------------------------------
    def points(self, wanted: Wanted, who: Numbers, dates: Numbers) -> Numbers:
        """What `fit` would say, for each of `who`; `dates`: how many dates each can come to."""
        points = self.turn[who].copy()
        if wanted.languages:
            points += POINTS[For.LANGUAGE] * self.any_of("language", wanted.languages)[who]
        near = self.any_of("place", wanted.chain)[who]
        at_distance = self.remote_ok[who] & (wanted.where != Where.ON_SITE)
        if wanted.where == Where.BOTH:
            at_distance &= self.at_distance_only[who] | ~near
        points += POINTS[For.REMOTE] * at_distance
        if wanted.territory is not None:
            points += POINTS[For.TERRITORY] * (near & ~at_distance)
        if asked := len(wanted.open_dates):
            points += POINTS[For.DAY] * dates // asked
        points += POINTS[For.MODE_WISHED] * self.any_of("mode", (wanted.mode,))[who]
        if wanted.titles:
            proved = np.logical_and.reduce([self.any_of("verified", (key,)) for key in wanted.titles])
            points += POINTS[For.TITLE_VERIFIED] * proved[who]
        return points + POINTS[For.RHYTHM] * self._rhythm_suits(wanted)[who]

    def _rhythm_suits(self, wanted: Wanted) -> Marks:
        if wanted.taken == Taken.UNDATED:
            return np.zeros(len(self.partners), np.bool_)
        asked = pace(wanted)
        return (self.wish > 0) & ((asked <= self.wish) if wanted.series else (self.wish <= asked))

    def silent(self, wanted: Wanted, who: Numbers) -> Numbers:
        """What weighs and is not said, for each of `who`; it goes into the objective and nowhere else."""
        return LIVED * self.any_of("lived", words(wanted.lived))[who].astype(np.int64)


def hashes(keys: Iterable[Key]) -> NDArray[np.uint64]:
    """A number for each key, the same on every machine: between equals, it spreads who is looked at first."""
    return np.array([crc32(repr(key).encode()) for key in keys], np.uint64)


def _or_never(most: int | None) -> int:
    return NEVER if most is None else most


def _turn(one: Partner) -> int:
    if one.taken_lately:
        return 0
    if not one.offered_lately:
        return POINTS[For.NEWCOMER]
    return max(0, POINTS[For.ROTATION] - ASKED_AGAIN * one.offered_lately)


def _intervals(partners: Sequence[Partner]) -> tuple[Numbers, Numbers, Numbers]:
    """Who is busy, from when, until when, in minutes."""
    flat = [(at, minute(begin), minute(end)) for at, one in enumerate(partners) for begin, end in one.busy]
    table = np.array(flat, np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]
