"""Adding organisations to the directory, keeping them right, and giving them their own values of parameters."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.models import ParameterValue
from reciproque.foundation.parameters import PARAMETERS
from reciproque.foundation.verbs import rewrite, verb

from .. import rules
from ..models import Installation, Organisation
from ..queries import commune_of


@verb(Installation, "add_organisation", keeps=("name", "kind", "finess"))
def add_organisation(
    installation: Installation, *, by: Actor, at: datetime, commune: str = "", **fields: Any
) -> Organisation:
    """Add an organisation to the directory. Its territory is the `commune` (Insee code), or is found by address.

    Raises ValidationError, by field, for a wrong key, a missing name, a FINESS number already there.
    """
    organisation = Organisation(**fields)
    organisation.full_clean(exclude={"code", "territory"})
    if "territory" not in fields:
        _place(organisation, commune)
    organisation.save()
    return organisation


@verb(Organisation, "revise", keeps=("name", "kind", "finess"))
def revise_organisation(
    organisation: Organisation, *, by: Actor, at: datetime, version: int, commune: str = "", **fields: Any
) -> Organisation:
    """Change what is known of an organisation. Raises Stale when `version` has been left behind."""
    for name, value in fields.items():
        setattr(organisation, name, value)
    organisation.full_clean(exclude={"code", "territory"})
    _place(organisation, commune)
    checked = {name: getattr(organisation, name) for name in fields}
    return rewrite(organisation, version=version, territory=organisation.territory, **checked)


@verb(Organisation, "set_parameter", keeps=("name", "value", "starts_on", "source"))
def set_parameter(
    organisation: Organisation,
    *,
    by: Actor,
    at: datetime,
    name: str,
    value: str,
    starts_on: date,
    source: str,
) -> Organisation:
    """Give a parameter the organisation's own value from a date on, with the source of that value.

    Raises ValidationError when the value is not of the parameter's nature or when no source is given.
    """
    if name not in PARAMETERS:
        raise ValidationError({"name": _("Ce réglage n’existe pas.")})
    if not source.strip():
        raise ValidationError(
            {"source": _("Dites d’où vient cette valeur : un texte, une décision, une date.")}
        )
    ParameterValue.objects.create(
        name=name,
        organisation_ref=organisation.pk,
        value=_read(value, like=PARAMETERS[name].default),
        starts_on=starts_on,
        source=source.strip(),
    )
    return organisation


def _place(organisation: Organisation, commune: str) -> None:
    """Find the territory of an organisation. Raises ValidationError for a code that no commune has."""
    try:
        number = rules.commune(commune)
    except ValidationError as problem:
        raise ValidationError({"commune": problem}) from None
    organisation.territory = commune_of(number=number, postcode=organisation.postcode, town=organisation.town)
    if number and organisation.territory is None:
        raise ValidationError({"commune": _("Aucune commune connue ici n’a ce code.")})


MOST = 100_000
"""The greatest number a parameter may be given: more days than that do not stand in a calendar."""


def _read(text: str, *, like: Any) -> Any:
    """The value typed as `text`, in the nature of `like`, fit for JSON (a decimal stays a text)."""
    typed = text.strip().replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", ".")
    if isinstance(like, str) and not _is_number(like):
        return text.strip()
    try:
        number = Decimal(typed)
    except InvalidOperation:
        raise ValidationError({"value": _("Écrivez un nombre, par exemple 7 ou 2,5.")}) from None
    if number < 0 or not number.is_finite():
        raise ValidationError({"value": _("Ce nombre ne peut pas être négatif.")})
    if number > MOST:
        raise ValidationError({"value": _("Ce nombre est trop grand : 100 000 au plus.")})
    if isinstance(like, int):
        if number != number.to_integral_value():
            raise ValidationError({"value": _("Écrivez un nombre entier, par exemple 7.")})
        return int(number)
    return float(number) if isinstance(like, float) else str(number)


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
