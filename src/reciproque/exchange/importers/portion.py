"""Some rows of a file on their way: what they say, what is already there, what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

from ..sentences import Remark
from ..tables import Row


@dataclass(slots=True)
class Entry:
    """A row that passed its checks. `fields`: what it says; `initial`: what only a new row receives."""

    line: int
    key: Any
    fields: dict[str, Any]
    initial: dict[str, Any]


@dataclass(slots=True)
class Entries:
    """Rows that passed their checks, column by column: a row says nothing where a column has None.

    A portion is kept so for what is done to all of its rows; taken one by one, they are Entry.
    """

    rows: Sequence[Row]
    fields: dict[str, list[Any]]
    initial: dict[str, list[Any]] = field(default_factory=dict)
    keys: list[Any] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Entry]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, place: int) -> Entry:
        return Entry(
            self.rows[place].line, self.keys[place], _said(self.fields, place), _said(self.initial, place)
        )

    def column(self, name: str) -> list[Any]:
        """What each row says under a name, be it nothing."""
        return self.fields.get(name) or [None] * len(self)

    def side_by_side(self, *names: str) -> Iterator[tuple[Any, ...]]:
        """Row after row, what it says under each name."""
        return zip(*map(self.column, names), strict=True)

    def only(self, kept: Sequence[bool]) -> Entries:
        """The rows for which `kept` is true."""
        if all(kept):
            return self
        return Entries(
            [*compress(self.rows, kept)],
            {name: [*compress(values, kept)] for name, values in self.fields.items()},
            {name: [*compress(values, kept)] for name, values in self.initial.items()},
            [*compress(self.keys, kept)],
        )


def _said(columns: dict[str, list[Any]], place: int) -> dict[str, Any]:
    return {name: value for name, values in columns.items() if (value := values[place]) is not None}


@dataclass(slots=True)
class Known:
    """What is already there under a key. `held`: somebody of its own looks after it, and it is left as it is."""

    pk: int
    version: int
    name: str
    values: dict[str, Any]
    held: bool = False


@dataclass(slots=True)
class Change:
    """A row that says something else than what is there: {field: (what is there, what the file says)}."""

    entry: Entry
    known: Known
    differences: dict[str, tuple[Any, Any]]


@dataclass(slots=True)
class Fault:
    """A row that was not taken, its cells as they were, and why."""

    line: int
    cells: list[str]
    remarks: list[Remark]


@dataclass(slots=True)
class Portion:
    """What becomes of some rows of a file. `parents` are rows the file names without describing them."""

    new: Entries = field(default_factory=lambda: Entries([], {}))
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    held: list[Fault] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    parents: list[Entry] = field(default_factory=list)
