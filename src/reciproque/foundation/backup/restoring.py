"""Putting a backup back: everything is checked in a place apart before anything that stands is moved."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from . import archive, databases
from .installation import Installation, Unusable


def restore(
    installation: Installation, backup: Path, keys: Path, *, at: datetime, replaces: bool = False
) -> dict[str, Any]:
    """Make `installation` what it was when the backup was made; returns the manifest.

    What stood there is set aside, never destroyed, and only when `replaces`. Raises Unusable with nothing
    changed: not a backup, wrong or missing keys, another kind of database, target not empty, rows that differ.
    """
    restored = _with_keys(installation, keys)
    _refuse_other_secret(installation, restored)
    connections.close_all()
    with _opened(restored, backup) as (folder, manifest):
        if not replaces and _holds_something(installation):
            raise Unusable(
                _(
                    "Il y a déjà des données ici. Pour les mettre de côté et restaurer à leur place : --replace."
                )
            )
        aside = f"{databases.SET_ASIDE}{at:%Y%m%d_%H%M%S}"
        if restored.is_sqlite:
            _check_sqlite(_staged(restored, folder), manifest)
            _set_aside(installation, installation.data / aside)
            _move(folder / "database.sqlite3", Path(restored.database["NAME"]))
            _put_files(restored, folder, aside)
        else:
            with databases.room_made(restored.database, aside):
                _load_postgresql(restored, folder, manifest)
            _put_files(restored, folder, aside)
        _put_secret(installation, restored, aside)
    return manifest


def drill(installation: Installation, backup: Path, keys: Path) -> dict[str, Any]:
    """Restore in a place of its own, compare every row and every file, then throw it all away."""
    restored = _with_keys(installation, keys)
    with _opened(restored, backup) as (folder, manifest):
        if restored.is_sqlite:
            _check_sqlite(_staged(restored, folder), manifest)
        else:
            with databases.scratch_database(
                restored.database, f"reciproque_drill_{uuid4().hex[:12]}"
            ) as scratch:
                _load_postgresql(replace(restored, database=scratch, data=folder), folder, manifest)
    return manifest


# --- before anything is touched -------------------------------------------------------------------
def _with_keys(installation: Installation, keys: Path) -> Installation:
    """The installation as it will be, with the secret the key file holds."""
    if not keys.is_file():
        raise Unusable(
            _(
                "Le fichier de clés manque (%(path)s). Sans lui, cette sauvegarde reste fermée : donnez-le par --keys."
            )
            % {"path": keys}
        )
    try:
        secret = json.loads(keys.read_text())["secrets"]["SECRET_KEY"]
    except (ValueError, KeyError, TypeError):
        raise Unusable(_("%(path)s n’est pas un fichier de clés de Réciproque.") % {"path": keys}) from None
    return replace(installation, secret=str(secret))


def _refuse_other_secret(installation: Installation, restored: Installation) -> None:
    known = installation.secrets_file.read_text() if installation.secrets_file.exists() else ""
    if installation.secret not in ("", restored.secret) and installation.secret not in known:
        raise Unusable(
            _(
                "La SECRET_KEY de l’environnement n’est pas celle de cette sauvegarde : retirez-la, puis recommencez."
            )
        )


@contextmanager
def _opened(restored: Installation, backup: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The backup unpacked in a folder beside the data, checked against its manifest and the keys."""
    if not backup.is_file():
        raise Unusable(_("Ce fichier n’existe pas : %(path)s") % {"path": backup})
    restored.data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=restored.data) as name:
        folder = Path(name)
        manifest = archive.unpack(backup, folder)
        if manifest["key"] != restored.digest("key", ""):
            raise Unusable(_("Ce fichier de clés n’est pas celui de cette sauvegarde."))
        if not archive.is_sealed_by(manifest, restored):
            raise Unusable(_("Le manifeste de cette sauvegarde a été modifié : elle n’est pas restaurée."))
        kind = "sqlite" if restored.is_sqlite else "postgresql"
        if manifest["database"] != kind:
            raise Unusable(
                _("Cette sauvegarde vient de %(theirs)s et cette installation est sur %(ours)s.")
                % {"theirs": manifest["database"], "ours": kind}
            )
        _refuse_later_migrations(manifest["migrations"])
        yield folder, manifest


