"""Periodic jobs: declared beside what they do, begun once however many schedulers run, recorded as they end."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from . import clock, guard
from .models import Beat

PATIENCE = timedelta(minutes=2)
"""How long a job waits for a worker before the scheduler does it itself."""
LATE_AFTER = 3
"""A job is late when it has not begun for so many of its periods."""
SCHEDULER, WORKER = "process.scheduler", "process.worker"
"""Processes that are seen to live: the scheduler by the jobs it begins, workers by a beat of their own."""
DONE, FAILED = "ok", "failed"
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Periodic:
    """A job and how often it runs; it receives the instant it runs at, and may return how many rows it dealt with.

    `label` says in words what it does; a `queued` one is done by a worker, so that the scheduler never waits for it.
    """

    name: str
    every: timedelta
    run: Callable[[datetime], object]
    label: Any = ""
    queued: bool = False


PERIODIC: dict[str, Periodic] = {}


def every(
    name: str, *, label: Any = "", queued: bool = False, **interval: int
) -> Callable[[Callable], Callable]:
    """Declare a periodic job: `@every("journal.seal", minutes=5, label=_("Sceller le journal"))`."""

    def declare(run: Callable) -> Callable:
        PERIODIC[name] = Periodic(name, timedelta(**interval), run, label, queued)
        return run

    return declare


# --- running --------------------------------------------------------------------------------------
def claim(job: Periodic, *, at: datetime) -> bool:
    """True for one caller only, when the job is due: a conditional update decides, never a look before.

    A queued job is put in the queue in the same transaction, unless its last run still waits there.
    """
    with guard.upkeep("schedule"):
        Beat.objects.bulk_create(
            [Beat(name=job.name, last_at=at - job.every - job.every)], ignore_conflicts=True
        )
        due = Beat.objects.filter(name=job.name, last_at__lte=at - job.every)
        if not job.queued:
            return bool(due.update(last_at=at, last_began_at=at))
        with transaction.atomic():
            mine = due.filter(queued_for=None).update(last_at=at, queued_for=at)
            if mine:
                run_job.enqueue(job.name, at.isoformat())
            return bool(mine)


def run_due(*, at: datetime) -> list[str]:
    """Run what is due, one job after the other, and put in the queue what is long; returns their names.

    A job that fails is written down and stops neither the others nor the scheduler: it comes again in its turn.
    A job that no worker took in time is done here.
    """
    beats = {beat.name: beat for beat in Beat.objects.all()}
    ran = []
    for job in PERIODIC.values():
        beat = beats.get(job.name)
        if beat and beat.queued_for and beat.queued_for <= at - PATIENCE:
            done = _take(job, beat.queued_for, at=at)
        elif beat and beat.last_at > at - job.every:
            done = False
        else:
            done = claim(job, at=at)
            if done and not job.queued:
                _run(job, at)
        if done:
            ran.append(job.name)
    return ran


@task()
def run_job(name: str, queued_for: str) -> bool:
    """What a worker does of the queue: that run of a job, once, unless somebody has done it meanwhile."""
    job = PERIODIC.get(name)
    return job is not None and _take(job, datetime.fromisoformat(queued_for), at=clock.now())


def _take(job: Periodic, queued_for: datetime, *, at: datetime) -> bool:
    with guard.upkeep("schedule"):
        waits = Beat.objects.filter(name=job.name, queued_for=queued_for)
        mine = bool(waits.update(queued_for=None, last_began_at=at))
    if mine:
        _run(job, at)
    return mine


def _run(job: Periodic, at: datetime) -> None:
    outcome, problem, count = DONE, "", None
    try:
        result = job.run(at)
        count = result if type(result) is int and result >= 0 else None
    except Exception as raised:
        logger.exception("the periodic job %s failed", job.name)
        outcome, problem = FAILED, type(raised).__name__[:80]
    with guard.upkeep("schedule"):
        Beat.objects.filter(name=job.name).update(
            last_ended_at=clock.now(), last_outcome=outcome, last_problem=problem, last_count=count
        )


# --- what is read of it ---------------------------------------------------------------------------
def show_life(process: str, *, at: datetime) -> None:
    """Note that a process lives."""
    with guard.upkeep("schedule"):
        if not Beat.objects.filter(name=process).update(last_at=at):
            Beat.objects.bulk_create([Beat(name=process, last_at=at)], ignore_conflicts=True)


def last_seen() -> dict[str, datetime]:
    """When a scheduler last passed and when a worker last showed that it lives, under the names of processes."""
    seen: dict[str, datetime] = {}
    for name, at in Beat.objects.values_list("name", "last_at"):
        process = WORKER if name == WORKER else SCHEDULER
        seen[process] = max(at, seen.get(process, at))
    return seen


@dataclass(frozen=True)
class Standing:
    """A job and how it stands: `beat` is None while it never ran."""

    job: Periodic
    beat: Beat | None
    late: bool

    @property
    def under_way(self) -> bool:
        """Its last run has not ended: it goes on, or was stopped."""
        began = self.beat.last_began_at if self.beat else None
        ended = self.beat.last_ended_at if self.beat else None
        return began is not None and (ended is None or ended < began)

    @property
    def failed(self) -> bool:
        return self.beat is not None and self.beat.last_outcome == FAILED


def standings(*, at: datetime) -> list[Standing]:
    """Every job with its last run, in the order of their names. One query."""
    beats = {beat.name: beat for beat in Beat.objects.all()}
    found = []
    for name, job in sorted(PERIODIC.items()):
        beat = beats.get(name)
        began = beat.last_began_at if beat else None
        found.append(Standing(job, beat, began is None or began < at - LATE_AFTER * job.every))
    return found


def queue() -> dict[tuple[str, str], int]:
    """How many tasks stand in the queue or passed through it, by the path of what they do and by status."""
    counted = DBTaskResult.objects.order_by().values_list("task_path", "status").annotate(Count("pk"))
    return {(path, status): number for path, status, number in counted}
