"""Keyed digests, which let the journal speak of someone without naming her; and what is sealed before it is kept."""

import hmac
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.crypto import salted_hmac

LENGTH = 64
"""Random bytes of a new secret."""
NONCE = 12
KEY_BITS = 256


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


def seal(purpose: str, content: bytes, *, bound_to: str = "") -> bytes:
    """`content` encrypted under the key of its purpose, never twice alike; it opens only with the same `bound_to`."""
    return seal_under(_key_of(purpose), content, bound_to=bound_to)


def unseal(purpose: str, sealed: bytes, *, bound_to: str = "") -> bytes:
    """What was sealed. Raises InvalidTag when it was changed, or sealed by another installation."""
    return unseal_under(_key_of(purpose), sealed, bound_to=bound_to)


def new_key() -> bytes:
    """A key for one thing alone, to be kept sealed and thrown away with it."""
    return AESGCM.generate_key(KEY_BITS)


def seal_under(key: bytes, content: bytes, *, bound_to: str = "") -> bytes:
    """`content` encrypted under a key of `new_key`, as `seal` does under the key of a purpose."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, bound_to.encode())


def unseal_under(key: bytes, sealed: bytes, *, bound_to: str = "") -> bytes:
    """What `seal_under` sealed. Raises InvalidTag when it was changed, moved, or sealed under another key."""
    return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], bound_to.encode())


def _key_of(purpose: str) -> bytes:
    return bytes.fromhex(keyed_digest(purpose, "key"))
