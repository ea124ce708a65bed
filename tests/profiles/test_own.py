"""What a person says of herself: each part optional, hers alone until she opens it, sealed, told to her wholly."""

from __future__ import annotations

import json

import pytest
import time_machine
from django.core.exceptions import FieldError, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from reciproque.foundation import guard
from reciproque.foundation.models import Event, Message
from reciproque.foundation.policy import Refused
from reciproque.foundation.verbs import Stale
from reciproque.people.models import Person, Territory
from reciproque.profiles import verbs
from reciproque.profiles.kinds import SUBJECTS, Distance, Topic, Visibility
from reciproque.profiles.models import Facet, MatchingConsent
from reciproque.profiles.queries.matching import health_of
from tests import cast
from tests.builders import partnerships
from tests.builders import profiles as build

pytestmark = pytest.mark.django_db
MINE = "/mon-profil/"


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(cast.NOON, tick=False):
        yield


def address(topic: str) -> str:
    return reverse("profiles:part", args=[topic])


def sent(**typed) -> dict:
    return {"cle": cast.form_key(), "version": 0, "visibility": Visibility.ALONE} | typed


# --- saying ---------------------------------------------------------------------------------------
@pytest.mark.spec("A9", "S1-55")
@pytest.mark.parametrize("topic", Topic)
def test_each_part_is_said_on_its_own_page_read_again_and_erased(client, topic):
    karim, subject = cast.karim(), SUBJECTS[topic]
    cast.signed_in(client, karim)
    typed = {"words": "Ce que j’en dis"} if subject.asks_words else {}
    picks = [value for value, _said in subject.picks[: 1 if subject.one else 2]]
    if picks:
        typed["picks"] = picks

    assert client.get(address(topic)).status_code == 200
    answer = client.post(address(topic), sent(**typed))

    assert (answer.status_code, answer["Location"]) == (302, f"{MINE}#{topic}")
    facet = Facet.objects.get(person=karim)
    assert (facet.topic, facet.visibility, facet.picked) == (topic, Visibility.ALONE, picks)
    page = client.get(MINE).content.decode()
    for told in [*facet.picked_words, *([typed["words"]] if "words" in typed else [])]:
        assert escape(told) in page
    again = client.get(address(topic)).content.decode()
    assert all(f'value="{value}"' in again for value in picks)

    client.post(address(topic), sent(version=facet.version, words="", picks=[]))
    assert not Facet.objects.exists()


@pytest.mark.spec("A9")
def test_nothing_is_compulsory_and_an_empty_page_leaves_nothing(client):
    cast.signed_in(client, cast.karim())

    assert client.post(address(Topic.CONDITIONS), sent(words="  \n ")).status_code == 302
    assert client.get(MINE).status_code == 200
    assert not Facet.objects.exists()


@pytest.mark.spec("A9")
def test_a_part_is_hers_alone_until_she_says_otherwise():
    karim = cast.karim()
    facet = verbs.describe(
        karim, by=cast.actor_of(karim), at=cast.NOON, version=0, topic=Topic.JOBS, words="Cuisinier"
    )

    assert facet.visibility == Visibility.ALONE
    assert Facet(topic=Topic.JOBS).visibility == Visibility.ALONE


def test_nobody_speaks_for_another():
    karim, nadia = cast.karim(), cast.nadia()

    with pytest.raises(Refused, match="son propre profil"):
        verbs.describe(
            karim, by=cast.actor_of(nadia), at=cast.NOON, version=0, topic=Topic.JOBS, words="Cuisinier"
        )


@pytest.mark.parametrize(
    "wrong",
    [
        {"topic": "religion"},
        {"visibility": "public"},
        {"picks": ["inconnu"]},
        {"topic": Topic.TERRITORIES, "picks": [Distance.NEAR, Distance.FAR]},
    ],
)
def test_only_what_is_offered_is_kept(wrong):
    with pytest.raises(ValidationError):
        build.said(cast.karim(), **wrong)


