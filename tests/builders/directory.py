"""Useful addresses for tests, made by the verbs themselves.

build.placed()                                       # Questembert and a few other communes
sheet = build.sheet("Maison des droits", "56230 Questembert")   # kept by the CHU, written by Nadia
build.service(sheet, families=[Family.RIGHTS], cost=Decimal(0))
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from reciproque.directory import verbs
from reciproque.directory.kinds import Family
from reciproque.directory.models import Intake, Service, Sheet
from reciproque.directory.rules.communes import Commune
from reciproque.directory.rules.distance import Point
from reciproque.foundation.actor import system
from reciproque.people.models import Organisation, Person
from reciproque.people.queries import installation
from tests import cast

COMMUNES = (
    ("56184", "Questembert", "56230", 47.66, -2.45),
    ("56123", "Malansac", "56220", 47.68, -2.30),
    ("56143", "Muzillac", "56190", 47.55, -2.48),
    ("56260", "Vannes", "56000", 47.66, -2.76),
    ("33063", "Bordeaux", "33000 33100", 44.84, -0.58),
)


def placed(*communes: tuple[str, str, str, float, float]) -> None:
    """Those communes are placed; the five above unless told otherwise."""
    told = [
        Commune(number, name, Point(north, east), set(codes.split()))
        for number, name, codes, north, east in communes or COMMUNES
    ]
    verbs.place_communes(installation(), by=system("tests"), at=cast.NOON, communes=told)


def sheet(
    name: str,
    where: str = "56230 Questembert",
    *,
    by: Person | None = None,
    house: Organisation | None = None,
    at: datetime = cast.NOON,
    **fields: Any,
) -> Sheet:
    """Written by Nadia of the CHU, unless somebody or somewhere else is named."""
    postcode, _space, town = where.partition(" ")
    actor = cast.actor_of(by or cast.nadia(), house or cast.chu())
    return verbs.add_sheet(
        house or cast.chu(), by=actor, at=at, name=name, postcode=postcode, town=town, **fields
    )


def service(sheet: Sheet, name: str = "Permanence", *, at: datetime = cast.NOON, **fields: Any) -> Service:
    fields = {"families": [Family.RIGHTS]} | fields
    return verbs.add_service(sheet, by=cast.actor_of(cast.nadia()), at=at, name=name, **fields)


def tells(sheet: Sheet, who: Person, heard: str, *, at: datetime = cast.NOON) -> None:
    verbs.tell(sheet, by=cast.actor_of(who), at=at, heard=heard)


def reads(structures: list, services: list | None = None, *, at: datetime = cast.NOON) -> Intake:
    """Nadia reads files for the CHU."""
    return verbs.import_sheets(
        cast.chu(),
        by=cast.actor_of(cast.nadia()),
        at=at,
        files="structures.json",
        structures=structures,
        services=services or [],
    )
