"""A backup brings the keys back: what was signed before is verified after, and the lists are signed again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from reciproque.foundation import backup, clock
from tests.builders.badges import from_base64 as raw

SECRET = "the-secret-of-the-installation-that-signs-long-enough-to-be-taken-seriously"
SIGN = """
import json
from reciproque.badges import verbs
from reciproque.foundation import clock, guard
from reciproque.foundation.actor import system
from reciproque.people.models import Organisation
with guard.upkeep("test"):
    house = Organisation.objects.create(name="CHU des Deux-Rives", kind="other")
key = verbs.make_key(house, by=system("test"), at=clock.now())
print(json.dumps([house.code, key.public]))
"""
LIST = """
from reciproque.badges.queries.issuers import signed_list
from reciproque.foundation import clock
print(signed_list("{code}", "suspension", at=clock.now()))
"""


def installation_in(folder: Path, secret: str = SECRET) -> backup.Installation:
    folder.mkdir()
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "reciproque.sqlite3")}
    return backup.Installation(database=database, data=folder, files=folder / "files", secret=secret)


def ran(installation: backup.Installation, *words: str) -> str:
    done = installation.command(*words)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


@pytest.mark.spec("A8")
def test_what_was_signed_before_is_answered_for_after(tmp_path):
    first = installation_in(tmp_path / "first")
    ran(first, "migrate", "--no-input", "--verbosity=0")
    code, public = json.loads(ran(first, "shell", "--verbosity=0", "-c", SIGN))
    archive, keys = tmp_path / "b.tar.gz", tmp_path / "b.keys"
    backup.make(first, archive, keys, at=clock.now())

    second = installation_in(tmp_path / "second", secret="")
    backup.restore(second, archive, keys, at=clock.now())
    restored = backup.Installation(second.database, second.data, second.files, SECRET)
    head, body, signature = ran(restored, "shell", "--verbosity=0", "-c", LIST.format(code=code)).split(".")

    Ed25519PublicKey.from_public_bytes(raw(public)).verify(raw(signature), f"{head}.{body}".encode())
    stolen = backup.Installation(second.database, second.data, second.files, "another" * 10)
    assert "Closed" in stolen.command("shell", "--verbosity=0", "-c", LIST.format(code=code)).stderr
