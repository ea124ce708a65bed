"""Two programs that are not ours read the file and find the instants of the database, whatever clocks do."""

from __future__ import annotations

import re
import warnings
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

import pytest
import time_machine
import vobject
from dateutil import tz as dateutil_zones
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from reciproque.feeds.rules import Appointment
from reciproque.feeds.writer import Look, written
from reciproque.foundation import guard
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.rules.calendar import agreed
from reciproque.people.models import Organisation
from tests import cast
from tests.builders import feeds as build
from tests.builders import interventions, partnerships

ZONES = (
    *("Europe/Paris", "Europe/Brussels", "America/Toronto", "America/Guadeloupe", "America/Martinique"),
    *("America/Cayenne", "America/Miquelon", "Indian/Reunion", "Indian/Mayotte", "Pacific/Noumea"),
    *("Pacific/Tahiti", "Pacific/Marquesas", "Pacific/Wallis", "Africa/Casablanca", "Australia/Lord_Howe"),
)
NEAR_CHANGES = [
    (date(2027, 3, 27), time(22)),
    (date(2027, 3, 28), time(0, 30)),
    (date(2027, 3, 28), time(1, 59)),
    (date(2027, 3, 28), time(2, 30)),
    (date(2027, 3, 28), time(3, 0)),
    (date(2027, 3, 28), time(3, 30)),
    (date(2027, 3, 29), time(9)),
    (date(2027, 3, 14), time(2, 30)),
    (date(2027, 10, 30), time(23, 30)),
    (date(2027, 10, 31), time(0, 30)),
    (date(2027, 10, 31), time(1, 30)),
    (date(2027, 10, 31), time(2, 30)),
    (date(2027, 10, 31), time(3, 0)),
    (date(2027, 11, 1), time(9)),
    (date(2027, 11, 7), time(1, 30)),
]
LOOK = Look("Rendez-vous", "fr", "Europe/Paris", None, 4)
AT = datetime(2026, 11, 2, 8, tzinfo=UTC)
Span = tuple[datetime, datetime]
READ = count()
"""vobject remembers every zone by its name: each file gets names of its own."""


def appointment(day: date, hour: time, zone: str, minutes: int, *, name: str = "") -> Appointment:
    """What is kept of an appointment planned at that hour: the hour it really has."""
    _at, wall = agreed(day, hour, zone)
    return Appointment(
        uid=name or f"{zone}-{day}-{hour}",
        day=wall.day,
        hour=wall.hour,
        zone=zone,
        minutes=minutes,
        version=1,
        told_at=AT,
        cancelled=False,
    )


def promised(day: date, hour: time, zone: str, minutes: int) -> Span:
    """When it begins and ends, by the clock of the world."""
    starts_at, _wall = agreed(day, hour, zone)
    return starts_at, starts_at + timedelta(minutes=minutes)


def read_by_icalendar(content: bytes) -> dict[str, Span]:
    """Instants as a first program reads them, by the names of zones."""
    found = {}
    for event in Calendar.from_ical(content).events:
        starts_at = event.start.astimezone(UTC)
        lasts = event["DURATION"].dt if "DURATION" in event else event["DTEND"].dt.astimezone(UTC) - starts_at
        found[str(event["UID"])] = (starts_at, starts_at + lasts)
    return found


def read_by_vobject(content: bytes) -> dict[str, Span]:
    """Instants as a second program reads them: it knows no zone but those that the file itself describes."""
    text = re.sub(r"TZID([:=])", rf"TZID\1Inconnu{next(READ)}/", content.decode())
    found = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        calendar = vobject.readOne(text)
        for event in calendar.vevent_list:
            starts_at = _instant(event.dtstart.value)
            ends_at = (
                starts_at + event.duration.value
                if hasattr(event, "duration")
                else _instant(event.dtend.value)
            )
            found[event.uid.value] = (starts_at, ends_at)
    return found


def _instant(wall: datetime) -> datetime:
    """Of an hour that comes twice, the first; dateutil says by itself which zones those are."""
    assert wall.tzinfo is not None
    return dateutil_zones.resolve_imaginary(wall).astimezone(UTC)


# --- what the two of them find --------------------------------------------------------------------
@pytest.mark.spec("C3")
@pytest.mark.parametrize("zone", ZONES)
def test_around_each_change_of_the_clock_both_find_the_same_instants(zone):
    rows = [appointment(day, hour, zone, 90) for day, hour in NEAR_CHANGES]

    content = written(rows, LOOK)

    expected = {f"{zone}-{day}-{hour}": promised(day, hour, zone, 90) for day, hour in NEAR_CHANGES}
    assert read_by_icalendar(content) == expected
    assert read_by_vobject(content) == expected


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(ZONES),
            st.dates(date(2026, 1, 1), date(2028, 12, 31)),
            st.times().map(lambda at: at.replace(second=0, microsecond=0)),
            st.integers(5, 1440),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_any_day_of_three_years_at_any_hour_for_any_length(asked):
    rows = [
        appointment(day, hour, zone, minutes, name=str(n))
        for n, (zone, day, hour, minutes) in enumerate(asked)
    ]

    content = written(rows, LOOK)

    expected = {
        str(n): promised(day, hour, zone, minutes) for n, (zone, day, hour, minutes) in enumerate(asked)
    }
    assert read_by_icalendar(content) == expected
    assert read_by_vobject(content) == expected
    assert len(Calendar.from_ical(content).walk("VTIMEZONE")) == len({zone for zone, *_rest in asked})


