"""What every importer does with the rows of a file: check them, recognise what is there, say what would change."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, ClassVar

from ..sentences import Remark
from ..tables import Row, Table
from .column import Column, Reader, Wrong, guess, sentence

PORTION = 2_500
"""Rows looked at together: few enough for the memory, many enough for one query to be worth it."""


@dataclass(slots=True)
class Entry:
    """A row that passed its checks. `fields`: what it says; `initial`: what only a new row receives."""

    line: int
    key: Any
    fields: dict[str, Any]
    initial: dict[str, Any]


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

    new: list[Entry] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    held: list[Fault] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    parents: list[Entry] = field(default_factory=list)


class PassedOver(Exception):
    """A row of a kind that is not taken here, and that nobody needs to mend; `code` counts them."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)


class Refusal(Exception):
    """A row cannot be taken as a whole; `remarks` say why."""

    def __init__(self, *remarks: Remark):
        self.remarks = list(remarks)
        super().__init__(*remarks)


class Importer(ABC):
    """One passage of a file. A subclass declares its columns and how its rows are built and recognised.

    `on` is the day it happens on, `person_id` who imports (None for a command).
    """

    do_not_call_in_templates: ClassVar[bool] = True
    name: ClassVar[str]
    label: ClassVar[Any]
    explains: ClassVar[Any]
    columns: ClassVar[tuple[Column, ...]]
    model: ClassVar[Any]
    verb: ClassVar[str]
    """The verb of the installation that carries it out."""

    def __init__(self, table: Table, mapping: Mapping[str, str], *, on: date, person_id: int | None):
        self.table, self.on, self.person_id = table, on, person_id
        places = {title: at for at, title in enumerate(table.titles)}
        self.readers = [
            Reader(column, places[mapping[column.name]])
            for column in self.columns
            if mapping.get(column.name) in places
        ]
        self.noticed: Counter[str] = Counter()
        self._first_seen: dict[Any, int] = {}

    # --- what a subclass says -----------------------------------------------------------------------
    @abstractmethod
    def build(self, values: dict[str, Any]) -> tuple[Any, dict[str, Any], dict[str, Any]]:
        """From checked columns: the key, the fields, the fields of a new row only. Raises Refusal."""

    @abstractmethod
    def known(self, entries: list[Entry]) -> dict[Any, Known | Remark]:
        """What is already there, by key; a Remark where it cannot be told which row is meant."""

    def settle(self, entries: list[Entry]) -> list[Entry]:
        """Look up what entries refer to, before they are compared; returns the parents that are not there yet."""
        return []

    def stored(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Fields as the columns of the database: references by key."""
        return dict(fields)

    def learn(self, parents: list[Entry]) -> None:  # noqa: B027  (most have nothing to note)
        """Parents were created: take note of their keys."""

    @classmethod
    def missing(cls, mapping: Mapping[str, str]) -> list[Column]:
        """The compulsory columns that no title stands for."""
        return [column for column in cls.columns if column.required and not mapping.get(column.name)]

    # --- what all do ----------------------------------------------------------------------------------
    @classmethod
    def guess(cls, titles: Iterable[str]) -> dict[str, str]:
        return guess(cls.columns, list(titles))

    @classmethod
    def label_of(cls, name: str) -> Any:
        """The label of a column, in the current language."""
        return next((column.label for column in cls.columns if column.name == name), name)

    @classmethod
    def shown(cls, name: str, value: str) -> str:
        """A value kept as text, as a reader knows it."""
        return value

    @classmethod
    def say(cls, remark: Remark) -> str:
        """A remark about a row, in the current language."""
        return sentence({column.name: column for column in cls.columns}, remark)

    def portions(self, before_asking: Callable[[], object]) -> Iterator[Portion]:
        """The whole file, some rows at a time. Raises Unreadable where the file breaks.

        `before_asking` is called when some rows were checked and the database is about to be asked about them.
        """
        rows = self.table.rows()
        while some := list(islice(rows, PORTION)):
            portion = Portion()
            entries = self._checked(some, portion)
            before_asking()
            self._compared(entries, some, portion)
            yield portion

    def remarks(self) -> list[Remark]:
        """What was noticed and settled, once the file has been read: zeros put back, references not found…"""
        said = [*self.table.remarks]
        for reader in self.readers:
            if reader.restored:
                said.append(Remark("zeros", {"count": reader.restored}, reader.column.name))
        said += [Remark(code, {"count": count}) for code, count in self.noticed.items()]
        return said

    def _compared(self, entries: list[Entry], rows: list[Row], portion: Portion) -> None:
        portion.parents = self.settle(entries)
        there = self.known(entries)
        if not there:
            portion.new = entries
            return
        cells = {row.line: row.cells for row in rows}
        for entry in entries:
            self._compare(entry, there.get(entry.key), portion, cells)

    def _checked(self, rows: list[Row], portion: Portion) -> list[Entry]:
        """The rows that pass, column by column then as a whole; the others are added to the faults."""
        wrong: Wrong = defaultdict(list)
        columns = list(
            zip(*(row.cells for row in rows), strict=False)
        )  # cells beyond the titles are left out
        names = [reader.column.name for reader in self.readers]
        values = zip(*(reader.read(columns[reader.at], wrong) for reader in self.readers), strict=True)
        width = len(self.table.titles)
        entries = []
        for place, (row, found) in enumerate(zip(rows, values, strict=True)):
            if len(row.cells) > width:
                wrong[place].append(Remark("too_many_cells", {"count": len(row.cells), "titles": width}))
            if place not in wrong:
                said = {name: value for name, value in zip(names, found, strict=True) if value is not None}
                entry = self._built(row.line, said, wrong, place)
                if entry is not None:
                    entries.append(entry)
            if place in wrong:
                portion.faults.append(Fault(row.line, row.cells, wrong[place]))
        return entries

    def _built(self, line: int, values: dict[str, Any], wrong: Wrong, place: int) -> Entry | None:
        try:
            key, fields, initial = self.build(values)
        except PassedOver as passed:
            self.noticed[passed.code] += 1
            return None
        except Refusal as refusal:
            wrong[place] += refusal.remarks
            return None
        first = self._first_seen.setdefault(key, line)
        if first != line:
            wrong[place].append(Remark("twice", {"line": first}))
            return None
        return Entry(line, key, fields, initial)

    def _compare(
        self, entry: Entry, known: Known | Remark | None, portion: Portion, cells: dict[int, list[str]]
    ) -> None:
        if known is None:
            portion.new.append(entry)
            return
        if isinstance(known, Remark):
            portion.faults.append(Fault(entry.line, cells[entry.line], [known]))
            return
        there = known.values
        if entry.fields.items() <= there.items():
            portion.unchanged += 1
        elif known.held:
            portion.held.append(Fault(entry.line, cells[entry.line], [Remark("held", {"name": known.name})]))
        else:
            differences = {
                name: (there[name], value) for name, value in entry.fields.items() if there[name] != value
            }
            portion.changes.append(Change(entry, known, differences))
