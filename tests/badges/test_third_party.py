"""A stranger's verifier, with a file and what is public: it believes what is vouched for, and nothing else."""

from __future__ import annotations

import json
from base64 import b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta

import jwt
import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client
from django.urls import reverse
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

from reciproque.badges import verbs, writer
from reciproque.badges.kinds import Why
from reciproque.badges.models import Issued, Key
from reciproque.foundation import guard
from reciproque.foundation.actor import VISITOR, system
from reciproque.foundation.crypto import unseal
from reciproque.people.kinds import Role
from reciproque.people.verbs import end_membership
from reciproque.titles import verbs as titles
from reciproque.titles.kinds import Lasts
from reciproque.titles.models import Credential
from tests import cast
from tests.builders import badges as build
from tests.builders import people
from tests.builders import titles as claims
from tests.builders.badges import Disbelieved, Web, believed

pytestmark = pytest.mark.django_db
NOON, TODAY = cast.NOON, cast.TODAY


@pytest.fixture(autouse=True)
def served_over_https(settings):
    settings.PUBLIC_URL, settings.SECURE_TRANSPORT = build.SITE, True
    settings.ALLOWED_HOSTS = ["reciproque.example.org", "testserver"]
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def claim() -> Credential:
    """Karim is a patient partner; the hospital, where Nadia coordinates, vouches for it."""
    claim = claims.claims(cast.karim(), of=cast.chu())
    claims.vouched(claim, cast.nadia())
    return claim


@dataclass
class Stranger:
    """Two verifiers that share nothing: the reference library's, used as a client, and one written for the test."""

    token: str
    web: Web

    def answers(self, *, at=NOON) -> tuple[str, str]:
        with time_machine.travel(at, tick=False):
            return self._library(), self._by_hand(at)

    def _library(self) -> str:
        try:
            issuer = OB3Verifier._decode_unverified(self.token)["iss"]
            verifier = OB3Verifier.for_issuer_did(issuer, download=self.web)
            verifier.verify(self.token, check_status=True, download=self.web)
        except OB3VerificationError as problem:
            return str(problem)
        return "yes"

    def _by_hand(self, at) -> str:
        try:
            believed(self.token, self.web, at=at)
        except (Disbelieved, ValueError) as problem:
            return str(problem)
        return "yes"

    def believes(self, *, at=NOON) -> bool:
        answers = {answer == "yes" for answer in self.answers(at=at)}
        assert len(answers) == 1, self.answers(at=at)
        return answers.pop()


@pytest.fixture
def stranger(claim) -> Stranger:
    return Stranger(downloaded(claim, "jwt").decode(), Web())


def downloaded(claim: Credential, shape: str) -> bytes:
    """What Karim's browser saves, once he made the credential by its page."""
    client = cast.signed_in(Client(), claim.person)
    client.post(reverse("badges:attestation", args=[claim.code]), {"cle": cast.form_key()})
    answer = client.get(reverse("badges:file", args=[Issued.objects.latest("pk").code, shape]))
    assert answer.status_code == 200
    return answer.content


def suspended(claim: Credential):
    case = titles.report(claim, by=VISITOR, at=NOON, text="Il vend des compléments aux malades du service.")
    return titles.suspend(case, by=cast.actor_of(cast.nadia(), cast.chu()), at=NOON, reason="À voir.")


def lifted(held) -> None:
    paul = cast.paul()
    people.member(cast.chu(), paul, Role.COORDINATOR)
    titles.ask_to_lift(held, by=cast.actor_of(cast.nadia(), cast.chu()), at=NOON)
    titles.lift(held, by=cast.actor_of(paul, cast.chu()), at=NOON)


# --- believed -------------------------------------------------------------------------------------
@pytest.mark.spec("A8", "J2.AC7")
def test_a_stranger_believes_it_and_goes_on_without_network(stranger):
    assert stranger.believes()
    stranger.web.cut = True
    assert stranger.believes(at=NOON + timedelta(hours=23))
    assert not stranger.believes(at=NOON + timedelta(hours=26)), "an old state is not believed for ever"


