"""What anybody learns with a code, how a misuse is reported and looked into, and that nobody is withdrawn unheard."""

from __future__ import annotations

from datetime import timedelta

import lxml.html
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from reciproque.foundation import clock, words
from reciproque.foundation.actor import VISITOR
from reciproque.foundation.models import Message
from reciproque.foundation.policy import Refused, may
from reciproque.people.kinds import Role
from reciproque.people.verbs import end_membership
from reciproque.titles import queries, verbs
from reciproque.titles.jobs import recount, tell_what_ends_soon
from reciproque.titles.kinds import Lasts, State
from reciproque.titles.models import Case, Credential
from tests import cast
from tests.builders import people
from tests.builders import titles as build

pytestmark = pytest.mark.django_db
NOON, TODAY = cast.NOON, cast.TODAY
TEXT = "Il vend des compléments aux malades en se disant patient partenaire du CHU."


@pytest.fixture
def claim() -> Credential:
    """Karim is a patient partner; the hospital, where Nadia coordinates, vouches for it."""
    claim = build.claims(cast.karim(), of=cast.chu())
    build.vouched(claim, cast.nadia())
    return claim


def shown(claim: Credential) -> str:
    return Client().get(reverse("titles:public", args=[claim.public_code])).content.decode()


def state(claim: Credential) -> str:
    return queries.with_state(Credential.objects.filter(pk=claim.pk), on=TODAY).get().state


def second_coordinator():
    paul = cast.paul()
    people.member(cast.chu(), paul, Role.COORDINATOR)
    return paul


def reported(claim: Credential) -> Case:
    return verbs.report(claim, by=VISITOR, at=NOON, text=TEXT)


# --- the public page ------------------------------------------------------------------------------
@pytest.mark.spec("A4", "J2.AC4")
def test_the_public_page_says_who_vouches_and_until_when_and_nothing_else(claim):
    karim = claim.person
    karim.account.email = "karim@example.org"
    karim.account.save()
    page = shown(claim)

    for said in (
        "Karim Sow",
        "Patient partenaire",
        "vérifié",
        "CHU des Deux-Rives",
        words.day(claim.verifications.get().valid_until),
    ):
        assert said in page
    for kept in ("karim@example.org", "Passerelle", "Nadia", claim.code, karim.code):
        assert kept not in page


@pytest.mark.spec("A4", "J2.AC4")
@pytest.mark.parametrize("code", ["AAAAAAAAAA", "zz", "01OI", "%20", "x" * 300, "é"])
def test_a_wrong_code_answers_like_an_unknown_one(claim, code, django_assert_num_queries):
    client = Client()
    unknown = client.get(reverse("titles:public", args=["BBBBBBBBBB"]))
    with django_assert_num_queries(1):
        answer = client.get(reverse("titles:public", args=[code]))
    assert (answer.status_code, unknown.status_code) == (404, 404)
    assert said(answer) == said(unknown)


def said(answer) -> str:
    return " ".join(lxml.html.fromstring(answer.content.decode()).find(".//main").text_content().split())


def test_a_code_is_read_whatever_its_spaces_and_case(claim):
    code = claim.public_code
    typed = f" {code[:5].lower()}-{code[5:]} "
    answer = Client().get(reverse("titles:check"), {"code": typed}, follow=True)
    assert "Karim Sow" in answer.content.decode()


@pytest.mark.spec("J2.AC4")
def test_codes_are_tried_only_so_often(claim):
    client = Client()
    answers = [client.get(reverse("titles:public", args=[f"{n:010}"])).status_code for n in range(31)]
    assert answers[:30] == [404] * 30
    assert answers[30] == 429
    assert client.get(reverse("titles:public", args=[claim.public_code])).status_code == 429


def test_a_training_and_its_case_have_no_public_page():
    training = build.trained(cast.karim(), 34)
    assert Client().get(reverse("titles:public", args=[training.public_code])).status_code == 404
    with pytest.raises(Refused):
        verbs.report(training, by=VISITOR, at=NOON, text=TEXT)


def test_the_drawing_leads_to_the_page_and_says_nothing_of_what_exists(claim):
    for code in (claim.public_code, "BBBBBBBBBB"):
        answer = Client().get(reverse("titles:qr", args=[code]))
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/svg+xml"


