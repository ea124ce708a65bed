"""The grid of a house on a day: what each kind of time is paid, under which status, since when, from which source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import visible
from reciproque.partnerships.kinds import ContributionKind, Status
from reciproque.people.models import Organisation

from ..models import Rate
from ..models.grid import PAID


@dataclass(frozen=True)
class Entry:
    """One kind of time under one status: the rate in force, if there is one, and the next one to come."""

    kind: ContributionKind
    now: Rate | None
    next: Rate | None


@dataclass(frozen=True)
class Grid:
    """A table for each status, never one for two."""

    tables: list[tuple[Status, list[Entry]]]
    past: list[Rate]

    @property
    def is_empty(self) -> bool:
        return not any(entry.now or entry.next for _status, entries in self.tables for entry in entries)


def grid_of(organisation: Organisation, actor: Actor, *, today: date) -> Grid:
    """The grid as it stands today, with what was written before. One query."""
    rows = visible(Rate, actor).filter(organisation=organisation).select_related("written_by")
    found: dict[tuple[str, str], list[Rate]] = {}
    for rate in rows.order_by("starts_on", "pk"):
        found.setdefault((rate.status, rate.kind), []).append(rate)
    tables, current = [], set()
    for status in PAID:
        entries = []
        for kind in ContributionKind:
            written = found.get((status.value, kind.value), [])
            begun = [rate for rate in written if rate.starts_on <= today]
            coming = next((rate for rate in written if rate.starts_on > today), None)
            now = begun[-1] if begun and begun[-1].amount is not None else None
            current |= {rate.pk for rate in (now, coming) if rate}
            if now or coming:
                entries.append(Entry(kind, now, coming))
        if entries:
            tables.append((status, entries))
    past = [rate for written in found.values() for rate in written if rate.pk not in current]
    return Grid(tables, sorted(past, key=lambda rate: (rate.starts_on, rate.pk), reverse=True))
