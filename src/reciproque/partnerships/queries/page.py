"""What the pages of a partnership show: their places and the parts of the summary, each brought by who owns it.

A chapter, or a package above, declares them in its own `queries` or `navigation`:

    place(Place(_("Charte"), "partnerships:charter", "signature", order=40))

    @part(order=40, template="partnerships/_hours.html")
    def hours_part(partnership, actor, today):
        return {"hours": …}          # one query at most; None: nothing to show

The template of a part reads what was returned under the name `part`, and stands in a <section class="card">. The
partnership comes `whole` (see queries.partnerships): its people stand in `there`, the rest in `known`.
A partnership that has not begun shows « Par où commencer » and the parts declared `from_start` alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.actor import Actor

from ..models import Partnership


@dataclass(frozen=True)
class Place:
    """A page of each partnership, in the line of its places. `view` takes the partnership's code alone.

    `also` names the views of what this place leads to, when their addresses do not begin with its own.
    """

    label: Any
    view: str
    icon: str
    order: int
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A card of the summary: `read` brings what its template shows, in one query at most."""

    order: int
    template: str
    read: Callable[[Partnership, Actor, date], dict[str, Any] | None]
    from_start: bool = False


PLACES: list[Place] = [Place(_("Vue d’ensemble"), "partnerships:partnership", "waypoints", order=10)]
PARTS: list[Part] = []


def place(*places: Place) -> None:
    """Add places to the line that stands on each page of a partnership."""
    PLACES.extend(places)
    PLACES.sort(key=lambda place: place.order)


def part(*, order: int, template: str, from_start: bool = False) -> Callable:
    """Add a card to the summary of each partnership; `from_start`, even before it begins."""

    def declare(read: Callable) -> Callable:
        PARTS.append(Part(order, template, read, from_start))
        PARTS.sort(key=lambda part: part.order)
        return read

    return declare


def parts_of(partnership: Partnership, actor: Actor, *, today: date, begun: bool) -> list[dict[str, Any]]:
    """The cards of a partnership's summary: each one's template and what it shows, in their order."""
    shown = [part for part in PARTS if begun or part.from_start]
    read = [(part.template, part.read(partnership, actor, today)) for part in shown]
    return [{"template": template, "shows": shows} for template, shows in read if shows is not None]
