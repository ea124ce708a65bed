"""What may be counted of somebody: said, changed and erased by herself; tests/authz/test_canaries.py: read nowhere."""

from __future__ import annotations

import json

import pytest
import time_machine
from django.urls import reverse

from reciproque.foundation.models import Event
from reciproque.foundation.policy import Refused, visible
from reciproque.foundation.verbs import Stale
from reciproque.profiles import verbs
from reciproque.profiles.models import SelfDescription
from reciproque.profiles.rules import ages
from tests import cast
from tests.builders.profiles import counted

pytestmark = [pytest.mark.django_db, pytest.mark.spec("C8")]
PAGE = "/mon-profil/compter/"


def sent(client, **typed):
    return client.post(PAGE, {"cle": cast.form_key(), "version": "0", "gender": "", "born_in": ""} | typed)


@time_machine.travel(cast.NOON, tick=False)
def test_one_says_it_changes_it_and_erases_it(client):
    cast.signed_in(client, cast.karim())

    assert sent(client, gender="man", born_in="1974").status_code == 302
    said = SelfDescription.objects.get()
    assert (said.person, said.gender, said.born_in) == (cast.karim(), "man", 1974)

    assert sent(client, version=str(said.version), born_in="1975").status_code == 302
    said.refresh_from_db()
    assert (said.gender, said.born_in) == ("", 1975)

    assert sent(client, version=str(said.version)).status_code == 302
    assert not SelfDescription.objects.exists()


@time_machine.travel(cast.NOON, tick=False)
@pytest.mark.parametrize("year", ["1900", "2027"])
def test_a_year_that_cannot_be_is_refused_beside_the_field_and_stays_typed(client, year):
    cast.signed_in(client, cast.karim())

    answer = sent(client, gender="man", born_in=year)

    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Écrivez une année entre 1906 et 2026, par exemple 1974." in body
    assert f'value="{year}"' in body


def test_a_page_left_open_overwrites_nothing():
    counted(cast.karim(), born_in=1974)

    with pytest.raises(Stale):
        verbs.be_counted(cast.karim(), by=cast.actor_of(cast.karim()), at=cast.NOON, version=0, born_in=1980)


def test_the_journal_keeps_nothing_of_it_and_her_copy_keeps_all():
    counted(cast.karim(), gender="man", born_in=1974)

    (line,) = Event.objects.filter(verb="people.Person.be_counted")
    assert "1974" not in json.dumps(line.particulars)
    assert cast.data_of(cast.karim())["profile"]["counted"]["born_in"] == 1974


def test_the_page_is_found_from_her_profile(client):
    page = cast.signed_in(client, cast.karim()).get(reverse("profiles:mine"))

    assert f'href="{PAGE}"' in page.content.decode()


@pytest.mark.parametrize(
    ("together", "last", "groups"),
    [
        (15, 75, [(0, 14), (15, 29), (30, 44), (45, 59), (60, 74), (75, None)]),
        (20, 50, [(0, 19), (20, 39), (40, 49), (50, None)]),
        (0, 2, [(0, 0), (1, 1), (2, None)]),
        (90_000, 90_000, [(0, 119), (120, None)]),
    ],
)
def test_ages_are_counted_together_whatever_the_settings(together, last, groups):
    assert ages(together, last) == groups


def test_nobody_says_it_for_another_nor_reads_it():
    counted(cast.karim(), born_in=1974)

    for stranger in (cast.nadia(), cast.lucie()):
        with pytest.raises(Refused):
            verbs.be_counted(cast.karim(), by=cast.actor_of(stranger), at=cast.NOON, version=1, born_in=1980)
        assert not visible(SelfDescription, cast.actor_of(stranger)).exists()
    assert visible(SelfDescription, cast.actor_of(cast.karim())).exists()
