"""Organisations from a list: FINESS extracts, the raw file of the yearly survey of hospitals (SAE), one's own list."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from reciproque.people import rules
from reciproque.people.kinds import OrganisationKind, Role, TerritoryKind
from reciproque.people.models import Membership, Organisation, Territory
from reciproque.people.queries import in_force

from ..sentences import Remark
from .checks import day, degrees, line, one_of
from .column import Column, Wrong, as_they_stand, shaped, title_key
from .importer import Importer
from .places import insee_of_finess, zone_of
from .portion import Entries, Entry, Known

STATUSES = {"PUB": "Public", "PNL": "Privé non lucratif", "PLU": "Privé lucratif"}
STATUS = re.compile(r"(PUB|PNL|PLU)\d*", re.ASCII)
"""The SAE's codes of legal status (« catr »)."""
NO_SIRET = "siren"
"""What stands for the SIRET where a SIREN was given in its place."""
KINDS = {
    "hopital": OrganisationKind.HOSPITAL,
    "etablissement de sante": OrganisationKind.HOSPITAL,
    "clinique": OrganisationKind.HOSPITAL,
    "msp": OrganisationKind.MSP,
    "maison de sante": OrganisationKind.MSP,
    "maison de sante pluriprofessionnelle": OrganisationKind.MSP,
    "cpts": OrganisationKind.CPTS,
    "communaute professionnelle territoriale de sante": OrganisationKind.CPTS,
    "centre de sante": OrganisationKind.HEALTH_CENTRE,
    "association": OrganisationKind.ASSOCIATION,
    "universite": OrganisationKind.UNIVERSITY,
    "ecole": OrganisationKind.UNIVERSITY,
    "ars": OrganisationKind.ARS,
    "agence regionale de sante": OrganisationKind.ARS,
    "structure ressource": OrganisationKind.RESOURCE_CENTRE,
    "centre ressource": OrganisationKind.RESOURCE_CENTRE,
    "autre": OrganisationKind.OTHER,
}
"""Kinds as lists write them, beside their codes and their labels here."""


@cache
def kinds() -> dict[str, OrganisationKind]:
    """Every word that stands for a kind, in every language."""
    words = dict(KINDS)
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words |= {title_key(str(kind.label)): kind for kind in OrganisationKind}
    return words | {title_key(kind.value): kind for kind in OrganisationKind}


def kind(text: str) -> OrganisationKind:
    """The kind of organisation a word stands for, in the words of lists or in ours."""
    return one_of(kinds())(text)


def commune(text: str) -> str:
    """An Insee code of a commune, FINESS's own writing of overseas communes included."""
    return rules.commune(insee_of_finess(rules.compact(text)))


def siret(text: str) -> str:
    """A SIRET; a SIREN in its place gives nothing, for it does not name the establishment."""
    if len(rules.compact(text)) != 9:
        return rules.siret(text)
    rules.siren(text)
    return NO_SIRET


def status(text: str) -> str:
    """The legal status, in words when it comes as a code of the SAE."""
    code = STATUS.fullmatch(text)
    return STATUSES[code[1]] if code else line(60)(text)


