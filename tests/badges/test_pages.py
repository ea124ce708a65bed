"""Taking a title away: who may, why not, what the pages show, what is published, and what is told to oneself."""

from __future__ import annotations

import json
from datetime import timedelta

import lxml.html
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from reciproque.badges import verbs, writer
from reciproque.badges.kinds import Purpose, Shape, Why
from reciproque.badges.models import Issued, Key
from reciproque.badges.queries.issuers import places
from reciproque.foundation.actor import VISITOR
from reciproque.foundation.policy import Refused, may
from reciproque.people.queries import all_about
from reciproque.people.verbs import revise_person
from reciproque.titles import verbs as titles
from reciproque.titles.models import Credential
from tests import cast
from tests.builders import badges as build
from tests.builders import titles as claims

pytestmark = pytest.mark.django_db
NOON, TODAY = cast.NOON, cast.TODAY


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def claim() -> Credential:
    claim = claims.claims(cast.karim(), of=cast.chu())
    claims.vouched(claim, cast.nadia())
    return claim


def attestation(claim: Credential) -> str:
    return reverse("badges:attestation", args=[claim.code])


def shown(answer) -> str:
    return " ".join(lxml.html.fromstring(answer.content.decode()).find(".//main").text_content().split())


# --- whose it is ----------------------------------------------------------------------------------
@pytest.mark.spec("A8")
def test_she_takes_it_from_her_titles_and_finds_it_again(claim):
    client = cast.signed_in(Client(), claim.person)
    assert attestation(claim) in client.get(reverse("titles:mine")).content.decode()
    before = shown(client.get(attestation(claim)))
    assert "Faire mon attestation" in before
    assert "Patient partner" in before

    key = cast.form_key()
    for _twice in range(2):
        after = client.post(attestation(claim), {"cle": key}, follow=True)
    issued = Issued.objects.get()
    for shape in Shape:
        assert reverse("badges:file", args=[issued.code, shape]) in after.content.decode()
    assert "Faire mon attestation" not in shown(after)


@pytest.mark.spec("A8")
def test_nobody_else_takes_it_nor_reads_its_files(claim):
    issued = build.taken(claim)
    for other in (cast.nadia(), cast.lucie(), cast.charlie()):
        client = cast.signed_in(Client(), other)
        assert client.post(attestation(claim), {"cle": cast.form_key()}).status_code in (403, 404)
        assert not may(cast.actor_of(other), "make_portable", claim)
        for shape in Shape:
            assert client.get(reverse("badges:file", args=[issued.code, shape])).status_code == 404
    assert Client().get(reverse("badges:file", args=[issued.code, "jwt"])).status_code == 302


@pytest.mark.spec("A8")
def test_the_page_asks_little_of_the_database(claim, django_assert_max_num_queries):
    build.taken(claim)
    client = cast.signed_in(Client(), claim.person)
    client.get("/")
    with django_assert_max_num_queries(10):
        client.get(attestation(claim))
    coordinator = cast.signed_in(Client(), cast.nadia(), cast.chu())
    coordinator.get("/")
    with django_assert_max_num_queries(10):
        coordinator.get(reverse("badges:keys"))


def test_a_shape_nobody_knows_leads_nowhere(claim):
    client = cast.signed_in(Client(), claim.person)
    assert client.get(reverse("badges:file", args=[build.taken(claim).code, "exe"])).status_code == 404


# --- why not --------------------------------------------------------------------------------------
@pytest.mark.spec("A8")
def test_what_nobody_vouches_for_is_not_taken_away_and_the_page_says_why(claim):
    declared = claims.claims(cast.karim(), "pair_aidant")
    training = claims.trained(cast.karim(), 40, of=cast.chu())
    claims.vouched(training, cast.nadia())
    ended = claims.claims(cast.karim(), "patient_mentor", of=cast.chu())
    claims.vouched(ended, cast.nadia(), valid_until=TODAY)

    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        client = cast.signed_in(Client(), cast.karim())
        for one, why in (
            (declared, "faites-le d’abord vérifier"),
            (training, "seul un titre"),
            (ended, "a pris fin"),
        ):
            page = client.get(attestation(one))
            assert why in shown(page)
            assert "Faire mon attestation" not in shown(page)
            answer = client.post(attestation(one), {"cle": cast.form_key()})
            assert answer.status_code == 422
            assert not Issued.objects.exists()


@pytest.mark.spec("A8")
def test_suspended_or_withdrawn_no_file_is_given_any_more(claim):
    issued = build.taken(claim)
    case = titles.report(claim, by=VISITOR, at=NOON, text="Il vend des compléments aux malades du service.")
    client = cast.signed_in(Client(), claim.person)
    for act, why in (
        (lambda: titles.suspend(case, by=cast.actor_of(cast.nadia()), at=NOON, reason="À voir."), "suspendu"),
        (lambda: titles.take_back(claim, by=cast.actor_of(claim.person), at=NOON), "retiré"),
    ):
        act()
        assert why in shown(client.get(attestation(claim)))
        with pytest.raises(ValidationError, match=why):
            build.taken(claim)
        for shape in Shape:
            answer = client.get(reverse("badges:file", args=[issued.code, shape]))
            assert answer.status_code == 403
            assert why in shown(answer)


def test_a_name_that_changed_is_put_right_in_a_new_one(claim):
    first = build.taken(claim)
    karim = claim.person
    named = {"name": "Karim Sow-Arnaud", "language": "fr", "zone": "Europe/Paris", "version": karim.version}
    revise_person(karim, by=cast.actor_of(karim), at=NOON, **named)
    client = cast.signed_in(Client(), karim)
    page = client.get(attestation(claim))
    assert "En prendre une à jour" in shown(page)
    assert first.code not in page.content.decode()
    assert client.get(reverse("badges:file", args=[first.code, Shape.IMAGE])).status_code == 403
    again = build.taken(claim)
    assert again.pk != first.pk
    assert client.get(reverse("badges:file", args=[again.code, Shape.IMAGE])).status_code == 200


