"""Rhythm, intensity and pauses are set by the person alone, at any time, under any hat."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from reciproque.foundation.actor import SELF
from reciproque.foundation.models import Event, Message
from reciproque.foundation.policy import Refused, may
from reciproque.foundation.verbs import Stale
from reciproque.load import verbs
from reciproque.load.kinds import Measure, Part
from reciproque.load.models import Override, Pause, PersonLoad, Rhythm
from tests import cast
from tests.builders import load as build

pytestmark = pytest.mark.django_db
TODAY, NOON = cast.TODAY, cast.NOON
LAST_WEEK, NEXT = TODAY - timedelta(days=7), TODAY + timedelta(days=7)
MINE, SETTINGS, PAUSE = "/mon-rythme/", "/mon-rythme/regler/", "/mon-rythme/pause/"


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


# --- by herself -----------------------------------------------------------------------------------
@pytest.mark.spec("C9", "S2-78")
def test_she_sets_and_changes_her_ceilings_and_free_moments_under_any_hat():
    lucie = cast.lucie()
    build.set(lucie, week_minutes=360, evenings=2, free=[(3, Part.AFTERNOON), (0, Part.MORNING)])

    for hat in (cast.chu(), cast.passerelle(), SELF):
        version = Rhythm.objects.get().version
        verbs.set_rhythm(
            lucie,
            by=cast.actor_of(lucie, hat),
            at=NOON,
            version=version,
            month_minutes=600,
            free=[(6, "evening")],
        )

    hers = Rhythm.objects.get()
    assert (hers.person, hers.week_minutes, hers.month_minutes, hers.evenings) == (lucie, None, 600, None)
    assert [(one.weekday, one.part) for one in hers.free.all()] == [(6, "evening")]


@pytest.mark.spec("C9")
def test_nobody_sets_the_rhythm_of_another_nor_pauses_her_nor_takes_up_for_her():
    karim = cast.karim()
    pause = build.paused(karim)

    for someone in (cast.nadia(), cast.nurse(), cast.lucie(), cast.charlie(), cast.ines()):
        by = cast.actor_of(someone)
        with pytest.raises(Refused):
            verbs.set_rhythm(karim, by=by, at=NOON, version=0, week_minutes=60)
        with pytest.raises(Refused):
            verbs.pause(karim, by=by, at=NOON)
        with pytest.raises(Refused):
            verbs.resume(pause, by=by, at=NOON)
        assert not may(by, "see", pause)
    assert not Rhythm.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"week_minutes": 0}, "faites une pause"),
        ({"month_minutes": 31 * 24 * 60 + 1}, "calendrier"),
        ({"evenings": 8}, "calendrier"),
        ({"free": [(7, "morning")]}, "parmi ce qui est proposé"),
        ({"free": [(0, "night")]}, "parmi ce qui est proposé"),
    ],
)
def test_what_cannot_be_is_told(wrong, told):
    with pytest.raises(ValidationError, match=told):
        build.set(cast.karim(), **wrong)


def test_no_evening_at_all_is_a_ceiling():
    build.set(cast.karim(), evenings=0)

    assert Rhythm.objects.get().ceilings[Measure.EVENINGS] == 0


def test_two_tabs_do_not_overwrite_one_another():
    karim = cast.karim()
    build.set(karim, week_minutes=360)

    with pytest.raises(Stale):
        verbs.set_rhythm(karim, by=cast.actor_of(karim), at=NOON, version=0, week_minutes=60)
    assert Rhythm.objects.get().week_minutes == 360


# --- from this week on ----------------------------------------------------------------------------
@pytest.mark.spec("C9")
def test_lowered_below_what_is_promised_nothing_more_fits_and_nothing_is_cancelled():
    karim = cast.karim()
    for day in (LAST_WEEK, TODAY, NEXT):
        build.promised(karim, day=day, minutes=300)

    build.set(karim, week_minutes=120)

    rows = PersonLoad.objects.filter(person=karim, measure=Measure.WEEK).order_by("starts_on")
    assert [(row.promised, row.ceiling, row.allowed) for row in rows] == [
        (300, None, None),
        (300, 120, 300),
        (300, 120, 300),
    ]
    with pytest.raises(verbs.OverCeiling, match=r"5.*h déjà notées \+ 1.*min = 5.*01 cette semaine"):
        build.promised(karim, minutes=1)


@pytest.mark.spec("C9")
def test_raised_or_taken_away_it_makes_room_at_once():
    karim = cast.karim()
    build.set(karim, week_minutes=60)
    build.promised(karim, minutes=60)

    build.set(karim, week_minutes=120)
    build.promised(karim, minutes=60)
    build.set(karim)
    build.promised(karim, minutes=600)

    assert build.row(karim, Measure.WEEK, TODAY).promised == 720


# --- pauses ---------------------------------------------------------------------------------------
@pytest.mark.spec("C9", "S2-78")
def test_a_pause_has_no_reason_and_may_have_no_end():
    karim = cast.karim()

    pause = build.paused(karim)

    assert (pause.starts_on, pause.ends_on, pause.ended_at) == (TODAY, None, None)
    with pytest.raises(Refused, match="reprenez d’abord"):
        build.paused(karim)


def test_a_pause_whose_last_day_has_passed_leaves_room_for_another():
    karim = cast.karim()
    build.paused(karim, ends_on=TODAY)

    later = NOON + timedelta(days=1)
    with time_machine.travel(later, tick=False):
        again = build.paused(karim, at=later)
        cast.signed_in(client := Client(), karim)
        client.post(reverse("load:resumption"), {"cle": cast.form_key()})

    again.refresh_from_db()
    assert again.ended_at is not None
    assert Pause.objects.filter(ended_at=None).count() == 1


@pytest.mark.parametrize("wrong", [{"starts_on": LAST_WEEK}, {"ends_on": LAST_WEEK}])
def test_a_pause_is_neither_in_the_past_nor_inside_out(wrong):
    with pytest.raises(ValidationError):
        build.paused(cast.karim(), **wrong)


# --- sealed, silent -------------------------------------------------------------------------------
@pytest.mark.spec("C17")
def test_the_journal_keeps_no_number_and_nobody_is_written_to():
    karim = cast.karim()
    build.set(karim, week_minutes=397, free=[(0, "morning")])
    build.paused(karim, ends_on=NEXT)

    assert [
        line.particulars for line in Event.objects.filter(subject_type="people.Person", particulars__gt={})
    ] == []
    assert not Message.objects.exists()


def test_what_she_wrote_to_herself_is_sealed_in_the_database():
    karim = cast.karim()
    build.set(karim, week_minutes=60)
    build.promised(karim, minutes=90, override="Ma sœur vient m’aider.")

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT words FROM {Override._meta.db_table}")  # noqa: S608
        assert "sœur" not in cursor.fetchone()[0]
    assert Override.objects.get().words == "Ma sœur vient m’aider."


# --- pages ----------------------------------------------------------------------------------------
def sent(**typed) -> dict:
    return {"cle": cast.form_key(), "version": 0} | typed


@pytest.mark.spec("C9", "S2-78")
def test_ceilings_and_free_moments_are_set_on_one_screen(client):
    karim = cast.karim()
    cast.signed_in(client, karim)
    assert client.get(SETTINGS).status_code == 200

    answer = client.post(
        SETTINGS,
        sent(week_minutes="6 h", month_minutes="", evenings="2", afternoon=["3"], evening=["0", "3"]),
    )

    assert (answer.status_code, answer["Location"]) == (302, MINE)
    his = Rhythm.objects.get()
    assert (his.week_minutes, his.month_minutes, his.evenings) == (360, None, 2)
    assert {(one.weekday, one.part) for one in his.free.all()} == {
        (3, "afternoon"),
        (0, "evening"),
        (3, "evening"),
    }
    page = client.get(MINE).content.decode()
    for said in ("Cette semaine, 0\u00a0min sur 6\u00a0h", "jeudi", "Personne d’autre ne lit cette page"):
        assert said in page
    assert 'value="6\u00a0h"' in client.get(SETTINGS).content.decode()


def test_a_second_tab_is_told_and_keeps_what_was_typed(client):
    karim = cast.karim()
    cast.signed_in(client, karim)
    build.set(karim, week_minutes=360)

    answer = client.post(SETTINGS, sent(week_minutes="2 h"))

    assert answer.status_code == 409
    assert "6\u00a0h" in answer.content.decode()


@pytest.mark.spec("C9")
def test_the_page_tells_the_weeks_the_pause_and_what_one_wrote_to_oneself(client):
    karim = cast.karim()
    build.set(karim, week_minutes=360, month_minutes=1200, evenings=1)
    build.given(karim, minutes=270)
    build.promised(karim, minutes=240, override="Pour la journée des aidants.")
    build.promised(karim, day=NEXT, minutes=120)
    build.paused(karim, starts_on=NEXT + timedelta(days=7))
    cast.signed_in(client, karim)

    page = client.get(MINE).content.decode()

    for said in (
        "Cette semaine, 8\u00a0h\u00a030 sur 6\u00a0h",
        "4\u00a0h\u00a030 données, 4\u00a0h promises",
        "10\u00a0h\u00a030 sur 20\u00a0h",
        "Semaine du lundi 9\u00a0novembre 2026",
        "2\u00a0h sur 6\u00a0h",
        "Pour la journée des aidants.",
        "jusqu’à 8\u00a0h\u00a030",
        "En pause bientôt",
        "Finalement, pas de pause",
    ):
        assert said in page, said


@pytest.mark.spec("C9", "S2-78")
def test_one_pauses_and_takes_up_again_in_a_tap(client):
    karim = cast.karim()
    cast.signed_in(client, karim)
    assert "Je fais une pause" in client.get(MINE).content.decode()

    client.post(PAUSE, {"cle": cast.form_key(), "starts_on": "2026-11-02", "ends_on": ""})
    page = client.get(MINE).content.decode()
    assert "Vous êtes en pause" in page
    assert client.get(PAUSE).status_code == 403

    client.post(reverse("load:resumption"), {"cle": cast.form_key()})
    assert "Vous êtes en pause" not in client.get(MINE).content.decode()
    assert client.post(reverse("load:resumption"), {"cle": cast.form_key()}).status_code == 404


def test_a_day_that_has_passed_is_told_beside_its_field(client):
    cast.signed_in(client, cast.karim())

    answer = client.post(PAUSE, {"cle": cast.form_key(), "starts_on": "2026-10-01"})

    assert answer.status_code == 422
    assert "commence aujourd’hui ou plus tard" in answer.content.decode()


@pytest.mark.spec("C9")
def test_saying_a_pause_in_one_s_profile_leads_to_the_one_that_counts(client):
    karim = cast.karim()
    cast.signed_in(client, karim)

    for page in ("/mon-profil/", "/mon-profil/parties/rythme/"):
        assert 'href="/mon-rythme/"' in client.get(page).content.decode().split("<main")[1]


def test_it_is_told_in_english_too(client):
    karim = cast.karim()
    build.set(karim, week_minutes=360)
    cast.signed_in(client, karim, language="en")

    assert "Nobody else reads this page" in client.get(MINE).content.decode()
