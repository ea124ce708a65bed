"""Communes as somebody types them: « Questembert », « 56230 », « Questembert (56184) »."""

from __future__ import annotations

import re

from django.db.models import QuerySet

from reciproque.foundation.models import plain
from reciproque.people.kinds import TerritoryKind
from reciproque.people.models import Territory

from ..models import Position
from ..rules.distance import Point

MOST = 12
WRITTEN_OUT = re.compile(r"\((\w{5})\)\s*$")


def communes_known() -> bool:
    """False in an installation where no commune was ever placed: nobody can search around one."""
    return Position.objects.exists()


def written_out(commune: Territory) -> str:
    """A commune as it can be typed again without doubt: « Questembert (56184) »."""
    return f"{commune.name} ({commune.number})"


def communes_named(text: str, *, placed: bool = True) -> list[Territory]:
    """The communes a text may mean, those of that very name first, twelve at most; two queries at most.

    By the Insee code in brackets, by postcode, else by the beginning of the name. With `placed`, only those whose
    place is known.
    """
    number = WRITTEN_OUT.search(text)
    words = plain(text)
    if not words:
        return []
    rows = _communes(placed)
    if number:
        return list(rows.filter(number=number[1].upper())[:MOST])
    if re.fullmatch(r"\d{5}", words):
        return list(rows.filter(postcodes__contains=words)[:MOST])
    named = list(rows.filter(plain__startswith=words)[:60])
    same = [one for one in named if plain(one.name) == words]
    return same[:MOST] or named[:MOST]


def place_of(commune: Territory) -> Point | None:
    """Where the middle of a commune stands, when it is known. Read with `position`."""
    position = getattr(commune, "position", None)
    return Point(position.latitude, position.longitude) if position else None


def communes_by_number(numbers: set[str]) -> dict[str, Territory]:
    """Communes by their Insee codes, placed or not, with their positions."""
    found: dict[str, Territory] = {}
    known = sorted(numbers)
    for start in range(0, len(known), 500):
        for one in _communes(placed=False).filter(number__in=known[start : start + 500]):
            found.setdefault(one.number, one)
    return found


def _communes(placed: bool) -> QuerySet[Territory]:
    rows = Territory.objects.filter(kind__in=(TerritoryKind.COMMUNE, TerritoryKind.BOROUGH))
    if placed:
        rows = rows.filter(position__isnull=False)
    return rows.select_related("position").order_by("name", "pk")
