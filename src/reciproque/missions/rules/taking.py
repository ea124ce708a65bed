"""What somebody must have to take a mission: the titles it asks for, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from reciproque.foundation.requirements import Reason, requires

GATE = "missions.take"
SINCE = date(2026, 1, 1)


@dataclass(frozen=True)
class Asked:
    """A title a mission asks for, in words; whether somebody has it, and whether someone vouches for it."""

    title: Any
    verified: bool
    held: bool
    stands: bool


@requires(GATE, since=SINCE)
def she_has_the_titles(asked: tuple[Asked, ...]) -> list[Reason]:
    """Source: a title is a claim (decision 0015); a mission may ask that somebody vouches for it."""
    return [_title(one) for one in asked]


def _title(one: Asked) -> Reason:
    where, title = reverse("titles:mine"), one.title
    if one.stands or (one.held and not one.verified):
        return Reason(True, _("« {title} »").format(title=title), where)
    if one.held:
        said = _("« {title} » est déclaré : quelqu’un doit encore en répondre")
    else:
        said = _("le titre « {title} » est demandé : vous pouvez le déclarer")
    return Reason(False, said.format(title=title), where)
