"""Files that tests import: made here, or found among the reference data when they are at hand."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

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
