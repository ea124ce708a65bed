"""Letters: each to one person, once, at a decent hour; what one of them meets never holds back the others."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.conf import settings as real
from django.core import mail

from reciproque.foundation import clock, guard, outbox
from reciproque.foundation.models import Message, ParameterValue
from reciproque.foundation.post import Away

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 2, 11, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
SECRET = "la chimiothérapie de Lucie, lucie@example.org"
REFUSES, HANGS_UP = "refuses@example.org", "hangs-up@example.org"


class Server:
    """A mail server of the test's own: it may be away, refuse a mailbox, or hang up."""

    took: list = []
    opened = 0
    away = False

    def __init__(self, *args, **kwargs):
        pass

    def open(self):
        if Server.away:
            raise ConnectionRefusedError
        Server.opened += 1

    def close(self):
        pass

    def send_messages(self, letters):
        (letter,) = letters
        if letter.to == [REFUSES]:
            raise SMTPRecipientsRefused({REFUSES: (550, b"no such mailbox")})
        if letter.to == [HANGS_UP]:
            raise SMTPServerDisconnected("gone")
        Server.took.append(letter)
        return 1


@pytest.fixture(autouse=True)
def letters(monkeypatch, settings):
    """Kinds of letters and addresses of the test's own: `about` is the address, or what befalls the letter."""
    settings.EMAIL_BACKEND = "tests.foundation.test_outbox.Server"
    monkeypatch.setattr(outbox, "NOTICES", {})
    monkeypatch.setattr(outbox, "_find_address", [])
    Server.took, Server.opened, Server.away = [], 0, False
    places = {"refuses": REFUSES, "hangs up": HANGS_UP, "two": "a@example.org, b@example.org", "nobody": None}
    zones = {2: "Pacific/Noumea", 3: "America/Cayenne"}

    def find(message):
        email = places.get(message.about, f"{message.about}@example.org")
        return outbox.Address(email, "fr", zones.get(message.person_ref, "")) if email else None

    def write(message):
        if message.about == "bug":
            raise KeyError(SECRET)
        return None if message.about == "over" else outbox.Letter("Bonjour", message.about)

    outbox.addresses_found_by(find)
    outbox.notice("plain", label="Un mot")(write)
    outbox.notice("code", label="Un code", urgent=True)(write)
    return Server


def noted(*abouts: str, kind: str = "plain", person: int = 1, due_at: datetime = AT) -> None:
    with guard.upkeep("test"):
        for about in abouts:
            outbox.tell(person, kind, about=about, once=f"{kind}:{about}", due_at=due_at)


def took() -> list[str]:
    return [letter.body for letter in Server.took]


def row(about: str) -> Message:
    return Message.objects.get(about=about)


def put(name: str, value: int) -> None:
    with guard.upkeep("test"):
        ParameterValue.objects.create(name=name, value=value, starts_on=date(2026, 1, 1), source="CA")


# --- what one letter meets --------------------------------------------------------------------------
@pytest.mark.parametrize(("about", "problem"), [("refuses", "mailbox"), ("hangs up", "server"), ("bug", "fault"),
                                                ("two", "mailbox")])  # fmt: skip
def test_a_letter_that_meets_a_problem_holds_back_no_other(about, problem):
    noted("one", about, "three")

    assert outbox.send_due(at=AT) == 2

    assert took() == ["one", "three"]
    stands = row(about)
    assert (stands.tries, stands.last_problem, stands.outcome) == (1, problem, "")
    assert stands.due_at == AT + QUARTER


def test_a_kind_that_no_longer_exists_holds_back_no_other():
    noted("gone", kind="of another version")
    noted("one")

    assert outbox.send_due(at=AT) == 1
    assert row("gone").last_problem == "fault"


