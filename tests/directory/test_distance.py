"""How far one place is from another: against distances known by hand, near the edges too."""

from __future__ import annotations

import random

import pytest

from reciproque.directory.rules.distance import EARTH, Point, box_around, in_words, metres_between

QUESTEMBERT, BORDEAUX = Point(47.66, -2.45), Point(44.84, -0.58)


def test_a_degree_of_latitude_is_a_360th_of_the_way_round():
    around = 2 * 3.141592653589793 * EARTH
    assert metres_between(Point(0, 0), Point(1, 0)) == round(around / 360)
    assert metres_between(Point(0, 179.5), Point(0, -179.5)) == round(around / 360)
    assert metres_between(Point(90, 0), Point(-90, 77)) == round(around / 2)
    assert metres_between(QUESTEMBERT, QUESTEMBERT) == 0


def test_a_point_that_is_not_on_earth_is_none():
    for wrong in ((91, 0), (0, 181), (float("nan"), 0), (float("inf"), 0)):
        with pytest.raises(ValueError, match="Earth"):
            Point(*wrong)


def test_the_box_leaves_out_nothing_that_is_near():
    draw = random.Random(7)
    for _time in range(3000):
        here = Point(draw.uniform(-90, 90), draw.uniform(-180, 180))
        km = draw.choice([1, 30, 200])
        turn = 0.02 * km
        north = max(-90, min(90, here.latitude + draw.uniform(-turn, turn)))
        east = (here.longitude + draw.uniform(-turn * 5, turn * 5) + 180) % 360 - 180
        there = Point(north, east)
        if metres_between(here, there) > km * 1000:
            continue
        box = box_around(here, km)
        assert box.south <= there.latitude <= box.north
        assert any(west <= there.longitude <= east for west, east in box.spans)


def test_a_distance_is_said_in_words():
    assert [in_words(metres) for metres in (None, 0, 999, 1000, 11_460)] == [
        "distance inconnue",
        "à moins de 1\u00a0km",
        "à moins de 1\u00a0km",
        "à environ 1\u00a0km",
        "à environ 11\u00a0km",
    ]
