"""Checks of cells that are not particular to one kind of organisation or place: a line of text, a number, a day."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .column import title_key

DAY = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)( 00:00(:00)?)?", re.ASCII),
    re.compile(r"(?P<day>\d\d?)[/.-](?P<month>\d\d?)[/.-](?P<year>\d{4})( 00:00(:00)?)?", re.ASCII),
)
DEGREES = re.compile(r"-?\d{1,3}\.\d{1,20}", re.ASCII)
TURNS_TEXT = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that show a text in another order than it is written: a name needs none."""


class line:  # noqa: N801  (called as the other checks are)
    """One line of text of at most `most` characters; runs of spaces count for one, invisible controls are refused."""

    def __init__(self, most: int):
        self.most = most

    def __call__(self, text: str) -> str:
        text = " ".join(text.split())
        if len(text) > self.most:
            raise ValidationError(
                _("Ce texte a %(length)s caractères et la limite est de %(most)s."),
                code="too_long",
                params={"length": len(text), "most": self.most},
            )
        if not text.isprintable() and any(c in TURNS_TEXT or unicodedata.category(c) == "Cc" for c in text):
            raise ValidationError(
                _("Ce texte contient des caractères de commande invisibles."), code="invisible"
            )
        return text

    def at_once(self, texts: Iterable[str]) -> dict[str, str]:
        """See Column.at_once: printable, its accents in one piece, no space too many, no sign that protects it."""
        return {
            text: text
            for text in texts
            if text.isprintable()
            and 0 < len(text) <= self.most
            and text[0] not in "' "
            and text[-1] != " "
            and "  " not in text
            and unicodedata.is_normalized("NFC", text)
        }


def whole(most: int) -> Callable[[str], int]:
    """A whole number from 0 to `most`, with or without spaces between its thousands."""

    def check(text: str) -> int:
        digits = "".join(text.split())
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 12 or int(digits) > most:
            raise ValidationError(
                _("« %(text)s » n’est pas un nombre entier entre 0 et %(most)s."),
                code="whole",
                params={"text": text[:40], "most": most},
            )
        return int(digits)

    return check


class degrees:  # noqa: N801  (called as the other checks are)
    """A latitude or a longitude in decimal degrees, kept to five places (about a metre)."""

    def __init__(self, most: int):
        self.most = most

    def __call__(self, text: str) -> Decimal:
        try:
            value = float(text.replace(",", "."))
            if -self.most <= value <= self.most:
                return Decimal(f"{value:.5f}")
        except ValueError:
            pass
        raise ValidationError(
            _("« %(text)s » n’est pas une coordonnée en degrés, entre -%(most)s et %(most)s."),
            code="degrees",
            params={"text": text[:40], "most": self.most},
        )

    def at_once(self, texts: Iterable[str]) -> dict[str, Decimal]:
        """See Column.at_once: digits and one point."""
        return {
            text: Decimal(f"{value:.5f}")
            for text in texts
            if DEGREES.fullmatch(text) and -self.most <= (value := float(text)) <= self.most
        }


def day(text: str) -> date:
    """A date written 2027-03-28 or 28/03/2027."""
    found = next((match for shape in DAY if (match := shape.fullmatch(text))), None)
    try:
        if found:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        pass
    raise ValidationError(
        _("« %(text)s » n’est pas une date. Écrivez 28/03/2027 ou 2027-03-28."),
        code="day",
        params={"text": text[:40]},
    )


def one_of(choices: Mapping[str, Any]) -> Callable[[str], Any]:
    """One of the words of `choices` (in plain form), whatever its case and accents; its value is given back."""

    def check(text: str) -> Any:
        try:
            return choices[title_key(text)]
        except KeyError:
            raise ValidationError(
                _("« %(text)s » n’est pas un type connu."), code="one_of", params={"text": text[:40]}
            ) from None

    return check
