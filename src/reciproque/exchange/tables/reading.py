"""A table as the rest of the product sees it: titles, then rows, streamed, whatever file it came from."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from django.conf import settings

from ..sentences import Remark, Unreadable
from .encodings import encoding_of
from .kinds import SPREADSHEETS, kind_of
from .separators import DECLARED, separator_of
from .spreadsheets import unfolded

MAX_COLUMNS = 500
MAX_ROWS = 1_048_576
"""What a sheet of a spreadsheet holds."""
MAX_LINE = 1_000_000
SAMPLE = 40
"""Lines looked at to find the separator and the titles."""
SAMPLE_LENGTH = 200_000
NUMBER = re.compile(r"-?[\d ]+([.,]\d+)?")
TITLES_FILL = 0.6
"""The titles are the first line at least this full, next to the fullest of the sample."""


class Row(NamedTuple):
    """A row of a table: its line in the file (the first is 1) and its cells, one a title, maybe more."""

    line: int
    cells: list[str]


@dataclass
class Table:
    """A table open for reading. `remarks` says what was noticed; `rows()` may be walked once."""

    kind: str
    encoding: str
    separator: str
    titles: tuple[str, ...]
    remarks: tuple[Remark, ...]
    size: int
    _rows: Iterator[Row] = field(repr=False)
    _raw: BinaryIO = field(repr=False)

    def rows(self) -> Iterator[Row]:
        """Every row that is not blank, in order. Raises Unreadable where the file breaks."""
        width, count = len(self.titles), 0
        for row in self._rows:
            cells = row.cells
            if not cells or (not cells[0].strip() and not any(cell.strip() for cell in cells)):
                continue
            count += 1
            if count > MAX_ROWS:
                raise Unreadable("too_many_rows", limit=MAX_ROWS)
            if len(cells) < width:
                cells.extend([""] * (width - len(cells)))
            elif len(cells) > width and not any(cells[width:]):
                del cells[width:]
            yield row

    @property
    def read(self) -> int:
        """Bytes read so far, out of `size`."""
        return self._raw.tell()


@contextmanager
def opened(stream: BinaryIO) -> Iterator[Table]:
    """Read a file as a table; the stream must be seekable and is left open.

    Raises Unreadable, which says what is wrong in words: empty, too big, not a table, no titles…
    """
    size = stream.seek(0, io.SEEK_END)
    if size > settings.IMPORT_MAX_BYTES:
        raise Unreadable("too_big", size=round(size / 1e6), limit=round(settings.IMPORT_MAX_BYTES / 1e6))
    kind = kind_of(stream)
    if kind not in SPREADSHEETS:
        yield _table(stream, kind, encoding_of(stream), numbered=False, remarks=())
        return
    with tempfile.TemporaryDirectory(prefix="import-") as folder:
        sheet = unfolded(stream, kind, Path(folder))
        with sheet.path.open("rb") as raw:
            yield _table(raw, kind, "utf-8", numbered=True, remarks=sheet.remarks)


def _table(raw: BinaryIO, kind: str, encoding: str, *, numbered: bool, remarks: tuple[Remark, ...]) -> Table:
    size = raw.seek(0, io.SEEK_END)
    raw.seek(0)
    lines = _lines(
        io.TextIOWrapper(io.BufferedReader(_Borrowed(raw), 1 << 17), encoding=encoding, newline="")
    )
    sample = _sample(lines)
    declared = DECLARED.match(sample[0]) if sample and not numbered else None
    separator = "," if numbered else declared[1] if declared else separator_of(sample)
    skipped = 1 if declared else 0
    rows = _records(chain(sample[skipped:], lines), separator, first=skipped + 1, numbered=numbered)
    first = list(islice(rows, SAMPLE))
    at = _titles_at(first)
    if first[at].line > 1 + skipped and any(any(row.cells) for row in first[:at]):
        remarks += (Remark("first_lines_skipped", {"count": first[at].line - 1}),)
    titles = _titles(first[at].cells)
    return Table(kind, encoding, separator, titles, remarks, size, chain(first[at + 1 :], rows), raw)


def _sample(lines: Iterator[str]) -> list[str]:
    """The first lines of a text, not many characters of them."""
    kept: list[str] = []
    for line in lines:
        kept.append(line)
        if len(kept) == SAMPLE or sum(map(len, kept)) > SAMPLE_LENGTH:
            break
    return kept


class _Borrowed(io.RawIOBase):
    """A stream lent to a text reader, that the reader may not close."""

    def __init__(self, raw: BinaryIO):
        self.raw = raw

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[override]
        chunk = self.raw.read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """The lines of a text; no line may be long enough to fill the memory, nor hold a nul byte."""
    number = 0
    try:
        while line := text.readline(MAX_LINE):
            number += 1
            if len(line) == MAX_LINE:
                raise Unreadable("line_too_long", line=number)
            if "\0" in line:
                raise Unreadable("nul", line=number)
            yield line
    except UnicodeError:
        raise Unreadable("broken_text", line=number + 1) from None


def _records(lines: Iterator[str], separator: str, *, first: int, numbered: bool) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=separator)
    start = first
    try:
        for cells in reader:
            if len(cells) > 2 * MAX_COLUMNS:
                raise Unreadable("too_many_columns", limit=MAX_COLUMNS)
            if numbered:
                yield Row(int(cells[0]), cells[1:])
            else:
                yield Row(start, cells)
            start = first + reader.line_num
    except csv.Error:
        raise Unreadable("open_quote", line=start) from None


def _titles_at(rows: list[Row]) -> int:
    filled = [sum(1 for cell in row.cells if cell.strip()) for row in rows]
    if not filled or not max(filled):
        raise Unreadable("empty")
    return next(at for at, count in enumerate(filled) if count >= TITLES_FILL * max(filled))


def _titles(cells: list[str]) -> tuple[str, ...]:
    titles = [" ".join(cell.split()) for cell in cells]
    while titles and not titles[-1]:
        titles.pop()
    if len(titles) > MAX_COLUMNS:
        raise Unreadable("too_many_columns", limit=MAX_COLUMNS)
    numbers = [title for title in titles if NUMBER.fullmatch(title)]
    if 3 * len(numbers) > len(titles):
        raise Unreadable("no_titles", first=numbers[0][:40])
    seen: set[str] = set()
    for title in titles:
        if title and title.casefold() in seen:
            raise Unreadable("same_title", title=title[:40])
        seen.add(title.casefold())
    return tuple(titles)
