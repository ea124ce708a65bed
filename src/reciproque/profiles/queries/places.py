"""Territories as somebody writes them: « Rennes », « Rennes (35238) », « 35 », « Bretagne »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from reciproque.foundation.models import plain
from reciproque.people.models import Territory

MOST_PLACES, MOST_ALIKE = 10, 50
WITH_NUMBER = re.compile(r"(?P<name>.+?)\s*\((?P<number>\w{2,9})\)")


def places_known() -> bool:
    """False in an installation whose territories were never imported: no place can then be named."""
    return Territory.objects.exists()


def written_out(territory: Territory) -> str:
    """« Rennes (35238) »: what is read again as that very place."""
    return f"{territory.name} ({territory.number})"


def territories_named(text: str) -> list[Territory]:
    """The places of a text, one a line, each once. Raises ValidationError: a sentence for each line that is none."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_PLACES:
        raise ValidationError(
            _("Dix endroits suffisent : une région ou un département en contient beaucoup.")
        )
    found, wrong = {}, []
    for line in lines:
        near = _named(line)
        if len(near) == 1:
            found[near[0].pk] = near[0]
        else:
            wrong.append(_doubt(line, near))
    if wrong:
        raise ValidationError(wrong)
    return list(found.values())


def _named(line: str) -> list[Territory]:
    exact = WITH_NUMBER.fullmatch(line)
    number, name = (exact["number"], exact["name"]) if exact else (line, line)
    said = {plain(name), plain(name).replace(" ", "-")}
    named = Q()
    for one in said:
        named |= Q(plain=one) | Q(plain__startswith=f"{one} ")  # its postcodes follow
    numbered = Q(number=number.upper()[:9])
    near = Territory.objects.filter(named & numbered if exact else named | numbered).order_by("pk")[
        :MOST_ALIKE
    ]
    return [one for one in near if plain(one.name) in said or one.number == number.upper()]


def _doubt(line: str, near: list[Territory]) -> ValidationError:
    if not near:
        return ValidationError(
            _("« %(place)s » n’est pas un endroit connu ici : écrivez le nom officiel, ou le code Insee."),
            params={"place": line[:60]},
        )
    return ValidationError(
        _("« %(place)s » peut se lire de plusieurs façons. Écrivez l’une d’elles : %(ways)s."),
        params={"place": line[:60], "ways": " ; ".join(_ways(near))},
    )


def _ways(near: list[Territory]) -> Iterator[str]:
    for one in near[:5]:
        yield f"{written_out(one)}, {one.get_kind_display().lower()}"
