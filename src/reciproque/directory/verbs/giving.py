"""A service of a structure: added, corrected, given no more."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import rewrite, verb

from ..kinds import packed
from ..models import Service, Sheet, Withdrawal

SEVERAL = ("families", "languages")


@verb(Sheet, "add_service", keeps=("name",))
def add_service(sheet: Sheet, *, by: Actor, at: datetime, **fields: Any) -> Service:
    """Add a service; `families` and `languages` are lists of codes. Raises ValidationError, by field."""
    service = Service(sheet=sheet, **_stored(fields))
    _clean(service)
    service.save()
    return service


@verb(Service, "revise", keeps=())
def revise_service(service: Service, *, by: Actor, at: datetime, version: int, **fields: Any) -> Service:
    """Correct a service; what is changed on one that came from a file is never overwritten by that file again."""
    stored = _stored(fields)
    changed = {name for name, given in stored.items() if getattr(service, name) != given}
    for name, given in stored.items():
        setattr(service, name, given)
    _clean(service)
    if service.source_id:
        service.by_hand = sorted({*service.by_hand, *changed})
    return rewrite(service, version=version, **stored, by_hand=service.by_hand)


@verb(Service, "withdraw", keeps=())
def withdraw_service(service: Service, *, by: Actor, at: datetime) -> Service:
    """Say that a service is given no more: kept for those who were sent there, shown to nobody who looks."""
    Withdrawal.objects.create(service=service, withdrawn_by_id=by.person_id, withdrawn_at=at)
    return service


def _stored(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields as columns hold them."""

    def stored(name: str, given: str | Collection[str]) -> Any:
        return packed(given) if name in SEVERAL and not isinstance(given, str) else given

    return {name: stored(name, given) for name, given in fields.items()}


def _clean(service: Service) -> None:
    service.clean_fields(exclude={"code", "sheet", "by_hand", "plain", "version"})
