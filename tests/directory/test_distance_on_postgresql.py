"""Distances in the database: measured as in Python to the metre, on SQLite and, by its name, on PostgreSQL."""

from __future__ import annotations

import random

import pytest

from reciproque.directory.models import Sheet
from reciproque.directory.queries import Wanted, search
from reciproque.directory.queries.search import BY, NOWHERE, matching
from reciproque.directory.rules.distance import Point, metres_between
from reciproque.foundation import guard
from tests import cast
from tests.builders import directory as build

QUESTEMBERT, BORDEAUX = Point(47.66, -2.45), Point(44.84, -0.58)


@pytest.mark.django_db
def test_the_database_measures_as_python_does_to_the_metre():
    sheet = build.sheet("Quelque part", "")
    draw = random.Random(11)
    places = [Point(draw.uniform(-89, 89), draw.uniform(-180, 180)) for _time in range(40)] + [
        BORDEAUX,
        QUESTEMBERT,
        Point(-47.66, 177.55),
        Point(90, 0),
    ]
    nadia = cast.actor_of(cast.nadia())
    for place in places:
        with guard.upkeep("tests"):
            Sheet.objects.filter(pk=sheet.pk).update(latitude=place.latitude, longitude=place.longitude)
        wanted = Wanted(place=QUESTEMBERT)
        near = metres_between(QUESTEMBERT, place) <= 30_000
        found = list(matching(nadia, wanted))
        assert bool(found) == near, place
        with_all = Wanted(place=place, km=1)
        assert [one.metres for one in matching(nadia, with_all)] == [0]
    with guard.upkeep("tests"):
        Sheet.objects.filter(pk=sheet.pk).update(latitude=47.68, longitude=-2.30)
    (found,) = matching(nadia, Wanted(place=QUESTEMBERT))
    assert abs(found.metres - metres_between(QUESTEMBERT, Point(47.68, -2.30))) <= 1
    assert found.metres < NOWHERE


@pytest.mark.django_db
@pytest.mark.spec("K4")
def test_the_database_puts_last_what_has_no_place_and_invents_no_distance():
    build.placed()
    for name, where in (("Nulle part", ""), ("Vannes", "56000 Vannes"), ("Ici", "56230 Questembert")):
        build.sheet(name, where)
    nadia, wanted = cast.actor_of(cast.nadia()), Wanted(place=QUESTEMBERT, km=30)

    assert [(one.name, one.metres) for one in matching(nadia, wanted).order_by(*BY)][2] == (
        "Nulle part",
        NOWHERE,
    )
    assert [(one.sheet.name, one.distance) for one in search(nadia, wanted, on=cast.TODAY)] == [
        ("Ici", "à moins de 1\u00a0km"),
        ("Vannes", "à environ 23\u00a0km"),
        ("Nulle part", "distance inconnue"),
    ]