def test_a_letter_is_tried_less_and_less_often_then_given_up():
    noted("refuses")
    at, tried_at = AT, []

    for _once in range(2000):
        before = row("refuses").tries
        outbox.send_due(at=at)
        if row("refuses").tries > before:
            tried_at.append(at)
        at += timedelta(minutes=15)

    waits = [(after - before) / QUARTER for before, after in pairwise(tried_at)]
    stands = row("refuses")
    assert len(tried_at) == 8
    assert (stands.outcome, stands.settled_at, stands.last_problem) == ("given_up", tried_at[-1], "mailbox")
    assert waits[:3] == [1, 2, 4]
    assert max(waits) <= 96 + 12 * 4  # a day at most, and the night that may follow


@pytest.mark.parametrize(("tries", "hours"), [(1, 0.25), (2, 0.5), (7, 16), (8, 24), (300, 24)])
def test_the_waits_double_and_never_exceed_a_day(tries, hours):
    assert outbox.wait_after(tries) == timedelta(hours=hours)


def test_how_often_a_letter_is_tried_is_a_parameter():
    put("outbox.tries", 2)
    noted("refuses")

    for wait in (0, 1):
        outbox.send_due(at=AT + wait * QUARTER)

    assert (row("refuses").outcome, row("refuses").tries) == ("given_up", 2)


def test_a_letter_that_stops_the_machine_each_time_is_given_up_too():
    put("outbox.tries", 2)
    noted("one")
    with guard.upkeep("test"):
        Message.objects.update(tries=2)

    assert outbox.send_due(at=AT) == 0
    assert row("one").outcome == "given_up"


def test_the_log_has_a_reference_and_neither_address_nor_words(caplog):
    noted("refuses", "bug")

    with caplog.at_level(logging.DEBUG):
        outbox.send_due(at=AT)

    assert f"letter {row('refuses').pk} (plain), try 1: SMTPRecipientsRefused" in caplog.text
    assert f"letter {row('bug').pk} (plain), try 1: KeyError" in caplog.text
    assert "in write" in caplog.text  # where the fault is
    assert not any(word in caplog.text for word in ("example.org", "Lucie", "no such mailbox"))


def test_letters_given_up_leave_again_when_someone_asks():
    put("outbox.tries", 1)
    noted("refuses", "one")
    outbox.send_due(at=AT)

    with guard.upkeep("test"):
        assert outbox.try_again("plain", at=AT + QUARTER) == 1
        assert outbox.try_again("plain", at=AT + QUARTER) == 0

    stands = row("refuses")
    assert (stands.outcome, stands.tries, stands.due_at, stands.last_problem) == ("", 0, AT + QUARTER, "")
    assert row("one").outcome == "sent"


# --- the mail server --------------------------------------------------------------------------------
def test_while_the_server_is_away_letters_wait_and_none_loses_a_try():
    noted("one", "second", "three")
    Server.away = True
    for minute in range(3):
        with pytest.raises(Away, match=r"^ConnectionRefusedError$"):
            outbox.send_due(at=AT + timedelta(minutes=minute))
    assert set(Message.objects.values_list("tries", "due_at", "last_problem")) == {(0, AT, "")}

    Server.away = False
    assert outbox.send_due(at=AT + timedelta(minutes=3)) == 3
    assert outbox.send_due(at=AT + timedelta(minutes=4)) == 0
    assert took() == ["one", "second", "three"]


def test_letters_that_need_no_server_are_settled_without_one():
    noted("over", "nobody")
    Server.away = True

    assert outbox.send_due(at=AT) == 0
    assert (row("over").outcome, row("nobody").outcome) == ("not_needed", "no_address")


def test_one_connection_serves_a_batch_and_another_begins_after_a_problem():
    noted("one", "second", "hangs up", "three")

    outbox.send_due(at=AT)

    assert (took(), Server.opened) == (["one", "second", "three"], 2)


def test_no_server_is_waited_for_for_ever():
    assert 0 < real.EMAIL_TIMEOUT <= 60


