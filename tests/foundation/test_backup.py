"""A backup restores: every row, every file and the keys; anything less is refused with a sentence."""

import gzip
import io
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tarfile
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from reciproque.foundation import backup
from reciproque.foundation.backup import databases

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
SECRET = "the-secret-of-the-first-installation-long-enough-to-be-taken-seriously"


def installation_in(folder: Path, secret: str = SECRET) -> backup.Installation:
    folder.mkdir(exist_ok=True)
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "reciproque.sqlite3")}
    return backup.Installation(database=database, data=folder, files=folder / "files", secret=secret)


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """An installation as it is just after `reciproque migrate`, made once."""
    made = installation_in(tmp_path_factory.mktemp("migrated"))
    ran = made.command("migrate", "--no-input", "--verbosity=0")
    assert ran.returncode == 0, ran.stderr
    with closing(sqlite3.connect(made.database["NAME"], isolation_level=None)) as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return made


@pytest.fixture
def original(migrated, tmp_path):
    """An installation that has lived a little: rows, a sealed journal, files."""
    here = installation_in(tmp_path / "original")
    shutil.copy(migrated.database["NAME"], here.database["NAME"])
    (here.files / "chartes").mkdir(parents=True)
    (here.files / "chartes" / "été à l’hôpital.pdf").write_bytes(os.urandom(3000))
    (here.files / "vide.txt").write_bytes(b"")
    for number in range(20):
        write_row(here, f"/partenariats/{number}/")
    return here


@pytest.fixture
def made(original, tmp_path):
    """A backup of it."""
    archive, keys = tmp_path / "backups" / "b.tar.gz", tmp_path / "elsewhere" / "b.keys"
    backup.make(original, archive, keys, at=NOW)
    return archive, keys


def write_row(here, location, base=None):
    sql = "INSERT INTO foundation_submission (key, at, location) VALUES (?, ?, ?)"
    row = (uuid4().hex, "2026-11-02 08:00:00", location)
    if base is not None:
        base.execute(sql, row)
        return
    with closing(sqlite3.connect(here.database["NAME"], isolation_level=None)) as own:
        own.execute(sql, row)


def tables(here):
    return databases.read_sqlite(Path(here.database["NAME"]))[0]


def files(here):
    return {str(p.relative_to(here.files)): p.read_bytes() for p in here.files.rglob("*") if p.is_file()}


def everything_in(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.spec("J0", "N4")
def test_a_restored_copy_answers_like_the_original(original, made, tmp_path):
    there = installation_in(tmp_path / "there", secret="")

    backup.restore(there, *made, at=NOW)

    assert tables(there) == tables(original)
    assert files(there) == files(original)
    assert there.secrets_file.read_text() == f"SECRET_KEY='{SECRET}'\n"
    assert stat.S_IMODE(there.secrets_file.stat().st_mode) == 0o600
    assert everything_in(there.data) == [
        "files", "files/chartes", "files/chartes/été à l’hôpital.pdf", "files/vide.txt",
        "reciproque.sqlite3", "secrets.env",
    ]  # fmt: skip


@pytest.mark.spec("N4")
def test_a_backup_made_while_others_write_loses_nothing_that_was_acknowledged(original, tmp_path):
    acknowledged, stopped = [], threading.Event()

    def keep_writing():
        with closing(sqlite3.connect(original.database["NAME"], isolation_level=None, timeout=30)) as base:
            base.execute("PRAGMA journal_mode=WAL")
            base.execute("PRAGMA synchronous=FULL")
            while not stopped.is_set():
                location = f"/{len(acknowledged)}/"
                write_row(original, location, base)
                acknowledged.append(location)

    writer = threading.Thread(target=keep_writing)
    writer.start()
    while len(acknowledged) < 50:
        stopped.wait(0.01)
    before = set(acknowledged)
    archive, keys = tmp_path / "b.tar.gz", tmp_path / "b.keys"
    manifest = backup.make(original, archive, keys, at=NOW)
    stopped.set()
    writer.join()

    there = installation_in(tmp_path / "there", secret="")
    backup.restore(there, archive, keys, at=NOW)

    with closing(sqlite3.connect(there.database["NAME"])) as base:
        kept = {location for (location,) in base.execute("SELECT location FROM foundation_submission")}
    assert before <= kept
    assert tables(there) == manifest["tables"]


def test_the_archive_does_not_hold_its_own_key(made):
    archive, keys = made

    assert SECRET.encode() not in gzip.decompress(archive.read_bytes())
    assert json.loads(keys.read_text())["secrets"] == {"SECRET_KEY": SECRET}
    assert [stat.S_IMODE(file.stat().st_mode) for file in made] == [0o600, 0o600]


def refusal(there, archive, keys, **how):
    """The sentence of the refusal; what stood there did not move."""
    before = everything_in(there.data)
    with pytest.raises(backup.Unusable) as refused:
        backup.restore(there, archive, keys, at=NOW, **how)
    assert everything_in(there.data) == before
    return str(refused.value)


@pytest.fixture
def there(tmp_path):
    """An empty place to restore in."""
    return installation_in(tmp_path / "there", secret="")


def test_the_keys_of_another_installation_are_refused(made, there, tmp_path):
    other = tmp_path / "other.keys"
    other.write_text(json.dumps({"format": 1, "secrets": {"SECRET_KEY": "another-one"}}))

    assert refusal(there, made[0], other) == "Ce fichier de clés n’est pas celui de cette sauvegarde."


def test_without_the_keys_nothing_is_restored(made, there, tmp_path):
    assert refusal(there, made[0], tmp_path / "none.keys").startswith("Le fichier de clés manque")

    (tmp_path / "odd.keys").write_text("not json")
    assert refusal(there, made[0], tmp_path / "odd.keys").endswith(
        "n’est pas un fichier de clés de Réciproque."
    )


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.9, 0.999])
def test_an_archive_cut_short_is_refused(made, there, share):
    archive, keys = made
    whole = archive.read_bytes()
    archive.write_bytes(whole[: int(len(whole) * share)])

    assert refusal(there, archive, keys).startswith(
        ("Cette archive est coupée", "Cette archive est incomplète")
    )


