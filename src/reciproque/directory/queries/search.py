"""Looking for a useful address: around a place, at a cost, in a language, for what stands in the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import cos, radians

from django.db.models import Case, Exists, F, FloatField, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import ASin, Cast, Cos, Least, Radians, Round, Sin, Sqrt

from reciproque.foundation.actor import Actor
from reciproque.foundation.models import searched
from reciproque.foundation.policy import visible

from ..kinds import Access, Room, unpacked
from ..models import Service, Sheet
from ..policy import OPEN
from ..rules.distance import EARTH, FARTHEST, Point, box_around, in_words
from .freshness import Standing, is_stale, standings

NOWHERE = 2_000_000_000
"""Metres to a sheet that has no place: farther than anything on Earth, so that it comes last."""
BY = ("metres", "-checked_on", "code")
"""The order of results: the nearest, then the most lately checked."""


@dataclass(frozen=True)
class Wanted:
    """What is looked for: at most `km` from `place`, at most `cost` euros (services of unknown cost are left out)."""

    place: Point | None = None
    km: int = 30
    family: str = ""
    cost: Decimal | None = None
    language: str = ""
    accessible: bool = False
    words: str = ""

    @property
    def of_services(self) -> bool:
        """Whether a service must answer: a sheet without one is then no result."""
        return bool(self.family or self.language or self.cost is not None)


@dataclass(frozen=True)
class Found:
    """A sheet with those of its services that answer what was looked for.

    `metres` is the great-circle distance, None when nobody knows where it is; `distance` says it in words. `stale`:
    nobody checked it for longer than its rule; `standing`: what those who tried say since.
    """

    sheet: Sheet
    services: tuple[Service, ...]
    metres: int | None
    distance: str
    stale: bool
    standing: Standing

    @property
    def checked_on(self) -> date:
        return self.sheet.checked_on


def search(actor: Actor, wanted: Wanted, *, on: date, most: int = 50) -> list[Found]:
    """The useful addresses that answer, the nearest first, then the most lately checked; `most` of them.

    Those without a place come last, whatever `km`. Closed sheets and services given no more are left out. Three
    queries. Say `stale` before somebody is sent there.
    """
    return found_among(matching(actor, wanted).order_by(*BY)[:most], wanted, on=on)


def alternatives_to(service: Service, *, actor: Actor, on: date, most: int = 2) -> list[Found]:
    """The nearest other structures that help with the same as `service`, two unless told otherwise. Three queries.

    At most FARTHEST kilometres away; those without a place come last. Services said to have no room are left out.
    Nothing when the service says nothing of what it helps with.
    """
    families = unpacked(service.families)
    if not families:
        return []
    helps = Q()
    for family in families:
        helps |= Q(families__contains=f"|{family}|")
    rows = _given().filter(helps).exclude(room=Room.FULL)
    here = service.sheet
    place = None if here.latitude is None else Point(here.latitude, here.longitude)
    sheets = _placed(visible(Sheet, actor).filter(OPEN), place).exclude(pk=here.pk)
    if place is not None:
        sheets = _within(sheets, place, FARTHEST)
    sheets = sheets.filter(Exists(rows.filter(sheet=OuterRef("pk")))).select_related("commune", "kept_by")
    return _with_services(sheets.order_by(*BY)[:most], rows, place, on=on)


def matching(actor: Actor, wanted: Wanted) -> QuerySet[Sheet]:
    """The sheets that answer, each with `metres`; to be ordered by `BY` and cut into pages."""
    sheets = visible(Sheet, actor).filter(OPEN)
    if wanted.place is not None:
        sheets = _within(_placed(sheets, wanted.place), wanted.place, min(wanted.km, FARTHEST))
    else:
        sheets = _placed(sheets, None)
    if wanted.accessible:
        sheets = sheets.filter(access=Access.FULL)
    if wanted.of_services:
        sheets = sheets.filter(Exists(_answering(wanted).filter(sheet=OuterRef("pk"))))
    given = _given().filter(sheet=OuterRef("pk"))
    for word in searched(wanted.words):
        sheets = sheets.filter(Q(plain__contains=word) | Exists(given.filter(plain__contains=word)))
    return sheets.select_related("commune", "kept_by")


def found_among(rows: Iterable[Sheet], wanted: Wanted, *, on: date) -> list[Found]:
    """What is shown of a page of `matching`. Two queries beside its own."""
    return _with_services(rows, _answering(wanted), wanted.place, on=on)


def _with_services(
    rows: Iterable[Sheet], answering: QuerySet[Service], place: Point | None, *, on: date
) -> list[Found]:
    sheets = list(rows)
    services = defaultdict(list)
    for service in answering.filter(sheet__in=[sheet.pk for sheet in sheets]).order_by("name", "pk"):
        services[service.sheet_id].append(service)
    told = standings(sheets)
    found = []
    for sheet in sheets:
        metres = None if place is None or sheet.metres == NOWHERE else sheet.metres
        found.append(
            Found(
                sheet,
                tuple(services[sheet.pk]),
                metres,
                in_words(metres) if place is not None else "",
                is_stale(sheet, on),
                told.get(sheet.pk, Standing()),
            )
        )
    return found


def _given() -> QuerySet[Service]:
    return Service.objects.filter(withdrawal=None)


def _answering(wanted: Wanted) -> QuerySet[Service]:
    rows = _given()
    if wanted.family:
        rows = rows.filter(families__contains=f"|{wanted.family}|")
    if wanted.language:
        rows = rows.filter(languages__contains=f"|{wanted.language}|")
    if wanted.cost is not None:
        rows = rows.filter(cost__lte=wanted.cost)
    return rows


def _placed(sheets: QuerySet[Sheet], place: Point | None) -> QuerySet[Sheet]:
    """Each sheet with its great-circle distance in metres (haversine), or NOWHERE."""
    if place is None:
        return sheets.annotate(metres=Value(NOWHERE, output_field=IntegerField()))
    half = Value(2.0, output_field=FloatField())
    up = Sin(Radians(F("latitude") - place.latitude) / half)
    along = Sin(Radians(F("longitude") - place.longitude) / half)
    here = Value(cos(radians(place.latitude)), output_field=FloatField())
    chord = up * up + here * Cos(Radians(F("latitude"))) * along * along
    arc = ASin(Sqrt(Least(chord, Value(1.0, output_field=FloatField()))))
    metres = Cast(Round(arc * Value(2 * EARTH, output_field=FloatField())), IntegerField())
    placed = Case(
        When(latitude=None, then=Value(NOWHERE)), default=metres, output_field=IntegerField()
    )  # not by Coalesce: to PostgreSQL, the least of nothing and one is one
    return sheets.annotate(metres=placed)


def _within(sheets: QuerySet[Sheet], place: Point, km: int) -> QuerySet[Sheet]:
    """Those not farther than `km`: a box for the index first, then exactly; and those without a place."""
    box = box_around(place, km)
    across = Q()
    for west, east in box.spans:
        across |= Q(longitude__range=(west, east))
    near = Q(latitude__range=(box.south, box.north)) & across & Q(metres__lte=km * 1000)
    return sheets.filter(near | Q(latitude=None))