def test_a_slow_server_stops_a_pass_before_its_claims_grow_old(monkeypatch):
    seconds = iter(range(0, 10_000, 120))
    monkeypatch.setattr(outbox, "monotonic", lambda: next(seconds))
    noted("one", "second", "three", "four")

    assert outbox.send_due(at=AT) == 2
    assert outbox.LONGEST + timedelta(minutes=5) < outbox.TRIED_AGAIN_AFTER


# --- once, and to one -------------------------------------------------------------------------------
def test_a_letter_has_one_recipient_and_no_copy():
    noted("one")

    outbox.send_due(at=AT)

    (letter,) = Server.took
    assert (letter.recipients(), letter.cc, letter.bcc) == (["one@example.org"], [], [])


def test_a_letter_sent_again_after_a_doubt_has_the_same_identifier_and_tells_nothing():
    noted("one", "second")
    outbox.send_due(at=AT)
    with guard.upkeep("test"):  # the machine stopped before it was written down
        Message.objects.filter(about="one").update(settled_at=None, outcome="", due_at=AT + QUARTER)

    outbox.send_due(at=AT + QUARTER)

    first, other, again = (letter.message()["Message-ID"] for letter in Server.took)
    assert first == again != other
    assert first.endswith("@testserver>")
    assert "plain" not in first


def test_urgent_letters_leave_first_then_the_oldest():
    noted("young", due_at=AT)
    noted("old", due_at=AT - timedelta(days=2))
    noted("middle", due_at=AT - timedelta(days=1))
    noted("urgent", kind="code", due_at=AT)

    outbox.send_due(at=AT)

    assert took() == ["urgent", "old", "middle", "young"]


def test_a_burst_of_a_thousand_leaves_by_batches_and_starves_nobody():
    noted("before", due_at=AT - timedelta(hours=1))
    noted(*(f"b{n}" for n in range(1000)))
    noted("after", kind="code", due_at=AT + timedelta(seconds=30))

    passes = [outbox.send_due(at=AT + timedelta(minutes=minute)) for minute in range(7)]

    assert passes == [200, 200, 200, 200, 200, 2, 0]
    assert (took()[0], took()[200]) == ("before", "after")
    assert len(set(took())) == len(took()) == 1002


# --- the hours --------------------------------------------------------------------------------------
NIGHT = datetime(2026, 11, 2, 22, 30, tzinfo=UTC)  # 23:30 in Paris, 9:30 in Nouméa, 19:30 in Cayenne


def test_at_night_where_she_lives_a_letter_waits_for_the_morning_and_loses_no_try():
    noted("home", due_at=NIGHT)
    noted("noumea", person=2, due_at=NIGHT)
    noted("cayenne", person=3, due_at=NIGHT)

    outbox.send_due(at=NIGHT)

    assert sorted(took()) == ["cayenne", "noumea"]
    assert row("home").due_at == datetime(2026, 11, 3, 7, tzinfo=UTC)
    assert row("home").tries == 0
    outbox.send_due(at=datetime(2026, 11, 3, 6, 59, tzinfo=UTC))
    assert len(took()) == 2
    outbox.send_due(at=datetime(2026, 11, 3, 7, tzinfo=UTC))
    assert took()[-1] == "home"


def test_a_letter_that_is_waited_for_leaves_at_night():
    noted("home", kind="code", due_at=NIGHT)

    assert outbox.send_due(at=NIGHT) == 1


def test_the_hours_are_parameters():
    put("outbox.latest_hour", 24)
    noted("home", due_at=NIGHT)

    assert outbox.send_due(at=NIGHT) == 1


