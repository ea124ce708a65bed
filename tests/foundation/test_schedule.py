"""Periodic jobs: begun once, short ones at once, long ones by the queue; each says how it ended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from reciproque.foundation import schedule
from reciproque.foundation.models import Beat

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def jobs(monkeypatch):
    """No other job than those the test declares; the worker leaves the test its connection."""
    monkeypatch.setattr(schedule, "PERIODIC", {})
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    with time_machine.travel(NOW, tick=False):
        yield


def beat(name: str) -> Beat:
    return Beat.objects.get(name=name)


def work(at: datetime = NOW) -> None:
    with time_machine.travel(at, tick=False):
        call_command("worker", batch=True, verbosity=0)


# --- how it ended -----------------------------------------------------------------------------------
def test_a_job_says_when_it_began_how_it_ended_and_how_many_rows_it_dealt_with():
    schedule.every("try.counts", hours=1)(lambda at: 3)
    schedule.every("try.silent", hours=1)(lambda at: None)

    schedule.run_due(at=NOW)

    counted = beat("try.counts")
    assert (counted.last_began_at, counted.last_ended_at) == (NOW, NOW)
    assert (counted.last_outcome, counted.last_problem, counted.last_count) == ("ok", "", 3)
    assert beat("try.silent").last_count is None


def test_a_job_that_fails_is_written_down_without_its_words_stops_no_other_and_comes_again():
    ran = []

    @schedule.every("try.broken", hours=1)
    def break_down(at):
        ran.append(at)
        if len(ran) == 1:
            raise ValueError("lucie@example.org")

    schedule.every("try.sound", hours=1)(ran.append)

    assert schedule.run_due(at=NOW) == ["try.broken", "try.sound"]
    broken = beat("try.broken")
    assert (broken.last_outcome, broken.last_problem) == ("failed", "ValueError")

    schedule.run_due(at=NOW + 60 * MINUTE)
    broken.refresh_from_db()
    assert (len(ran), broken.last_outcome, broken.last_problem) == (4, "ok", "")


# --- long ones --------------------------------------------------------------------------------------
def test_a_long_job_waits_for_a_worker_and_the_scheduler_does_not_wait_for_it():
    ran = []
    schedule.every("try.long", queued=True, hours=1)(lambda at: ran.append(at) or 7)

    assert schedule.run_due(at=NOW) == ["try.long"]
    assert ran == []
    work(NOW + MINUTE)

    done = beat("try.long")
    assert ran == [NOW + MINUTE]
    assert (done.queued_for, done.last_began_at, done.last_outcome) == (None, NOW + MINUTE, "ok")
    assert schedule.run_due(at=NOW + 59 * MINUTE) == []
    assert schedule.run_due(at=NOW + 60 * MINUTE) == ["try.long"]


def test_what_no_worker_takes_is_done_by_the_scheduler_and_only_once():
    ran = []
    schedule.every("try.long", queued=True, minutes=1)(ran.append)

    for minute in range(3):
        schedule.run_due(at=NOW + minute * MINUTE)
    assert ran == [NOW + 2 * MINUTE]
    assert DBTaskResult.objects.count() == 1

    work(NOW + 3 * MINUTE)
    assert ran == [NOW + 2 * MINUTE]


def test_a_long_job_that_fails_is_no_failed_task_for_its_beat_tells_it():
    schedule.every("try.broken", queued=True, hours=1)(lambda at: 1 / 0)

    schedule.run_due(at=NOW)
    work()

    assert beat("try.broken").last_problem == "ZeroDivisionError"
    assert schedule.queue() == {(schedule.run_job.module_path, "SUCCESSFUL"): 1}


def test_a_task_left_by_another_version_does_nothing():
    schedule.run_job.enqueue("gone", NOW.isoformat())

    work()

    assert DBTaskResult.objects.get().return_value is False


def test_the_house_leaves_its_long_jobs_to_workers(monkeypatch):
    monkeypatch.undo()

    queued = {name for name, job in schedule.PERIODIC.items() if job.queued}

    assert {"outbox.send", "deadlines.warn", "titles.hours", "partnerships.positions"} <= queued
    assert "journal.seal" not in queued


# --- late -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("minutes", "late"), [(0, False), (180, False), (181, True)])
def test_a_job_is_late_when_it_has_not_begun_for_three_of_its_periods(minutes, late):
    schedule.every("try.hourly", hours=1)(lambda at: None)
    schedule.run_due(at=NOW)

    (standing,) = schedule.standings(at=NOW + minutes * MINUTE)

    assert (standing.late, standing.under_way, standing.failed) == (late, False, False)


def test_a_job_that_never_ran_or_that_no_worker_takes_is_late():
    schedule.every("try.never", hours=1)(lambda at: None)
    schedule.every("try.waits", queued=True, hours=1)(lambda at: None)
    schedule.claim(schedule.PERIODIC["try.waits"], at=NOW)

    assert [one.late for one in schedule.standings(at=NOW)] == [True, True]


def test_a_worker_shows_that_it_lives_and_is_no_scheduler():
    work(NOW)

    assert schedule.last_seen() == {schedule.WORKER: NOW}


def test_each_job_of_the_house_is_named_in_words(monkeypatch):
    monkeypatch.undo()

    assert [name for name, job in schedule.PERIODIC.items() if not job.label] == []