def test_a_site_that_changed_its_name_offers_new_ones(claim, settings):
    settings.PUBLIC_URL, settings.SECURE_TRANSPORT = build.SITE, True
    settings.ALLOWED_HOSTS = ["*"]
    first = build.taken(claim)
    settings.PUBLIC_URL = "https://autre.example.org"
    assert build.taken(claim).pk != first.pk


# --- keys -----------------------------------------------------------------------------------------
@pytest.mark.spec("A8")
def test_the_coordination_changes_the_key_and_sees_how_many_each_signed(claim):
    client = cast.signed_in(Client(), cast.nadia(), cast.chu())
    assert "Pas encore de clé" in shown(client.get(reverse("badges:keys")))
    build.taken(claim)
    assert "1 attestation" in shown(client.get(reverse("badges:keys")))

    nothing = client.post(reverse("badges:keys"), {"cle": cast.form_key()})
    assert nothing.status_code == 422
    sent = {"cle": cast.form_key(), "why": Why.ROUTINE}
    assert "vérifie encore" in shown(client.post(reverse("badges:keys"), sent, follow=True))
    assert Key.objects.count() == 2


def test_who_does_not_coordinate_the_house_changes_no_key(claim):
    build.taken(claim)
    for other in (cast.karim(), cast.nurse(), cast.charlie()):
        with pytest.raises(Refused):
            verbs.change_key(cast.chu(), by=cast.actor_of(other), at=NOON, why=Why.EXPOSED)
    for other in (cast.karim(), cast.nurse()):
        assert cast.signed_in(Client(), other).get(reverse("badges:keys")).status_code in (403, 404)


def test_a_private_key_is_never_in_clear_and_opens_with_this_secret_alone(claim, settings):
    build.taken(claim)
    key = Key.objects.get()
    settings.SECRET_KEY = "another secret, of another installation, as long as it must be to be one"
    with pytest.raises(writer.Closed):
        writer.sign({}, key)
    other = claims.claims(cast.lucie(), of=cast.chu())
    claims.vouched(other, cast.nadia())
    with pytest.raises(ValidationError, match="ne s’ouvre pas ici"):
        build.taken(other)
    answer = Client().get(reverse("badges:list", args=[cast.chu().code, Purpose.SUSPENSION]))
    assert answer.status_code == 503


# --- what is published ----------------------------------------------------------------------------
def test_what_is_published_names_nobody_and_is_read_from_anywhere(claim):
    build.taken(claim)
    code = cast.chu().code
    for address in (
        reverse("badges:document", args=[code]),
        *(reverse("badges:list", args=[code, purpose]) for purpose in Purpose),
    ):
        answer = Client().get(address)
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Cache-Control"] == "public, max-age=60"
        assert "Karim" not in answer.content.decode()
    document = json.loads(Client().get(reverse("badges:document", args=[code])).content)
    assert "d" not in document["verificationMethod"][0]["publicKeyJwk"]


def test_an_organisation_that_never_signed_answers_like_one_that_does_not_exist(
    claim, django_assert_num_queries
):
    seen = set()
    for code in (cast.chu().code, "ZZZZZZZZZZ", "é", "x" * 300):
        for address in (
            reverse("badges:document", args=[code]),
            reverse("badges:list", args=[code, Purpose.REVOCATION]),
            reverse("badges:list", args=[code, "autre"]),
        ):
            with django_assert_num_queries(1):
                answer = Client().get(address)
            seen.add((answer.status_code, shown(answer)))
    assert len(seen) == 1
    assert seen.pop()[0] == 404


def test_what_is_published_is_read_only_so_often(claim):
    build.taken(claim)
    client, address = Client(), reverse("badges:document", args=[cast.chu().code])
    answers = [client.get(address).status_code for _try in range(121)]
    assert answers[119:] == [200, 429]


def test_a_list_costs_the_same_for_one_and_for_many(claim, django_assert_num_queries):
    build.taken(claim)
    address = reverse("badges:list", args=[cast.chu().code, Purpose.SUSPENSION])
    with django_assert_num_queries(3):
        Client().get(address)
    for key in ("patient_mentor", "pair_aidant"):
        one = claims.claims(cast.karim(), key, of=cast.chu())
        claims.vouched(one, cast.nadia())
        build.taken(one)
    with django_assert_num_queries(3):
        Client().get(address)


def test_each_has_its_own_place(claim, monkeypatch):
    """The dice always fall on the first place left: nobody gets the place of somebody else."""
    monkeypatch.setattr(verbs, "randbelow", lambda _most: 0)
    found = []
    for key in ("patient_mentor", "pair_aidant", "patient_coach"):
        one = claims.claims(cast.karim(), key, of=cast.chu())
        claims.vouched(one, cast.nadia())
        found.append(build.taken(one).place)
    assert found == [0, 1, 2]
    assert places(cast.chu(), Purpose.SUSPENSION, on=TODAY) == []


# --- what is kept of her --------------------------------------------------------------------------
@pytest.mark.spec("A8")
def test_her_data_hold_what_was_given_to_her(claim):
    issued = build.taken(claim)
    (told,) = all_about(claim.person, at=NOON)["portable_credentials"]
    assert told["signed"] == issued.document
    assert told["issuer"] == "CHU des Deux-Rives"
    assert all_about(cast.lucie(), at=NOON)["portable_credentials"] == []
