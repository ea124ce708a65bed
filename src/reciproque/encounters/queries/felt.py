"""How encounters were felt, for the organisation: finished quarters only, and nothing of a handful of people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from reciproque.foundation.clock import months_later
from reciproque.foundation.statistics import statistic

from ..kinds import ASKED_AFTER, Item, Side
from ..models import Felt

QUARTERS = 8
"""How many finished quarters are shown."""


@dataclass(frozen=True)
class Mean:
    """What one side answered to an item: on average, from 0 to 10; None when withheld or when nobody answered."""

    label: Any
    by_side: tuple[float | None, ...]


@dataclass(frozen=True)
class Quarter:
    """A finished quarter: encounters held, and answers; numbers under the smallest cell are None."""

    begins_on: date
    held: int | None
    answers: tuple[int | None, ...]
    means: tuple[Mean, ...]
    threshold: int

    @property
    def number(self) -> int:
        return (self.begins_on.month + 2) // 3


def quarters(organisation_id: int, *, on: date) -> list[Quarter]:
    """The finished quarters in which something was held, the last first. One query.

    The quarter under way is never shown: two readings of it would tell one answer by subtraction.
    """
    this = _first_of_quarter(on)
    rows = Felt.objects.filter(
        organisation=organisation_id, month__gte=months_later(this, -3 * QUARTERS), month__lt=this
    )
    found: dict[date, list[Felt]] = defaultdict(list)
    for row in rows:
        found[_first_of_quarter(row.month)].append(row)
    return [_quarter(begins, found[begins], on) for begins in sorted(found, reverse=True)]


def _first_of_quarter(day: date) -> date:
    return day.replace(month=day.month - (day.month - 1) % 3, day=1)


def _quarter(begins: date, rows: list[Felt], on: date) -> Quarter:
    held = statistic({"held": sum(row.count for row in rows if row.item == Item.HELD)}, on=on)
    answered = {side: _answers(rows, side) for side in Side}
    shown = statistic({side.value: n for side, n in answered.items()}, on=on).cells
    answers = tuple(shown[side.value].value for side in Side)
    means = tuple(
        Mean(
            item.label,
            tuple(_mean(rows, side, item) if n else None for side, n in zip(Side, answers, strict=True)),
        )
        for item in ASKED_AFTER
    )
    return Quarter(begins, held.cells["held"].value, answers, means, held.threshold)


def _answers(rows: list[Felt], side: Side) -> int:
    return sum(row.count for row in rows if row.side == side and row.item == Item.HEARD)


def _mean(rows: list[Felt], side: Side, item: Item) -> float:
    given = [(row.value, row.count) for row in rows if row.side == side and row.item == item]
    return round(sum(value * count for value, count in given) / sum(count for _value, count in given), 1)