@pytest.mark.spec("A8", "A10")
def test_it_says_the_title_who_vouches_and_until_when_and_nothing_else(stranger, claim):
    karim = claim.person
    karim.account.email = "karim@example.org"
    karim.account.save()
    said = believed(stranger.token, stranger.web, at=NOON)
    subject = said["credentialSubject"]

    assert subject["identifier"] == [
        {"type": "IdentityObject", "hashed": False, "identityHash": "Karim Sow", "identityType": "name"}
    ]
    assert subject["achievement"]["name"] == "Patient partenaire · Patient partner"
    assert said["issuer"]["name"] == "CHU des Deux-Rives"
    assert said["validFrom"] < said["validUntil"]
    assert set(said) <= {
        *("@context", "id", "type", "name", "issuer", "validFrom", "validUntil", "credentialSubject"),
        *("credentialSchema", "credentialStatus", "evidence", "iss", "jti", "nbf", "exp"),
    }
    written = json.dumps(said, ensure_ascii=False)
    for kept in ("karim@example.org", "karim.sow", "Nadia", "Passerelle", claim.code, karim.code):
        assert kept not in written


@pytest.mark.spec("A8")
def test_the_image_and_the_json_carry_the_same_signed_words(stranger, claim):
    image = downloaded(claim, "png")
    assert OB3Verifier.extract_token_from_png(image) == stranger.token
    envelope = json.loads(downloaded(claim, "json"))
    assert envelope["id"] == f"data:application/vc+jwt,{stranger.token}"
    assert downloaded(claim, "pdf").startswith(b"%PDF")


def test_one_byte_changed_is_not_believed(stranger):
    token = stranger.token
    for at in range(token.index(".") + 2, len(token) - 2, 97):
        other = "A" if token[at] != "A" else "B"
        assert not Stranger(token[:at] + other + token[at + 1 :], stranger.web).believes(), at


@pytest.mark.spec("A8")
def test_what_another_signed_in_the_name_of_the_organisation_is_not_believed(stranger):
    """The credential carries its key: a stranger does not take that one's word, but that of the organisation."""
    mine = Ed25519PrivateKey.generate()
    said = OB3Verifier._decode_unverified(stranger.token)
    head = jwt.get_unverified_header(stranger.token)
    jwk = head["jwk"] | {"x": urlsafe_b64encode(mine.public_key().public_bytes_raw()).rstrip(b"=").decode()}
    for named in ({"kid": head["kid"], "jwk": jwk}, {"kid": "did:web:elsewhere.example.org#1", "jwk": jwk}):
        forged = jwt.encode(said, mine, algorithm="EdDSA", headers=named)
        assert not Stranger(forged, stranger.web).believes()


# --- what becomes of the title --------------------------------------------------------------------
@pytest.mark.spec("A8", "J2.AC5", "J2.AC7")
def test_suspended_it_is_refused_at_the_next_look_and_believed_again_once_lifted(stranger, claim):
    held = suspended(claim)
    assert stranger.answers()[1] == "suspension"
    assert not stranger.believes()
    lifted(held)
    assert stranger.believes()


@pytest.mark.spec("A8", "J2.AC5", "J2.AC7")
@pytest.mark.parametrize("who", ["issuer", "holder"])
def test_withdrawn_it_is_refused_for_good(stranger, claim, who):
    if who == "issuer":
        titles.withdraw(claim, by=cast.actor_of(cast.nadia()), at=NOON, reason="Fin.")
    else:
        titles.take_back(claim, by=cast.actor_of(cast.karim()), at=NOON)
    assert stranger.answers()[1] == "revocation"
    assert not stranger.believes()


@pytest.mark.spec("A8")
def test_it_ends_on_its_own_day(stranger, claim):
    until = claim.verifications.get().valid_until
    assert stranger.believes(at=build.moment(until))
    assert not stranger.believes(at=build.moment(until + timedelta(days=2)))


