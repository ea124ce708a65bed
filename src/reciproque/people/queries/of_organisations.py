"""Readings about organisations: the directory, where they stand, who is there, the values they gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import reach, written
from reciproque.foundation.actor import VISITOR, Actor
from reciproque.foundation.models import ParameterValue, plain, searched
from reciproque.foundation.parameters import PARAMETERS, Parameter, value
from reciproque.foundation.policy import among, visible
from reciproque.foundation.reach import row_by_row

from ..kinds import OrganisationKind, TerritoryKind
from ..models import Mandate, Membership, Organisation, Person, Territory
from .hats import in_force, members

UNITS = {
    "day": _("jours"),
    "hour": _("heures"),
    "month": _("mois"),
    "year": _("ans"),
    "minute": _("minutes"),
    "person": _("personnes"),
    "point": _("points"),
    "percent": _("%"),
    "eur": _("€"),
}
STANDINGS = {
    "verified": _("vérifié dans le texte"),
    "secondary": _("d’après une source indirecte"),
    "to_confirm": _("à confirmer"),
    "proposal": _("proposition du projet"),
}


def organisations(
    actor: Actor, *, words: str = "", kind: str = "", department: str = ""
) -> QuerySet[Organisation]:
    """The directory, narrowed: every word must be found, whatever its accents; one kind; one department."""
    found = visible(Organisation, actor)
    found = with_words(found, words)
    if kind in OrganisationKind.values:
        found = found.filter(kind=kind)
    if department:
        found = found.filter(territory__department__number=department)
    return found


def organisations_joined() -> QuerySet[Organisation]:
    """Organisations with the territories their page names."""
    return Organisation.objects.select_related(
        "territory__department", "territory__region", "territory__epci"
    )


def departments() -> QuerySet[Territory]:
    """The departments in which at least one territory is known, by number."""
    return Territory.objects.filter(kind=TerritoryKind.DEPARTMENT).order_by("number")


def commune_of(*, number: str = "", postcode: str = "", town: str = "") -> Territory | None:
    """The commune of an address: by its Insee code, else by postcode and name when only one fits."""
    if number:
        return written.first(_communes, VISITOR, number=number)
    if not postcode or not town:
        return None
    near = written.rows(_communes, VISITOR, postcodes__contains=postcode, plain__startswith=plain(town))
    named = [commune for commune in near if plain(commune.name) == plain(town)]
    return named[0] if len(named) == 1 else None


def _communes(_actor: Actor, **found_by: str) -> QuerySet[Territory]:
    kinds = (TerritoryKind.COMMUNE, TerritoryKind.BOROUGH)
    return Territory.objects.filter(kind__in=kinds, **found_by).order_by("pk")[:3]


def mandates_at(organisation: Organisation, actor: Actor, *, on: date) -> list[Mandate]:
    """Mandates given or received by an organisation on a day, as far as the actor may see them."""
    return written.rows(_mandates_at, actor, on, organisation=organisation.pk)


def _mandates_at(actor: Actor, on: date, *, organisation: int) -> QuerySet[Mandate]:
    return (
        visible(Mandate, actor)
        .filter(in_force(on), Q(seat=organisation) | Q(association=organisation))
        .select_related("person", "seat", "association")
        .order_by("person__name", "pk")
    )


def members_seen(organisation: Organisation, actor: Actor, *, on: date, most: int) -> list[Membership]:
    """The first of those who belong to an organisation on a day, by name, as far as the actor may see them.

    Two queries, three for a large house: people are then met by name until there are enough, and none is sorted.
    """
    house = organisation.pk
    if not written.rows(_members_beyond, actor, on, reach.FEW, organisation=house):
        return written.rows(_members_seen, actor, on, most, organisation=house)
    met = written.rows(_members_by_name, actor, on, most, organisation=house)
    keys = written.padded([person.pk for person in met], most)
    found = written.rows(_positions, actor, on, people=keys)
    held = [one for one in found if one.organisation_id == house]
    held.sort(key=lambda one: (keys.index(one.person_id), one.pk))
    for one in held:
        one.person = met[keys.index(one.person_id)]
    return held[:most]


def _members_by_name(actor: Actor, on: date, most: int, *, organisation: int) -> QuerySet[Person]:
    seen = among(members(organisation, on=on), actor)
    here = Q(Exists(seen.select_related(None).order_by().filter(person=OuterRef("pk"))))
    return Person.objects.filter(row_by_row(here)).order_by("name", "pk")[:most]


def _positions(actor: Actor, on: date, *, people: tuple) -> QuerySet[Membership]:
    """By person alone: asked by house as well, SQLite would walk all of a large one."""
    return visible(Membership, actor).filter(in_force(on), person__in=people)


def _members_seen(actor: Actor, on: date, most: int, *, organisation: int) -> QuerySet[Membership]:
    return among(members(organisation, on=on), actor)[:most]


def _members_beyond(actor: Actor, on: date, few: int, *, organisation: int) -> QuerySet:
    """One row when there are more of them than one reads to put them in order, none otherwise."""
    seen = among(members(organisation, on=on), actor)
    return seen.order_by().select_related(None).values("pk")[few : few + 1]


def memberships_joined() -> QuerySet[Membership]:
    return Membership.objects.select_related("person", "organisation")


def mandates_joined() -> QuerySet[Mandate]:
    return Mandate.objects.select_related("person", "seat", "association")


@dataclass(frozen=True)
class Value:
    """A parameter as it stands for an organisation: `own` when the organisation gave the value itself."""

    parameter: Parameter
    value: Any
    source: Any
    since: date
    own: bool
    next: ParameterValue | None

    @property
    def said(self) -> str:
        """The value with its unit, in words."""
        unit = self.parameter.unit
        return f"{self.value}\u00a0{UNITS.get(str(unit), unit)}"

    @property
    def standing(self) -> Any:
        """How sure the project is of the value it ships."""
        return STANDINGS.get(self.parameter.status, self.parameter.status)


def own_values(organisation: Organisation, *, on: date) -> list[Value]:
    """Every declared parameter with the value in force on a day and the next one to come, by name. One query."""
    given = ParameterValue.objects.filter(
        Q(organisation_ref=None) | Q(organisation_ref=organisation.pk)
    ).order_by("starts_on", "pk")
    by_name: dict[str, list[ParameterValue]] = {}
    for one in given:
        by_name.setdefault(one.name, []).append(one)
    return [_value(PARAMETERS[name], by_name.get(name, []), on) for name in sorted(PARAMETERS)]


def _value(declared: Parameter, given: list[ParameterValue], on: date) -> Value:
    begun = [one for one in given if one.starts_on <= on]
    ours = [one for one in begun if one.organisation_ref is not None]
    to_come = next((one for one in given if one.starts_on > on), None)
    chosen = (ours or begun)[-1] if begun else None
    if chosen is None:
        return Value(declared, declared.default, declared.source, declared.since, False, to_come)
    own = chosen.organisation_ref is not None
    return Value(declared, chosen.value, chosen.source, chosen.starts_on, own, to_come)


def value_now(organisation: Organisation, name: str, *, on: date) -> Any:
    """The value of a parameter for an organisation on a day. Raises KeyError for a name nobody declared."""
    return value(name, on=on, organisation_id=organisation.pk)


def with_words(rows: QuerySet, words: str) -> QuerySet:
    for word in searched(words):
        rows = rows.filter(plain__contains=word)
    return rows
