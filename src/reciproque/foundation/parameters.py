"""Numbers that come from law or practice: each declared with its source and date, each editable, none in code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from .models import ParameterValue

PARAMETERS: dict[str, Parameter] = {}


@dataclass(frozen=True)
class Parameter:
    """What a number means. `status`: verified, secondary, to_confirm or proposal."""

    name: str
    label: Any
    default: Any
    unit: Any
    source: Any
    status: str
    since: date


def parameter(
    name: str, label: Any, default: Any, *, unit: Any, source: Any, status: str, since: date
) -> Parameter:
    """Declare a parameter; its default holds until somebody gives another value, dated and sourced."""
    if name in PARAMETERS:
        raise ValueError(f"two parameters {name}")
    PARAMETERS[name] = Parameter(name, label, default, unit, source, status, since)
    return PARAMETERS[name]


def value(name: str, *, on: date, organisation_id: int | None = None) -> Any:
    """The value in force on a date: the organisation's own, else the installation's, else the default.

    Raises KeyError for a name nobody declared.
    """
    declared = PARAMETERS[name]
    whose = Q(organisation_ref=None) | Q(organisation_ref=organisation_id)
    chosen = (
        ParameterValue.objects.filter(whose, name=name, starts_on__lte=on)
        .order_by("-organisation_ref", "-starts_on", "-pk")
        .values_list("organisation_ref", "value")
    )
    own = [found for owner, found in chosen if owner is not None]
    common = [found for owner, found in chosen if owner is None]
    return (own or common or [declared.default])[0]


def values(*names: str, on: date, organisation_id: int | None = None) -> dict[str, Any]:
    """The values of several parameters in force on a date, as `value` finds each, in one query.

    Raises KeyError for a name nobody declared.
    """
    found = {name: PARAMETERS[name].default for name in names}
    whose = Q(organisation_ref=None) | Q(organisation_ref=organisation_id)
    chosen = ParameterValue.objects.filter(whose, name__in=names, starts_on__lte=on)
    own_last = chosen.order_by(F("organisation_ref").asc(nulls_first=True), "starts_on", "pk")
    return found | dict(own_last.values_list("name", "value"))


def since(name: str, *, on: date, organisation_id: int | None = None) -> date:
    """The day from which the value in force on a date has held. Raises KeyError for a name nobody declared."""
    declared = PARAMETERS[name]
    whose = Q(organisation_ref=None) | Q(organisation_ref=organisation_id)
    chosen = ParameterValue.objects.filter(whose, name=name, starts_on__lte=on)
    last = chosen.order_by(F("organisation_ref").desc(nulls_last=True), "-starts_on", "-pk").first()
    return last.starts_on if last else declared.since