def test_what_happens_to_one_title_is_not_told_of_another(stranger):
    other = claims.claims(cast.lucie(), of=cast.chu())
    claims.vouched(other, cast.nadia())
    build.taken(other)
    suspended(other)
    assert stranger.believes()


# --- it survives ----------------------------------------------------------------------------------
@pytest.mark.spec("A8", "J2.AC7")
def test_it_survives_leaving_the_organisation(stranger, claim):
    held = claim.person.memberships.get(organisation=cast.chu())
    end_membership(held, by=cast.actor_of(claim.person), at=NOON, ends_on=TODAY)
    assert stranger.believes(at=NOON + timedelta(days=3))


@pytest.mark.spec("A8", "J2.AC7")
def test_it_survives_the_account_and_the_words_that_were_kept(stranger, claim):
    """What an erasure does: the account goes, the name goes, the words of what was issued go; the state stays."""
    person = claim.person
    issued = Issued.objects.get()
    verbs.forget(issued, by=system("erasure"), at=NOON)
    with guard.upkeep("test"):
        person.account.delete()
        type(person).objects.filter(pk=person.pk).update(name="–", plain="")
    issued.refresh_from_db()
    assert (issued.document, issued.told) == ("", "")
    assert stranger.believes()

    titles.withdraw(claim, by=cast.actor_of(cast.nadia()), at=NOON, reason="Fin.")
    assert not stranger.believes()


@pytest.mark.spec("A8")
def test_what_was_to_last_while_she_is_there_ends_with_it():
    karim, chu = cast.karim(), cast.chu()
    claim = claims.claims(karim, of=chu)
    claims.vouched(claim, cast.nadia(), lasts=Lasts.MEMBER)
    stranger = Stranger(build.taken(claim).document, Web())
    assert stranger.believes()
    held = karim.memberships.get(organisation=chu)
    end_membership(held, by=cast.actor_of(karim), at=NOON, ends_on=TODAY)
    tomorrow = NOON + timedelta(days=1)
    assert not stranger.believes(at=tomorrow)
    assert stranger.answers(at=tomorrow)[1] == "suspension"


# --- keys -----------------------------------------------------------------------------------------
@pytest.mark.spec("A8")
def test_what_an_old_key_signed_is_still_believed(stranger, claim):
    nadia = cast.actor_of(cast.nadia(), cast.chu())
    verbs.change_key(cast.chu(), by=nadia, at=NOON, why=Why.ROUTINE)
    assert stranger.believes()
    old, new = Key.objects.order_by("pk")
    assert (old.sealed, old.left_by, new.left_at) == ("", cast.nadia(), None)
    assert downloaded(claim, "jwt").decode() == stranger.token, "nothing to take again"


def test_what_an_exposed_key_signed_is_believed_no_more_and_taken_again(stranger, claim):
    nadia = cast.actor_of(cast.nadia(), cast.chu())
    verbs.change_key(cast.chu(), by=nadia, at=NOON, why=Why.EXPOSED)
    assert not stranger.believes()
    again = Stranger(downloaded(claim, "jwt").decode(), stranger.web)
    assert again.token != stranger.token
    assert again.believes()


def test_whoever_stole_a_key_makes_nothing_that_is_believed_once_it_is_said(stranger):
    """A forged credential names no list: only the key that is published no more stops it."""
    key = Key.objects.get()
    head, said = jwt.get_unverified_header(stranger.token), OB3Verifier._decode_unverified(stranger.token)
    stolen = unseal(writer.SEALED_FOR, b64decode(key.sealed), bound_to=key.code)
    said["credentialStatus"] = []
    named = {name: head[name] for name in ("kid", "jwk")}
    private = Ed25519PrivateKey.from_private_bytes(stolen)
    forged = Stranger(jwt.encode(said, private, algorithm="EdDSA", headers=named), stranger.web)
    assert forged.believes()
    nadia = cast.actor_of(cast.nadia(), cast.chu())
    verbs.change_key(cast.chu(), by=nadia, at=NOON, why=Why.EXPOSED)
    assert not forged.believes()
