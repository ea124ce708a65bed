"""What the house promises when several of its processes are awake: jobs, letters, seals, locks, constraints."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from threading import Event as Signal

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.db import IntegrityError, OperationalError, connection
from django_tasks_db.models import DBTaskResult

from reciproque.foundation import guard, journal, outbox, schedule
from reciproque.foundation.actor import VISITOR
from reciproque.foundation.models import Beat, Event, Message, Seal
from reciproque.foundation.policy import RULES, allow, rule
from reciproque.foundation.verbs import VERBS, rewrite, verb
from reciproque.partnerships.kinds import Side, Status
from reciproque.partnerships.models import Engagement
from reciproque.people.kinds import Role
from reciproque.people.models import Organisation
from tests import cast
from tests.builders import partnerships
from tests.builders.people import HOUSE, NOON

from .racing import together

pytestmark = pytest.mark.django_db(transaction=True)


# --- jobs and letters --------------------------------------------------------------------------------
def test_a_job_claimed_by_twenty_begins_once():
    job = schedule.Periodic("tick", timedelta(minutes=5), lambda at: None)

    first = together(*(lambda: schedule.claim(job, at=NOON) for _one in range(20)), before="beat")
    later = together(
        *(lambda: schedule.claim(job, at=NOON + timedelta(minutes=5)) for _one in range(20)), before="beat"
    )

    assert (first.count(True), first.count(False)) == (1, 19)
    assert (later.count(True), later.count(False)) == (1, 19)


def test_looking_at_the_last_time_before_beginning_would_begin_twice():
    """The negative control: read the beat, then write it."""
    with guard.upkeep("test"):
        Beat.objects.create(name="tick", last_at=NOON - timedelta(hours=1))

    def naive() -> bool:
        with guard.upkeep("naive"):
            beat = Beat.objects.get(name="tick")
            due = beat.last_at <= NOON - timedelta(minutes=5)
            if due:
                beat.last_at = NOON
                beat.save()
            return due

    assert together(naive, naive, before="beat") == [True, True]


@pytest.fixture
def letters(monkeypatch):
    monkeypatch.setattr(outbox, "NOTICES", {})
    monkeypatch.setattr(outbox, "_find_address", [])
    outbox.addresses_found_by(lambda message: outbox.Address(f"{message.about}@example.org", "fr"))
    outbox.notice("hello")(lambda message: outbox.Letter("Bonjour", message.about))
    with guard.upkeep("test"):
        for n in range(12):
            outbox.tell(1, "hello", about=f"n{n}", once=f"n{n}", due_at=NOON)


def test_letters_sent_by_four_at_once_leave_once_each(letters):
    sent = together(*(lambda: outbox.send_due(at=NOON) for _one in range(4)), before="message")

    assert sum(sent) == 12
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(f"n{n}@example.org" for n in range(12))
    assert set(Message.objects.values_list("outcome", flat=True)) == {"sent"}


def test_a_letter_whose_sender_stopped_half_way_comes_back(letters, settings):
    settings.EMAIL_BACKEND = "tests.concurrency.test_house.Stops"
    with pytest.raises(SystemExit):
        outbox.send_due(at=NOON)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    at_once = outbox.send_due(at=NOON)
    later = outbox.send_due(at=NOON + outbox.TRIED_AGAIN_AFTER)

    assert (at_once, later) == (11, 1)


def test_a_burst_is_shared_by_several_and_a_bad_letter_is_tried_once_a_pass(letters, settings):
    settings.EMAIL_BACKEND = "tests.concurrency.test_house.Refuses"

    sent = together(*(lambda: outbox.send_due(at=NOON) for _one in range(4)), before="message")

    assert sum(sent) == 11
    assert Message.objects.get(about="n5").tries == 1
    assert Message.objects.filter(outcome="sent").count() == 11


class Refuses(locmem.EmailBackend):
    """A mail server that refuses one mailbox."""

    def send_messages(self, messages):
        if messages[0].to == ["n5@example.org"]:
            raise SMTPRecipientsRefused({})
        return super().send_messages(messages)


def test_a_database_away_for_a_moment_after_the_server_took_a_letter_sends_nothing_twice(
    letters, monkeypatch
):
    monkeypatch.setattr(outbox, "sleep", lambda seconds: None)
    failures = iter([True])

    def away_once(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and '"outcome"' in sql and next(failures, False):
            raise OperationalError("gone for a moment")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(away_once):
        sent = outbox.send_due(at=NOON)
    later = outbox.send_due(at=NOON + outbox.TRIED_AGAIN_AFTER)

    assert (sent, later, len(mail.outbox)) == (12, 0, 12)


def test_a_long_job_taken_by_workers_and_schedulers_at_once_is_done_once(monkeypatch):
    ran = []
    monkeypatch.setattr(schedule, "PERIODIC", {})
    schedule.every("tick", queued=True, minutes=5)(ran.append)
    begun = together(*(lambda: schedule.run_due(at=NOON) for _one in range(4)), before="beat")
    later = NOON + schedule.PATIENCE

    done = together(
        *(lambda: schedule.run_job.call("tick", NOON.isoformat()) for _one in range(3)),
        *(lambda: bool(schedule.run_due(at=later)) for _one in range(3)),
        before="beat",
    )

    assert sorted(map(len, begun)) == [0, 0, 0, 1]
    assert DBTaskResult.objects.count() == 1
    assert (done.count(True), len(ran)) == (1, 1)


class Stops(locmem.EmailBackend):
    """A machine that stops while it sends."""

    def send_messages(self, messages):
        raise SystemExit


# --- the journal -------------------------------------------------------------------------------------
def test_a_line_still_being_written_is_not_left_out_of_its_seal():
    """Lines get their number before their act is done: a seal waits for those under way."""
    with guard.upkeep("test"):
        bakery = Organisation.objects.create(name="Four banal", kind="other")
    journal.write_refusal(verb="before", by=VISITOR, at=NOON, subject=bakery, reason="non")
    written, go_on = Signal(), Signal()

    @renaming
    def slow(organisation, *, by, at):
        journal.write(act=guard.current_act(), verb="inner", by=by, at=at, subject=organisation)
        written.set()
        go_on.wait(1)
        return organisation

    def sealing():
        written.wait(5)
        journal.write_refusal(verb="other", by=VISITOR, at=NOON, subject=bakery, reason="non")
        return journal.seal(at=NOON)

    try:
        _done, sealed = together(lambda: slow(bakery, by=HOUSE, at=NOON), sealing)
    finally:
        forget(slow)
    sealed += journal.seal(at=NOON)

    assert (sealed, Event.objects.count()) == (4, 4)
    assert journal.first_broken_seal() is None


def test_two_who_seal_at_once_seal_each_line_once():
    with guard.upkeep("test"):
        bakery = Organisation.objects.create(name="Four banal", kind="other")
    for n in range(3):
        journal.write_refusal(verb=f"v{n}", by=VISITOR, at=NOON, subject=bakery, reason="non")

    sealed = together(*(lambda: journal.seal(at=NOON) for _one in range(2)), before="seal")

    assert sorted(sealed) == [0, 3]
    assert (Seal.objects.count(), journal.first_broken_seal()) == (1, None)


# --- locks and the wall ------------------------------------------------------------------------------
def renaming(do):
    """A verb of its own, open to the house."""
    allow(Organisation, rename_for_test=rule("system", because="la maison"))
    return verb(Organisation, "rename_for_test")(do)


def forget(made) -> None:
    key = (Organisation._meta.label, made.name)
    del VERBS[key], RULES[key]


@pytest.mark.postgres
def test_two_acts_that_wait_for_each_other_are_both_done():
    """Each holds what the other wants: PostgreSQL undoes one of them, which begins again by itself."""
    with guard.upkeep("test"):
        rows = [Organisation.objects.create(name=name, kind="other") for name in ("a", "b")]

    @renaming
    def crossing(organisation, *, by, at):
        rewrite(organisation, name="mien")
        other = Organisation.objects.exclude(pk=organisation.pk).get()
        return rewrite(Organisation.objects.select_for_update().get(pk=other.pk), acronym=organisation.code)

    try:
        outcomes = together(
            *(lambda row=row: crossing(row, by=HOUSE, at=NOON) for row in rows), before="organisation"
        )
    finally:
        forget(crossing)

    assert [problem for problem in outcomes if isinstance(problem, Exception)] == []
    assert list(Organisation.objects.values_list("name", "version")) == [("mien", 3), ("mien", 3)]
    assert Event.objects.filter(verb__endswith="rename_for_test").count() == 2


def test_the_act_of_one_opens_the_wall_to_nobody_else():
    inside, tried = Signal(), Signal()

    def writes_under_an_act() -> str:
        with guard.act():
            inside.set()
            tried.wait(5)
            return "done"

    def writes_beside_it() -> None:
        inside.wait(5)
        try:
            Organisation.objects.create(name="x", kind="other")
        finally:
            tried.set()

    done, refused = together(writes_under_an_act, writes_beside_it)

    assert done == "done"
    assert isinstance(refused, guard.WriteOutsideVerb)
    assert Organisation.objects.count() == 0


# --- what the database itself refuses ------------------------------------------------------------------
def test_the_database_keeps_one_place_a_person_and_one_referent_a_side_without_any_verb():
    partnership = partnerships.met()
    lucie, paul = cast.lucie(), cast.paul()

    def enters(person, **more):
        with guard.upkeep("test"):
            return Engagement.objects.create(
                partnership=partnership,
                person=person,
                side=Side.LIVED,
                position=Role.PARTNER,
                on_behalf_of=cast.chu(),
                status=Status.VOLUNTEER,
                proposed_at=NOON,
                proposed_by=person,
                **more,
            )

    twice = together(*(lambda: enters(lucie) for _once in range(4)), before="engagement")
    with guard.upkeep("test"):
        Engagement.objects.filter(partnership=partnership).update(referent_since=None)
    referents = together(
        lambda: enters(paul, referent_since=cast.TODAY),
        lambda: enters(cast.nadia(), referent_since=cast.TODAY),
        before="engagement",
    )

    assert [type(one) for one in twice].count(IntegrityError) == 3
    assert [type(one) for one in referents].count(IntegrityError) == 1


def test_races_are_run_on_the_settings_of_an_installation():
    if connection.vendor != "sqlite":
        pytest.skip("SQLite")
    with connection.cursor() as cursor:
        told = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]

    assert told == ["wal", 2]