def test_the_wall_clock_is_what_is_written_summer_and_winter():
    rows = [
        appointment(day, time(14), "Europe/Paris", 60)
        for day in (date(2027, 3, 27), date(2027, 3, 28), date(2027, 10, 30), date(2027, 10, 31))
    ]

    content = written(rows, LOOK).decode()

    assert re.findall(r"DTSTART;TZID=Europe/Paris:\d{8}T(\d{6})", content) == ["140000"] * 4


def test_the_onset_of_summer_is_said_on_the_clock_of_winter():
    """RFC 5545, 3.6.5: at two o’clock, when it becomes three; an hour later would shift a whole morning."""
    content = written([appointment(date(2027, 3, 28), time(3, 30), "Europe/Paris", 60)], LOOK).decode()

    assert "DTSTART:20270328T020000\r\nTZNAME:CEST\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200" in content
    assert "DTSTART:20271031T030000\r\nTZNAME:CET\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100" in content


def test_what_ends_in_the_hour_that_comes_twice_says_how_long_it_lasts():
    """02:30 for an hour, on 31 October 2027, ends when clocks show 02:30 again: its end would be its beginning."""
    content = written([appointment(date(2027, 10, 31), time(2, 30), "Europe/Paris", 60)], LOOK).decode()

    assert "DURATION:PT1H" in content
    assert "DTEND" not in content


# --- from the form of a partnership to the file ---------------------------------------------------
@pytest.mark.django_db
@pytest.mark.spec("C3", "J3.AC8")
@pytest.mark.parametrize(
    "zone",
    ["Europe/Paris", "America/Martinique", "Indian/Reunion", "America/Miquelon", "Pacific/Marquesas"],
)
def test_what_is_planned_on_the_clock_of_a_house_is_read_at_its_instant(zone):
    """An hour that does not exist that night moves in the file as it moved when it was planned."""
    with time_machine.travel(AT, tick=False):
        partnership = partnerships.begun()
        with guard.upkeep("tests"):
            Organisation.objects.filter(pk=partnership.host_id).update(zone=zone)
        partnership.refresh_from_db()
        karim = partnerships.engagement(partnership, Side.LIVED)
        planned = [
            interventions.planned(partnership, day=day, hour=hour, minutes=75, expected=[karim])
            for day, hour in NEAR_CHANGES
            if day <= date(2027, 11, 1)
        ]
        feed = build.made(cast.karim())
        with time_machine.travel(AT, tick=False):
            content = build.read(feed.secret).content

    stored = sorted((one.starts_at, one.starts_at + timedelta(minutes=75)) for one in planned)
    assert sorted(read_by_icalendar(content).values()) == stored
    assert sorted(read_by_vobject(content).values()) == stored
    skipped = next(
        one for one in planned if one.day == date(2027, 3, 28) and one.hour in (time(2, 30), time(3, 30))
    )
    assert skipped.hour == (time(3, 30) if zone == "Europe/Paris" else time(2, 30))


# --- the file itself ------------------------------------------------------------------------------
HOSTILE = [
    "Asso; BEGIN:VEVENT",
    "a\\n,;:\"^'",
    "END:VCALENDAR",
    "é" * 40,
    "👩🏽‍🚀" * 8,
    "DESCRIPTION:secret",
    "\u202egnimeg",
    "日本語の集まり",
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("word", HOSTILE)
def test_a_hostile_word_stays_a_word(word):
    content = written(
        [appointment(date(2027, 6, 1), time(9), "Europe/Paris", 60)],
        Look(word, "fr", "Europe/Paris", 10, 4),
    )

    (event,) = Calendar.from_ical(content).events
    assert str(event["SUMMARY"]) == word
    assert len(content.split(b"\r\nBEGIN:VEVENT\r\n")) == 2
    assert {name for name in event if name not in ("UID", "DTSTAMP")} == {
        *("SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS", "CLASS", "TRANSP"),
    }
    _well_folded(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert vobject.readOne(content.decode()).vevent.summary.value == word


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=40))
def test_any_word_is_folded_and_escaped_and_read_again_as_it_was(word):
    content = written(
        [appointment(date(2027, 6, 1), time(9), "Europe/Paris", 60)],
        Look(word, "fr", "Europe/Paris", 10, 4),
    )

    (event,) = Calendar.from_ical(content).events
    assert str(event["SUMMARY"]) == word
    _well_folded(content)


def _well_folded(content: bytes) -> None:
    """No line longer than 75 bytes, none that is not UTF-8 by itself, each ended as the format wants."""
    assert content.endswith(b"\r\n")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75, line
        assert b"\n" not in line
        line.decode()


def test_what_does_not_change_is_written_the_same_to_the_byte():
    rows = [appointment(day, hour, zone, 60) for zone in ZONES[:4] for day, hour in NEAR_CHANGES]

    assert written(rows, LOOK) == written(rows, LOOK)
