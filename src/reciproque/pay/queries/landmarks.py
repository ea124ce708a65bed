"""Landmarks with the numbers in force on a day, in the order of their chapters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from reciproque.foundation import parameters

from ..rules.landmarks import BENEFITS, EXPENSES, LANDMARKS, NUMBERS, READ_ON, STATUSES, Landmark

CHAPTERS = {
    BENEFITS: _("Si vous touchez une allocation ou une pension"),
    STATUSES: _("Ce que veut dire chaque statut"),
    EXPENSES: _("Vos frais"),
}


@dataclass(frozen=True)
class Told:
    """A landmark, its text with the numbers in force, and the day it was read."""

    landmark: Landmark
    text: str
    read_on: date = READ_ON


def landmarks_of(organisation_id: int | None, *, on: date) -> list[tuple[Any, list[Told]]]:
    """Every landmark, chapter by chapter. One query."""
    values = parameters.values(*(one.name for one in NUMBERS), on=on, organisation_id=organisation_id)
    numbers = {name.removeprefix("pay."): value for name, value in values.items()}
    said: dict[str, list[Told]] = {about: [] for about in CHAPTERS}
    for one in LANDMARKS:
        said[one.about].append(Told(one, str(one.text).format(**numbers)))
    return [(CHAPTERS[about], told) for about, told in said.items()]
