"""The doctor refuses what loses data or opens a door, and says what to do."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from reciproque.foundation import doctor, guard, journal, schedule, terminal
from reciproque.foundation.actor import system
from reciproque.foundation.doctor import Level, configuration, database, processes, surroundings
from reciproque.foundation.models import Event, Message, Submission

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
GB = 1024**3


def levels(check):
    return [finding.level for finding in check(NOW)]


@pytest.mark.parametrize(
    ("journal_mode", "synchronous", "foreign_keys", "level"),
    [
        ("wal", 2, 1, Level.FINE),
        ("wal", 3, 1, Level.FINE),
        ("wal", 1, 1, Level.REFUSED),
        ("delete", 2, 1, Level.REFUSED),
        ("wal", 2, 0, Level.REFUSED),
    ],
)
def test_sqlite_weaker_than_wal_and_full_is_refused(journal_mode, synchronous, foreign_keys, level):
    found = database.sqlite_is_durable(
        journal_mode=journal_mode, synchronous=synchronous, foreign_keys=foreign_keys
    )

    assert found.level is level


@pytest.mark.parametrize("weak", ["fsync", "full_page_writes", "synchronous_commit"])
def test_postgresql_that_may_lose_a_write_is_refused(weak):
    told = dict.fromkeys(("fsync", "full_page_writes", "synchronous_commit"), "on")
    told["server_version_num"] = "150004"
    assert {finding.level for finding in database.postgresql_is_durable(told)} == {Level.FINE}

    refused = [f for f in database.postgresql_is_durable(told | {weak: "off"}) if f.level is Level.REFUSED]

    assert [finding.found for finding in refused] == [f"{weak}=off"]


def test_a_postgresql_too_old_is_refused():
    told = dict.fromkeys(("fsync", "full_page_writes", "synchronous_commit"), "on")

    *_, version = database.postgresql_is_durable(told | {"server_version_num": "130011"})

    assert (version.level, version.found) == (Level.REFUSED, "13")


def test_a_role_above_the_rows_is_refused_except_in_the_demonstration(settings):
    assert database.role_is_humble(superuser=False, bypasses=False).level is Level.FINE
    assert database.role_is_humble(superuser=True, bypasses=False).level is Level.REFUSED
    assert database.role_is_humble(superuser=False, bypasses=True).level is Level.REFUSED

    settings.DEMO = True

    assert database.role_is_humble(superuser=True, bypasses=True).level is Level.WATCH


@pytest.mark.parametrize(
    ("free", "total", "level"),
    [
        (50 * GB, 100 * GB, Level.FINE),
        (9 * GB, 100 * GB, Level.REFUSED),
        (90 * GB, 1000 * GB, Level.WATCH),
    ],
)
def test_a_disk_nearly_full_is_refused(free, total, level):
    assert surroundings.disk_has_room(free=free, total=total).level is level


def test_debug_is_refused(settings):
    assert levels(configuration.debug_is_off) == [Level.FINE]

    settings.DEBUG = True

    assert levels(configuration.debug_is_off) == [Level.REFUSED]


@pytest.mark.parametrize("secret", ["", "short"])
def test_a_short_or_missing_secret_is_refused(settings, secret):
    settings.SECRET_KEY = secret

    assert levels(configuration.secret_is_long) == [Level.REFUSED]


def test_secrets_that_others_may_read_are_refused(settings, tmp_path):
    settings.DATA = tmp_path
    tmp_path.chmod(0o700)
    file = tmp_path / "secrets.env"
    file.write_text("SECRET_KEY=x")

    file.chmod(0o600)
    assert levels(configuration.data_are_private) == [Level.FINE, Level.FINE]

    file.chmod(0o640)
    tmp_path.chmod(0o755)
    assert levels(configuration.data_are_private) == [Level.REFUSED, Level.WATCH]


@pytest.mark.parametrize(
    ("address", "level"),
    [
        ("https://reciproque.example.org", Level.FINE),
        ("http://127.0.0.1:8000", Level.FINE),
        ("http://[::1]:8000", Level.FINE),
        ("http://reciproque.example.org", Level.REFUSED),
        ("http://192.168.1.20:8000", Level.REFUSED),
    ],
)
def test_plain_http_beyond_this_machine_is_refused(settings, address, level):
    settings.PUBLIC_URL = address
    settings.ALLOWED_HOSTS = ["127.0.0.1"]

    assert levels(configuration.address_is_safe) == [level, Level.FINE]


@pytest.mark.spec("A8")
def test_where_nobody_else_can_verify_what_is_signed_is_told(settings):
    assert levels(configuration.what_is_signed_is_read) == [Level.WATCH]
    settings.SECURE_TRANSPORT = True
    assert levels(configuration.what_is_signed_is_read) == [Level.FINE]


def test_any_host_is_refused(settings):
    settings.PUBLIC_URL, settings.ALLOWED_HOSTS = "https://reciproque.example.org", ["*"]

    assert levels(configuration.address_is_safe) == [Level.FINE, Level.REFUSED]


@pytest.mark.parametrize(
    ("address", "hosts", "level"),
    [
        ("http://127.0.0.1:8000", ["127.0.0.1", "localhost"], Level.FINE),
        ("https://demo.example.org", ["127.0.0.1"], Level.REFUSED),
        ("http://127.0.0.1:8000", ["demo.example.org"], Level.REFUSED),
    ],
)
@pytest.mark.spec("J0")
def test_the_demonstration_is_refused_on_a_public_address(settings, address, hosts, level):
    settings.DEMO, settings.PUBLIC_URL, settings.ALLOWED_HOSTS = True, address, hosts

    assert levels(configuration.address_is_safe)[-1] is level


def test_a_sound_installation_is_refused_nothing(db, settings):
    settings.PUBLIC_URL = "http://127.0.0.1:8000"

    findings = doctor.examine(at=NOW)

    assert [str(finding) for finding in findings if finding.level is Level.REFUSED] == []


def test_waiting_migrations_are_refused(db):
    assert levels(database.migrations) == [Level.FINE]

    (latest,) = MigrationLoader(connection).graph.leaf_nodes("foundation")
    MigrationRecorder(connection).record_unapplied(*latest)

    assert levels(database.migrations) == [Level.REFUSED]


def test_a_journal_line_changed_behind_its_seal_is_refused(db):
    with guard.upkeep("test"):
        subject = Submission.objects.create(key=uuid4(), at=NOW)
        for number in range(3):
            journal.write(act=uuid4(), verb=f"try.{number}", by=system("test"), at=NOW, subject=subject)
    journal.seal(at=NOW)
    assert levels(database.journal_is_whole) == [Level.FINE]

    with guard.upkeep("test"):
        Event.objects.filter(verb="try.1").update(verb="something.else")

    assert levels(database.journal_is_whole) == [Level.REFUSED]


def test_an_old_backup_is_watched_and_the_demonstration_needs_none(settings, tmp_path):
    settings.DATA = tmp_path
    assert levels(surroundings.backups_are_fresh) == [Level.WATCH, Level.WATCH]

    said = '{"%s": {"at": "%s", "archive": "/elsewhere/b.tar.gz"}, "drill": {"at": "%s", "archive": "/b"}}'
    fresh, old = NOW - timedelta(hours=25), NOW - timedelta(hours=27)
    for made, level in ((fresh, Level.FINE), (old, Level.WATCH)):
        (tmp_path / "backups.json").write_text(said % ("backup", made.isoformat(), fresh.isoformat()))
        assert levels(surroundings.backups_are_fresh) == [level, Level.FINE]

    settings.DEMO = True
    assert levels(surroundings.backups_are_fresh) == []


def test_a_scheduler_or_a_worker_that_stopped_is_watched(db, settings):
    assert levels(processes.processes_live) == [Level.WATCH, Level.WATCH]

    schedule.show_life(schedule.WORKER, at=NOW - timedelta(minutes=9))
    schedule.run_due(at=NOW - timedelta(minutes=11))
    assert levels(processes.processes_live) == [Level.WATCH, Level.FINE]

    schedule.run_due(at=NOW)
    assert levels(processes.processes_live) == [Level.FINE, Level.FINE]

    settings.DEMO = True
    assert levels(processes.processes_live) == []


def test_a_job_that_failed_and_letters_given_up_are_watched(db, monkeypatch):
    monkeypatch.setattr(schedule, "PERIODIC", {})
    assert levels(processes.jobs_end_well) == levels(processes.letters_leave) == [Level.FINE]

    schedule.every("try.broken", hours=1)(lambda at: 1 / 0)
    schedule.run_due(at=NOW)
    given_up = {"settled_at": NOW, "outcome": "given_up", "due_at": NOW, "first_due_at": NOW}
    with guard.upkeep("test"):
        Message.objects.create(kind="x", person_ref=1, once="x", **given_up)

    (job,), (letters,) = processes.jobs_end_well(NOW), processes.letters_leave(NOW)
    assert (job.level, job.found) == (Level.WATCH, "try.broken (ZeroDivisionError)")
    assert (letters.level, letters.found) == (Level.WATCH, "1 abandonné en trente jours")


def test_the_command_ends_badly_when_something_is_refused(db, settings):
    settings.DEBUG = True
    said = StringIO()

    with pytest.raises(SystemExit) as end:
        call_command("doctor", stdout=said)

    assert end.value.code == 1
    refused = [line for line in said.getvalue().splitlines() if line.startswith("Refusé")]
    assert [line.split("·")[1].split("\u00a0")[0].strip() for line in refused] == ["Mode de développement"]


@pytest.mark.parametrize(
    ("terminal_says", "language"),
    [({"LANG": "en_GB.UTF-8"}, "en"), ({"LANG": "de_DE.UTF-8"}, "fr"), ({}, "fr"),
     ({"LANG": "en_GB.UTF-8", "LC_ALL": "fr_FR.UTF-8"}, "fr")],
)  # fmt: skip
def test_commands_speak_the_language_of_the_terminal(monkeypatch, terminal_says, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in terminal_says.items():
        monkeypatch.setenv(name, value)

    assert terminal.language() == language
