"""One's own calendar under a secret address: hers alone, neutral unless she chose, gone as soon as it is closed."""

from __future__ import annotations

import logging
import re
from datetime import date, time, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from icalendar import Calendar

from reciproque.feeds import verbs
from reciproque.feeds.kinds import Detail
from reciproque.feeds.models import Feed
from reciproque.feeds.queries.reading import digest_of, feed_for
from reciproque.foundation import guard, outbox
from reciproque.foundation.models import Event, Message
from reciproque.foundation.policy import Refused
from reciproque.foundation.verbs import Stale
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Intervention, Partnership
from reciproque.partnerships.verbs import engagement as engaging
from reciproque.partnerships.verbs import interventions as planning
from tests import cast
from tests.builders import feeds as build
from tests.builders import interventions, partnerships

pytestmark = pytest.mark.django_db
NOON, TODAY = cast.NOON, cast.TODAY


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def partnership() -> Partnership:
    return partnerships.begun()


def planned(partnership: Partnership, *, on: int = 1, **fields) -> Intervention:
    """A date on which Karim is expected."""
    karim = partnerships.engagement(partnership, Side.LIVED)
    return interventions.planned(
        partnership, **({"day": TODAY + timedelta(days=on), "expected": [karim]} | fields)
    )


def events(secret: str) -> list:
    return Calendar.from_ical(build.read(secret).content).events


def days(secret: str) -> list[date]:
    return [one.start.date() for one in events(secret)]


def by_care(partnership: Partnership):
    return partnerships.actor(partnership, Side.CARE)


