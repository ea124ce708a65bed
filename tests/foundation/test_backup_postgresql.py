"""On PostgreSQL too a backup restores, by the server's own tools, and a drill leaves nothing behind."""

from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest
from django.db import connection

from reciproque.foundation import backup
from reciproque.foundation.backup import databases

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
SECRET = "the-secret-of-the-first-installation-long-enough-to-be-taken-seriously"
pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def server(django_db_setup):
    """The server the tests run on, as Django's settings say it."""
    return {**connection.settings_dict, "NAME": "postgres", "ENGINE": "django.db.backends.postgresql"}


@pytest.fixture(scope="module")
def migrated(server, tmp_path_factory):
    """A database as it is just after `reciproque migrate`, made once."""
    with databases.scratch_database(server, f"backup_test_{uuid4().hex[:10]}") as database:
        folder = tmp_path_factory.mktemp("migrated")
        made = backup.Installation(database=database, data=folder, files=folder / "files", secret=SECRET)
        ran = made.command("migrate", "--no-input", "--verbosity=0")
        assert ran.returncode == 0, ran.stderr
        yield database


@pytest.fixture
def original(server, migrated, tmp_path):
    """An installation on a database of its own, with rows and a file."""
    name = f"backup_test_{uuid4().hex[:10]}"
    with psycopg.connect(**databases.parameters(server), autocommit=True) as base:
        base.execute(f"CREATE DATABASE {name} TEMPLATE {migrated['NAME']}")
    folder = tmp_path / "original"
    here = backup.Installation(
        database={**server, "NAME": name}, data=folder, files=folder / "files", secret=SECRET
    )
    here.files.mkdir(parents=True)
    (here.files / "charte.pdf").write_bytes(b"%PDF")
    write_rows(here, 20)
    yield here
    with psycopg.connect(**databases.parameters(server), autocommit=True) as base:
        base.execute(f"DROP DATABASE {name} WITH (FORCE)")


def write_rows(here, count):
    rows = [(uuid4(), NOW, f"/{number}/") for number in range(count)]
    with psycopg.connect(**databases.parameters(here.database)) as base:
        base.cursor().executemany(
            "INSERT INTO foundation_submission (key, at, location) VALUES (%s, %s, %s)", rows
        )


def tables(here):
    return databases.read_postgresql(here.database)[0]


def databases_of(server):
    with psycopg.connect(**databases.parameters(server)) as base:
        return {name for (name,) in base.execute("SELECT datname FROM pg_database")}


@pytest.mark.spec("N4")
def test_a_restored_copy_answers_like_the_original(original, server, tmp_path):
    archive, keys = tmp_path / "b.tar.gz", tmp_path / "b.keys"
    backup.make(original, archive, keys, at=NOW)

    with databases.scratch_database(server, f"backup_test_{uuid4().hex[:10]}") as database:
        there = backup.Installation(
            database=database, data=tmp_path / "t", files=tmp_path / "t" / "files", secret=""
        )
        backup.restore(there, archive, keys, at=NOW)

        assert tables(there) == tables(original)
        assert (there.files / "charte.pdf").read_bytes() == b"%PDF"


def test_what_stood_there_is_set_aside_and_comes_back_when_the_restore_fails(original, tmp_path, monkeypatch):
    archive, keys = tmp_path / "b.tar.gz", tmp_path / "b.keys"
    manifest = backup.make(original, archive, keys, at=NOW)
    write_rows(original, 3)
    later = tables(original)

    with pytest.raises(backup.Unusable, match="Il y a déjà des données ici"):
        backup.restore(original, archive, keys, at=NOW)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(backup.Unusable, match="Il manque le programme pg_restore"):
        backup.restore(original, archive, keys, at=NOW, replaces=True)
    assert tables(original) == later

    monkeypatch.undo()
    backup.restore(original, archive, keys, at=NOW, replaces=True)
    assert tables(original) == manifest["tables"]


def test_a_database_still_open_elsewhere_is_not_replaced(original, tmp_path):
    archive, keys = tmp_path / "b.tar.gz", tmp_path / "b.keys"
    backup.make(original, archive, keys, at=NOW)

    with (
        psycopg.connect(**databases.parameters(original.database)),
        pytest.raises(backup.Unusable, match="La base est ouverte"),
    ):
        backup.restore(original, archive, keys, at=NOW, replaces=True)


@pytest.mark.spec("N4")
def test_a_drill_compares_everything_and_leaves_no_database_behind(original, server, tmp_path):
    archive, keys = tmp_path / "b.tar.gz", tmp_path / "b.keys"
    backup.make(original, archive, keys, at=NOW)
    before, rows = databases_of(server), tables(original)

    manifest = backup.drill(original, archive, keys)

    assert manifest["tables"] == rows == tables(original)
    assert databases_of(server) == before
