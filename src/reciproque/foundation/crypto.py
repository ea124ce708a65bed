"""Keyed digests: what lets the journal speak of someone without naming her."""

import hmac
import secrets
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.crypto import salted_hmac

LENGTH = 64
"""Random bytes of a new secret."""


def keep_secret(folder: Path) -> Path:
    """Make the secret of an installation, once, in a file of `folder` that its owner alone reads."""
    file = folder / "secrets.env"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not file.exists():
        fresh = file.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(f"SECRET_KEY={secrets.token_urlsafe(LENGTH)}\n")
        fresh.rename(file)
    return file


def known_secret() -> str:
    """The installation's secret, empty when it has none yet (where Django itself would raise)."""
    try:
        return settings.SECRET_KEY
    except ImproperlyConfigured:
        return ""


def keyed_digest(purpose: str, text: str) -> str:
    """A digest of `text` that nobody can recompute without the installation's secret."""
    return salted_hmac(
        f"reciproque.{purpose}", text, secret=settings.SECRET_KEY, algorithm="sha256"
    ).hexdigest()


def same(one: str, other: str) -> bool:
    """Compare two digests in a time that says nothing."""
    return hmac.compare_digest(one.encode(), other.encode())
