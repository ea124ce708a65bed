"""The archive of a backup: written whole or not at all, read without trusting a single name in it."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import re
import shutil
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.utils.translation import gettext as _

from .installation import Installation, Unusable

FORMAT = 1
MANIFEST = "manifest.json"
NAMES = re.compile(r"manifest\.json|database\.(sqlite3|dump)|files/.+", re.DOTALL)
PIECE = 1024 * 1024


class Measured:
    """A file read through, with its digest."""

    def __init__(self, file: IO[bytes]):
        self.file, self.digest, self.size = file, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        piece = self.file.read(size)
        self.digest.update(piece)
        self.size += len(piece)
        return piece

    def told(self) -> dict[str, Any]:
        return {"size": self.size, "sha256": self.digest.hexdigest()}


def write(
    archive: Path,
    members: Iterable[tuple[str, Path]],
    about: dict[str, Any],
    *,
    by: Installation,
    at: datetime,
) -> dict[str, Any]:
    """Write the archive beside its final name, then give it that name. Returns its manifest, which closes it."""
    partial = archive.with_name(archive.name + ".partial")
    try:
        with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as raw:
            manifest = _write_members(raw, members, about, by=by, at=at)
            raw.flush()
            os.fsync(raw.fileno())
        partial.rename(archive)
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def _write_members(
    raw: IO[bytes],
    members: Iterable[tuple[str, Path]],
    about: dict[str, Any],
    *,
    by: Installation,
    at: datetime,
) -> dict[str, Any]:
    told: dict[str, Any] = {}
    with tarfile.open(fileobj=raw, mode="w:gz", format=tarfile.PAX_FORMAT, compresslevel=6) as tar:

        def put(name: str, file: IO[bytes], size: int) -> dict[str, Any]:
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode, entry.mtime = size, 0o600, int(at.timestamp())
            measured = Measured(file)
            tar.addfile(entry, measured)
            return measured.told()

        for name, path in members:
            try:
                file = path.open("rb")
            except FileNotFoundError:
                continue  # erased since it was listed
            with file:
                told[name] = put(name, file, os.fstat(file.fileno()).st_size)
        manifest = {"format": FORMAT, **about, "members": told, "key": by.digest("key", "")}
        manifest["seal"] = by.digest("manifest", json.dumps(manifest, sort_keys=True))
        text = json.dumps(manifest, indent=1, sort_keys=True).encode()
        put(MANIFEST, io.BytesIO(text), len(text))
    return manifest


def unpack(archive: Path, folder: Path) -> dict[str, Any]:
    """Unpack a backup in `folder` and return its manifest.

    Raises Unusable, with a sentence, for what is no backup, is cut short or damaged, comes from a later
    version, or names a place outside `folder`.
    """
    try:
        found = dict(_unpacked(archive, folder))
    except (tarfile.TarError, EOFError, zlib.error, OSError, UnicodeDecodeError) as problem:
        if isinstance(problem, OSError) and problem.errno is not None:
            raise Unusable(f"{problem.strerror} : {problem.filename or archive}") from problem
        raise Unusable(_("Cette archive est coupée ou abîmée : prenez-en une autre.")) from problem
    if MANIFEST not in found:
        raise Unusable(_("Cette archive est incomplète : sa dernière partie manque. Prenez-en une autre."))
    manifest = _read_manifest(folder / MANIFEST)
    del found[MANIFEST]
    if found != manifest["members"]:
        raise Unusable(_("Cette archive a été modifiée ou abîmée : une empreinte ne correspond pas."))
    return manifest


def _unpacked(archive: Path, folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    room = shutil.disk_usage(folder).free
    with gzip.open(archive) as whole, tarfile.open(fileobj=whole, mode="r|") as tar:
        for entry in tar:
            path = PurePosixPath(entry.name)
            proper = NAMES.fullmatch(entry.name) and ".." not in path.parts and not path.is_absolute()
            if not (proper and entry.isreg() and "\0" not in entry.name):
                raise Unusable(
                    _("Cette archive contient autre chose qu’une sauvegarde : elle n’est pas ouverte.")
                )
            room -= entry.size
            if room < 0:
                raise Unusable(_("Il n’y a pas assez de place sur le disque pour ouvrir cette archive."))
            target = folder.joinpath(*path.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            source = Measured(tar.extractfile(entry))  # type: ignore[arg-type]
            with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
                shutil.copyfileobj(source, written, PIECE)
            yield entry.name, source.told()
        while whole.read(PIECE):  # to the end, where the whole is checked: a few bytes missing are told too
            pass


def _read_manifest(file: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(file.read_bytes())
        version = int(manifest["format"])
    except (ValueError, KeyError, TypeError) as problem:
        raise Unusable(_("Cette archive n’est pas une sauvegarde de Réciproque.")) from problem
    if version > FORMAT:
        raise Unusable(
            _("Cette sauvegarde vient d’une version plus récente : mettez d’abord Réciproque à jour.")
        )
    return manifest


def is_sealed_by(manifest: dict[str, Any], installation: Installation) -> bool:
    """True when the manifest was written, and not changed since, by the holder of this very secret."""
    bare = {name: value for name, value in manifest.items() if name != "seal"}
    return manifest.get("seal") == installation.digest("manifest", json.dumps(bare, sort_keys=True))
