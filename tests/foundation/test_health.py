"""What watches the machine learns whether it can serve, and nothing else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from reciproque.foundation import clock, schedule

pytestmark = pytest.mark.django_db


def told(client, address):
    response = client.get(address)
    return response.status_code, response.content


def run_the_scheduler(at=None):
    schedule.run_due(at=at or clock.now())


def show_a_worker(at=None):
    schedule.show_life(schedule.WORKER, at=at or clock.now())


def test_a_living_process_says_so_to_anyone(client):
    assert told(client, "/healthz") == (200, b"alive\n")
    assert client.post("/healthz").status_code == 405


def test_it_is_ready_once_scheduler_and_worker_have_passed(client):
    assert told(client, "/readyz") == (503, b"not ready\n")

    run_the_scheduler()
    show_a_worker()

    assert told(client, "/readyz") == (200, b"ready\n")


@pytest.mark.parametrize(("scheduler", "worker"), [(11, 0), (0, 11), (11, 11)])
def test_it_is_not_ready_when_one_of_them_has_been_silent(client, scheduler, worker):
    run_the_scheduler(clock.now() - timedelta(minutes=scheduler))
    show_a_worker(clock.now() - timedelta(minutes=worker))

    assert told(client, "/readyz") == (503, b"not ready\n")


def test_a_worker_alone_is_no_scheduler(client):
    show_a_worker()

    assert told(client, "/readyz") == (503, b"not ready\n")


def test_it_is_not_ready_while_a_migration_waits(client):
    run_the_scheduler()
    show_a_worker()
    (latest,) = MigrationLoader(connection).graph.leaf_nodes("foundation")

    MigrationRecorder(connection).record_unapplied(*latest)

    assert told(client, "/readyz") == (503, b"not ready\n")
