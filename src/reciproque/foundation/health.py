"""Two addresses for whatever watches the machine: does the process live, can it serve. They tell nothing else."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from . import clock, schedule

SCHEDULER_SILENT = timedelta(minutes=10)


@require_safe
@login_not_required
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
@login_not_required
def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, no migration waits and the scheduler has passed lately; 503 otherwise."""
    status = 200 if can_serve() else 503
    return HttpResponse(
        "ready\n" if status == 200 else "not ready\n", status=status, content_type="text/plain"
    )


def can_serve() -> bool:
    try:
        executor = MigrationExecutor(connection)
        waits = executor.migration_plan(executor.loader.graph.leaf_nodes())
        return not waits and schedule.has_run_since(clock.now() - SCHEDULER_SILENT)
    except DatabaseError:
        return False
