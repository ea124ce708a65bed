"""A week nearly full is said to the person, on her own home, in one line; to nobody else, anywhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from reciproque.foundation import guard
from reciproque.foundation.actor import SELF
from reciproque.foundation.models import Message, ParameterValue
from reciproque.load.queries.waiting import own_load_nearly_full
from tests import cast
from tests.builders import load as build

pytestmark = pytest.mark.django_db
TODAY, NOON = cast.TODAY, cast.NOON
WEEK = "Cette semaine compte 5\u00a0h sur 6\u00a0h\u00a0: changer de rythme\u00a0?"
MONTH = "Ce mois-ci compte 5\u00a0h sur 6\u00a0h\u00a0: changer de rythme\u00a0?"


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def told(who, day=TODAY, hat=None) -> list[str]:
    return [one.title for one in cast.waiting(own_load_nearly_full, cast.actor_of(who, hat), day)]


@pytest.mark.spec("C9", "C17", "S1-90")
def test_it_is_said_to_her_under_any_hat_and_leads_to_her_rhythm():
    lucie = cast.lucie()
    build.set(lucie, week_minutes=360)
    build.promised(lucie, minutes=300)

    for hat in (cast.chu(), cast.passerelle(), SELF):
        (line,) = cast.waiting(own_load_nearly_full, cast.actor_of(lucie, hat), TODAY)
        assert (line.title, line.url) == (WEEK, "/mon-rythme/")
    home = cast.signed_in(Client(), lucie).get("/").content.decode()
    assert home.count("changer de rythme") == 2  # the line, and the same words for its button


@pytest.mark.spec("C17")
def test_nobody_else_is_told_anywhere_nor_written_to():
    karim = cast.karim()
    build.set(karim, week_minutes=360)
    build.given(karim, minutes=300)

    for someone in (cast.nadia(), cast.nurse(), cast.lucie(), cast.ines(), cast.charlie()):
        assert told(someone) == []
        assert "changer de rythme" not in cast.signed_in(Client(), someone).get("/").content.decode()
    assert not Message.objects.filter(kind__startswith="load").exists()


@pytest.mark.spec("C9")
def test_below_four_fifths_nothing_is_said():
    karim = cast.karim()
    build.set(karim, week_minutes=360)
    build.promised(karim, minutes=287)
    assert told(karim) == []

    build.promised(karim, minutes=1)

    assert len(told(karim)) == 1


def test_one_line_at_most_the_week_first():
    karim = cast.karim()
    build.set(karim, week_minutes=360, month_minutes=360)
    build.promised(karim, minutes=300)

    assert told(karim) == [WEEK]
    build.set(karim, month_minutes=360)
    assert told(karim) == [MONTH]


def test_nothing_is_said_of_a_week_that_has_passed_nor_without_a_ceiling():
    karim = cast.karim()
    build.promised(karim, minutes=3000)
    assert told(karim) == []

    build.set(karim, week_minutes=360)

    assert len(told(karim)) == 1
    assert told(karim, TODAY + timedelta(days=7)) == []


def test_the_share_is_a_parameter():
    karim = cast.karim()
    build.set(karim, week_minutes=360)
    build.promised(karim, minutes=180)
    with guard.upkeep("test"):
        ParameterValue.objects.create(name="load.warn_share", value=50, starts_on=TODAY, source="Essai")

    assert len(told(karim)) == 1
    assert told(karim, TODAY - timedelta(days=1)) == []
