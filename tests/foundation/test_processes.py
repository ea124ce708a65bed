"""The three processes of an installation: each starts, does its work, and stops when asked."""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from reciproque.foundation import schedule
from reciproque.foundation.management.commands import scheduler

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
SECRET = "the-secret-of-an-installation-long-enough-to-be-taken-seriously"


def surroundings(data: Path, **more: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
        "RECIPROQUE_DATA": str(data),
        "RECIPROQUE_ENV_FILE": "",
        "RECIPROQUE_WORKERS": "1",
        "SECRET_KEY": SECRET,
        "LANG": "fr_FR.UTF-8",
        **more,
    }


def reciproque(data: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reciproque", *words]
    return subprocess.run(
        command, env=surroundings(data, **more), capture_output=True, text=True, timeout=120
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """An installation ready to serve."""
    data = tmp_path_factory.mktemp("installed") / "not" / "yet"
    ran = reciproque(data, "migrate", "--verbosity=0")
    assert ran.returncode == 0, ran.stderr
    return data


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answer(address: str) -> tuple[int, str]:
    """What an address answers, waiting for its server to be up."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(address) as response:  # noqa: S310  (our own server)
                return response.status, response.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} never answered")


def test_the_server_serves_and_stops_when_asked(installed):
    port = free_port()
    command = [sys.executable, "-m", "reciproque", "serve", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, env=surroundings(installed), stdout=subprocess.PIPE, text=True)

    try:
        alive = answer(f"http://127.0.0.1:{port}/healthz")
        style = answer(f"http://127.0.0.1:{port}/statique/staticfiles.json")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/statique/staticfiles.json") as file:
            under = file.headers
    finally:
        server.send_signal(signal.SIGTERM)
        said, _ = server.communicate(timeout=40)

    assert alive == (200, "alive\n")
    assert style[0] == 200
    assert "default-src 'none'" in under["Content-Security-Policy"]
    assert "max-age" in under["Cache-Control"]
    assert f"Réciproque répond sur http://127.0.0.1:{port}" in said
    assert server.returncode == 0


def test_the_server_does_not_start_on_what_the_doctor_refuses(installed):
    ran = reciproque(installed, "serve", "--bind", f"127.0.0.1:{free_port()}", RECIPROQUE_DEBUG="true")

    assert ran.returncode == 1
    assert "Refusé · Mode de développement" in ran.stdout
    assert "Le serveur ne démarre pas" in ran.stderr


def test_the_worker_does_what_waits_and_ends(installed):
    ran = reciproque(installed, "worker", "--batch")

    assert (ran.returncode, ran.stdout) == (0, "")


@pytest.fixture
def jobs(monkeypatch):
    """No other job than those the test declares."""
    monkeypatch.setattr(schedule, "PERIODIC", {})


def test_a_job_runs_when_it_is_due_and_once(db, jobs):
    ran = []
    schedule.every("try.hourly", hours=1)(ran.append)

    for later in (0, 59, 61):
        schedule.run_due(at=NOW + timedelta(minutes=later))

    assert ran == [NOW, NOW + timedelta(minutes=61)]


def test_the_scheduler_says_what_it_ran(db, jobs):
    schedule.every("try.hourly", hours=1)(lambda at: None)
    said = StringIO()

    call_command("scheduler", once=True, stdout=said)

    assert said.getvalue() == "try.hourly\n"


def test_a_job_that_fails_does_not_stop_the_scheduler(db, jobs, caplog):
    ran = []

    @schedule.every("try.broken", hours=1)
    def break_down(at):
        raise RuntimeError("broken on purpose")

    schedule.every("try.sound", hours=1)(ran.append)
    with transaction.atomic(), caplog.at_level(logging.ERROR):
        looks = scheduler.Command()
        looks.look()
        looks.look()

    assert len(ran) == 1
    assert "broken on purpose" in caplog.text