def rewritten(archive, change):
    """The archive with its members changed by `change(name, content)`; None drops one."""
    with tarfile.open(archive) as tar:
        members = [(entry.name, tar.extractfile(entry).read()) for entry in tar]
    with tarfile.open(archive, "w:gz") as tar:
        for name, content in members:
            changed = change(name, content)
            if changed is not None:
                entry = tarfile.TarInfo(name)
                entry.size = len(changed)
                tar.addfile(entry, io.BytesIO(changed))


def test_an_archive_whose_content_was_changed_is_refused(made, there):
    rewritten(made[0], lambda name, content: b"other" if name.endswith("vide.txt") else content)

    assert refusal(there, *made).startswith("Cette archive a été modifiée ou abîmée")


def test_an_archive_that_lost_a_file_is_refused(made, there):
    rewritten(made[0], lambda name, content: None if name.endswith("vide.txt") else content)

    assert refusal(there, *made).startswith("Cette archive a été modifiée ou abîmée")


def test_a_manifest_rewritten_to_match_a_changed_file_is_refused(made, there):
    def forge(name, content):
        if name != "manifest.json":
            return content
        manifest = json.loads(content)
        manifest["made_at"] = "2020-01-01T00:00:00+00:00"
        return json.dumps(manifest).encode()

    rewritten(made[0], forge)

    assert (
        refusal(there, *made)
        == "Le manifeste de cette sauvegarde a été modifié\u00a0: elle n’est pas restaurée."
    )


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "files/../../evil", "other.txt"])
def test_an_archive_that_names_a_place_outside_is_not_opened(made, there, name):
    with tarfile.open(made[0], "w:gz") as tar:
        entry = tarfile.TarInfo(name)
        entry.size = 4
        tar.addfile(entry, io.BytesIO(b"evil"))

    assert refusal(there, *made).startswith("Cette archive contient autre chose qu’une sauvegarde")


def test_an_archive_that_holds_a_link_is_not_opened(made, there):
    with tarfile.open(made[0], "w:gz") as tar:
        entry = tarfile.TarInfo("files/link")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(entry)

    assert refusal(there, *made).startswith("Cette archive contient autre chose qu’une sauvegarde")


@pytest.mark.parametrize(
    "content", [b"", b"hello", gzip.compress(b"hello", mtime=0)], ids=["empty", "text", "gzip"]
)
def test_what_is_no_archive_is_refused(made, there, content):
    made[0].write_bytes(content)

    assert refusal(there, *made).startswith("Cette archive est")


def test_a_later_version_is_refused(original, there, tmp_path):
    with closing(sqlite3.connect(original.database["NAME"])) as base, base:
        base.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('people', '0999_later', '2030-01-01')"
        )
    archive, keys = tmp_path / "b.tar.gz", tmp_path / "b.keys"
    backup.make(original, archive, keys, at=NOW)

    assert "people.0999_later" in refusal(there, archive, keys)


