"""The linear programme of a season: what is to be chosen, under which limits, and what rising load costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from .clashes import clashes, in_lots, too_much, widened
from .columns import Columns
from .partner import ALL_ROOM, Partner, Period, Span
from .scale import LOAD_TOP, PLACE, load_cost
from .wanted import Taken


class Limit(StrEnum):
    """What a row of the programme holds."""

    PLACES = "places"
    """A date has so many places."""
    PEOPLE = "people"
    """A mission looks for so many people."""
    BEGINNERS = "beginners"
    """Never two beginners together."""
    OVERLAP = "overlap"
    """One thing at a time, and the rest that a mission asks for."""
    CEILING = "ceiling"
    """What somebody still gives by her own choice: by week, by month, in the evenings, in dates."""
    EITHER = "either"
    """What OVERLAP and CEILING say together: it shuts out no more than they do, and falls with either."""
    LOAD = "load"
    """Counts what somebody is proposed, so that each further mission costs more."""


@dataclass(frozen=True, slots=True)
class Row:
    """A limit: the numbers it adds up, and the most they may come to. `of`: a date, a mission or a partner."""

    limit: Limit
    of: int
    columns: Sequence[int]
    values: Sequence[int]
    most: int


@dataclass(frozen=True, slots=True)
class Step:
    """One more mission for somebody, at its own cost; `most`: how many at that cost, None: any number."""

    partner: int
    cost: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Programme:
    """Columns to choose (0 or 1), then the steps of load; maximise gains less costs under the rows."""

    columns: Columns
    rows: Sequence[Row]
    steps: Sequence[Step]

    @property
    def gains(self) -> np.ndarray:
        """What each column brings, what is silent included, then what each step costs."""
        brings = [PLACE * one.places + one.points + one.silent for one in self.columns.kept]
        return np.array([*brings, *(-step.cost for step in self.steps)], np.float64)


def programme(columns: Columns, *, beginners_apart: bool = False, spread: bool = True) -> Programme:
    """The rows and steps for `columns`. `beginners_apart`: never two beginners together; `spread`: load costs."""
    by_date, by_mission, by_partner = _gathered(columns)
    rows = [*_places(columns, by_date), *_people(columns, by_mission)]
    if beginners_apart:
        rows += _beginners(columns, by_date)
    steps: list[Step] = []
    for number, mine in enumerate(by_partner):
        if not mine:
            continue
        partner = columns.partners[number]
        rows += _beside(columns, number, mine)
        first = len(columns.kept) + len(steps)
        hers = list(_steps(partner, number, len(mine), spread=spread))
        mark = [*mine, *range(first, first + len(hers))]
        rows.append(Row(Limit.LOAD, number, mark, [1] * len(mine) + [-1] * len(hers), 0))
        steps += hers
    return Programme(columns, rows, steps)


def _ones(some: Sequence[int]) -> list[int]:
    return [1] * len(some)


def _gathered(columns: Columns) -> tuple[list[list[int]], list[list[int]], list[list[int]]]:
    """The columns of each date, of each mission, of each partner."""
    by_date: list[list[int]] = [[] for _one in columns.dates]
    by_mission: list[list[int]] = [[] for _one in columns.wanteds]
    by_partner: list[list[int]] = [[] for _one in columns.partners]
    for at, one in enumerate(columns.kept):
        by_mission[one.wanted].append(at)
        by_partner[one.partner].append(at)
        for number in one.dates:
            by_date[number].append(at)
    return by_date, by_mission, by_partner


def _places(columns: Columns, by_date: list[list[int]]) -> Iterator[Row]:
    """Where fewer people are looked for than a date has places, PEOPLE says enough."""
    for number, (mission, session) in enumerate(columns.dates):
        wanted = columns.wanteds[mission]
        by_itself = wanted.taken == Taken.BY_DATE
        most = min(session.places, wanted.left) if by_itself else session.places
        if len(by_date[number]) > most and (by_itself or most < wanted.left):
            yield Row(Limit.PLACES, number, by_date[number], _ones(by_date[number]), most)


def _people(columns: Columns, by_mission: list[list[int]]) -> Iterator[Row]:
    for number, wanted in enumerate(columns.wanteds):
        if wanted.taken != Taken.BY_DATE and len(by_mission[number]) > wanted.left:
            yield Row(Limit.PEOPLE, number, by_mission[number], _ones(by_mission[number]), wanted.left)


def _beginners(columns: Columns, by_date: list[list[int]]) -> Iterator[Row]:
    for number, (_mission, session) in enumerate(columns.dates):
        some = [at for at in by_date[number] if columns.partners[columns.kept[at].partner].beginner]
        most = max(0, 1 - session.beginners)
        if len(some) > most:
            yield Row(Limit.BEGINNERS, number, some, _ones(some), most)


def _beside(columns: Columns, number: int, mine: list[int]) -> Iterator[Row]:
    """What somebody cannot do together: by the clock, by her own ceilings, then by both at once."""
    overlaps = clashes(columns, mine)
    ceilings = list(_ceilings(columns, columns.partners[number], mine))
    for clash in overlaps:
        yield Row(Limit.OVERLAP, number, clash, _ones(clash), 1)
    beyond: list[list[int]] = []
    for spent, most in ceilings:
        beyond += too_much(spent, most)
        for lots, bound in in_lots(spent, most):
            yield Row(Limit.CEILING, number, list(lots), list(lots.values()), bound)
    for clash in beyond:
        yield Row(Limit.CEILING, number, clash, _ones(clash), 1)
    for clash in widened(overlaps, beyond):
        yield Row(Limit.EITHER, number, clash, _ones(clash), 1)


def _ceilings(columns: Columns, partner: Partner, mine: list[int]) -> Iterator[tuple[dict[int, int], int]]:
    """What each column takes of each of her ceilings that could be passed, and what is left there."""
    spans: dict[tuple[Span, Period], dict[int, int]] = {}
    if partner.room is not ALL_ROOM:
        for at in mine:
            for date in columns.kept[at].dates:
                session = columns.dates[date][1]
                for span in session.spans:
                    spent = spans.setdefault(span, {})
                    spent[at] = spent.get(at, 0) + session.minutes
    asked = [(spent, partner.room.left(*span)) for span, spent in spans.items()]
    for spent, most in [*asked, ({at: columns.kept[at].places for at in mine}, partner.most_dates)]:
        if most is not None and sum(spent.values()) > most:
            yield spent, most


def _steps(partner: Partner, number: int, most: int, *, spread: bool) -> Iterator[Step]:
    """What each further mission costs her: rising, then level; steps of one cost are one step."""
    rising = max(0, LOAD_TOP - partner.taken_lately) if spread else 0
    for before in range(min(rising, most)):
        yield Step(number, load_cost(before, partner.taken_lately), 1)
    if rising < most:
        yield Step(number, load_cost(rising, partner.taken_lately, spread=spread), None)
