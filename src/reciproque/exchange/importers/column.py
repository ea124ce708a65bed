"""A column an importer understands: the titles it comes under, how its cells are checked, what a spreadsheet took."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation

from reciproque.foundation.models import plain

from ..sentences import Remark
from ..writer import PROTECTED

SCIENTIFIC = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE | re.ASCII)
MOST_KNOWN = 20_000
NOT_A_LETTER = re.compile(r"[^a-z0-9]+")


Wrong = dict[int, list[Remark]]
"""What is wrong with rows, by their place in the portion."""


@dataclass(frozen=True)
class Column:
    """`check` gives the stored form of a text that is not blank, or raises ValidationError with a sentence.

    `width`: digits of a number whose leading zeros spreadsheets take away; they are put back when the check then
    agrees. `repeats`: the same few values come back from row to row, so each is checked once.
    """

    name: str
    label: Any
    titles: tuple[str, ...]
    check: Callable[[str], Any]
    required: bool = False
    width: int = 0
    repeats: bool = False

    def accepts(self) -> list[str]:
        """The titles it is known under, in plain form, its label in each language first."""
        labels = []
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                labels.append(title_key(str(self.label)))
        return [*labels, *map(title_key, self.titles)]


def title_key(title: str) -> str:
    """A title without case, accents and punctuation: « Code_postal » and « code postal » are one."""
    return NOT_A_LETTER.sub(" ", plain(title)).strip()


def guess(columns: Sequence[Column], titles: Sequence[str]) -> dict[str, str]:
    """Which title stands for which column, as far as titles tell: {column name: title}. A title serves once."""
    free = {title_key(title): title for title in reversed(titles) if title}
    found: dict[str, str] = {}
    for column in columns:
        known = next((key for key in column.accepts() if key in free), None)
        if known is not None:
            found[column.name] = free.pop(known)
    return found


def _as_typed(text: str) -> str:
    """`text` without the apostrophe that protects it in a spreadsheet, its accents in one piece."""
    return unicodedata.normalize("NFC", text[1:] if PROTECTED.match(text) else text)


class Reader:
    """Reads one column, all the rows of a portion at once; zeros put back are counted in `restored`."""

    def __init__(self, column: Column, at: int):
        self.column, self.at = column, at
        self.restored = 0
        self._known: dict[str, Any] = {}

    def read(self, rows: Sequence[list[str]], values: Sequence[dict[str, Any]], wrong: Wrong) -> None:
        """Add this column's value to those of each row; what is refused goes to `wrong`, by the place of its row."""
        name, at, check, known = self.column.name, self.at, self.column.check, self._known
        repeats, required = self.column.repeats, self.column.required
        for place, cells in enumerate(rows):
            text = cells[at].strip()
            if not text:
                if required:
                    wrong[place].append(Remark("missing", {}, name))
                continue
            if repeats and text in known:
                values[place][name] = known[text]
                continue
            if text[0] == "'" or not text.isascii():
                text = _as_typed(text)
            try:
                value = values[place][name] = check(text)
            except ValidationError:
                self._mend(text, values[place], wrong, place)
            else:
                if repeats and len(known) < MOST_KNOWN:
                    known[text] = value

    def _mend(self, text: str, values: dict[str, Any], wrong: Wrong, place: int) -> None:
        """Put back the zeros a spreadsheet took, when the check then agrees."""
        column = self.column
        if len(text) < column.width and text.isascii() and text.isdigit():
            try:
                values[column.name] = column.check(text.zfill(column.width))
            except ValidationError:
                pass
            else:
                self.restored += 1
                return
        wrong[place].append(fault(column, text))


def fault(column: Column, text: str) -> Remark:
    """What to keep of a cell that was refused: enough to say why again, in any language."""
    if column.width and SCIENTIFIC.fullmatch(text):
        return Remark("scientific", {"value": text[:40]}, column.name)
    return Remark("refused", {"value": text[:300]}, column.name)


def sentence(columns: Mapping[str, Column], remark: Remark) -> str:
    """A remark about a row in words, in the current language; a refused cell is checked again to say why."""
    column = columns.get(remark.field)
    if remark.code != "refused" or column is None:
        return str(Remark(remark.code, {"column": column.label if column else "", **remark.params}))
    try:
        column.check(remark.params["value"])
    except ValidationError as problem:
        return " ".join(problem.messages)
    return str(Remark("was_refused", {"column": column.label}))
