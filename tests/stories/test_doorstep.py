"""J0, the doorstep: a demonstration that is whole, opened in one click, and never open elsewhere."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from django.urls import reverse

from reciproque.foundation import clock, journal
from reciproque.foundation.models import Event
from reciproque.partnerships.models import Partnership
from reciproque.people.models import Person
from reciproque.people.queries import demo_people
from reciproque.web.demonstration import furnish
from reciproque.web.elements import CHAPTERS
from reciproque.web.queries import tour_of
from tests.builders.people import installation

OUTSIDE = re.compile(r"""(?:src|href|action|data-hx-\w+)="(https?:)?//""")


@pytest.fixture(scope="module")
def furnished(django_db_setup, django_db_blocker):
    """The demonstration as it is on the day it is opened; whatever a test does to it is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        installation()
        furnish(now=clock.now())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(furnished, db, settings):
    settings.DEMO = True


def enter(client, username: str, *, to: str = "/"):
    person = Person.objects.get(account__username=username)
    return client.post(reverse("people:demo_enter", args=[person.code]), {"next": to})


@pytest.mark.spec("J0", "N4", "B11")
def test_the_welcome_offers_each_person_in_one_click(demo, client):
    page = client.get("/")

    offered = re.findall(r"/demo/entrer/(\w+)/", page.content.decode())
    assert offered == [person.code for person in demo_people()]
    assert len(offered) == 10
    assert enter(client, "nadia").status_code == 302
    assert "Bonjour Nadia" in client.get("/").content.decode()


@pytest.mark.spec("J0")
def test_nobody_enters_so_outside_of_the_demonstration(furnished, db, client, settings):
    settings.DEMO = False

    assert enter(client, "nadia").status_code == 404
    assert "/demo/entrer/" not in client.get("/").content.decode()
    assert client.get(reverse("web:tour")).status_code == 404


@pytest.mark.spec("J0")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_stop_of_the_tour_leads_somewhere(demo, client, language):
    stops = tour_of(demo_people())

    assert len(stops) == 9
    assert sum(stop.stop.minutes for stop in stops) == 10
    for stop in stops:
        led = enter(client, stop.person.account.username, to=stop.url)
        assert led["Location"] == stop.url
        page = client.get(stop.url, headers={"accept-language": language})
        assert page.status_code == 200, stop.url
        assert f'<html lang="{language}"' in page.content.decode()


@pytest.mark.spec("J0", "N4")
def test_no_page_asks_another_machine_for_anything(demo, client):
    enter(client, "nadia")
    codes = Partnership.objects.values_list("code", flat=True)
    places = ["partnership", "framing", "needs", "charter", "people", "calendar", "hours", "rounds"]
    paths = [reverse(f"partnerships:{place}", args=[code]) for place in places for code in codes]
    paths += ["/", "/partenariats/", "/structures/", "/recherche/?q=café", reverse("web:features")]

    for path in paths:
        page = client.get(path)
        assert OUTSIDE.findall(page.content.decode()) == [], path
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy


@pytest.mark.spec("J0", "B11")
def test_both_examples_are_alive_and_the_journal_holds(demo):
    begun = Partnership.objects.filter(activation__isnull=False, endings=None)

    assert sorted(begun.values_list("title", flat=True)) == [
        "Consultation prioritaire",
        "Vivre avec la douleur chronique",
    ]
    for partnership in begun:
        assert partnership.interventions.filter(holding__isnull=False).count() > 8
        assert partnership.voices.exists()
        assert partnership.decisions.exists()
        assert partnership.rounds.filter(closing__isnull=False).count() == 1
        assert partnership.rounds.filter(closing=None).count() == 1
    assert not Event.objects.filter(refused=True).exists()
    assert journal.seal(at=clock.now()) == Event.objects.count()
    assert journal.first_broken_seal() is None


@pytest.mark.spec("N5")
def test_each_element_of_the_texts_is_named_once_and_leads_to_a_page_that_opens(demo, client):
    elements = [element for chapter in CHAPTERS for element in chapter.elements]
    assert len({element.code for element in elements}) == len(elements) == 193
    enter(client, "lucie")

    for view in {element.view for element in elements if element.view}:
        assert client.get(reverse(view)).status_code == 200, view
    page = client.get(reverse("web:features")).content.decode()
    assert all(element.code in page for element in elements)