@pytest.mark.spec("A4")
def test_a_withdrawn_title_says_so_with_its_date(claim):
    verbs.withdraw(claim, by=cast.actor_of(cast.nadia()), at=NOON, reason="Fin de la mission.")
    page = shown(claim)
    assert "retiré" in page
    assert words.day(TODAY) in page
    assert "Fin de la mission" not in page


def test_who_is_shown_a_person_is_shown_her_titles_with_their_state(claim):
    build.claims(cast.karim(), "pair_aidant")
    client = cast.signed_in(Client(), cast.nadia(), cast.chu())
    page = client.get(cast.karim().get_absolute_url()).content.decode()
    assert "Patient partenaire" in page
    assert "vérifié" in page
    assert "Pair aidant" in page
    assert "déclaré" in page


# --- a misuse -------------------------------------------------------------------------------------
@pytest.mark.spec("A5", "J2.AC6")
def test_a_misuse_is_reported_without_an_account_and_gets_a_number(claim):
    nadia = cast.nadia()
    address = reverse("titles:report", args=[claim.public_code])
    visitor = Client()
    short = visitor.post(address, {"cle": cast.form_key(), "text": "Abus", "contact": ""})
    assert short.status_code == 422
    assert "Abus" in short.content.decode()

    sent = {"cle": cast.form_key(), "text": TEXT, "contact": "06 00 00 00 00"}
    answer = visitor.post(address, sent, follow=True)
    case = Case.objects.get()
    assert case.code in answer.content.decode()
    assert case.owner == nadia
    assert case.due_on == clock.today() + timedelta(days=15)

    page = cast.signed_in(Client(), nadia, cast.chu()).get(case.get_absolute_url()).content.decode()
    assert TEXT in page
    assert "06 00 00 00 00" in page


@pytest.mark.spec("A5")
def test_the_case_waits_for_the_coordination_and_for_the_person_named(claim):
    case = reported(claim)
    nadia, karim = cast.nadia(), cast.karim()
    page = cast.signed_in(Client(), nadia, cast.chu()).get("/").content.decode()
    assert "Un titre est signalé" in page
    page = cast.signed_in(Client(), karim).get("/").content.decode()
    assert "vous pouvez répondre" in page
    assert may(cast.actor_of(karim), "answer", case)
    assert not may(cast.actor_of(cast.lucie()), "see", case)


def test_the_person_named_never_reads_how_to_reach_who_reported(claim):
    case = verbs.report(claim, by=VISITOR, at=NOON, text=TEXT, contact="06 11 22 33 44")
    page = cast.signed_in(Client(), cast.karim()).get(case.get_absolute_url()).content.decode()
    assert TEXT in page
    assert "06 11 22 33 44" not in page


@pytest.mark.spec("A5", "J2.AC5")
def test_a_suspension_is_seen_at_the_next_click(claim):
    case = reported(claim)
    verbs.suspend(case, by=cast.actor_of(cast.nadia()), at=NOON, reason="Le temps de vérifier.")
    assert state(claim) == State.SUSPENDED
    page = shown(claim)
    assert "suspendu" in page
    assert "Le temps de vérifier" not in page


@pytest.mark.spec("J2.AC6")
def test_nobody_is_withdrawn_before_she_could_answer(claim):
    case, nadia = reported(claim), cast.actor_of(cast.nadia())
    close = {"outcome": "withdrawn", "reason": "Vente avérée."}
    with pytest.raises(ValidationError, match="pas encore répondu"):
        verbs.close(case, by=nadia, at=NOON, **close)
    with pytest.raises(ValidationError, match="pas encore répondu"):
        verbs.withdraw(claim, by=cast.actor_of(cast.nadia()), at=NOON, reason="x")

    verbs.answer(case, by=cast.actor_of(cast.karim()), at=NOON, text="Ce n’était pas moi.")
    verbs.close(Case.objects.get(pk=case.pk), by=cast.actor_of(cast.nadia()), at=NOON, **close)
    assert state(claim) == State.WITHDRAWN
    page = Client().get(reverse("titles:number", args=[case.code])).content.decode()
    assert "Titre retiré" in page
    assert "Vente avérée" in page


@pytest.mark.spec("J2.AC6")
def test_a_silence_of_seven_days_does_not_stop_the_case(claim):
    case = reported(claim)
    later = NOON + timedelta(days=7)
    verbs.close(case, by=cast.actor_of(cast.nadia()), at=later, outcome="withdrawn", reason="Sans réponse.")
    assert state(claim) == State.WITHDRAWN


