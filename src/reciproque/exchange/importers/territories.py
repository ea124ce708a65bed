"""Places of the official geographic code: communes and municipal boroughs, and with them all they belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reciproque.people import rules
from reciproque.people.kinds import TerritoryKind
from reciproque.people.models import Territory

from .checks import line, one_of, whole
from .column import Column, Wrong
from .importer import Importer
from .places import department_of, departments, regions
from .portion import Entries, Entry, Known

DEPUTY = "deputy"
TYPES = {
    "commune actuelle": TerritoryKind.COMMUNE,
    "commune": TerritoryKind.COMMUNE,
    "com": TerritoryKind.COMMUNE,
    "arrondissement municipal": TerritoryKind.BOROUGH,
    "arm": TerritoryKind.BOROUGH,
    "borough": TerritoryKind.BOROUGH,
    "commune deleguee": DEPUTY,
    "comd": DEPUTY,
    "commune associee": DEPUTY,
    "coma": DEPUTY,
}


def region(text: str) -> str:
    """The Insee number of a region or of an overseas collectivity."""
    if text not in regions():
        raise ValidationError(
            _("« %(text)s » n’est pas le code d’une région."), code="region", params={"text": text[:40]}
        )
    return text


def department(text: str) -> str:
    """The Insee number of a department that exists."""
    number = rules.department(text)
    if number not in departments():
        raise ValidationError(
            _("« %(text)s » n’est pas le code d’un département."),
            code="department",
            params={"text": text[:40]},
        )
    return number


def postcodes(text: str) -> str:
    """Postcodes of a commune, as they come: several, separated by bars, commas or spaces."""
    return " ".join(
        dict.fromkeys(rules.postcode(part) for part in text.replace("|", " ").replace(",", " ").split())
    )


class Places(Importer):
    """What importers of places share: places are known by kind and number, and refer to one another by number."""

    model = Territory
    verb = "import_territories"
    KEPT = ("kind", "number", "name", "postcodes", "population")
    LINKS = ("region", "department", "epci")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._keys: dict[tuple[str, str], int | None] = {}

    def known(self, entries: Entries) -> dict[Any, Any]:
        names = (*self.KEPT, *(f"{link}__number" for link in self.LINKS))
        rows = Territory.objects.filter(
            kind__in={str(kind) for kind in entries.fields["kind"]}, number__among=entries.fields["number"]
        ).values_list("pk", "version", *names)
        found = {}
        for pk, version, *values in self.asked(rows):
            there = dict(zip((*self.KEPT, *self.LINKS), values, strict=True))
            found[there["kind"], there["number"]] = Known(pk, version, there["name"], there)
        return found

    def settle(self, entries: Entries) -> list[Entry]:
        named = dict.fromkeys(
            (link, number) for link in self.LINKS for number in entries.column(link) if number is not None
        )
        new = [key for key in named if key not in self._keys]
        self._keys.update(dict.fromkeys(new))
        self._look_up(new)
        parents = [self._parent(kind, number) for kind, number in new if self._keys[kind, number] is None]
        for kind, _number in (parent.key for parent in parents):
            self.noticed[f"new_{kind}"] += 1
        return parents

    def learn(self, parents: list[Entry]) -> None:
        self._look_up([parent.key for parent in parents])

    def _look_up(self, keys: list[tuple[str, str]]) -> None:
        rows = Territory.objects.filter(kind__in=self.LINKS, number__among=[number for _kind, number in keys])
        for kind, number, pk in self.asked(rows.values_list("kind", "number", "pk")):
            self._keys[kind, number] = pk

    def _parent(self, kind: str, number: str) -> Entry:
        fields = {"kind": kind, "number": number, "name": _name(kind, number)}
        if kind == TerritoryKind.DEPARTMENT:
            fields["region"] = departments()[number].region
        return Entry(0, (kind, number), fields, {})

    def stored(self, fields: Mapping[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
        columns = dict(fields)
        for link in self.LINKS:
            if link in columns:
                columns[f"{link}_id"] = [self._keys.get((link, number)) for number in columns.pop(link)]
        return columns


def _name(kind: str, number: str) -> str:
    if kind == TerritoryKind.REGION:
        return regions()[number]
    if kind == TerritoryKind.DEPARTMENT:
        return departments()[number].name
    return f"Intercommunalité {number}"


class Communes(Places):
    name = "territories"
    label = _("Communes")
    explains = _(
        "Communes et arrondissements municipaux du code officiel géographique (Insee), avec leurs départements,"
        " leurs régions et leurs intercommunalités. Une commune est reconnue à son code Insee."
    )
    columns = (
        Column(
            "number",
            _("Code Insee"),
            ("code insee", "insee", "code commune", "codgeo", "com", "code"),
            rules.commune,
            required=True,
            width=5,
        ),
        Column(
            "name", _("Nom"), ("nom", "libelle", "libgeo", "nom commune", "commune"), line(120), required=True
        ),
        Column(
            "kind", _("Type de territoire"), ("type", "typecom", "type commune"), one_of(TYPES), repeats=True
        ),
        Column(
            "department",
            _("Département"),
            ("departement", "dep", "code departement"),
            department,
            width=2,
            repeats=True,
        ),
        Column("region", _("Région"), ("region", "reg", "code region"), region, width=2, repeats=True),
        Column(
            "epci",
            _("SIREN de l’intercommunalité"),
            ("epci siren", "epci", "siren epci"),
            rules.siren,
            repeats=True,
        ),
        Column("postcodes", _("Codes postaux"), ("codes postaux", "code postal", "cp"), postcodes),
        Column("population", _("Population"), ("population", "pop", "ptot", "pmun"), whole(20_000_000)),
    )

    def build(self, said: Entries, wrong: Wrong) -> Entries:
        deputies = said.column("kind").count(DEPUTY)
        if deputies:
            self.noticed["deputy_communes"] += deputies
            said = said.only([kind != DEPUTY for kind in said.column("kind")])
        kinds = [kind or TerritoryKind.COMMUNE for kind in said.column("kind")]
        above = [
            given or department_of(number) for given, number in said.side_by_side("department", "number")
        ]
        above_that = [
            given or departments()[number].region
            for given, number in zip(said.column("region"), above, strict=True)
        ]
        fields = said.fields | {"kind": kinds, "department": above, "region": above_that}
        return Entries(said.rows, fields, {}, list(zip(kinds, said.fields["number"], strict=True)))


class Epcis(Places):
    name = "epci"
    label = _("Intercommunalités")
    explains = _(
        "Noms des intercommunalités (EPCI), que la liste des communes ne donne que par leur numéro."
        " Une intercommunalité est reconnue à son numéro SIREN."
    )
    columns = (
        Column(
            "number",
            _("Numéro SIREN"),
            ("siren", "epci siren", "siren epci", "epci", "code"),
            rules.siren,
            required=True,
            width=9,
        ),
        Column("name", _("Nom"), ("nom", "libepci", "raison sociale", "libelle"), line(120), required=True),
        Column("population", _("Population"), ("population totale", "population"), whole(20_000_000)),
    )

    def build(self, said: Entries, wrong: Wrong) -> Entries:
        kinds = [TerritoryKind.EPCI] * len(said)
        keys = list(zip(kinds, said.fields["number"], strict=True))
        return Entries(said.rows, said.fields | {"kind": kinds}, {}, keys)
