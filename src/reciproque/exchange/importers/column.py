"""A column an importer understands: the titles it comes under, how its cells are checked, what a spreadsheet took."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation

from reciproque.foundation.models import plain
from reciproque.foundation.sheets import PROTECTED

from ..sentences import Remark

SCIENTIFIC = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE | re.ASCII)
MOST_KNOWN = 40_000
"""Texts of a column remembered: more than there are communes."""
NOT_A_LETTER = re.compile(r"[^a-z0-9]+")


Wrong = dict[int, list[Remark]]
"""What is wrong with rows, by their place in the portion."""


@dataclass(frozen=True)
class Column:
    """`check` gives the stored form of a text that is not blank, or raises ValidationError with a sentence.

    `width`: digits of a number whose leading zeros spreadsheets take away; they are put back when the check then
    agrees. `repeats`: the same values come back from row to row, so each is checked once. `at_once` gives the values
    of many texts together, as the check would (it may leave some out); some checks do it themselves.
    """

    name: str
    label: Any
    titles: tuple[str, ...]
    check: Callable[[str], Any]
    required: bool = False
    width: int = 0
    repeats: bool = False
    at_once: Callable[[Iterable[str]], dict[str, Any]] | None = None

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


def as_they_stand(
    right: Callable[[Iterable[str]], Iterable[str]],
) -> Callable[[Iterable[str]], dict[str, str]]:
    """A column's `at_once`, from what tells of many texts those that are taken as they stand."""
    return lambda texts: {text: text for text in right(texts)}


def shaped(shape: re.Pattern[str]) -> Callable[[Iterable[str]], dict[str, str]]:
    """A column's `at_once`, where whatever has this shape is taken as it stands."""
    return as_they_stand(lambda texts: filter(shape.fullmatch, texts))


class Reader:
    """Reads one column, all the rows of a portion at once; zeros put back are counted in `restored`.

    A text that comes back is checked once: within a portion, or from one portion to the next in columns that repeat.
    """

    def __init__(self, column: Column, at: int):
        self.column, self.at = column, at
        self.restored = 0
        self._at_once = column.at_once or getattr(column.check, "at_once", None)
        self._known: dict[str, Any] = {}
        self._mended: set[str] = set()

    def read(self, texts: Sequence[str], wrong: Wrong) -> list[Any]:
        """The value of each text, None where there is none; what is refused goes to `wrong`, by its place."""
        if not self.column.repeats or len(self._known) > MOST_KNOWN:
            self._known, self._mended = {}, set()
        known, refused = self._known, {}
        new = set(texts).difference(known)
        if self._at_once:
            found = self._at_once(new)
            known.update(found)
            new.difference_update(found)
        for text in new:
            known[text] = self._value(text, refused)
        values = list(map(known.__getitem__, texts))
        if self._mended:
            self.restored += sum(text in self._mended for text in texts)
        if refused:
            for place, text in enumerate(texts):
                if text in refused:
                    wrong[place].append(refused[text])
            for text in refused:  # so that one that comes in the next portion is refused again
                del known[text]
        return values

    def _value(self, cell: str, refused: dict[str, Remark]) -> Any:
        """The value of a cell; None when it holds nothing or is refused, and then `refused` says why."""
        text = cell.strip()
        if text and (text[0] == "'" or not text.isascii()):
            text = _as_typed(text)
        value = None
        if text:
            try:
                value = self.column.check(text)
            except ValidationError as problem:
                _forget_its_way(problem)
                value = self._with_its_zeros(cell, text)
                if value is None:
                    refused[cell] = fault(self.column, text)
                return value
        if value is None or value == "":  # a dash where a number was expected
            if self.column.required:
                refused[cell] = Remark("missing", {}, self.column.name)
            return None
        return value

    def _with_its_zeros(self, cell: str, text: str) -> Any:
        """The value once the zeros a spreadsheet took are put back, when the check then agrees."""
        if len(text) < self.column.width and text.isascii() and text.isdigit():
            try:
                value = self.column.check(text.zfill(self.column.width))
            except ValidationError as problem:
                _forget_its_way(problem)
                return None
            self._mended.add(cell)
            return value
        return None


def _forget_its_way(problem: BaseException | None) -> None:
    """Cut an error from where it went through: a ValidationError holds itself, and so would hold a whole portion."""
    while problem is not None:
        problem.__traceback__ = None
        problem = problem.__context__


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
