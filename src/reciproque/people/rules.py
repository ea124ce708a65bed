"""The checks of what is typed about organisations, written once for a form and for a column of an import alike.

Each takes a text and gives it back in its stored form, or raises ValidationError with a sentence for whoever typed
it. An empty text is given back empty: whether something is compulsory is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .kinds import OrganisationKind

CORSICA = str.maketrans("AB", "12")
FINESS = re.compile(r"\d[\dAB]\d{7}", re.ASCII)
WORTH = bytes.maketrans(b"0123456789", bytes(range(10)))
DOUBLED = bytes.maketrans(b"0123456789", bytes((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)))
"""Luhn: every other digit counts for the sum of the digits of its double."""
LA_POSTE = "356000000"
NOISE = re.compile(r"[\s.\-\u2010-\u2015]+")
POSTCODE = re.compile(r"(0[1-9]|[1-8]\d|9[0-578])\d{3}", re.ASCII)
DEPARTMENT = re.compile(r"(?!20)(?:0[1-9]|[1-8]\d|9[0-5]|2A|2B|97[1-8]|98[4-9])", re.ASCII)
COMMUNE = re.compile(r"(?!20)(0[1-9]|[1-8]\d|9[0-5]|2A|2B)\d{3}|9[78]\d{3}", re.ASCII)
CATEGORY = re.compile(r"\d{3,4}", re.ASCII)
FACILITIES = (
    *(
        "101",
        "106",
        "109",
        "114",
        "122",
        "127",
        "128",
        "129",
        "131",
        "141",
        "146",
        "156",
        "161",
        "292",
        "355",
    ),
    *("362", "365", "412", "425", "430", "433", "444", "695", "696", "697", "698", "699"),
)
"""FINESS categories of health facilities (établissements de santé), those of psychiatry and dialysis included."""
KIND_OF_CATEGORY = dict.fromkeys(FACILITIES, OrganisationKind.HOSPITAL) | {
    "124": OrganisationKind.HEALTH_CENTRE,
    "603": OrganisationKind.MSP,
    "604": OrganisationKind.CPTS,
}


def compact(text: str) -> str:
    """`text` without the spaces, dots and dashes people put in numbers, in capitals."""
    return text if (text.isalnum() and text.isupper()) or text.isdigit() else NOISE.sub("", text).upper()


def finess(text: str) -> str:
    """A FINESS number: 9 characters whose last is a Luhn key (in Corsica, A is read 1 and B is read 2).

    Verified without exception on the 3,975 geographical and 2,176 legal entities of the SAE 2023.
    """
    number = compact(text)
    if right_finess([number]):
        return number
    if not number:
        return ""
    if len(number) == 8 and _digits(number.translate(CORSICA)) and _luhn(number.translate(CORSICA)):
        raise ValidationError(
            _(
                "Ce numéro FINESS n’a que 8 caractères : un tableur a sans doute ôté le zéro de tête."
                " Essayez 0%(number)s."
            ),
            code="finess_zero",
            params={"number": number},
        )
    if not FINESS.fullmatch(number):
        raise ValidationError(
            _("Un numéro FINESS a 9 caractères : des chiffres, et en Corse la lettre A ou B en deuxième."),
            code="finess_shape",
        )
    raise ValidationError(
        _(
            "La clé de ce numéro FINESS est fausse : un chiffre au moins a été mal recopié."
            " Vérifiez %(number)s caractère par caractère."
        ),
        code="finess_key",
        params={"number": number},
    )


def right_finess(texts: Iterable[str]) -> list[str]:
    """Those of `texts` that are FINESS numbers as they stand, key included."""
    numbers = [text for text in texts if FINESS.fullmatch(text)]
    return _with_right_key(numbers, "".join(numbers).translate(CORSICA), 9)


def siret(text: str) -> str:
    """A SIRET number: 14 digits with a Luhn key; those of La Poste add up to a multiple of five instead."""
    number = compact(text)
    if not number:
        return ""
    if right_sirets([number]):
        return number
    if len(number) != 14 or not _digits(number):
        raise ValidationError(_("Un numéro SIRET a 14 chiffres."), code="siret_shape")
    if number.startswith(LA_POSTE) and sum(map(int, number)) % 5 == 0:
        return number
    raise ValidationError(
        _("La clé de ce numéro SIRET est fausse : un chiffre au moins a été mal recopié."), code="siret_key"
    )


def right_sirets(texts: Iterable[str]) -> list[str]:
    """Those of `texts` that are SIRET numbers as they stand, the key of their SIREN included; La Poste's left out."""
    numbers = [text for text in texts if len(text) == 14 and _digits(text)]
    of_right_sirens = _with_right_key(numbers, "".join(number[:9] for number in numbers), 9)
    return _with_right_key(of_right_sirens, "".join(of_right_sirens), 14)


def siren(text: str) -> str:
    """A SIREN number: 9 digits with a Luhn key."""
    number = compact(text)
    if not number:
        return ""
    if len(number) != 9 or not _digits(number):
        raise ValidationError(_("Un numéro SIREN a 9 chiffres."), code="siren_shape")
    if _luhn(number):
        return number
    raise ValidationError(
        _("La clé de ce numéro SIREN est fausse : un chiffre au moins a été mal recopié."), code="siren_key"
    )


def _shape(shape: re.Pattern, sentence: Any, code: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        number = compact(text)
        if number and not shape.fullmatch(number):
            raise ValidationError(sentence, code=code)
        return number

    return check


postcode = _shape(POSTCODE, _("Un code postal a 5 chiffres, par exemple 35000."), "postcode")
"""A French postcode, overseas and army included."""

department = _shape(
    DEPARTMENT, _("Un code de département s’écrit 01 à 95, 2A, 2B, ou 971 à 989."), "department"
)
"""The Insee code of a department or of an overseas collectivity."""

commune = _shape(
    COMMUNE, _("Un code de commune (Insee) a 5 caractères, par exemple 35238 ou 2A004."), "commune"
)
"""The Insee code of a commune or of a municipal borough."""

finess_category = _shape(
    CATEGORY, _("Une catégorie FINESS a 3 ou 4 chiffres, par exemple 355."), "finess_category"
)
"""The code of a FINESS category (355: centre hospitalier)."""


def kind_of_category(category: str) -> OrganisationKind:
    """The kind of organisation that a FINESS category stands for; « other » for homes, pharmacies, laboratories…"""
    return KIND_OF_CATEGORY.get(category, OrganisationKind.OTHER)


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _luhn(number: str) -> bool:
    """True when the last digit is the key of the others; `number` is made of plain digits."""
    return bool(_with_right_key([number], number, len(number)))


def _with_right_key(numbers: list[str], digits: str, length: int) -> list[str]:
    """Those of `numbers` whose last digit is the key of the others; `digits` are theirs, `length` for each.

    Digits that stand in the same place are added as one great number, a byte for each: no sum reaches 256.
    """
    worth, written = 0, digits.encode()
    for place in range(length):
        doubled = (length - place) % 2 == 0
        worth += int.from_bytes(written[place::length].translate(DOUBLED if doubled else WORTH), "big")
    sums = worth.to_bytes(len(numbers), "big")
    return [number for number, total in zip(numbers, sums, strict=True) if total % 10 == 0]
