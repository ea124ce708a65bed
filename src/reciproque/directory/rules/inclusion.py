"""How data·inclusion says a structure and a service (schema v1), put in our words.

Nothing in a row is trusted: each particular is checked by itself, what is wrong is left out and said, and a row
without what makes it one is refused. Sources: schemas of the GIP Plateforme de l’inclusion, v1.0.8.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from reciproque.people import rules as people_rules

from ..kinds import REFUSED, Family, Fault, Mode, packed
from .distance import Point

SHORT, MIDDLE, LONG = 200, 600, 2000
THEMES = {
    "difficultes-administratives-ou-juridiques--connaitre-ses-droits-face-a-une-discrimination": (
        *(Family.RIGHTS, Family.DISCRIMINATION),
    ),
    "difficultes-administratives-ou-juridiques": (Family.RIGHTS,),
    "difficultes-financieres": (Family.MONEY,),
    "equipement-et-alimentation": (Family.MONEY,),
    "famille": (Family.ISOLATION,),
    "lecture-ecriture-calcul": (Family.LANGUAGE,),
    "logement-hebergement": (Family.HOME,),
    "mobilite": (Family.PLACE,),
    "numerique": (Family.RIGHTS,),
    "remobilisation--bien-etre-confiance-en-soi": (Family.MIND, Family.ISOLATION),
    "remobilisation": (Family.ISOLATION,),
    "sante--constituer-un-dossier-mdph-invalidite": (Family.RIGHTS, Family.CARE),
    "sante--sante-mentale": (Family.MIND, Family.CARE),
    "sante": (Family.CARE,),
    "choisir-un-metier": (Family.MONEY,),
    "creer-une-entreprise": (Family.MONEY,),
    "preparer-sa-candidature": (Family.MONEY,),
    "se-former": (Family.MONEY,),
    "souvrir-a-linternational": (Family.MONEY,),
    "trouver-un-emploi": (Family.MONEY,),
}
"""A theme, or the group it belongs to (before « -- »), and what it helps with; ours to choose, decision 0035."""
WAYS = {
    "envoyer-un-courriel": "envoyer un courriel",
    "se-presenter": "se présenter",
    "telephoner": "téléphoner",
    "utiliser-lien-mobilisation": "passer par la page du service",
}
"""Said in French: these are words of the file, kept with it, like the rest of what it says."""


@dataclass
class Read:
    """One row in our words, and what was wrong in it. `refused` tells that nothing of it may be taken."""

    source: str = ""
    id: str = ""
    name: str = ""
    belongs_to: str = ""
    on: date | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        return any(fault in REFUSED for fault in self.faults)


def structure(row: Any, *, today: date) -> Read:
    """A structure, as the fields of a sheet; `insee` is the code of its commune."""
    read = _begun(row, today)
    if read.refused:
        return read
    say = _Sayings(row, read)
    read.fields = {
        "name": read.name,
        "what": say.text("description", LONG),
        "siret": say.checked("siret", people_rules.siret, Fault.SIRET),
        "address": ", ".join(filter(None, (say.text("adresse", 150), say.text("complement_adresse", 48)))),
        "postcode": say.checked("code_postal", people_rules.postcode, Fault.POSTCODE),
        "town": say.text("commune", 120),
        "insee": say.text("code_insee", 5),
        "phone": say.text("telephone", 40),
        "email": say.checked("courriel", _email, Fault.EMAIL),
        "page": say.checked("site_web", _link, Fault.LINK),
        "hours": say.text("horaires_accueil", MIDDLE),
        "access_words": say.checked("accessibilite_lieu", _link, Fault.LINK)[:300],
        "source_page": say.checked("lien_source", _link, Fault.LINK),
        **say.position(),
    }
    return read


def service(row: Any, *, today: date) -> Read:
    """A service, as its fields here; `belongs_to` is the identifier of its structure."""
    read = _begun(row, today)
    if read.refused:
        return read
    say = _Sayings(row, read)
    read.belongs_to = say.text("structure_id", SHORT)
    themes = say.several("thematiques")
    free = say.text("frais", 10) == "gratuit"
    ways = [WAYS[way] for way in say.several("modes_mobilisation") if way in WAYS]
    contact = (
        ", ".join(ways),
        say.text("mobilisation_precisions", 300),
        say.text("contact_nom_prenom", 100),
        say.text("telephone", 40),
        say.text("courriel", 100),
        say.checked("lien_mobilisation", _link, Fault.LINK),
    )
    read.fields = {
        "name": read.name,
        "what": say.text("description", LONG),
        "families": packed(family for theme in themes for family in families_of(theme)),
        "conditions": say.text("conditions_acces", MIDDLE),
        "audience": _joined(
            [*map(_as_words, say.several("publics")), say.text("publics_precisions", SHORT)], 300
        ),
        "cost": Decimal(0) if free else None,
        "cost_words": say.text("frais_precisions", SHORT) or ("" if free else say.text("frais", 10)),
        "contact": _joined(contact, MIDDLE, "\n"),
        "mode": _mode(say.several("modes_accueil")),
        "answers_to": say.checked("courriel", _email, Fault.EMAIL),
    }
    return read


def families_of(theme: str) -> tuple[Family, ...]:
    """What a theme helps with; nothing for one we do not know."""
    return THEMES.get(theme) or THEMES.get(theme.partition("--")[0], ())


def _begun(row: Any, today: date) -> Read:
    """Who it is, of which day; with the fault for which it is refused, if there is one."""
    read = Read()
    if not isinstance(row, dict):
        read.faults.append(Fault.SHAPE)
        return read
    say = _Sayings(row, read)
    read.source, read.id, read.name = (say.text("source", 80), say.text("id", SHORT), say.text("nom", SHORT))
    if not read.id:
        read.faults.append(Fault.NO_ID)
    if not read.name:
        read.faults.append(Fault.NO_NAME)
    read.on = _day(row.get("date_maj"))
    if read.on is None:
        read.faults.append(Fault.NO_DATE)
    elif read.on > today:
        read.faults.append(Fault.FUTURE)
    return read


def _day(said: Any) -> date | None:
    """The civil day of a date, or of an instant as some producers write."""
    if not isinstance(said, str) or not re.match(r"\d{4}-\d\d-\d\d(T|$)", said):
        return None
    try:
        return date.fromisoformat(said[:10])
    except ValueError:
        return None


class _Sayings:
    """What a row says, each particular checked by itself; faults go to `read`, each once."""

    def __init__(self, row: dict, read: Read):
        self.row, self.read = row, read

    def text(self, name: str, most: int) -> str:
        said = self.row.get(name)
        return self._kept(said, most) if isinstance(said, str) else ""

    def several(self, name: str) -> list[str]:
        said = self.row.get(name)
        return list(self._texts(said[:100])) if isinstance(said, list) else []

    def checked(self, name: str, check: Callable[[str], str], fault: Fault) -> str:
        said = self.text(name, 400)
        try:
            return check(said) if said else ""
        except ValidationError:
            self._wrong(fault)
            return ""

    def position(self) -> dict[str, float | None]:
        nowhere: dict[str, float | None] = {"latitude": None, "longitude": None}
        north, east = self.row.get("latitude"), self.row.get("longitude")
        if north is None and east is None:
            return nowhere
        if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in (north, east)):
            self._wrong(Fault.POSITION)
            return nowhere
        try:
            point = Point(float(north), float(east))  # type: ignore[arg-type]
        except (ValueError, OverflowError):
            self._wrong(Fault.POSITION)
            return nowhere
        if point == Point(0, 0):
            self._wrong(Fault.POSITION)
            return nowhere
        return {"latitude": round(point.latitude, 5), "longitude": round(point.longitude, 5)}

    def _texts(self, said: list[Any]) -> Iterator[str]:
        for one in said:
            if isinstance(one, str):
                yield self._kept(one, SHORT)

    def _kept(self, said: str, most: int) -> str:
        """Without what no database keeps: the null character, and halves of characters."""
        clean = "".join(
            char
            for char in said.replace("\r\n", "\n")
            if (char >= " " or char in "\n\t") and not "\ud800" <= char <= "\udfff" and char != "\x7f"
        )
        if len(clean) < len(said.replace("\r\n", "\n")):
            self._wrong(Fault.UNREADABLE)
        clean = clean.strip()
        if len(clean) > most:
            self._wrong(Fault.LONG)
            clean = clean[: most - 1].rstrip() + "…"
        return clean

    def _wrong(self, fault: Fault) -> None:
        if fault not in self.read.faults:
            self.read.faults.append(fault)


def _email(said: str) -> str:
    validate_email(said)
    return said


def _link(said: str) -> str:
    URLValidator(schemes=["http", "https"])(said)
    return said


def _as_words(public: str) -> str:
    return public.replace("-", " ")


def _joined(parts: Any, most: int, between: str = ", ") -> str:
    return between.join(filter(None, parts))[:most]


def _mode(said: list[str]) -> str:
    there, far = "en-presentiel" in said, "a-distance" in said
    if there and far:
        return Mode.BOTH.value
    return Mode.ON_SITE.value if there else Mode.REMOTE.value if far else ""