def test_a_suspension_is_lifted_by_two(claim):
    nadia, paul = cast.nadia(), second_coordinator()
    case = reported(claim)
    held = verbs.suspend(case, by=cast.actor_of(nadia, cast.chu()), at=NOON, reason="À voir.")
    with pytest.raises(Refused, match="d’abord"):
        verbs.lift(held, by=cast.actor_of(nadia, cast.chu()), at=NOON)
    verbs.ask_to_lift(held, by=cast.actor_of(nadia, cast.chu()), at=NOON)
    with pytest.raises(Refused, match="à deux"):
        verbs.lift(held, by=cast.actor_of(nadia, cast.chu()), at=NOON)
    verbs.lift(held, by=cast.actor_of(paul, cast.chu()), at=NOON)
    assert state(claim) == State.VERIFIED


def test_nobody_looks_into_her_own_case():
    nadia = cast.nadia()
    own = build.claims(nadia, "patient_mentor", of=cast.chu())
    build.vouched(own, second_coordinator())
    case = verbs.report(own, by=VISITOR, at=NOON, text=TEXT)
    assert case.owner == cast.paul()
    for verb in ("suspend", "close"):
        assert not may(cast.actor_of(nadia, cast.chu()), verb, case)
    assert may(cast.actor_of(nadia, cast.chu()), "answer", case)


# --- the end of a verification --------------------------------------------------------------------
@pytest.mark.spec("A7")
def test_the_holder_is_told_sixty_thirty_and_seven_days_before(claim):
    until = claim.verifications.get().valid_until
    for days, sent in ((61, 0), (60, 1), (60, 1), (30, 2), (7, 3), (1, 3)):
        at = NOON + (until - TODAY) - timedelta(days=days)
        tell_what_ends_soon(at)
        told = Message.objects.filter(kind="titles.ends", person_ref=claim.person_id)
        assert told.count() == sent, days


@pytest.mark.spec("A7")
def test_leaving_the_house_ends_what_was_to_last_while_there():
    karim, chu, nadia = cast.karim(), cast.chu(), cast.nadia()
    title = build.claims(karim, of=chu)
    build.vouched(title, nadia, lasts=Lasts.MEMBER)
    hours = build.trained(karim, 40, of=chu)
    build.vouched(hours, nadia, lasts=Lasts.MEMBER)
    assert queries.qualification_of(karim.pk, on=TODAY)

    held = karim.memberships.get(organisation=chu)
    end_membership(held, by=cast.actor_of(karim), at=NOON, ends_on=TODAY)
    tomorrow = TODAY + timedelta(days=1)
    found = queries.with_state(Credential.objects.filter(pk=title.pk), on=tomorrow).get()
    assert found.state == State.EXPIRED
    recount(NOON + timedelta(days=1))
    assert queries.qualification_of(karim.pk, on=tomorrow) is None


@pytest.mark.spec("A7")
def test_who_leaves_ends_her_own_verifications_and_nobody_else_s():
    """Claims, and verifications in another order: none is taken for the one that has its number."""
    karim, chu, nadia = cast.karim(), cast.chu(), cast.nadia()
    plain, first, kept, renewed = (
        build.claims(who, key, of=chu)
        for who, key in (
            (cast.lucie(), "patient_mentor"),
            (karim, "patient_partenaire"),
            (cast.lucie(), "pair_aidant"),
            (karim, "patient_mentor"),
        )
    )
    build.vouched(kept, nadia)
    build.vouched(renewed, nadia, lasts=Lasts.MEMBER)
    build.vouched(plain, nadia, lasts=Lasts.MEMBER)
    build.vouched(first, nadia, lasts=Lasts.MEMBER)
    build.vouched(renewed, nadia, lasts=Lasts.DATE)

    end_membership(karim.memberships.get(organisation=chu), by=cast.actor_of(karim), at=NOON, ends_on=TODAY)
    stated = queries.with_state(Credential.objects.all(), on=TODAY + timedelta(days=1))
    states = dict(stated.values_list("pk", "state"))
    assert [states[one.pk] for one in (plain, first, kept, renewed)] == [
        State.VERIFIED,
        State.EXPIRED,
        State.VERIFIED,
        State.VERIFIED,
    ]
