"""Where communes stand, from the open file: those not known yet are added, and sheets find their place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import rewrite, verb
from reciproque.people.kinds import TerritoryKind
from reciproque.people.models import Installation, Territory

from ..models import Position, Sheet
from ..queries.places import communes_by_number
from ..rules.communes import Commune
from .sheets import settle_place

BOROUGHS = (("751", 75101, 75120), ("6938", 69381, 69389), ("132", 13201, 13216))
BATCH = 500


@verb(Installation, "place_communes", keeps=("file",))
def place_communes(
    installation: Installation, *, by: Actor, at: datetime, communes: Sequence[Commune], file: str = ""
) -> int:
    """Place communes; those not known yet are added, the names of the others are left. Returns how many are placed.

    Sheets that had no place of their own find it in their commune.
    """
    known = communes_by_number({one.number for one in communes})
    new = [_territory(one) for one in communes if one.number not in known]
    Territory.objects.bulk_create(new, batch_size=BATCH)
    known |= {one.number: one for one in new}
    _complete(communes, known)
    for start in range(0, len(communes), BATCH):
        Position.objects.bulk_create(
            [
                Position(
                    territory=known[one.number], latitude=one.point.latitude, longitude=one.point.longitude
                )
                for one in communes[start : start + BATCH]
            ],
            update_conflicts=True,
            unique_fields=["territory"],
            update_fields=["latitude", "longitude"],
        )
    for sheet in Sheet.objects.filter(exact=False, closure=None).exclude(town="").iterator():
        before = (sheet.commune_id, sheet.latitude, sheet.longitude)
        settle_place(sheet)
        if before != (sheet.commune_id, sheet.latitude, sheet.longitude):
            rewrite(sheet, commune=sheet.commune, latitude=sheet.latitude, longitude=sheet.longitude)
    return len(communes)


def _territory(one: Commune) -> Territory:
    kind = TerritoryKind.BOROUGH if _is_borough(one.number) else TerritoryKind.COMMUNE
    return Territory(kind=kind, number=one.number, name=one.name, postcodes=_postcodes(one))


def _complete(communes: Sequence[Commune], known: dict[str, Territory]) -> None:
    """Postcodes of communes that had none."""
    for one in communes:
        territory = known[one.number]
        if not territory.postcodes and one.postcodes:
            rewrite(territory, postcodes=_postcodes(one))


def _postcodes(one: Commune) -> str:
    return " ".join(sorted(one.postcodes))[:400]


def _is_borough(number: str) -> bool:
    return number.isdigit() and any(
        number.startswith(head) and first <= int(number) <= last for head, first, last in BOROUGHS
    )
