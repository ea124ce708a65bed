"""Two addresses for whatever watches the machine: does the process live, can it serve. They tell nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from . import clock, schedule

SILENT = timedelta(minutes=10)
"""How long the scheduler or the workers may show nothing before they are held to have stopped."""

NEVER = datetime.min.replace(tzinfo=UTC)


@require_safe
@login_not_required
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
@login_not_required
def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, no migration waits, scheduler and worker have passed lately; 503 otherwise."""
    status = 200 if can_serve() else 503
    return HttpResponse(
        "ready\n" if status == 200 else "not ready\n", status=status, content_type="text/plain"
    )


def can_serve() -> bool:
    try:
        executor = MigrationExecutor(connection)
        waits = executor.migration_plan(executor.loader.graph.leaf_nodes())
        lately = clock.now() - SILENT
        return not waits and all(seen >= lately for seen in _processes())
    except DatabaseError:
        return False


def _processes() -> list[datetime]:
    seen = schedule.last_seen()
    return [seen.get(process, NEVER) for process in (schedule.SCHEDULER, schedule.WORKER)]
