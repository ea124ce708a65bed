"""The two ways to count: a tally is exact, for those who may open each row; a statistic protects small groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from .parameters import parameter, value

INSIDE = parameter(
    "statistics.min_cell_internal",
    _("Plus petit groupe montré dans la structure"),
    5,
    unit="person",
    source=_("Proposition de Réciproque, d’après les usages du secret statistique"),
    status="proposal",
    since=date(2026, 1, 1),
)
OUTSIDE = parameter(
    "statistics.min_cell_external",
    _("Plus petit groupe montré hors de la structure"),
    11,
    unit="person",
    source=_("Règle du CASD : aucune case de moins de 11 unités"),
    status="to_confirm",
    since=date(2026, 1, 1),
)


@dataclass(frozen=True)
class Tally:
    """An exact number, for someone entitled to each row behind it."""

    value: int
    rows: QuerySet


@dataclass(frozen=True)
class Cell:
    """A published number, or None when withheld to protect people."""

    value: int | None

    @property
    def withheld(self) -> bool:
        return self.value is None


@dataclass(frozen=True)
class Statistic:
    """Published counts by group, with their total; small cells and what would reveal them are withheld."""

    cells: Mapping[str, Cell]
    total: Cell
    threshold: int


def tally(rows: QuerySet, *, of: str | None = None) -> Tally:
    """Count rows exactly, or add up their field `of`.

    `rows` must already be what the reader may see (start from `visible`).
    """
    if of is None:
        return Tally(rows.count(), rows)
    return Tally(rows.aggregate(total=Sum(of, default=0))["total"], rows)


def tallies(rows: QuerySet, *by: str, of: str | None = None) -> dict[tuple, Tally]:
    """A tally for each combination of the fields `by` that occurs among `rows`, in one query."""
    counted = Count("pk") if of is None else Sum(of, default=0)
    groups = rows.order_by(*by).values_list(*by).annotate(total=counted)
    return {
        tuple(key): Tally(total, rows.filter(**dict(zip(by, key, strict=True)))) for *key, total in groups
    }


def statistic(counts: Mapping[str, int], *, on: date, outside: bool = False) -> Statistic:
    """Counts of people by group, fit to be shown to those who may not open the rows.

    A cell from 1 to threshold - 1 is withheld; so is the smallest of the others, while what is withheld could
    be found by subtraction from the total. A zero says nothing of anybody and stays, unless it must serve to
    hide another. A total under the threshold is withheld with every cell.
    """
    threshold = value((OUTSIDE if outside else INSIDE).name, on=on)
    total = sum(counts.values())
    if 0 < total < threshold:
        return Statistic({group: Cell(None) for group in counts}, Cell(None), threshold)
    hidden = {group for group, n in counts.items() if 0 < n < threshold}
    while hidden and (len(hidden) == 1 or sum(counts[g] for g in hidden) < threshold):
        others = [group for group in counts if group not in hidden]
        if not others:
            break
        hidden.add(min(others, key=lambda group: (counts[group] == 0, counts[group], group)))
    shown = {group: Cell(None if group in hidden else n) for group, n in counts.items()}
    exposed = hidden and (len(hidden) == 1 or sum(counts[g] for g in hidden) < threshold)
    return Statistic(shown, Cell(None if exposed else total), threshold)
