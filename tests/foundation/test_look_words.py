"""Dates, hours and lengths of time as they are said, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django.utils import timezone, translation

from reciproque.foundation import words
from reciproque.foundation.templatetags import house
from reciproque.people.kinds import OrganisationKind
from reciproque.people.models import Organisation


def plain(said: str) -> str:
    """The same words with ordinary spaces, easier to compare."""
    return said.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("language", "on", "said", "short"),
    [
        ("fr", date(2026, 11, 23), "lundi 23 novembre 2026", "lun. 23 nov. 2026"),
        ("fr", date(2026, 8, 1), "samedi 1er août 2026", "sam. 1er août 2026"),
        ("fr", date(2027, 2, 2), "mardi 2 février 2027", "mar. 2 fév. 2027"),
        ("en", date(2026, 11, 23), "Monday 23 November 2026", "Mon 23 Nov. 2026"),
    ],
)
def test_a_day_is_said_in_words(language, on, said, short):
    with translation.override(language):
        assert (plain(words.day(on)), plain(words.day(on, short=True))) == (said, short)


@pytest.mark.parametrize(
    ("language", "at", "said"),
    [
        ("fr", time(14, 30), "14 h 30"),
        ("fr", time(9, 0), "9 h"),
        ("fr", time(9, 5), "9 h 05"),
        ("en", time(14, 30), "2:30 pm"),
        ("en", time(9, 0), "9 am"),
        ("en", time(0, 15), "12:15 am"),
    ],
)
def test_an_hour_is_said_as_one_says_it(language, at, said):
    with translation.override(language):
        assert plain(words.hour(at)) == said


def test_an_instant_is_said_on_the_clock_of_the_reader():
    at = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)

    with timezone.override("Europe/Paris"):
        paris = plain(words.moment(at))
    with timezone.override("Indian/Reunion"):
        reunion = plain(words.moment(at, short=True))

    assert (paris, reunion) == ("lundi 23 novembre 2026 à 14 h 30", "lun. 23 nov. 2026, 17 h 30")


@pytest.mark.parametrize(
    ("language", "minutes", "said"),
    [
        ("fr", 150, "2 h 30"),
        ("fr", 125, "2 h 05"),
        ("fr", 45, "45 min"),
        ("fr", 120, "2 h"),
        ("fr", 0, "0 min"),
        ("fr", -90, "−1 h 30"),
        ("en", 150, "2 h 30 min"),
    ],
)
def test_a_length_of_time_is_said_in_hours_and_minutes(language, minutes, said):
    with translation.override(language):
        assert plain(words.length(minutes)) == said


def test_the_parts_of_a_date_or_an_hour_never_part_at_the_end_of_a_line():
    assert words.day(date(2026, 11, 23)) == "lundi 23\u00a0novembre 2026"
    assert words.hour(time(14, 30)) == "14\u00a0h\u00a030"


def test_no_date_says_nothing():
    assert (house.day(None), house.moment(None), house.in_words(None), house.as_length(None)) == (
        "",
        "",
        "",
        "",
    )


def test_the_words_of_a_choice_are_said_in_the_language_of_the_reader():
    house = Organisation(kind="hospital")
    with translation.override("en"):
        assert house.get_kind_display() == "Health facility"
    assert house.get_kind_display() == OrganisationKind.HOSPITAL.label
    assert Organisation(kind="something else").get_kind_display() == "something else"
