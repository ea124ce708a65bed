"""A promise that comes is told to its owner and to her substitute: seven days, three days, the day, the day after."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core import mail

from reciproque.foundation import guard, jobs, outbox, parameters
from reciproque.foundation.deadlines import KINDS, warnings_owed
from reciproque.foundation.models import Message
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import EvaluationRound
from reciproque.partnerships.verbs import engagement as engaging
from reciproque.partnerships.verbs import evaluation as verbs
from tests import cast
from tests.builders import evaluations
from tests.builders import partnerships as build
from tests.builders.people import NOON, TODAY

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
ROUND = "partnerships.round_due"


@pytest.fixture
def round_() -> EvaluationRound:
    return evaluations.first_round(build.begun())


def hour(day: date, at: int = 9) -> datetime:
    return datetime.combine(day, time(at), tzinfo=PARIS)


def passing(first: date, last: date, *, hours=(0, 9, 18)) -> None:
    """The job runs several times a day, from a day to another."""
    for day in range((last - first).days + 1):
        for one in hours:
            jobs.warn_of_deadlines(hour(first + timedelta(days=day), one))


def told(kind: str = ROUND) -> dict[date, set[int]]:
    """Who was told, by local day."""
    days: dict[date, set[int]] = {}
    for message in Message.objects.filter(kind=kind):
        days.setdefault(message.due_at.astimezone(PARIS).date(), set()).add(message.person_ref)
    return days


@pytest.mark.spec("J1.AC2")
def test_owner_and_substitute_are_told_on_four_days_and_once_each(round_):
    due = round_.due_on
    both = {cast.nurse().pk, cast.karim().pk}

    passing(due - timedelta(days=20), due + timedelta(days=20))

    assert told() == {due + timedelta(days=step): both for step in (-7, -3, 0, 1)}
    assert Message.objects.filter(kind=ROUND).count() == 8


def test_nobody_is_woken_by_a_warning(round_):
    jobs.warn_of_deadlines(hour(round_.due_on, 0))

    assert {message.due_at for message in Message.objects.filter(kind=ROUND)} == {hour(round_.due_on, 8)}
    assert parameters.value("deadlines.warning_hour", on=TODAY) == 8


def test_what_is_kept_is_not_warned_of(round_):
    evaluations.closed(round_, at=hour(round_.due_on - timedelta(days=9)))

    passing(round_.due_on - timedelta(days=8), round_.due_on + timedelta(days=2))

    assert told() == {}


def test_what_is_paused_is_not_warned_of_until_it_resumes(round_):
    due = round_.due_on
    with guard.upkeep("test"):
        EvaluationRound.objects.filter(pk=round_.pk).update(
            paused_on=due - timedelta(days=10), resumes_on=due, pause_reason="Congés"
        )

    passing(due - timedelta(days=9), due + timedelta(days=3))

    assert sorted(told()) == [due, due + timedelta(days=1)]


def test_a_machine_that_was_off_catches_up_for_three_days(round_):
    due = round_.due_on

    jobs.warn_of_deadlines(hour(due - timedelta(days=5)))
    assert sorted(told()) == [due - timedelta(days=5)]

    jobs.warn_of_deadlines(hour(due + timedelta(days=4)))
    jobs.warn_of_deadlines(hour(due + timedelta(days=5)))
    assert sorted(told()) == [due - timedelta(days=5), due + timedelta(days=4)]


def test_a_warning_too_old_is_not_sent(round_):
    jobs.warn_of_deadlines(hour(round_.due_on + timedelta(days=5)))

    assert told() == {}


def test_a_promise_made_yesterday_owes_no_warning_of_last_week():
    action = evaluations.action(evaluations.first_round(build.begun()), due_on=TODAY + timedelta(days=6))

    jobs.warn_of_deadlines(NOON)
    assert told("partnerships.action_due") == {}

    passing(TODAY, action.due_on)
    assert sorted(told("partnerships.action_due")) == [action.due_on - timedelta(days=3), action.due_on]


def test_a_date_that_moved_is_told_anew(round_):
    partnership, due = round_.partnership, round_.due_on
    jobs.warn_of_deadlines(hour(due - timedelta(days=7)))
    verbs.postpone_round(
        round_,
        by=build.actor(partnership, Side.CARE),
        at=NOON,
        version=round_.version,
        due_on=due + timedelta(days=30),
        reason="Congés.",
    )

    passing(due - timedelta(days=6), due + timedelta(days=24))

    assert sorted(told()) == [due - timedelta(days=7), due + timedelta(days=23)]


def test_what_ended_warns_nobody(round_):
    evaluations.action(round_, due_on=TODAY + timedelta(days=20))
    evaluations.ended(round_.partnership)

    passing(TODAY, TODAY + timedelta(days=24))
    passing(round_.due_on - timedelta(days=8), round_.due_on + timedelta(days=2))

    assert (told(), told("partnerships.action_due")) == ({}, {})


def test_one_person_who_owns_and_stands_in_is_told_once(round_):
    with guard.upkeep("test"):
        EvaluationRound.objects.filter(pk=round_.pk).update(substitute=round_.owner)

    jobs.warn_of_deadlines(hour(round_.due_on))

    assert Counter(message.person_ref for message in Message.objects.filter(kind=ROUND)) == {
        cast.nurse().pk: 1
    }


def test_every_kind_of_promise_has_a_letter_and_readers_that_exist():
    for kind in KINDS.values():
        assert kind.notice in outbox.NOTICES, kind.code
        assert list(warnings_owed(kind, today=TODAY)) == []


# --- the letter -----------------------------------------------------------------------------------
SAYS_TOO_MUCH = ("santé", "patient", "hépat", "consultation", "chu", "association", "malad", "passerelle")


def addressed(person) -> None:
    with guard.upkeep("test"):
        person.account.email = f"{person.account.username}@example.org"
        person.account.save()


@pytest.mark.spec("B6")
def test_the_letter_says_how_long_is_left_and_nothing_of_health(round_):
    addressed(cast.karim())
    when = hour(round_.due_on - timedelta(days=3))
    jobs.warn_of_deadlines(when)

    outbox.send_due(at=when)

    letter = mail.outbox[0]
    assert letter.to == ["karim.sow@example.org"]
    assert letter.subject == "Une date à tenir\u00a0: dans 3 jours"
    assert settings.PUBLIC_URL + round_.get_absolute_url() in letter.body
    words = (letter.subject + letter.body).lower()
    assert [word for word in SAYS_TOO_MUCH if word in words] == []


def test_no_letter_leaves_for_who_has_left_or_for_what_was_done_meanwhile(round_):
    partnership = round_.partnership
    for person in (cast.karim(), cast.nurse()):
        addressed(person)
    when = hour(round_.due_on)
    jobs.warn_of_deadlines(when)
    engaging.leave(
        build.engagement(partnership, Side.LIVED), by=build.actor(partnership, Side.LIVED), at=NOON
    )

    outbox.send_due(at=when)

    assert [letter.to for letter in mail.outbox] == [["solene.kervella@example.org"]]
