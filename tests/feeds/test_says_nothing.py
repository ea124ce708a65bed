"""Over the whole demonstration, in both languages: no word of any calendar says what, where, with whom or why."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from icalendar import Calendar

from reciproque.feeds import verbs
from reciproque.feeds.models import Feed
from reciproque.foundation import clock
from reciproque.foundation.models import plain
from reciproque.partnerships.models import Expected, Intervention, Partnership
from reciproque.people.models import Organisation, Person
from reciproque.web.demonstration import furnish
from reciproque.web.demonstration.life import herself
from tests.builders import feeds as build
from tests.builders.people import installation

NEUTRAL = {"fr": "Rendez-vous", "en": "Appointment"}
NEVER = (
    *("sante", "health", "patient", "hepat", "consult", "soin", "care", "hopital", "hospital", "clini"),
    *("malad", "illness", "disease", "douleur", "pain", "therap", "aidant", "peer", "atelier", "workshop"),
    *(
        "partenari",
        "partner",
        "association",
        "medec",
        "doctor",
        "infirm",
        "nurse",
        "cafe",
        "reunion",
        "meeting",
    ),
    *("chu", "msp", "utep", "passerelle", "reciproque", "benevol", "volunteer", "mission", "http"),
)
"""Beginnings of words, in both languages, without accents."""
SAID = {
    *("BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE"),
    *("REFRESH-INTERVAL", "X-PUBLISHED-TTL", "TZID", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO"),
    *("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "CLASS", "TRANSP"),
}
"""All that a neutral calendar without a reminder is made of."""


@pytest.fixture(scope="module", params=sorted(NEUTRAL))
def told(request, django_db_setup, django_db_blocker):
    """What is read by the telephone of everyone who is expected somewhere, and of Karim under his own word."""
    language = request.param
    with django_db_blocker.unblock(), transaction.atomic():
        installation()
        furnish(now=clock.now(), language=language)
        found = []
        expected = Person.objects.filter(pk__in=Expected.objects.values("engagement__person"))
        for person in expected:
            feed = verbs.make_feed(person, by=herself(person), at=clock.now(), device="x")
            found.append(build.read(feed.secret).content)
        yield language, found
        transaction.set_rollback(True)


@pytest.mark.spec("C3", "J3.AC8")
def test_a_neutral_calendar_is_made_of_one_word_and_of_hours(told):
    language, calendars = told

    titles = {str(one["SUMMARY"]) for content in calendars for one in Calendar.from_ical(content).events}
    lines = [line for content in calendars for line in content.decode().splitlines()]
    assert titles == {NEUTRAL[language]}
    assert {re.split("[:;]", line)[0] for line in lines} == SAID
    assert sum(line == "BEGIN:VEVENT" for line in lines) > 40


def without_keys(content: bytes) -> str:
    """A calendar without the keys of its lines: made of chance, they spell « cafe » one run in ten."""
    told, keys = re.subn(r"(?m)^UID:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\r?$", "", content.decode())
    assert keys == content.count(b"UID:")
    return told


@pytest.mark.spec("C3", "J3.AC8")
def test_no_word_that_tells_stands_in_any_calendar(told):
    _language, calendars = told

    read = plain("\n".join(map(without_keys, calendars)))
    assert [word for word in NEVER if word in read] == []


def test_no_title_no_place_no_name_stands_in_any_calendar(told):
    _language, calendars = told

    read = plain("\n".join(map(without_keys, calendars)))
    names = [
        *Partnership.objects.values_list("title", flat=True),
        *Intervention.objects.values_list("title", flat=True),
        *Intervention.objects.exclude(place="").values_list("place", flat=True),
        *Organisation.objects.values_list("name", flat=True),
        *(part for name in Person.objects.values_list("name", flat=True) for part in name.split()),
        *(
            code
            for model in (Intervention, Partnership, Person)
            for code in model.objects.values_list("code", flat=True)
        ),
    ]
    assert len(names) > 100
    assert [name for name in names if len(name) > 2 and plain(name) in read] == []


def test_karim_has_two_addresses_and_one_says_his_own_word(told):
    language, _calendars = told

    (telephone, computer) = Feed.objects.filter(person__name="Karim Sow").exclude(device="x").order_by("pk")
    assert (telephone.word, telephone.reminder, telephone.last_read_on is not None) == (
        {"fr": "Asso", "en": "Club"}[language],
        60,
        True,
    )
    assert (computer.detail, computer.word) == ("neutre", "")
