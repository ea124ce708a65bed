"""Requirements, deadlines, parameters, journal, outbox, schedule: each promise of the house, kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from reciproque.foundation import clock, guard, journal, outbox, parameters, requirements, schedule
from reciproque.foundation.actor import VISITOR
from reciproque.foundation.deadlines import days_in_words
from reciproque.foundation.models import Event, Message, ParameterValue, Seal
from reciproque.foundation.policy import NOBODY, Refused, rule_for
from reciproque.people.models import Organisation

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)
ON = date(2026, 11, 2)


# --- policy


def test_no_rule_means_no():
    assert rule_for(Organisation, "frobnicate") is NOBODY


# --- requirements


def test_a_gate_applies_the_latest_version_that_has_come_and_says_all_that_is_missing(monkeypatch):
    monkeypatch.setattr(requirements, "GATES", type(requirements.GATES)(requirements.GATES.default_factory))
    requirements.requires("bake", since=date(2026, 1, 1))(
        lambda flour: requirements.Reason(flour >= 40, f"{flour} g sur 40")
    )
    requirements.requires("bake", since=date(2027, 1, 1))(
        lambda flour: requirements.Reason(flour >= 42, f"{flour} g sur 42")
    )

    before, after = (
        requirements.verdict("bake", 41, on=ON),
        requirements.verdict("bake", 41, on=date(2027, 6, 1)),
    )

    assert (before.ok, before.version) == (True, date(2026, 1, 1))
    assert not after.ok
    with pytest.raises(Refused, match="41 g sur 42"):
        after.demand()


# --- deadlines, clock


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 11, 17), "dans 15 jours"),
        (date(2026, 11, 3), "demain"),
        (ON, "aujourd’hui"),
        (date(2026, 11, 1), "1 jour de retard"),
        (date(2026, 10, 30), "3 jours de retard"),
    ],
)
def test_days_left_are_said_in_words(due, words):
    assert days_in_words(due, today=ON) == words


ZONES = (
    *("Europe/Paris", "Europe/Brussels", "Europe/Zurich", "Europe/Luxembourg", "America/Toronto"),
    *("America/Guadeloupe", "America/Martinique", "America/Cayenne", "America/Miquelon", "Indian/Reunion"),
    *("Indian/Mayotte", "Pacific/Noumea", "Pacific/Tahiti", "Pacific/Marquesas", "Pacific/Wallis"),
)


@given(
    st.sampled_from(ZONES),
    st.dates(date(2026, 1, 1), date(2036, 12, 31)),
    st.times(),
)
def test_a_wall_clock_gives_one_instant_and_back(zone, day, hour):
    from zoneinfo import ZoneInfo

    instant = clock.instant(day, hour.replace(fold=0), zone)
    back = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)

    assert instant.tzinfo is not None
    assert back - datetime.combine(day, hour.replace(fold=0)) in {timedelta(0), timedelta(hours=1)}


def test_an_hour_that_a_clock_change_skips_is_moved_forward():
    assert clock.instant(date(2027, 3, 28), time(2, 30), "Europe/Paris") == datetime(
        2027, 3, 28, 1, 30, tzinfo=UTC
    )


# --- parameters


@pytest.mark.django_db
def test_a_parameter_has_the_value_of_its_day_and_of_its_organisation():
    with guard.upkeep("test"):
        ParameterValue.objects.create(
            name="statistics.min_cell_internal", value=8, starts_on=date(2027, 1, 1), source="CA"
        )
        ParameterValue.objects.create(
            name="statistics.min_cell_internal",
            organisation_ref=3,
            value=10,
            starts_on=date(2026, 6, 1),
            source="CA",
        )

    def read(on, organisation=None):
        return parameters.value("statistics.min_cell_internal", on=on, organisation_id=organisation)

    assert (read(ON), read(date(2027, 2, 1)), read(ON, 3), read(ON, 4)) == (5, 8, 10, 5)


# --- journal


def lines(n: int) -> None:
    with guard.upkeep("test"):
        row = Organisation.objects.create(name="x", kind="other")
        for k in range(n):
            journal.write_refusal(verb=f"v{k}", by=VISITOR, at=AT, subject=row, reason="non")


@pytest.mark.django_db
def test_a_changed_line_breaks_its_seal():
    lines(3)
    assert journal.seal(at=AT) == 3
    assert journal.first_broken_seal() is None

    with guard.upkeep("test"):
        Event.objects.filter(verb="v1").update(hat="quelqu’un d’autre")

    assert journal.first_broken_seal() == Seal.objects.get()


@pytest.mark.django_db
def test_a_removed_line_and_a_cut_end_are_noticed():
    lines(2)
    journal.seal(at=AT)
    lines(2)
    journal.seal(at=AT)
    anchor = journal.head()

    with guard.upkeep("test"):
        last = Seal.objects.order_by("-last_event").first()
        Event.objects.filter(pk__gte=last.first_event).delete()
        last.delete()

    assert journal.first_broken_seal() is None
    assert journal.first_broken_seal(anchor=anchor) is not None


# --- outbox


@pytest.fixture
def writers(monkeypatch):
    monkeypatch.setattr(outbox, "NOTICES", {})
    monkeypatch.setattr(outbox, "_find_address", [])
    known = {1: outbox.Address("a@example.org", "fr")}
    outbox.addresses_found_by(lambda message: known.get(message.person_ref))
    outbox.notice("hello")(lambda message: outbox.Letter("Bonjour", message.about) if message.about else None)


@pytest.mark.django_db
def test_a_letter_leaves_once_to_one_person_and_only_if_there_is_something_to_say(writers):
    with guard.upkeep("test"):
        outbox.tell(1, "hello", about="A", once="one", due_at=AT)
        outbox.tell(1, "hello", about="A", once="one", due_at=AT)
        outbox.tell(1, "hello", about="", once="two", due_at=AT)
        outbox.tell(2, "hello", about="B", once="three", due_at=AT)
        outbox.tell(1, "hello", about="C", once="later", due_at=AT + timedelta(days=1))

    assert outbox.send_due(at=AT) == 1
    assert outbox.send_due(at=AT) == 0
    assert [(letter.to, letter.body) for letter in mail.outbox] == [(["a@example.org"], "A")]
    assert sorted(Message.objects.values_list("outcome", flat=True)) == [
        "",
        "no_address",
        "not_needed",
        "sent",
    ]


# --- schedule


@pytest.mark.django_db
def test_a_periodic_job_runs_once_a_period_however_many_ask(monkeypatch):
    ran = []
    monkeypatch.setattr(schedule, "PERIODIC", {})
    schedule.every("tick", minutes=5)(ran.append)

    for minutes in (0, 0, 4, 5, 9, 10):
        schedule.run_due(at=AT + timedelta(minutes=minutes))

    assert ran == [AT, AT + timedelta(minutes=5), AT + timedelta(minutes=10)]