def test_what_is_wrong_is_told_beside_the_field_and_nothing_typed_is_lost(client):
    cast.signed_in(client, cast.karim())
    long = "mot " * 600

    answer = client.post(address(Topic.CONDITIONS), sent(words=long, visibility="public"))

    assert answer.status_code == 422
    assert long.strip() in answer.content.decode()
    assert client.get(address("religion")).status_code == 404
    assert not Facet.objects.exists()


def test_two_windows_do_not_overwrite_one_another(client):
    karim = cast.karim()
    build.said(karim, words="Ce que je viens d’écrire")
    cast.signed_in(client, karim)

    answer = client.post(address(Topic.CONDITIONS), sent(words="Ce que j’écris dans l’autre", version=0))

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Ce que je viens d’écrire" in page
    assert "Ce que j’écris dans l’autre" in page
    with pytest.raises(Stale):
        build.said(karim, words="", version=7)


def test_the_same_form_sent_twice_is_carried_out_once(client):
    cast.signed_in(client, cast.karim())
    form = sent(words="Une fois")

    assert [client.post(address(Topic.CONDITIONS), form).status_code for _again in range(2)] == [302, 302]
    assert Facet.objects.get().version == 1


# --- places ---------------------------------------------------------------------------------------
@pytest.fixture
def places():
    with guard.upkeep("tests"):
        for kind, number, name in (
            ("commune", "35238", "Rennes"),
            ("commune", "35288", "Saint-Malo"),
            ("commune", "75056", "Paris"),
            ("department", "75", "Paris"),
        ):
            Territory.objects.create(kind=kind, number=number, name=name)


@pytest.mark.spec("A9")
def test_places_are_those_of_the_official_code(client, places):
    karim = cast.karim()
    cast.signed_in(client, karim)
    typed = sent(places="rennes\nParis (75)\nSaint Malo\n35238", picks=Distance.AROUND)

    assert client.post(address(Topic.TERRITORIES), typed).status_code == 302

    facet = Facet.objects.get(person=karim)
    assert [place.number for place in facet.places] == ["35238", "75", "35288"]
    assert "Rennes" in client.get(MINE).content.decode()
    assert "Rennes (35238)" in client.get(address(Topic.TERRITORIES)).content.decode()


def test_a_place_that_is_none_or_that_is_two_is_told_in_words(client, places):
    cast.signed_in(client, cast.karim())

    page = client.post(address(Topic.TERRITORIES), sent(places="Paris\nAtlantide"))

    assert page.status_code == 422
    said = page.content.decode()
    assert "Paris (75056), commune ; Paris (75), département" in said
    assert "n’est pas un endroit connu ici" in said


def test_no_place_is_asked_for_where_none_is_known(client):
    cast.signed_in(client, cast.karim())

    assert 'name="places"' not in client.get(address(Topic.TERRITORIES)).content.decode()


# --- sealed, and told to nobody else --------------------------------------------------------------
@pytest.mark.spec("A10", "N10")
def test_what_she_wrote_is_sealed_in_the_database_and_cannot_be_looked_for():
    build.said(cast.karim(), Visibility.EVERYONE)

    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM profiles_facet")
        kept = cursor.fetchone()[0]

    assert build.CANARY not in kept
    assert Facet.objects.get().words == build.CANARY
    for lookup in ("words", "words__icontains", "words__in", "words__startswith"):
        with pytest.raises(FieldError):
            Facet.objects.filter(**{lookup: build.CANARY})


@pytest.mark.spec("A10", "N10")
def test_the_journal_and_the_letters_say_neither_what_was_said_nor_of_what():
    karim, letters = cast.karim(), Message.objects.count()
    build.said(karim, Visibility.BOTH)
    build.said(karim, words="")
    with pytest.raises(ValidationError):
        build.said(karim, "public")

    lines = list(Event.objects.filter(verb="people.Person.describe_herself"))

    assert [line.particulars for line in lines] == [{}, {}]
    assert Message.objects.count() == letters


