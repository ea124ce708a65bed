"""The pages of the calendar one takes along: made once, shown once, closed in one tap, without any script."""

from __future__ import annotations

import re
from datetime import time, timedelta

import lxml.html
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reciproque.feeds.models import Feed
from reciproque.foundation import guard
from reciproque.partnerships.kinds import Side
from reciproque.people.models import Person
from tests import cast
from tests.builders import feeds as build
from tests.builders import interventions, partnerships

pytestmark = pytest.mark.django_db
MINE = "/mon-calendrier/"
CHOSEN = {"device": "Téléphone", "detail": "choisi", "word": "Asso", "reminder": "60"}


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(cast.NOON, tick=False):
        yield


@pytest.fixture
def karim(client) -> Client:
    return cast.signed_in(client, cast.karim())


def sent(client: Client, url: str, **fields):
    return client.post(url, {"cle": cast.form_key()} | fields)


def address_in(answer) -> str:
    (field,) = lxml.html.fromstring(answer.content.decode()).xpath("//input[@readonly]")
    return field.get("value")


@pytest.mark.spec("C3", "J3.AC8")
def test_an_address_made_on_the_page_is_shown_once_and_read_by_a_device(karim):
    partnership = partnerships.begun()
    interventions.planned(partnership, expected=[partnerships.engagement(partnership, Side.LIVED)])
    fields = {"cle": cast.form_key()} | CHOSEN

    made = karim.post(MINE, fields)

    address = address_in(made)
    assert address.startswith("http://testserver/calendrier/")
    assert b"SUMMARY:Asso\r\n" in Client().get(address).content
    secret = address.rpartition("/")[2].removesuffix(".ics")
    pages = [karim.get(MINE), karim.get(Feed.objects.get().get_absolute_url()), karim.get("/")]
    assert [secret in page.content.decode() for page in pages] == [False] * 3
    again = karim.post(MINE, fields, follow=True)
    assert (Feed.objects.count(), secret in again.content.decode()) == (1, False)
    assert "rien n’a été compté deux fois" in again.content.decode()


def test_neutral_is_what_one_gets_without_choosing(karim):
    form = lxml.html.fromstring(karim.get(MINE).content.decode()).forms[-1]

    sent(karim, MINE, device="Téléphone", detail=form.fields["detail"])

    assert [(one.detail, one.word, one.reminder) for one in Feed.objects.all()] == [("neutre", "", None)]


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_made(karim):
    for wrong in ({"word": ""}, {"word": "x" * 41}, {"detail": "tout"}, {"reminder": "1"}, {"device": ""}):
        assert sent(karim, MINE, **(CHOSEN | wrong)).status_code == 422

    assert Feed.objects.count() == 0


@pytest.mark.spec("C3")
def test_it_is_closed_in_one_tap_from_the_list(karim):
    feed = build.made(cast.karim(), device="Le vieux téléphone")
    page = lxml.html.fromstring(karim.get(MINE).content.decode())
    (tap,) = [form for form in page.forms if (form.get("action") or "").endswith("/fin/")]

    answer = karim.post(tap.action, dict(tap.fields), follow=True)

    assert "L’adresse est fermée." in answer.content.decode()
    assert build.read(feed.secret).status_code == 404
    assert feed.device not in answer.content.decode()


def test_what_it_says_is_changed_and_a_second_tablet_open_on_the_form_is_told(karim):
    feed = build.made(cast.karim())
    url = reverse("feeds:revision", args=[feed.code])

    first = sent(karim, url, version="1", **CHOSEN)
    second = sent(karim, url, version="1", **(CHOSEN | {"word": "Club"}))

    feed.refresh_from_db()
    assert (first.status_code, second.status_code, feed.word) == (302, 409, "Asso")


