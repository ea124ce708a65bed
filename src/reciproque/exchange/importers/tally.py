"""What a passage of a file comes to: counts, the lines that were not taken, samples to show."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from ..sentences import Remark
from .importer import Importer
from .portion import Change, Entry, Fault, Portion

SHOWN = 50
"""Changes kept to be shown; new rows are shown fewer, for they resemble one another."""
SHOWN_NEW = 10
BETWEEN = 10
"""Portions between two looks for cycles, of which each leaves a hundred objects or so."""

Watch = Callable[[int, int], None]
"""Told how many bytes were read, out of how many."""


@dataclass
class Tally:
    """Counts of a passage. `lines` are the faulty ones; `held` those left to their own coordinator."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    lines: list[Fault] = field(default_factory=list)
    held: list[Fault] = field(default_factory=list)
    new: list[Entry] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def faulty(self) -> int:
        return len(self.lines)

    def count(self, portion: Portion) -> None:
        self.created += len(portion.new)
        self.changed += len(portion.changes)
        self.unchanged += portion.unchanged
        self.lines += portion.faults
        self.held += portion.held
        self.new += islice(portion.new, SHOWN_NEW - len(self.new))
        self.changes += portion.changes[: SHOWN - len(self.changes)] if len(self.changes) < SHOWN else []

    def counts(self) -> dict[str, int]:
        return {
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "faulty": self.faulty,
            "held": len(self.held),
        }

    def shown(self) -> dict[str, Any]:
        """Its samples, as JSON: new rows as (line, name), changes as (line, name, {field: (was, becomes)})."""
        return {
            "new": [[entry.line, str(entry.fields.get("name", entry.key))] for entry in self.new],
            "changes": [
                [
                    change.entry.line,
                    change.known.name,
                    {name: [_shown(was), _shown(is_)] for name, (was, is_) in change.differences.items()},
                ]
                for change in self.changes
            ],
        }


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


def passage(
    importer: Importer,
    tally: Tally,
    watch: Watch | None = None,
    before_asking: Callable[[], object] = lambda: None,
) -> Iterator[Portion]:
    """Walk a whole file and count it, handing over each portion (see Importer.portions)."""
    table = importer.table
    with _collected_seldom() as collect:
        for number, portion in enumerate(importer.portions(before_asking), start=1):
            tally.count(portion)
            yield portion
            if watch:
                watch(table.read, table.size)
            if number % BETWEEN == 0:
                collect()
    tally.remarks = importer.remarks()


@contextmanager
def _collected_seldom() -> Iterator[Callable[[], object]]:
    """Python looks for cycles when it is told, among objects made since: at every turn it takes a third of the time."""
    at_work = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield lambda: gc.collect(0)
    finally:
        gc.unfreeze()
        if at_work:
            gc.enable()


def rehearse(importer: Importer, watch: Watch | None = None) -> Tally:
    """What importing the file would do; nothing is written."""
    tally = Tally()
    for _portion in passage(importer, tally, watch):
        pass
    return tally
