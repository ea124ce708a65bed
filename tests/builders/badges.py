"""Portable credentials for tests, and a stranger who verifies them with nothing but a file and what is public."""

from __future__ import annotations

import gzip
import json
from base64 import urlsafe_b64decode
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.test import Client

from reciproque.badges import verbs
from reciproque.badges.models import Issued
from reciproque.titles.models import Credential
from tests import cast

SITE = "https://reciproque.example.org"


def taken(claim: Credential, *, at: datetime = cast.NOON) -> Issued:
    return verbs.make_portable(claim, by=cast.actor_of(claim.person), at=at)


class Web:
    """Reads an address as a stranger's program does; `cut` is when there is no network: what was read is kept."""

    def __init__(self):
        self.kept: dict[str, bytes] = {}
        self.cut = False

    def __call__(self, url: str) -> bytes:
        if not self.cut:
            parts = urlsplit(url)
            assert f"{parts.scheme}://{parts.netloc}" == SITE, url
            answer = Client(headers={"host": parts.netloc}).get(parts.path, secure=True)
            if answer.status_code != 200:
                raise OSError(f"{url}: {answer.status_code}")
            self.kept[url] = answer.content
        return self.kept[url]


class Disbelieved(Exception):
    """The second verifier's answer, in a word."""


def believed(token: str, web: Web, *, at: datetime) -> dict:
    """A verifier written from the texts alone (JWS, did:web, VC 2.0, Bitstring Status List): nothing of ours, nor of
    the library that signs. Returns what the credential says, or raises Disbelieved.
    """
    said = _signed(token, web, issuer=None)
    if not datetime.fromisoformat(said["validFrom"]) <= at <= datetime.fromisoformat(said["validUntil"]):
        raise Disbelieved("dates")
    for entry in said["credentialStatus"]:
        told = _signed(web(entry["statusListCredential"]).decode(), web, issuer=said["iss"])
        if not datetime.fromisoformat(told["validFrom"]) <= at <= datetime.fromisoformat(told["validUntil"]):
            raise Disbelieved("stale list")
        subject = told["credentialSubject"]
        if subject["statusPurpose"] != entry["statusPurpose"] or told["id"] != entry["statusListCredential"]:
            raise Disbelieved("another list")
        bits = gzip.decompress(from_base64(subject["encodedList"].removeprefix("u")))
        place = int(entry["statusListIndex"])
        if bits[place // 8] >> (7 - place % 8) & 1:
            raise Disbelieved(entry["statusPurpose"])
    return said


def from_base64(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _signed(token: str, web: Web, *, issuer: str | None) -> dict:
    head, body, signature = token.split(".")
    header, said = json.loads(from_base64(head)), json.loads(from_base64(body))
    did = said["issuer"] if isinstance(said["issuer"], str) else said["issuer"]["id"]
    if header["alg"] != "EdDSA" or did != said["iss"] or issuer not in (None, did):
        raise Disbelieved("issuer")
    host, *path = (unquote(part) for part in did.removeprefix("did:web:").split(":"))
    document = json.loads(web(f"https://{host}/{'/'.join(path)}/did.json"))
    methods = {one["id"]: one for one in document["verificationMethod"]}
    if document["id"] != did or header["kid"] not in document["assertionMethod"]:
        raise Disbelieved("key")
    key = Ed25519PublicKey.from_public_bytes(from_base64(methods[header["kid"]]["publicKeyJwk"]["x"]))
    try:
        key.verify(from_base64(signature), f"{head}.{body}".encode())
    except Exception as problem:
        raise Disbelieved("signature") from problem
    return said


def moment(day) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
