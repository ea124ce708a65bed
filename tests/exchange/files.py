"""Files that tests import: made here, or found among the reference data when they are at hand."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from collections.abc import Iterable, Sequence
from itertools import chain, repeat
from pathlib import Path

import pytest
import xlsxwriter

ROOT = Path(__file__).resolve().parents[2]
PLACES = (os.environ.get("RECIPROQUE_REFERENCE_DATA", ""), ROOT.parent / "shared" / "data")

TITLES = ("FINESS", "Nom", "Catégorie", "Code postal", "Ville")
FLEYRIAT = ("010000024", "CH de Fleyriat", "355", "01440", "Viriat")
BELLEY = ("010000032", "CH Bugey Sud", "355", "01300", "Belley")
AJACCIO = ("2A0000014", "CH d’Ajaccio", "355", "20090", "Ajaccio")
WRONG_KEY = ("010000025", "CH à la clé fausse", "355", "01440", "Viriat")
NO_NAME = ("010000065", "", "355", "01606", "Trévoux")


def table(
    *rows: Sequence[str], titles: Sequence[str] = TITLES, separator: str = ";", encoding: str = "utf-8"
) -> bytes:
    """A CSV file."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([titles, *rows])
    return text.getvalue().encode(encoding)


def workbook(*rows: Sequence[str], titles: Sequence[str] = TITLES) -> bytes:
    """The same table as an Excel workbook."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([titles, *rows]):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def archive() -> bytes:
    """A zip of two tables."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for name in ("une.csv", "autre.csv"):
            parts.writestr(name, table(FLEYRIAT))
    return out.getvalue()


BOUNDARY = "entre-deux"


def form(fields: dict[str, str]) -> bytes:
    """The beginning of a form, up to the first byte of its file."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    parts.append(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="liste.csv"\r\n'
        "Content-Type: text/csv\r\n\r\n"
    )
    return "".join(parts).encode()


class Endless(io.RawIOBase):
    """A form whose file repeats one line up to a size, and is never whole in memory."""

    def __init__(self, head: bytes, line: bytes, size: int):
        count, tail = size // len(line), f"\r\n--{BOUNDARY}--\r\n".encode()
        self.length = len(head) + count * len(line) + len(tail)
        self.parts = chain([head], repeat(line * 1000, count // 1000), [line * (count % 1000), tail])
        self.pending = b""

    def __len__(self) -> int:
        return self.length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        while not self.pending:
            part = next(self.parts, None)
            if part is None:
                return 0
            self.pending = part
        chunk, self.pending = self.pending[: len(buffer)], self.pending[len(buffer) :]
        buffer[: len(chunk)] = chunk
        return len(chunk)


def uploaded(content: bytes, name: str = "structures.csv") -> io.BytesIO:
    """A file as the test client sends it."""
    file = io.BytesIO(content)
    file.name = name
    return file


def reference(name: str) -> Path:
    """A file of the reference data; the test is skipped, and says so, where there is none."""
    for place in PLACES:
        if place and (found := Path(place) / name).is_file():
            return found
    pytest.skip(f"no reference data: {name} (RECIPROQUE_REFERENCE_DATA says where they are)")


def numbers(rows: Iterable) -> list[int]:
    return [row.line for row in rows]
