"""What watches the machine learns whether it can serve, and nothing else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from reciproque.foundation import clock, schedule

pytestmark = pytest.mark.django_db


def told(client, address):
    response = client.get(address)
    return response.status_code, response.content


def run_the_scheduler():
    schedule.run_due(at=clock.now())


def test_a_living_process_says_so_to_anyone(client):
    assert told(client, "/healthz") == (200, b"alive\n")
    assert client.post("/healthz").status_code == 405


def test_it_is_ready_once_the_scheduler_has_passed(client):
    assert told(client, "/readyz") == (503, b"not ready\n")

    run_the_scheduler()

    assert told(client, "/readyz") == (200, b"ready\n")


def test_it_is_not_ready_when_the_scheduler_has_been_silent(client):
    schedule.run_due(at=clock.now() - timedelta(minutes=11))

    assert told(client, "/readyz") == (503, b"not ready\n")


def test_it_is_not_ready_while_a_migration_waits(client):
    run_the_scheduler()

    MigrationRecorder(connection).record_unapplied("foundation", "0001_initial")

    assert told(client, "/readyz") == (503, b"not ready\n")
