"""What goes out: rows as their reader sees them, under titles that an import understands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.actor import Actor
from reciproque.people.models import Organisation
from reciproque.people.queries import organisations

from ..importers import IMPORTERS

AT_ONCE = 2_000
ALSO = (_("Département"), _("Région"))
"""Said for who reads; an import finds them again by the commune."""


def organisation_titles() -> list[Any]:
    """The titles of an export of organisations."""
    return [*(IMPORTERS["organisations"].label_of(name) for name in _names()), *ALSO]


def organisation_rows(actor: Actor, **wanted: str) -> Iterator[list[Any]]:
    """The directory as narrowed by `wanted` (see people.queries.organisations), by name, streamed."""
    names = _names()
    found = organisations(actor, **wanted).select_related("territory__department", "territory__region")
    for one in found.order_by("name", "pk").iterator(chunk_size=AT_ONCE):
        place = one.territory
        yield [
            *(_cell(one, name) for name in names),
            place.department.name if place and place.department else "",
            place.region.name if place and place.region else "",
        ]


def _names() -> list[str]:
    kept = {field.name for field in Organisation._meta.concrete_fields}
    return [column.name for column in IMPORTERS["organisations"].columns if column.name in kept]


def _cell(one: Organisation, name: str) -> Any:
    if name == "kind":
        return one.get_kind_display()
    if name == "territory":
        return one.territory.number if one.territory else ""
    return getattr(one, name)
