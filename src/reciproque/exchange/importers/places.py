"""Names of regions and departments, which the lists of communes give by number only (Insee, official code 2026)."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class Department(NamedTuple):
    name: str
    region: str


@cache
def regions() -> dict[str, str]:
    """Names of regions by number; an overseas collectivity stands as a region of its own."""
    with (HERE / "regions.csv").open(encoding="utf-8", newline="") as rows:
        return {row["number"]: row["name"] for row in csv.DictReader(rows)}


@cache
def departments() -> dict[str, Department]:
    """Departments and overseas collectivities by number."""
    with (HERE / "departments.csv").open(encoding="utf-8", newline="") as rows:
        return {row["number"]: Department(row["name"], row["region"]) for row in csv.DictReader(rows)}


def department_of(commune: str) -> str:
    """The department of a commune's Insee code: its first two characters, three overseas."""
    return commune[:3] if commune.startswith(("97", "98")) else commune[:2]


OVERSEAS = {"9A": "971", "9B": "972", "9C": "973", "9D": "974", "9F": "976"}
ISLANDS = {"9A123": "97701", "9A127": "97801"}
"""Saint-Barthélemy and Saint-Martin, which FINESS still counts in Guadeloupe."""


def insee_of_finess(number: str) -> str:
    """The Insee code of a commune that FINESS writes in its own way overseas (9A101 for 97101); others as they are."""
    number = number.upper()
    if number in ISLANDS:
        return ISLANDS[number]
    department = OVERSEAS.get(number[:2])
    return department + number[-2:] if department and len(number) == 5 else number


ZONES = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "984": "Indian/Kerguelen",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}


def zone_of(place: str) -> str:
    """The time zone of a commune (Insee code) or of a postcode; Paris in metropolitan France."""
    return ZONES.get(place[:3], "Europe/Paris")
