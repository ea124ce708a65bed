"""Where the parts of an installation stand: what a backup takes and where a restore puts it back."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ..crypto import known_secret


class Unusable(Exception):
    """Why a backup cannot be made, read or put back, in a sentence to show."""


@dataclass(frozen=True)
class Installation:
    """A database (its Django settings), the files beside it, and the secret that everything sealed depends on."""

    database: Mapping[str, Any]
    data: Path
    files: Path
    secret: str

    @property
    def is_sqlite(self) -> bool:
        return self.database["ENGINE"].endswith("sqlite3")

    @property
    def secrets_file(self) -> Path:
        return self.data / "secrets.env"

    def digest(self, purpose: str, text: str) -> str:
        """A digest of `text` that only the holder of the secret can compute."""
        return salted_hmac(
            f"reciproque.backup.{purpose}", text, secret=self.secret, algorithm="sha256"
        ).hexdigest()

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of Réciproque on this installation, in a process of its own."""
        mine = ("RECIPROQUE_", "SECRET_KEY", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith(mine)}
        surroundings |= {
            "DJANGO_SETTINGS_MODULE": "reciproque.settings",
            "PYTHONPATH": os.pathsep.join(
                filter(None, [str(settings.BASE.parent), os.environ.get("PYTHONPATH")])
            ),
            "RECIPROQUE_ENV_FILE": "",
            "RECIPROQUE_DATA": str(self.data),
            "DATABASE_URL": self.url(),
            "SECRET_KEY": self.secret,
        }
        return subprocess.run(  # noqa: S603  (our own Python, our own words)
            [sys.executable, "-m", "reciproque", *words], env=surroundings, capture_output=True, text=True
        )

    def url(self) -> str:
        """The database as DATABASE_URL says it."""
        if self.is_sqlite:
            return f"sqlite:///{quote(str(self.database['NAME']))}"
        user, password, host, port, name = (
            quote(str(self.database.get(part) or ""), safe="")
            for part in ("USER", "PASSWORD", "HOST", "PORT", "NAME")
        )
        return (
            f"postgres://{user}{':' + password if password else ''}@{host}{':' + port if port else ''}/{name}"
        )


def here(*, secret_known: bool = True) -> Installation:
    """The installation this process works on. Raises Unusable without its secret, unless it comes with a backup."""
    if secret_known and not known_secret():
        raise Unusable(
            _("SECRET_KEY n’est pas connue : sans elle, une sauvegarde ne pourrait pas être relue.")
        )
    return Installation(
        database=connection.settings_dict,
        data=settings.DATA,
        files=Path(settings.MEDIA_ROOT),
        secret=known_secret(),
    )
