"""Looking for an address: what answers, in which order, and what is said of it before it is used."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reciproque.directory import verbs
from reciproque.directory.kinds import Access, Family, Heard, Room
from reciproque.directory.models import Sheet
from reciproque.directory.queries import Wanted, alternatives_to, communes_named, is_stale, place_of, search
from reciproque.foundation.actor import VISITOR
from tests import cast
from tests.builders import directory as build

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_noon")]
NOON, TODAY = cast.NOON, cast.TODAY
FREE = Decimal(0)
LONG_AGO = NOON - timedelta(days=400)


@pytest.fixture
def around():
    build.placed()
    (commune,) = communes_named("Questembert")
    return place_of(commune)


def found(**wanted) -> list[str]:
    return [one.sheet.name for one in search(cast.actor_of(cast.karim()), Wanted(**wanted), on=TODAY)]


def page(who=None, language="fr", **asked) -> str:
    client = cast.signed_in(Client(), who or cast.lucie(), language=language)
    return client.get(reverse("directory:sheets"), asked).content.decode()


@pytest.mark.spec("K4", "S2-57")
def test_the_nearest_come_first_and_what_is_too_far_does_not_come(around):
    for name, where in (
        ("Loin", "33000 Bordeaux"),
        ("Vannes", "56000 Vannes"),
        ("Ici", "56230 Questembert"),
        ("Malansac", "56220 Malansac"),
    ):
        build.sheet(name, where)

    assert found(place=around, km=30) == ["Ici", "Malansac", "Vannes"]
    assert found(place=around, km=12) == ["Ici", "Malansac"]
    assert found(place=around, km=5) == ["Ici"]


@pytest.mark.spec("K4")
def test_at_the_same_distance_the_most_lately_checked_comes_first(around):
    build.sheet("Ancienne", at=NOON - timedelta(days=90))
    build.sheet("Récente", at=NOON)
    build.sheet("Entre les deux", at=NOON - timedelta(days=30))

    assert found(place=around) == ["Récente", "Entre les deux", "Ancienne"]


@pytest.mark.spec("K4")
def test_an_address_without_a_place_still_comes_after_the_others_and_says_so(around):
    build.sheet("Nulle part", "")
    build.sheet("Vannes", "56000 Vannes")

    assert found(place=around, km=30) == ["Vannes", "Nulle part"]
    shown = page(ou="Questembert")
    assert shown.index("à environ 23\u00a0km") < shown.index("distance inconnue")


@pytest.mark.spec("K4")
def test_cost_language_need_access_and_words_each_narrow_it(around):
    free = build.sheet("Gratuit", access=Access.FULL)
    build.service(free, "Droits", families=[Family.RIGHTS], cost=FREE, languages=["fr", "ar"])
    dear = build.sheet("Payant", access=Access.NONE)
    build.service(dear, "Écoute", families=[Family.MIND], cost=Decimal("12.50"), languages=["fr"])
    unknown = build.sheet("Inconnu")
    build.service(unknown, "Repas", families=[Family.MONEY])

    assert found(cost=FREE) == ["Gratuit"]
    assert set(found(cost=Decimal(20))) == {"Gratuit", "Payant"}
    assert found(cost=Decimal("12.49")) == ["Gratuit"]
    assert found(language="ar") == ["Gratuit"]
    assert found(family=Family.MIND) == ["Payant"]
    assert found(accessible=True) == ["Gratuit"]
    assert found(words="ECOUTE payant") == ["Payant"]
    assert found(words="questembert repas") == ["Inconnu"]


def test_one_and_the_same_service_answers_all_that_is_asked_of_services(around):
    sheet = build.sheet("Deux services")
    build.service(sheet, "Gratuit en français", cost=FREE, languages=["fr"])
    build.service(sheet, "Payant en arabe", cost=Decimal(9), languages=["ar"])

    assert found(cost=FREE, language="ar") == []
    (one,) = search(cast.actor_of(cast.karim()), Wanted(cost=FREE), on=TODAY)
    assert [service.name for service in one.services] == ["Gratuit en français"]


def test_who_is_not_signed_in_finds_nothing(around):
    build.sheet("Ici")
    assert search(VISITOR, Wanted(), on=TODAY) == []
    assert Client().get(reverse("directory:sheets")).status_code == 302


@pytest.mark.spec("J5.AC5", "K4")
def test_lucie_looks_within_thirty_kilometres_for_free_and_one_of_three_is_stale(around):
    """Journey 5, step 2: three results, and the stale one says so in the list and on its page."""
    for name, where, at in (
        ("Maison des droits", "56230 Questembert", NOON),
        ("Porte ouverte", "56220 Malansac", NOON),
        ("Vieille permanence", "56190 Muzillac", LONG_AGO),
    ):
        build.service(build.sheet(name, where, access=Access.FULL, at=at), cost=FREE)
    build.service(build.sheet("Payant", access=Access.FULL), cost=Decimal(5))
    build.service(build.sheet("À l’étage", access=Access.NONE), cost=FREE)
    lucie = cast.signed_in(Client(), cast.lucie())

    shown = lucie.get(
        reverse("directory:sheets"), {"ou": "56230", "km": "30", "cout": "0", "fauteuil": "on"}
    ).content.decode()

    names = ["Maison des droits", "Porte ouverte", "Vieille permanence", "Payant", "À l’étage"]
    assert [name in shown for name in names] == [True, True, True, False, False]
    assert shown.count("À revérifier") == 1
    assert shown.index("Vieille permanence") < shown.index("À revérifier")
    stale = Sheet.objects.get(name="Vieille permanence")
    assert is_stale(stale, TODAY)
    assert "À revérifier avant d’y envoyer quelqu’un" in lucie.get(stale.get_absolute_url()).content.decode()
    fresh = Sheet.objects.get(name="Porte ouverte")
    assert "avant d’y envoyer" not in lucie.get(fresh.get_absolute_url()).content.decode()


def test_a_name_that_several_communes_bear_is_asked_again_with_all_that_was_typed():
    build.placed(
        ("35001", "Saint-Martin", "35000", 48.1, -1.7), ("56001", "Saint-Martin", "56000", 47.7, -2.7)
    )

    shown = page(ou="Saint-Martin", cout="0")

    assert "Plusieurs communes portent ce nom" in shown
    assert "?ou=Saint-Martin+%2856001%29&amp;cout=0" in shown
    assert "Plusieurs" not in page(ou="Saint-Martin (56001)", cout="0")


def test_what_cannot_be_looked_for_is_said_beside_its_field_and_nothing_typed_is_lost(around):
    shown = page(ou="Atlantide", km="7", cout="moins", famille="rien", langue="klingon", q="\0" * 300)
    assert "Aucune commune connue ici ne porte ce nom" in shown
    assert 'value="Atlantide"' in shown
    assert 'value="moins"' in shown


def test_the_two_nearest_others_help_with_the_same_and_have_room(around):
    first = build.service(build.sheet("Ici", "56230 Questembert"), families=[Family.MIND, Family.HOME])
    for name, where, families, room in (
        ("Loin", "56000 Vannes", [Family.HOME], ""),
        ("Près", "56220 Malansac", [Family.MIND], Room.LIST),
        ("Plein", "56230 Questembert", [Family.MIND], Room.FULL),
        ("Autre chose", "56230 Questembert", [Family.MONEY], ""),
        ("Muzillac", "56190 Muzillac", [Family.MIND], ""),
        ("Trop loin", "33000 Bordeaux", [Family.MIND], ""),
    ):
        build.service(build.sheet(name, where), families=families, room=room)
    closed = build.sheet("Fermé")
    build.service(closed, families=[Family.MIND])
    verbs.close_down(closed, by=cast.actor_of(cast.nadia()), at=NOON, reason="Parti.")

    others = alternatives_to(first, actor=cast.actor_of(cast.lucie()), on=TODAY)

    assert [(one.sheet.name, one.distance) for one in others] == [
        ("Près", "à environ 11\u00a0km"),
        ("Muzillac", "à environ 12\u00a0km"),
    ]
    every = alternatives_to(first, actor=cast.actor_of(cast.lucie()), on=TODAY, most=9)
    assert [one.sheet.name for one in every] == ["Près", "Muzillac", "Loin"]


def test_the_list_costs_as_much_with_three_as_with_one(around):
    client = cast.signed_in(Client(), cast.lucie())
    address = reverse("directory:sheets") + "?ou=Questembert"
    costs = []
    for names in (["Une"], ["Deux", "Trois"]):
        for name in names:
            build.service(build.sheet(name), cost=FREE)
            build.tells(Sheet.objects.get(name=name), cast.karim(), Heard.SILENT)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 14


def test_a_long_list_goes_on_page_after_page_and_keeps_what_was_asked(around):
    for number in range(23):
        build.sheet(f"Adresse {number:02}")
    client = cast.signed_in(Client(), cast.lucie())
    first = client.get(reverse("directory:sheets"), {"ou": "Questembert"})
    following = first.context["page"].next

    second = client.get(reverse("directory:sheets") + following)

    names = [one.sheet.name for answer in (first, second) for one in answer.context["found"]]
    assert len(names) == len(set(names)) == 23
    assert second.context["found"][0].distance == "à moins de 1\u00a0km"


@pytest.mark.spec("K4")
def test_it_is_read_in_english_too(around):
    build.sheet("Ici", at=LONG_AGO)
    shown = page(language="en", ou="Questembert")
    assert "Where can help be found?" in shown
    assert "less than 1\u00a0km away" in shown
    assert "To be checked again" in shown
