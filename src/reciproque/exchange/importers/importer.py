"""What every importer does with the rows of a file: check them, recognise what is there, say what would change."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from operator import attrgetter
from typing import Any, ClassVar

from ..sentences import Remark
from ..tables import Row, Table
from .column import Column, Reader, Wrong, guess, sentence
from .portion import Change, Entries, Entry, Fault, Known, Portion

PORTION = 2_500
"""Rows looked at together: few enough for the memory, many enough for one query to be worth it."""


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
        self._before_asking: Callable[[], object] = lambda: None

    # --- what a subclass says -----------------------------------------------------------------------
    @abstractmethod
    def build(self, said: Entries, wrong: Wrong) -> Entries:
        """From checked columns: the keys, the fields, the fields of new rows only.

        What is wrong with a row as a whole goes to `wrong`, by its place in what is given back.
        """

    @abstractmethod
    def known(self, entries: Entries) -> dict[Any, Known | Remark]:
        """What is already there, by key; a Remark where it cannot be told which row is meant."""

    def settle(self, entries: Entries) -> list[Entry]:
        """Look up what entries refer to, before they are compared; returns the parents that are not there yet."""
        return []

    def stored(self, fields: Mapping[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
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

        `before_asking` is called each time the database is about to be asked something.
        """
        self._before_asking = before_asking
        rows = self.table.rows()
        while some := list(islice(rows, PORTION)):
            portion = Portion()
            entries = self._checked(some, portion)
            portion.parents = self.settle(entries)
            self._compare(entries, portion)
            portion.faults.sort(key=attrgetter("line"))
            yield portion

    def asked(self, rows: Iterable) -> Iterable:
        """Rows of the database that are about to be read: every question passes here."""
        self._before_asking()
        return rows

    def remarks(self) -> list[Remark]:
        """What was noticed and settled, once the file has been read: zeros put back, references not found…"""
        said = [*self.table.remarks]
        for reader in self.readers:
            if reader.restored:
                said.append(Remark("zeros", {"count": reader.restored}, reader.column.name))
        said += [Remark(code, {"count": count}) for code, count in self.noticed.items()]
        return said

    def _checked(self, rows: list[Row], portion: Portion) -> Entries:
        """The rows that pass, column by column then as a whole; the others are added to the faults."""
        wrong: Wrong = defaultdict(list)
        cells = list(zip(*(row.cells for row in rows), strict=False))  # cells beyond the titles are left out
        fields = {reader.column.name: reader.read(cells[reader.at], wrong) for reader in self.readers}
        width = len(self.table.titles)
        for place, row in enumerate(rows):
            if len(row.cells) > width:
                wrong[place].append(Remark("too_many_cells", {"count": len(row.cells), "titles": width}))
        said = _without(wrong, Entries(rows, fields), portion)
        wrong = defaultdict(list)
        entries = _without(wrong, self.build(said, wrong), portion)
        lines = [row.line for row in entries.rows]
        first = list(map(self._first_seen.setdefault, entries.keys, lines))
        twice = {
            place: [Remark("twice", {"line": first[place]})]
            for place, line in enumerate(lines)
            if first[place] != line
        }
        return _without(twice, entries, portion)

    def _compare(self, entries: Entries, portion: Portion) -> None:
        """Tell new rows from those that are there, and what these change."""
        there = self.known(entries)
        portion.new = entries.only([key not in there for key in entries.keys])
        for place, key in enumerate(entries.keys if there else ()):
            if key in there:
                self._compare_one(entries[place], there[key], portion, entries.rows[place].cells)

    def _compare_one(self, entry: Entry, known: Known | Remark, portion: Portion, cells: list[str]) -> None:
        if isinstance(known, Remark):
            portion.faults.append(Fault(entry.line, cells, [known]))
            return
        there = known.values
        if entry.fields.items() <= there.items():
            portion.unchanged += 1
        elif known.held:
            portion.held.append(Fault(entry.line, cells, [Remark("held", {"name": known.name})]))
        else:
            differences = {
                name: (there[name], value) for name, value in entry.fields.items() if there[name] != value
            }
            portion.changes.append(Change(entry, known, differences))


def _without(wrong: Mapping[int, list[Remark]], entries: Entries, portion: Portion) -> Entries:
    """The entries of which nothing is wrong; the others are added to the faults."""
    if not wrong:
        return entries
    for place, remarks in wrong.items():
        row = entries.rows[place]
        portion.faults.append(Fault(row.line, row.cells, remarks))
    return entries.only([place not in wrong for place in range(len(entries))])
