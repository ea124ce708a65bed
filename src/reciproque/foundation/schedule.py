"""Periodic jobs: declared beside what they do, begun once however many schedulers run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from . import guard
from .models import Beat


@dataclass(frozen=True)
class Periodic:
    """A job and how often it runs; it receives the instant it runs at."""

    name: str
    every: timedelta
    run: Callable[[datetime], object]


PERIODIC: dict[str, Periodic] = {}


def every(name: str, **interval: int) -> Callable[[Callable], Callable]:
    """Declare a periodic job: `@every("journal.seal", minutes=5)`."""

    def declare(run: Callable) -> Callable:
        PERIODIC[name] = Periodic(name, timedelta(**interval), run)
        return run

    return declare


def claim(job: Periodic, *, at: datetime) -> bool:
    """True for one caller only, when the job is due: a conditional update decides, never a look before."""
    with guard.upkeep("schedule"):
        Beat.objects.bulk_create(
            [Beat(name=job.name, last_at=at - job.every - job.every)], ignore_conflicts=True
        )
        return bool(Beat.objects.filter(name=job.name, last_at__lte=at - job.every).update(last_at=at))


def run_due(*, at: datetime) -> list[str]:
    """Run what is due, one job after the other; returns their names."""
    ran = []
    for job in PERIODIC.values():
        if claim(job, at=at):
            job.run(at)
            ran.append(job.name)
    return ran


def has_run_since(instant: datetime) -> bool:
    """True when some scheduler has begun a job since `instant`."""
    return Beat.objects.filter(last_at__gte=instant).exists()