def test_a_journal_changed_behind_its_seals_is_refused(original, there, tmp_path):
    line = (
        "INSERT INTO foundation_event (act, at, verb, refused, actor_kind, hat, via, subject_type, subject_ref, "
        "particulars) VALUES (?, '2026-11-02', ?, 0, 'system', '', 'job', 'x', 'y', '{}')"
    )
    with closing(sqlite3.connect(original.database["NAME"])) as base, base:
        base.executemany(line, [(uuid4().hex, "one"), (uuid4().hex, "two")])
    assert original.command("scheduler", "--once").returncode == 0
    with closing(sqlite3.connect(original.database["NAME"])) as base, base:
        assert base.execute("SELECT count(*) FROM foundation_seal").fetchone() == (1,)
        base.execute("UPDATE foundation_event SET verb = 'three' WHERE verb = 'two'")
    archive, keys = tmp_path / "b.tar.gz", tmp_path / "b.keys"
    backup.make(original, archive, keys, at=NOW)

    assert "une ligne a été changée, ajoutée ou retirée" in refusal(there, archive, keys)


def test_a_place_that_holds_data_is_left_alone_unless_asked(original, made):
    write_row(original, "/later/")
    assert refusal(original, *made).startswith("Il y a déjà des données ici.")
    later = tables(original)

    manifest = backup.restore(original, *made, at=NOW, replaces=True)

    assert tables(original) == manifest["tables"]
    aside = original.data / "before_restore_20261102_080000"
    assert databases.read_sqlite(aside / "reciproque.sqlite3")[0] == later
    assert sorted(path.name for path in (aside / "files").iterdir()) == ["chartes", "vide.txt"]


def test_a_database_still_open_elsewhere_is_not_replaced(original, made):
    with closing(sqlite3.connect(original.database["NAME"])) as server:
        server.execute("PRAGMA journal_mode=WAL")
        server.execute("SELECT count(*) FROM foundation_submission").fetchall()

        with pytest.raises(backup.Unusable, match="La base est ouverte"):
            backup.restore(original, *made, at=NOW, replaces=True)


def test_a_secret_of_the_environment_that_is_not_the_backups_is_said(made, there):
    other = replace(there, secret="a-secret-given-by-the-environment")

    assert refusal(other, *made).startswith("La SECRET_KEY de l’environnement n’est pas celle")


@pytest.mark.spec("N4")
def test_a_drill_changes_nothing(original, made):
    before, held = tables(original), everything_in(original.data)

    manifest = backup.drill(original, *made)

    assert manifest["tables"] == before == tables(original)
    assert everything_in(original.data) == held


def test_a_backup_that_fails_leaves_no_archive(original, tmp_path):
    Path(original.database["NAME"]).write_bytes(b"this is no database" * 1000)

    with pytest.raises((backup.Unusable, sqlite3.DatabaseError)):
        backup.make(original, tmp_path / "out" / "b.tar.gz", tmp_path / "out" / "b.keys", at=NOW)

    assert everything_in(tmp_path / "out") == []


def test_the_three_commands_say_what_they_did(original, tmp_path):
    def run(*words):
        ran = original.command(*words)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    rows = sum(table["rows"] for table in tables(original).values())

    said = run("backup", str(tmp_path / "b.tar.gz"))
    assert f"({rows} lignes, 2 fichiers" in said
    assert f"Clés\u00a0: {tmp_path / 'b.keys'}." in said
    assert (
        run("restore", "--drill")
        == f"Essai réussi\u00a0: {rows} lignes et 2 fichiers identiques à l’original.\n"
    )
    assert backup_memory(original) == {"backup", "drill"}


def backup_memory(here):
    return set(json.loads((here.data / "backups.json").read_text()))


def test_old_backups_are_found_with_their_keys(tmp_path):
    for name, age in (
        ("reciproque-a.tar.gz", 40),
        ("reciproque-a.keys", 40),
        ("reciproque-b.tar.gz", 3),
        ("other", 40),
    ):
        file = tmp_path / name
        file.write_text("")
        os.utime(file, (NOW.timestamp() - age * 86400,) * 2)

    old = backup.old_archives(tmp_path, at=NOW, days=35)

    assert [path.name for path in old] == ["reciproque-a.keys", "reciproque-a.tar.gz"]


def test_a_command_of_another_python_reads_the_restored_place(original, made, tmp_path):
    there = installation_in(tmp_path / "there", secret="")
    backup.restore(there, *made, at=NOW)
    surroundings = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path(backup.__file__).parents[3]),
        "RECIPROQUE_DATA": str(there.data),
        "RECIPROQUE_ENV_FILE": "",
    }

    ran = subprocess.run(
        [sys.executable, "-m", "reciproque", "doctor", "--copy"],
        env=surroundings,
        capture_output=True,
        text=True,
    )

    assert (ran.returncode, ran.stderr) == (0, "")