# --- what the address gives -----------------------------------------------------------------------
@pytest.mark.spec("C3", "J3.AC8")
def test_a_device_reads_when_she_is_expected_and_one_neutral_word(partnership):
    planned(partnership, place="CHU, service d’hépatologie")
    feed = build.made(cast.karim())

    answer = build.read(feed.secret)

    (event,) = Calendar.from_ical(answer.content).events
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert str(event["SUMMARY"]) == "Rendez-vous"
    assert (event.start.isoformat(), event.duration) == (
        "2026-11-03T14:00:00+01:00",
        timedelta(hours=1),
    )
    assert set(event) == {
        *("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "CLASS", "TRANSP"),
    }


@pytest.mark.spec("J3.AC8")
def test_it_follows_what_becomes_of_a_date_under_the_same_name(partnership):
    workshop = planned(partnership)
    feed = build.made(cast.karim())
    (before,) = events(feed.secret)

    planning.revise_intervention(
        workshop,
        by=by_care(partnership),
        at=NOON,
        version=workshop.version,
        title=workshop.title,
        kind=workshop.kind,
        day=workshop.day,
        hour=time(16, 30),
        minutes=90,
        expected=[partnerships.engagement(partnership, Side.LIVED)],
    )
    (moved,) = events(feed.secret)
    workshop.refresh_from_db()
    planning.cancel(workshop, by=by_care(partnership), at=NOON, reason="Grève.")
    (cancelled,) = events(feed.secret)

    assert {one["UID"] for one in (before, moved, cancelled)} == {before["UID"]}
    assert [int(one["SEQUENCE"]) for one in (before, moved, cancelled)] == [0, 1, 2]
    assert (moved.start.hour, moved.duration) == (16, timedelta(minutes=90))
    assert [str(one["STATUS"]) for one in (before, moved, cancelled)] == [
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
    ]


def test_a_cancellation_is_read_for_thirty_days_then_nothing(partnership):
    workshop = planned(partnership, on=60)
    feed = build.made(cast.karim())
    planning.cancel(workshop, by=by_care(partnership), at=NOON, reason="Grève.")

    with time_machine.travel(NOON + timedelta(days=30), tick=False):
        assert days(feed.secret) == [TODAY + timedelta(days=60)]
    with time_machine.travel(NOON + timedelta(days=31), tick=False):
        assert days(feed.secret) == []


def test_it_holds_from_thirty_days_ago_to_a_year_ahead(partnership):
    for on in (1, 365, 366):
        planned(partnership, on=on)
    feed = build.made(cast.karim())

    assert days(feed.secret) == [TODAY + timedelta(days=on) for on in (1, 365)]
    with time_machine.travel(NOON + timedelta(days=31), tick=False):
        assert TODAY + timedelta(days=1) in days(feed.secret)
    with time_machine.travel(NOON + timedelta(days=32), tick=False):
        assert TODAY + timedelta(days=1) not in days(feed.secret)


def test_where_she_is_not_expected_is_not_in_it(partnership):
    planned(partnership, expected=[partnerships.engagement(partnership, Side.CARE)])
    feed = build.made(cast.karim())

    assert days(feed.secret) == []


@pytest.mark.spec("C3")
def test_who_left_a_partnership_no_longer_reads_its_dates(partnership):
    lucie = interventions.engaged(partnership, cast.lucie())
    held = interventions.held(partnership, expected=[lucie], present=[lucie])
    planned(partnership, expected=[lucie])
    feed = build.made(cast.lucie())
    assert days(feed.secret) == [held.day, TODAY + timedelta(days=1)]

    engaging.leave(lucie, by=partnerships.actor_for(lucie), at=NOON)

    assert days(feed.secret) == []


def test_two_people_expected_at_the_same_date_have_no_name_of_it_in_common(partnership):
    both = [partnerships.engagement(partnership, side) for side in Side]
    planned(partnership, expected=both)
    phone, computer, other = (build.made(who) for who in (cast.karim(), cast.karim(), cast.nurse()))

    (on_phone,), (on_computer,), (hers,) = (events(one.secret) for one in (phone, computer, other))

    assert on_phone["UID"] == on_computer["UID"] != hers["UID"]
    assert Intervention.objects.get().code not in build.read(phone.secret).content.decode()


# --- the word, the reminder -----------------------------------------------------------------------
def test_a_word_is_said_only_by_who_chose_to_say_one(partnership):
    planned(partnership)
    neutral = build.made(cast.karim(), word="Asso")
    chosen = build.made(cast.karim(), detail=Detail.CHOSEN, word="  Mon   asso ", reminder=30)

    assert [str(one["SUMMARY"]) for one in events(neutral.secret)] == ["Rendez-vous"]
    (event,) = events(chosen.secret)
    (alarm,) = event.walk("VALARM")
    assert (str(event["SUMMARY"]), str(alarm["DESCRIPTION"])) == ("Mon asso", "Mon asso")
    assert alarm["TRIGGER"].dt == -timedelta(minutes=30)


def test_a_calendar_of_somebody_who_reads_english_is_in_english(partnership):
    planned(partnership)
    with guard.upkeep("tests"):
        type(cast.karim()).objects.filter(pk=cast.karim().pk).update(language="en")
    feed = build.made(cast.karim())

    answer = build.read(feed.secret, **{"Accept-Language": "fr"})

    assert answer["Content-Language"] == "en"
    assert b"SUMMARY:Appointment\r\n" in answer.content


@pytest.mark.parametrize(
    "word", ["Consultation prioritaire", "la CONSULTATION  prioritaire", "Au CHU des Deux-Rives"]
)
def test_the_title_of_a_partnership_or_the_name_of_a_house_is_no_neutral_word(partnership, word):
    feed = build.made(cast.karim())

    with pytest.raises(ValidationError, match="n’en dise rien"):
        build.made(cast.karim(), detail=Detail.CHOSEN, word=word)
    with pytest.raises(ValidationError, match="n’en dise rien"):
        verbs.revise(
            feed,
            by=cast.actor_of(cast.karim()),
            at=NOON,
            version=1,
            device="x",
            detail=Detail.CHOSEN,
            word=word,
        )
    assert Feed.objects.count() == 1
    build.made(cast.karim(), detail=Detail.CHOSEN, word="Consultation")


def test_a_word_typed_with_what_no_calendar_may_hold_is_kept_without_it(partnership):
    planned(partnership)
    feed = build.made(cast.karim(), detail=Detail.CHOSEN, word="As\x07so\r\nDESCRIPTION:\x1bx\u2028y")

    (event,) = events(feed.secret)
    assert str(event["SUMMARY"]) == "Asso DESCRIPTION:x y"
    assert "DESCRIPTION" not in event


def test_a_chosen_word_is_not_empty_and_the_database_says_so_too():
    with pytest.raises(ValidationError, match="Écrivez votre mot"):
        build.made(cast.karim(), detail=Detail.CHOSEN, word="   ")
    feed = build.made(cast.karim())
    with pytest.raises(IntegrityError, match="feed_says_a_word_only_if_chosen"), guard.upkeep("tests"):
        Feed.objects.filter(pk=feed.pk).update(word="Hépatologie")


def test_what_it_says_changes_under_the_same_address(partnership):
    planned(partnership)
    feed = build.made(cast.karim())
    said = {"device": "Tablette", "detail": Detail.CHOSEN, "word": "Asso", "reminder": None}

    verbs.revise(feed, by=cast.actor_of(cast.karim()), at=NOON, version=1, **said)

    assert [str(one["SUMMARY"]) for one in events(feed.secret)] == ["Asso"]
    with pytest.raises(Stale):
        verbs.revise(feed, by=cast.actor_of(cast.karim()), at=NOON, version=1, **said)


def test_nobody_holds_more_than_ten_addresses():
    for _time in range(10):
        build.made(cast.karim())

    with pytest.raises(ValidationError, match="déjà 10 adresses"):
        build.made(cast.karim())


# --- the secret -----------------------------------------------------------------------------------
@pytest.mark.spec("C3")
def test_only_a_digest_of_the_address_is_kept():
    feed = build.made(cast.karim())

    kept = (
        str(Feed.objects.values().get())
        + str(list(Event.objects.values()))
        + str(list(Message.objects.values()))
    )
    assert len(feed.secret) >= 43
    assert feed.secret not in kept
    assert digest_of(feed.secret) == Feed.objects.get().digest
    assert not hasattr(Feed.objects.get(), "secret")


@pytest.mark.spec("C3", "J3.AC8")
def test_closed_unknown_mistyped_or_of_a_closed_account_it_answers_the_same(partnership):
    planned(partnership)
    closed, standing = build.made(cast.karim()), build.made(cast.nurse())
    verbs.revoke(closed, by=cast.actor_of(cast.karim()), at=NOON)
    with guard.upkeep("tests"):
        account = cast.nurse().account
        account.is_active = False
        account.save()

    asked = [closed.secret, standing.secret, "A" * 43, standing.secret.swapcase(), standing.secret[:-1], "x"]
    answers = [build.read(secret) for secret in asked]

    told = [(one.status_code, one.content, sorted(one.headers.items()), dict(one.cookies)) for one in answers]
    assert told == [told[0]] * len(told)
    assert told[0][:2] == (404, b"404\n")
    assert "Set-Cookie" not in answers[0].headers


def test_what_was_read_once_is_not_read_again_after_it_is_closed(partnership):
    """A replay with what the first answer gave: the address, and the mark of what was read."""
    planned(partnership)
    feed = build.made(cast.karim())
    mark = build.read(feed.secret)["ETag"]
    assert build.read(feed.secret, **{"If-None-Match": mark}).status_code == 304

    verbs.revoke(feed, by=cast.actor_of(cast.karim()), at=NOON)

    answer = build.read(feed.secret, **{"If-None-Match": mark})
    assert (answer.status_code, answer.content) == (404, b"404\n")


def test_an_address_closed_while_it_is_being_read_gives_nothing(monkeypatch):
    feed = build.made(cast.karim())
    found = feed_for(feed.secret)
    verbs.revoke(feed, by=cast.actor_of(cast.karim()), at=NOON)
    monkeypatch.setattr("reciproque.feeds.views.feed_for", lambda secret: found)

    assert build.read(feed.secret).status_code == 404


def test_it_lives_again_with_the_account_and_not_without_one():
    feed = build.made(cast.karim())
    with guard.upkeep("tests"):
        type(cast.karim()).objects.filter(pk=cast.karim().pk).update(account=None)

    assert build.read(feed.secret).status_code == 404


def test_wrong_addresses_are_counted_and_right_ones_are_not():
    feed = build.made(cast.karim())

    answers = [build.read(f"{number:043}").status_code for number in range(62)]

    assert answers == [404] * 60 + [429] * 2
    assert build.read("A" * 43)["Retry-After"] == "60"
    assert [build.read(feed.secret).status_code for _time in range(3)] == [200] * 3


def test_no_address_is_written_in_the_log(caplog):
    feed = build.made(cast.karim())
    with caplog.at_level(logging.DEBUG):
        build.read(feed.secret)
        verbs.revoke(feed, by=cast.actor_of(cast.karim()), at=NOON)
        build.read(feed.secret)
        for number in range(61):
            build.read(f"{number:043}")

    assert feed.secret not in caplog.text
    assert "/calendrier/" not in caplog.text


def test_what_did_not_change_is_not_sent_again_and_nothing_on_the_way_keeps_it(partnership):
    workshop = planned(partnership)
    feed = build.made(cast.karim())
    first = build.read(feed.secret)

    again = build.read(feed.secret, **{"If-None-Match": first["ETag"]})
    planning.cancel(workshop, by=by_care(partnership), at=NOON, reason="Grève.")
    after = build.read(feed.secret, **{"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content, after.status_code) == (304, b"", 200)
    assert after["ETag"] != first["ETag"]
    for answer in (first, again, after):
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert not answer.cookies
    assert first["Content-Disposition"] == 'inline; filename="agenda.ics"'


def test_of_a_reading_only_the_day_is_kept_once():
    feed = build.made(cast.karim())
    for _time in range(3):
        build.read(feed.secret)

    feed.refresh_from_db()
    assert feed.last_read_on == TODAY
    assert Event.objects.filter(verb="feeds.Feed.note_reading").count() == 1


# --- whose it is ----------------------------------------------------------------------------------
def test_nobody_makes_changes_or_closes_an_address_for_somebody_else():
    karim, feed = cast.karim(), build.made(cast.karim())

    for other in (cast.nadia(), cast.nurse(), cast.charlie()):
        by = cast.actor_of(other)
        for act in (
            lambda by=by: verbs.make_feed(karim, by=by, at=NOON, device="x"),
            lambda by=by: verbs.revoke(feed, by=by, at=NOON),
            lambda by=by: verbs.note_reading(feed, by=by, at=NOON),
        ):
            with pytest.raises(Refused):
                act()
    with pytest.raises(Refused):
        verbs.note_reading(feed, by=cast.actor_of(karim), at=NOON)


def test_a_closed_address_stays_closed():
    feed = build.made(cast.karim())
    verbs.revoke(feed, by=cast.actor_of(cast.karim()), at=NOON)

    with pytest.raises(Refused, match="cette adresse est fermée"):
        verbs.revoke(feed, by=cast.actor_of(cast.karim()), at=NOON)


def test_she_is_told_that_an_address_was_made_in_words_that_say_nothing():
    karim = cast.karim()
    with guard.upkeep("tests"):
        karim.account.email = "karim@example.org"
        karim.account.save()
    feed = build.made(karim)

    outbox.send_due(at=NOON)

    (letter,) = mail.outbox
    assert feed.get_absolute_url() in letter.body
    text = letter.subject + letter.body.replace(feed.get_absolute_url(), "")
    assert feed.secret not in text
    assert not re.search("agenda|calendrier|rendez-vous|santé|partenariat", text, re.IGNORECASE)


def test_what_is_kept_of_her_calendars_is_told_to_her_and_no_address_is_among_it():
    feed = build.made(cast.karim(), detail=Detail.CHOSEN, word="Asso", reminder=60)
    build.made(cast.lucie(), device="Celui de Lucie")
    build.read(feed.secret)

    told = cast.data_of(cast.karim())

    assert told["feeds"] == [
        {
            "device": "Mon téléphone",
            "language": "fr",
            "zone": "Europe/Paris",
            "title": "choisi",
            "word": "Asso",
            "reminder_minutes": 60,
            "made_at": NOON.isoformat().replace("+00:00", "Z"),
            "revoked_at": None,
            "last_read_on": TODAY.isoformat(),
        }
    ]
    assert [word for word in (feed.secret, feed.digest, "Lucie") if word in str(told["feeds"])] == []