class Organisations(Importer):
    name = "organisations"
    label = _("Structures")
    explains = _(
        "Établissements de santé, maisons et centres de santé, CPTS, associations, universités, agences."
        " Une structure est reconnue à son numéro FINESS ; sans lui, à son nom, son code postal et son type."
    )
    model = Organisation
    verb = "import_organisations"
    columns = (
        Column(
            "finess",
            _("Numéro FINESS"),
            ("finess", "fi", "nofinesset", "num finess et", "finess et", "finess geographique", "n finess"),
            rules.finess,
            width=9,
            at_once=as_they_stand(rules.right_finess),
        ),
        Column(
            "name",
            _("Nom"),
            (
                "raison sociale",
                "rs",
                "nom",
                "denomination",
                "structure",
                "nom de la structure",
                "etablissement",
            ),
            line(200),
            required=True,
        ),
        Column("acronym", _("Sigle"), ("sigle", "acronyme"), line(40)),
        Column("kind", _("Type de structure"), ("type", "type de structure"), kind, repeats=True),
        Column(
            "finess_category",
            _("Catégorie FINESS"),
            ("categorie", "cat", "categetab", "categorie finess", "code categorie"),
            rules.finess_category,
            repeats=True,
        ),
        Column(
            "finess_legal",
            _("FINESS de l’entité juridique"),
            ("finess ej", "fi ej", "nofinessej", "num finess ej", "finess juridique"),
            rules.finess,
            width=9,
            repeats=True,
            at_once=as_they_stand(rules.right_finess),
        ),
        Column(
            "siret",
            _("Numéro SIRET"),
            ("siret", "sir", "numero siret", "n siret"),
            siret,
            width=14,
            at_once=as_they_stand(rules.right_sirets),
        ),
        Column("legal_status", _("Statut"), ("statut", "catr", "statut juridique"), status, repeats=True),
        Column("address", _("Adresse"), ("adresse", "rue", "adresse postale"), line(120)),
        Column("street_number", _("Numéro dans la rue"), ("numvoi", "numero voie"), line(10)),
        Column("street_type", _("Type de voie"), ("typvoi", "type voie"), line(20), repeats=True),
        Column("street", _("Nom de la voie"), ("nomvoi", "voie", "nom voie"), line(100)),
        Column(
            "mailbox",
            _("Boîte postale ou lieu-dit"),
            ("bp", "lieu dit", "lieuditbp", "cplt adresse"),
            line(60),
        ),
        Column(
            "postcode",
            _("Code postal"),
            ("code postal", "cpo", "cp", "codepostal"),
            rules.postcode,
            width=5,
            repeats=True,
            at_once=shaped(rules.POSTCODE),
        ),
        Column(
            "town",
            _("Commune"),
            ("libelle commune", "libcom", "ville", "commune", "localite"),
            line(120),
            repeats=True,
        ),
        Column(
            "territory",
            _("Code Insee de la commune"),
            ("code insee 2026", "code insee", "cominsee", "insee", "code commune", "com"),
            commune,
            width=5,
            repeats=True,
            at_once=shaped(rules.COMMUNE),
        ),
        Column("latitude", _("Latitude"), ("lat 2020", "lat", "latitude"), degrees(90)),
        Column("longitude", _("Longitude"), ("lon 2020", "lon", "lng", "longitude"), degrees(180)),
        Column("approval_number", _("Numéro d’agrément"), ("agrement", "numero agrement"), line(40)),
        Column("approval_until", _("Agrément valable jusqu’au"), ("fin agrement",), day),
        Column("approved_for", _("Thèmes de plaidoyer"), ("themes", "plaidoyer"), line(300)),
    )
    KEPT = tuple(
        name
        for name in (column.name for column in columns)
        if name not in {"street_number", "street_type", "street", "mailbox", "territory"}
    )
    """Columns kept under the same name in the database."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._communes: dict[str, int] | None = None
        self._numbers: frozenset[str] | None = None
        self._unnumbered: frozenset[str] = frozenset()
        self._coordinated: frozenset[int] | None = None

    @classmethod
    def shown(cls, name: str, value: str) -> str:
        return (
            str(OrganisationKind(value).label)
            if name == "kind" and value in OrganisationKind.values
            else value
        )

    def build(self, said: Entries, wrong: Wrong) -> Entries:
        fields = dict(said.fields)
        if refused := said.column("siret").count(NO_SIRET):
            fields["siret"] = [None if number == NO_SIRET else number for number in fields["siret"]]
            self.noticed["siren_for_siret"] += refused
        _join_addresses(fields, len(said))
        kinds = [
            kind or (category and rules.kind_of_category(category))
            for kind, category in said.side_by_side("kind", "finess_category")
        ]
        for place, kind in enumerate(kinds):
            if kind is None:
                wrong[place].append(Remark("missing", {}, "kind"))
        places = said.side_by_side("territory", "postcode")
        initial = {
            "kind": kinds,
            "zone": [zone_of(commune or postcode or "") for commune, postcode in places],
        }
        named = zip(said.side_by_side("finess", "name", "postcode"), kinds, strict=True)
        keys = [number or (name, postcode or "", kind) for (number, name, postcode), kind in named]
        return Entries(said.rows, fields, initial, keys)

    def settle(self, entries: Entries) -> list[Entry]:
        if "territory" not in entries.fields:
            return []
        if self._communes is None:
            communes = Territory.objects.filter(kind__in=(TerritoryKind.COMMUNE, TerritoryKind.BOROUGH))
            self._communes = dict(self.asked(communes.values_list("number", "pk")))
        numbers = entries.fields["territory"]
        known = [number if number in self._communes else None for number in numbers]
        if unknown := known.count(None) - numbers.count(None):
            self.noticed["territory_unknown"] += unknown
        entries.fields["territory"] = known
        return []

    def stored(self, fields):
        columns = dict(fields)
        if "territory" in columns:
            communes = self._communes or {}
            columns["territory_id"] = [communes.get(number) for number in columns.pop("territory")]
        return columns

    def known(self, entries: Entries) -> dict[Any, Known | Remark]:
        found: dict[Any, Known | Remark] = {}
        if self._numbers is None:
            every = Organisation.objects.order_by()
            self._numbers = frozenset(self.asked(every.exclude(finess=None).values_list("finess", flat=True)))
            self._unnumbered = frozenset(self.asked(every.filter(finess=None).values_list("name", flat=True)))
        if numbers := self._numbers.intersection(entries.column("finess")):
            for row in self._rows(Organisation.objects.filter(finess__among=numbers)):
                found[row.values["finess"]] = row
        by_name = [
            entries[place]
            for place, (number, name) in enumerate(entries.side_by_side("finess", "name"))
            if (number is None or name in self._unnumbered) and number not in found
        ]
        self._by_name(by_name, found)
        self._mark_held([row for row in found.values() if isinstance(row, Known)])
        return found

    def _by_name(self, entries: list[Entry], found: dict[Any, Known | Remark]) -> None:
        """Recognise by name, postcode and kind; a row that has a FINESS number is not another number's."""
        names = {entry.fields["name"] for entry in entries}
        if not names:
            return
        alike: dict[Any, list[Known]] = {}
        for row in self._rows(Organisation.objects.filter(name__among=names)):
            alike.setdefault((row.name, row.values["postcode"], row.values["kind"]), []).append(row)
        for entry in entries:
            place = (entry.fields["name"], entry.fields.get("postcode", ""), entry.initial["kind"])
            rows = alike.get(place, [])
            if "finess" in entry.fields:
                rows = [row for row in rows if row.values["finess"] is None]
            if len(rows) == 1:
                found[entry.key] = rows[0]
            elif rows:
                found[entry.key] = Remark("ambiguous", {"name": entry.fields["name"]})

    def _rows(self, organisations) -> list[Known]:
        names = (*self.KEPT, "territory__number")
        return [
            Known(pk, version, values[1], dict(zip((*self.KEPT, "territory"), values, strict=True)))
            for pk, version, *values in self.asked(organisations.values_list("pk", "version", *names))
        ]

    def _mark_held(self, rows: list[Known]) -> None:
        """An organisation with a coordinator of its own, other than who imports, is hers to keep."""
        if rows and self._coordinated is None:
            coordinators = Membership.objects.filter(in_force(self.on), role=Role.COORDINATOR)
            self._coordinated = frozenset(
                self.asked(coordinators.exclude(person=self.person_id).values_list("organisation", flat=True))
            )
        for row in rows:
            row.held = row.pk in (self._coordinated or ())


def _join_addresses(fields: dict[str, list[Any]], count: int) -> None:
    """One line of address a row, from a line or from its parts."""
    parts = [fields.pop(name) for name in ("street_number", "street_type", "street") if name in fields]
    streets = fields.get("address") or [None] * count
    if parts:
        joined = [" ".join(filter(None, said)) for said in zip(*parts, strict=True)]
        streets = [street or put_together for street, put_together in zip(streets, joined, strict=True)]
    mailboxes = fields.pop("mailbox", None) or [None] * count
    fields["address"] = [
        f"{street}, {mailbox}" if street and mailbox else street or mailbox or None
        for street, mailbox in zip(streets, mailboxes, strict=True)
    ]