@pytest.mark.parametrize(
    ("at", "earliest", "latest", "zone", "opens"),
    [
        ("2026-11-02T08:00", 8, 20, "UTC", "2026-11-02T08:00"),
        ("2026-11-02T19:59", 8, 20, "UTC", "2026-11-02T19:59"),
        ("2026-11-02T20:00", 8, 20, "UTC", "2026-11-03T08:00"),
        ("2026-11-02T03:00", 8, 20, "UTC", "2026-11-02T08:00"),
        ("2026-11-02T03:00", 0, 24, "UTC", "2026-11-02T03:00"),
        ("2026-11-02T03:00", 8, 8, "UTC", "2026-11-02T03:00"),
        ("2026-11-02T03:00", 22, 4, "UTC", "2026-11-02T03:00"),
        ("2026-11-02T05:00", 22, 4, "UTC", "2026-11-02T22:00"),
        ("2026-12-31T23:30", 8, 20, "Europe/Paris", "2027-01-01T07:00"),
        ("2027-03-27T20:00", 2, 20, "Europe/Paris", "2027-03-28T01:00"),  # two o'clock is skipped that night
    ],
)
def test_the_next_instant_within_hours(at, earliest, latest, zone, opens):
    at, opens = (datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (at, opens))

    assert clock.within_hours(at, earliest, latest, zone) == opens


# --- text and condition, found when it leaves --------------------------------------------------------
def test_the_words_are_found_when_it_leaves_in_the_language_and_on_the_day_of_the_reader(monkeypatch):
    from django.utils import timezone, translation

    seen = []

    def write(message):
        seen.append((message.due_at, message.first_due_at, translation.get_language(), timezone.localdate()))
        return outbox.Letter("x", "y")

    outbox.notice("dated")(write)
    monkeypatch.setattr(
        outbox, "_find_address", [lambda message: outbox.Address("n@example.org", "en", "Pacific/Noumea")]
    )
    noted("late", kind="dated", due_at=AT - timedelta(days=3))

    outbox.send_due(at=NIGHT)

    ((leaves_at, asked_for, language, _day),) = seen
    assert (leaves_at, asked_for, language) == (NIGHT, AT - timedelta(days=3), "en")


def test_an_address_that_changed_or_went_meanwhile_is_that_of_the_moment(monkeypatch):
    now = {1: "before@example.org"}
    monkeypatch.setattr(
        outbox, "_find_address", [lambda message: outbox.Address(now[1], "fr") if now.get(1) else None]
    )
    noted("one", "second")
    now[1] = "after@example.org"
    monkeypatch.setattr(outbox, "MOST_AT_ONCE", 1)
    outbox.send_due(at=AT)
    now[1] = ""
    outbox.send_due(at=AT)

    assert [letter.to for letter in Server.took] == [["after@example.org"]]
    assert row("second").outcome == "no_address"


# --- what is read of it -----------------------------------------------------------------------------
def test_letters_are_counted_by_kind_and_where_they_stand():
    put("outbox.tries", 2)
    noted("one", "over", "nobody", "refuses", "bug")
    outbox.send_due(at=AT)
    noted("waits", due_at=AT + timedelta(days=1))
    with guard.upkeep("test"):
        Message.objects.filter(about="bug").update(due_at=AT + QUARTER)
        Message.objects.filter(about="refuses").update(due_at=AT + 4 * QUARTER)
    outbox.send_due(at=AT + QUARTER)

    (told,) = outbox.counts(AT - timedelta(days=30))

    standing = {name: told[name] for name in (*outbox.COUNTS, "mailbox", "server", "fault")}
    places = dict.fromkeys(("waiting", "tried", "sent", "not_needed", "no_address", "given_up"), 1)
    assert standing == places | {"mailbox": 1, "server": 0, "fault": 1}
    assert (told["oldest"], told["next_try"]) == (AT, AT + 4 * QUARTER)
    assert list(outbox.counts(AT + timedelta(days=2)).values_list("waiting", "sent")) == [(1, 0)]


def test_the_usual_backend_of_the_tests_takes_letters_too(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    noted("one")

    assert (outbox.send_due(at=AT), len(mail.outbox)) == (1, 1)
