"""What is written and signed: the document of an organisation's keys, a credential, a status list (Open Badges 3.0).

One proof format, VC-JWT (Open Badges 3.0 §8.2): the payload is the credential, signed EdDSA with the key that the
`kid` names in the organisation's did:web document. Nothing here reads the database.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import jwt
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from openbadgeslib.ob3 import (
    Achievement,
    Evidence,
    IdentityObject,
    Issuer,
    OpenBadgeCredential,
    build_did_document,
    build_status_list_credential,
    did_web_from_url,
    status_entry,
)

from reciproque.foundation import clock
from reciproque.foundation.crypto import keyed_digest, seal, unseal
from reciproque.titles.kinds import Means
from reciproque.titles.models import Verification

from .kinds import Purpose
from .models import Key

SEALED_FOR = "badges.key"
HOW = {
    Means.DOCUMENT: _("La structure a vu une pièce qui le montre."),
    Means.REGISTER: _("La structure l’a délivré elle-même : c’est dans ses registres."),
    Means.KNOWN: _("La structure l’atteste : elle a vu la personne à l’œuvre."),
}


class Closed(Exception):
    """The key of an organisation does not open here: it was sealed with another secret."""


# --- where things stand in the open ---------------------------------------------------------------
def public(name: str, *arguments: str) -> str:
    """The full address of a page of this installation."""
    return settings.PUBLIC_URL + reverse(name, args=arguments)


def did_of(organisation: str) -> str:
    """The did:web of the organisation of that code: it leads to the document of its keys, over https alone."""
    where = public("badges:document", organisation).removesuffix("/did.json")
    return did_web_from_url(f"https://{where.partition('://')[2]}")


def is_read_elsewhere() -> bool:
    """False where nobody else can verify: did:web is read over https and nothing else."""
    return settings.SECURE_TRANSPORT


def document_of_keys(organisation: str, keys: Iterable[Key]) -> dict[str, Any]:
    """The did:web document of an organisation: the key it signs with first, then those it signed with."""
    return build_did_document(did_of(organisation), [(key.code, _public_jwk(key)) for key in keys])


def _public_jwk(key: Key) -> dict[str, str]:
    return {"kty": "OKP", "crv": "Ed25519", "x": key.public}


# --- keys -----------------------------------------------------------------------------------------
def new_pair(code: str) -> tuple[str, str]:
    """A new key: its public part, and its private part sealed for the row of that code."""
    private = Ed25519PrivateKey.generate()
    public_part = urlsafe_b64encode(private.public_key().public_bytes_raw()).rstrip(b"=").decode()
    sealed = seal(SEALED_FOR, private.private_bytes_raw(), bound_to=code)
    return public_part, b64encode(sealed).decode()


def sign(payload: dict[str, Any], key: Key) -> str:
    """The payload as a compact JWS, naming its key twice: for who resolves the DID, and for who cannot.

    Raises Closed when the private part does not open.
    """
    try:
        raw = unseal(SEALED_FOR, b64decode(key.sealed), bound_to=key.code)
        private = Ed25519PrivateKey.from_private_bytes(raw)
    except (InvalidTag, ValueError) as problem:
        raise Closed(key.code) from problem
    named = {"kid": f"{did_of(key.organisation.code)}#{key.code}", "jwk": _public_jwk(key)}
    return jwt.encode(payload, private, algorithm="EdDSA", headers=named)


# --- a credential ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class Facts:
    """All that a portable credential tells. Neither an address, nor what one has lived through, nor where else."""

    name: str
    french: str
    english: str
    meaning: str
    meaning_english: str
    title: str
    issuer: str
    issuer_code: str
    since: date
    until: date
    means: str
    public_code: str

    @property
    def both(self) -> str:
        """The title in both languages."""
        return f"{self.french} · {self.english}"

    def digest(self) -> str:
        """What tells whether a credential already given says the same, of the same site; nothing else to anybody."""
        site = settings.PUBLIC_URL if is_read_elsewhere() else ""
        return keyed_digest("badges.told", json.dumps([asdict(self), site], default=str, sort_keys=True))


def facts_of(verification: Verification) -> Facts:
    """What an organisation vouches for, in the form of the title that its holder chose."""
    claim = verification.credential
    return Facts(
        name=claim.person.name,
        french=getattr(claim.title, claim.form),
        english=claim.title.english,
        meaning=claim.title.meaning,
        meaning_english=claim.title.meaning_english,
        title=claim.title.key,
        issuer=verification.organisation.name,
        issuer_code=verification.organisation.code,
        since=verification.verified_on,
        until=verification.valid_until,
        means=verification.means,
        public_code=claim.public_code,
    )


def list_address(organisation: str, purpose: str) -> str:
    return public("badges:list", organisation, purpose)


def credential(facts: Facts, *, place: int, zone: str) -> dict[str, Any]:
    """The payload of a credential, to be signed. It is the holder's by her name alone (identityType « name »)."""
    page = public("titles:public", facts.public_code)
    made = OpenBadgeCredential(
        issuer=Issuer(id=did_of(facts.issuer_code), name=facts.issuer, url=settings.PUBLIC_URL),
        recipient_id=None,
        identifiers=[IdentityObject(identity_hash=facts.name, identity_type="name", hashed=False)],
        achievement=Achievement(
            id=f"{public('titles:vocabulary')}#{facts.title}",
            name=facts.both,
            description=f"{facts.meaning}\n\n{facts.meaning_english}",
            criteria_narrative=_in_both(HOW[Means(facts.means)]),
        ),
        issuance_date=clock.instant(facts.since, time(0), zone),
        expiration_date=clock.instant(facts.until + timedelta(days=1), time(0), zone),
        evidence=[Evidence(id=page, name=_in_both(_("Où en est ce titre aujourd’hui")))],
        credential_status=[
            status_entry(list_address(facts.issuer_code, purpose), purpose, place) for purpose in Purpose
        ],
    )
    return made.to_jwt_payload()


def _in_both(words: Any) -> str:
    said = []
    for language in ("fr", "en"):
        with translation.override(language):
            said.append(str(words))
    return "\n\n".join(dict.fromkeys(said))


def enveloped(token: str) -> dict[str, str]:
    """The signed credential as a JSON-LD document (Verifiable Credentials 2.0 §4.13.2)."""
    return {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "id": f"data:application/vc+jwt,{token}",
        "type": "EnvelopedVerifiableCredential",
    }


# --- a status list --------------------------------------------------------------------------------
def status_list(
    organisation: str, purpose: str, places: Iterable[int], *, at: datetime, until: datetime, fresh: int
) -> dict[str, Any]:
    """The payload of a status list, to be signed: 131 072 places, the least the standard allows, to hide among."""
    address = list_address(organisation, purpose)
    made = build_status_list_credential(
        did_of(organisation), address, purpose, places, issued=at, valid_until=until, ttl=fresh * 1000
    )
    return made | {"iss": made["issuer"], "jti": address, "nbf": int(at.timestamp())}