def test_to_make_one_she_is_asked_who_she_is_again_after_a_while(karim):
    """A session left open is not enough to follow her dates from another telephone."""
    with guard.upkeep("tests"):
        account = cast.karim().account
        account.set_password("un mot de passe à elle")
        account.save()
    cast.signed_in(karim, cast.karim())
    with time_machine.travel(cast.NOON + timedelta(minutes=6), tick=False):
        answer = sent(karim, MINE, **CHOSEN)

        assert "preuve" in answer.content.decode()
        assert Feed.objects.count() == 0
        assert karim.get(MINE).status_code == 200


@pytest.mark.spec("C3")
def test_the_page_shows_what_the_telephone_will_on_its_own_clock(client):
    partnership = partnerships.begun()
    karim = partnerships.engagement(partnership, Side.LIVED)
    for days in range(1, 9):
        interventions.planned(
            partnership, day=cast.TODAY + timedelta(days=days), hour=time(22), expected=[karim]
        )
    with guard.upkeep("tests"):
        Person.objects.filter(pk=cast.karim().pk).update(zone="Indian/Reunion")
    feed = build.made(cast.karim(), reminder=60)

    page = cast.signed_in(client, cast.karim()).get(feed.get_absolute_url()).content.decode()

    assert page.count("<strong>Rendez-vous</strong>") == 6
    assert "de 1\u00a0h à 2\u00a0h" in page
    assert "mercredi 4\u00a0novembre 2026" in page
    assert "et 2 autres dates" in page
    assert "1\u00a0h avant, une alerte" in page
    assert "Reunion" in page
    assert partnership.title not in page


def test_nobody_else_finds_her_addresses_and_hers_are_under_any_hat(client):
    feed, hers = build.made(cast.karim()), build.made(cast.lucie(), device="Celui de Lucie")
    other = cast.signed_in(client, cast.nadia())
    asked = [feed.get_absolute_url(), f"{feed.get_absolute_url()}changement/"]

    assert [other.get(url).status_code for url in asked] == [404, 404]
    assert sent(other, f"{feed.get_absolute_url()}fin/").status_code == 404
    for hat in (cast.chu(), cast.passerelle()):
        lucie = cast.signed_in(Client(), cast.lucie(), hat)
        assert "Celui de Lucie" in lucie.get(MINE).content.decode()
        assert lucie.get(hers.get_absolute_url()).status_code == 200


def test_three_steps_for_each_device_and_no_script_is_needed(karim):
    page = lxml.html.fromstring(sent(karim, MINE, **CHOSEN).content.decode())

    steps = [len(one.xpath("./ol/li")) for one in page.xpath("//main//details")]
    assert steps == [3, 3, 3]
    (field,) = page.xpath("//input[@readonly]")
    assert page.xpath(f"//label[@for='{field.get('id')}']")
    assert page.xpath("//main//script | //main//@onclick") == []


def test_the_agenda_leads_there(karim):
    page = lxml.html.fromstring(karim.get("/agenda/").content.decode())

    assert MINE in set(page.xpath("//main//a/@href"))


def test_the_list_costs_the_same_with_one_address_or_ten(karim):
    counted = []
    for _time in range(10):
        build.made(cast.karim())
        karim.get(MINE)
        with CaptureQueriesContext(connection) as queries:
            assert karim.get(MINE).status_code == 200
        counted.append(len(queries))

    assert counted == [counted[0]] * 10
    assert counted[0] <= 10


def test_a_reading_costs_the_same_with_one_date_or_forty():
    partnership = partnerships.begun()
    karim, feed = partnerships.engagement(partnership, Side.LIVED), build.made(cast.karim())
    counted = []
    for times in (1, 39):
        interventions.planned(partnership, repeat="week", times=times, expected=[karim])
        build.read(feed.secret)
        with CaptureQueriesContext(connection) as queries:
            answer = build.read(feed.secret)
        counted.append(len(queries))
    assert len(re.findall(rb"BEGIN:VEVENT", answer.content)) == 40
    assert counted[0] == counted[1] <= 5