@pytest.mark.spec("A9")
def test_all_that_she_said_is_in_the_copy_of_her_data_and_in_nobody_else_s():
    karim = cast.karim()
    build.said(karim)
    build.said(karim, Visibility.EVERYONE, "", topic=Topic.LANGUAGES, picks=["fr", "snk"])
    build.allowed(karim)

    def copy_of(person: Person) -> dict:
        return json.loads(cast.signed_in(Client(), person).get(reverse("people:my_data")).content)

    told = copy_of(karim)["profile"]
    assert [(one["topic"], one["words"], one["picks"], one["visibility"]) for one in told["parts"]] == [
        (Topic.CONDITIONS, build.CANARY, [], Visibility.ALONE),
        (Topic.LANGUAGES, "", ["fr", "snk"], Visibility.EVERYONE),
    ]
    assert told["matching_consents"][0]["withdrawn_at"] is None
    for other in (cast.nadia(), cast.lucie()):
        assert copy_of(other)["profile"] == {"parts": [], "counted": {}, "matching_consents": []}


# --- serving unseen -------------------------------------------------------------------------------
@pytest.mark.spec("A10", "C2")
def test_health_serves_unseen_only_while_she_allows_it(client):
    karim, lucie = cast.karim(), cast.lucie()
    build.said(karim, words="Une chose\nUne autre")
    build.said(karim, words="Cuisinier", topic=Topic.JOBS)
    build.said(lucie)
    people = [karim.pk, lucie.pk]
    assert health_of(people) == {}

    cast.signed_in(client, karim)
    page = client.get(reverse("profiles:matching")).content.decode()
    assert "sans dire pourquoi" in page
    client.post(reverse("profiles:matching"), {"cle": cast.form_key()})
    assert health_of(people) == {karim.pk: ["Une chose", "Une autre"]}
    assert MatchingConsent.objects.get().given_at == cast.NOON

    client.post(reverse("profiles:no_more_matching"), {"cle": cast.form_key()})
    assert health_of(people) == {}
    assert MatchingConsent.objects.get().withdrawn_at == cast.NOON


def test_an_accord_is_given_once_and_withdrawn_by_herself_alone():
    karim = cast.karim()
    consent = build.allowed(karim)

    with pytest.raises(Refused, match="déjà donné"):
        build.allowed(karim)
    with pytest.raises(Refused):
        verbs.withdraw(consent, by=cast.actor_of(cast.nadia()), at=cast.NOON)
    verbs.withdraw(consent, by=cast.actor_of(karim), at=cast.NOON)
    assert build.allowed(karim).pk != consent.pk


def test_letting_it_serve_shows_it_to_nobody():
    karim = cast.karim()
    build.said(karim)
    build.allowed(karim)

    page = cast.signed_in(Client(), cast.nadia()).get(karim.get_absolute_url()).content.decode()

    assert build.CANARY not in page


# --- what it costs --------------------------------------------------------------------------------
def test_the_pages_cost_the_same_with_much_and_many(places):
    karim = cast.karim()
    mine, hers = cast.signed_in(Client(), karim), cast.signed_in(Client(), cast.nadia())
    partnerships.met()
    page, topics = karim.get_absolute_url(), (Topic.LANGUAGES, Topic.TERRITORIES)
    asked = [(mine, MINE), (mine, reverse("profiles:as_read", args=["partenaires"])), (hers, page)]
    asked += [(mine, page), (hers, reverse("profiles:shown", args=[karim.code]))]
    asked += [(mine, address(topic)) for topic in topics]
    build.said(karim, Visibility.EVERYONE, topic=Topic.LANGUAGES, picks=["fr"])
    build.said(karim, Visibility.EVERYONE, topic=Topic.TERRITORIES, places=Territory.objects.all()[:1])

    def costs() -> list[int]:
        found = []
        for client, one in asked:
            client.get(one)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(one).status_code == 200
            found.append(len(queries))
        return found

    few = costs()
    for topic in Topic:
        picks = [value for value, _said in SUBJECTS[topic].picks[:1]]
        there = Territory.objects.all() if topic == Topic.TERRITORIES else []
        build.said(karim, Visibility.EVERYONE, "Des mots", topic=topic, picks=picks, places=there)
    for number in range(30):
        cast.build.member(cast.chu(), cast.build.person(f"Membre {number}"))

    assert costs() == few
    assert max(few) <= 10
