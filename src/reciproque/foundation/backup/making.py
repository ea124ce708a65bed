"""Making a backup: a copy of the database, every file, a manifest; and the keys, in a file apart."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from django.conf import settings

from . import archive, databases
from .installation import Installation

MEMORY = "backups.json"


def make(installation: Installation, target: Path, keys: Path, *, at: datetime) -> dict[str, Any]:
    """Back everything up in the archive `target` and the keys in `keys`; returns the manifest.

    The database is copied first: files are written before the rows that name them, so every row finds its file.
    The archive is read again before it counts as good. Raises Unusable.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="reciproque-", dir=target.parent) as name:
        folder = Path(name)
        copy, tables, migrations = databases.copy(installation, folder)
        about = {
            "product": "reciproque",
            "version": our_version(),
            "made_at": at.isoformat(),
            "database": "sqlite" if installation.is_sqlite else "postgresql",
            "tables": tables,
            "migrations": migrations,
        }
        members = [(copy.name, copy), *_files(installation.files)]
        manifest = archive.write(target, members, about, by=installation, at=at)
        again = folder / "again"
        again.mkdir()
        archive.unpack(target, again)
    write_keys(installation, keys)
    _remember(installation.data, "backup", at, target)
    return manifest


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield f"files/{path.relative_to(folder).as_posix()}", path


def write_keys(installation: Installation, file: Path) -> None:
    """Write the secrets without which the archive stays closed. Its owner alone may read the file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as written:
        json.dump({"format": 1, "secrets": {"SECRET_KEY": installation.secret}}, written, indent=1)
    file.chmod(0o600)


def keys_beside(target: Path) -> Path:
    """Where the keys of an archive are looked for when nobody says."""
    return target.with_name(target.name.removesuffix(".tar.gz") + ".keys")


def our_version() -> str:
    try:
        return version("reciproque")
    except PackageNotFoundError:
        return "?"


# --- what the doctor asks -------------------------------------------------------------------------
def _remember(data: Path, what: str, at: datetime, archive_: Path) -> None:
    file = data / MEMORY
    known = json.loads(file.read_text()) if file.exists() else {}
    known[what] = {"at": at.isoformat(), "archive": str(archive_.absolute())}
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(known, indent=1))
    fresh.rename(file)


def _remembered(what: str) -> dict[str, str] | None:
    file = settings.DATA / MEMORY
    return json.loads(file.read_text()).get(what) if file.exists() else None


def last_good() -> tuple[datetime, Path] | None:
    """When the last backup was made and where it stands; None when there was none."""
    known = _remembered("backup")
    return (datetime.fromisoformat(known["at"]), Path(known["archive"])) if known else None


def last_drill() -> tuple[datetime, Path] | None:
    """When a backup was last put back for trial, and which; None when none ever was."""
    known = _remembered("drill")
    return (datetime.fromisoformat(known["at"]), Path(known["archive"])) if known else None


def note_drill(installation: Installation, tried: Path, *, at: datetime) -> None:
    _remember(installation.data, "drill", at, tried)


def old_archives(folder: Path, *, at: datetime, days: int) -> list[Path]:
    """The archives of `folder`, and their keys, made more than `days` days before `at`."""
    limit = (at - timedelta(days=days)).timestamp()
    made = [path for path in folder.glob("reciproque-*") if path.name.endswith((".tar.gz", ".keys"))]
    return sorted(path for path in made if path.stat().st_mtime < limit)