def _refuse_later_migrations(applied: list[str]) -> None:
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    later = [name for name in applied if tuple(name.split(".", 1)) not in known]
    if later:
        raise Unusable(
            _(
                "Cette sauvegarde vient d’une version plus récente (%(migration)s) : mettez d’abord Réciproque à jour."
            )
            % {"migration": later[0]}
        )


def _holds_something(installation: Installation) -> bool:
    if installation.files.is_dir() and any(path.is_file() for path in installation.files.rglob("*")):
        return True
    if installation.is_sqlite:
        return bool(databases.sqlite_tables(Path(installation.database["NAME"])))
    with databases.connect(installation.database) as base:
        return bool(databases.postgresql_tables(base))


# --- checking the copy ----------------------------------------------------------------------------
def _staged(restored: Installation, folder: Path) -> Installation:
    """The unpacked copy, seen as an installation of its own."""
    database = {**restored.database, "NAME": folder / "database.sqlite3"}
    return replace(restored, database=database, data=folder, files=folder / "files")


def _check_sqlite(staged: Installation, manifest: dict[str, Any]) -> None:
    file = Path(staged.database["NAME"])
    _compare(databases.read_sqlite(file)[0], manifest)
    _bring_up_to_date(staged)
    databases.claim_sqlite(file)


def _load_postgresql(restored: Installation, folder: Path, manifest: dict[str, Any]) -> None:
    databases.tool(
        "pg_restore", restored.database, "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error",
        f"--dbname={restored.database['NAME']}", str(folder / "database.dump"),
    )  # fmt: skip
    _compare(databases.read_postgresql(restored.database)[0], manifest)
    _bring_up_to_date(restored)


def _compare(found: databases.Tables, manifest: dict[str, Any]) -> None:
    told = manifest["tables"]
    different = sorted(name for name in found.keys() | told.keys() if found.get(name) != told.get(name))
    if different:
        raise Unusable(_("La copie diffère de l’original : %(tables)s.") % {"tables": ", ".join(different)})


def _bring_up_to_date(restored: Installation) -> None:
    """Apply the migrations made since, then let the doctor read the journal with the restored secret."""
    for words in (["migrate", "--no-input", "--verbosity=0"], ["doctor", "--copy"]):
        ran = restored.command(*words)
        if ran.returncode:
            said = (ran.stdout + ran.stderr).strip().splitlines()
            raise Unusable(
                _("La copie a été refusée à l’examen : %(reason)s")
                % {"reason": said[-1] if said else words[0]}
            )


# --- putting it in place --------------------------------------------------------------------------
def _set_aside(installation: Installation, aside: Path) -> None:
    """Move the present SQLite database to the folder `aside`, once nobody has it open any more."""
    file = Path(installation.database["NAME"])
    if databases.sqlite_tables(file):
        databases.claim_sqlite(file)
        _move(file, aside / file.name)
    for leftover in (file.with_name(file.name + "-wal"), file.with_name(file.name + "-shm")):
        leftover.unlink(missing_ok=True)


def _put_files(restored: Installation, folder: Path, aside: str) -> None:
    if restored.files.exists():
        _move(restored.files, restored.data / aside / "files")
    unpacked = folder / "files"
    unpacked.mkdir(exist_ok=True)
    _move(unpacked, restored.files)


def _put_secret(installation: Installation, restored: Installation, aside: str) -> None:
    file = restored.secrets_file
    if installation.secret == restored.secret:
        return
    if file.exists():
        _move(file, restored.data / aside / file.name)
    fresh = file.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text(f"SECRET_KEY='{restored.secret}'\n")
    fresh.rename(file)


def _move(what: Path, where: Path) -> None:
    where.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(what, where)
