"""The open file of communes: its Insee code, name, postcodes and where the middle of it stands."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation.models import plain

from .distance import Point
from .files import MOST_BYTES

MOST_COMMUNES = 100_000
"""Rows: the file of the postal service has one for each pair of commune and postcode."""
NUMBER = ("code_commune_insee", "code_insee", "code insee", "code commune insee", "insee_com", "code")
NAME = ("nom_de_la_commune", "nom_commune_complet", "nom_commune", "nom_standard", "nom de la commune", "nom")
POSTCODES = ("codes_postaux", "code_postal", "code postal")
NORTH, EAST = ("latitude", "latitude_mairie", "lat"), ("longitude", "longitude_mairie", "lon", "lng")
BOTH = ("_geopoint", "coordonnees_gps", "coordonnees_geographiques", "geo_point_2d")


@dataclass
class Commune:
    number: str
    name: str
    point: Point
    postcodes: set[str] = field(default_factory=set)


def communes_of(content: bytes) -> tuple[list[Commune], int]:
    """The communes of a CSV file (UTF-8 or Windows-1252; commas or semicolons), and how many lines were left out.

    A line is left out when its code, its name or its place cannot be read. Raises ValidationError when the file is
    too large or lacks a column.
    """
    if len(content) > MOST_BYTES:
        raise ValidationError(
            _("Ce fichier est trop lourd : {most} Mo au plus.").format(most=MOST_BYTES // 1_000_000)
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    head = text.partition("\n")[0]
    rows = csv.reader(
        io.StringIO(text.replace("\0", "")), delimiter=";" if head.count(";") > head.count(",") else ","
    )
    found: dict[str, Commune] = {}
    left_out = 0
    try:
        places = _places(next(rows, []))
        for count, row in enumerate(rows):
            if count >= MOST_COMMUNES:
                raise ValidationError(_("Ce fichier a trop de lignes pour être celui des communes."))
            commune = _commune(row, places)
            if commune is None:
                left_out += 1
            else:
                found.setdefault(commune.number, commune).postcodes.update(commune.postcodes)
    except csv.Error:
        raise ValidationError(_("Ce fichier n’est pas un tableau CSV lisible.")) from None
    return list(found.values()), left_out


def _places(titles: list[str]) -> dict[str, int]:
    known = {plain(title).lstrip("#"): at for at, title in reversed(list(enumerate(titles)))}

    def column(names: tuple[str, ...]) -> int | None:
        return next((known[name] for name in names if name in known), None)

    places = {"number": column(NUMBER), "name": column(NAME), "postcodes": column(POSTCODES)}
    places |= {"north": column(NORTH), "east": column(EAST), "both": column(BOTH)}
    missing = [
        word
        for word, there in (
            (_("le code Insee"), places["number"] is not None),
            (_("le nom de la commune"), places["name"] is not None),
            (
                _("les coordonnées"),
                places["both"] is not None or None not in (places["north"], places["east"]),
            ),
        )
        if not there
    ]
    if missing:
        raise ValidationError(_("Il manque des colonnes : {missing}.").format(missing=", ".join(missing)))
    return {name: at for name, at in places.items() if at is not None}


def _commune(row: list[str], places: dict[str, int]) -> Commune | None:
    def cell(name: str) -> str:
        return row[places[name]].strip() if name in places and places[name] < len(row) else ""

    number, name = cell("number").upper(), cell("name")[:120]
    if number.isdigit():
        number = number.zfill(5)
    north, east = cell("north"), cell("east")
    if "both" in places and not (north and east):
        north, _comma, east = cell("both").partition(",")
    try:
        point = Point(float(north.replace(",", ".")), float(east.replace(",", ".")))
    except ValueError:
        return None
    if len(number) != 5 or not number.isalnum() or not number.isascii() or not name:
        return None
    codes = cell("postcodes").replace("/", "|").replace(" ", "|").replace("-", "|").split("|")
    return Commune(
        number, name, point, {code.zfill(5) for code in codes if code.isdigit() and len(code) <= 5}
    )
