"""What one claims, who vouches for it and until when; the hours that open the workshops of therapeutic education."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from reciproque.foundation import clock
from reciproque.foundation.models import ParameterValue
from reciproque.foundation.policy import Refused, may, visible
from reciproque.titles import queries, rules, verbs
from reciproque.titles.kinds import Field, Means, State, Topic
from reciproque.titles.models import Credential, Evidence, Title
from reciproque.titles.queries import lists
from reciproque.titles.vocabulary import SHIPPED
from tests import cast
from tests.builders import titles as build

pytestmark = pytest.mark.django_db
NOON, TODAY = cast.NOON, cast.TODAY


def verifier(organisation):
    """Somebody of the coordination of the unit that verifies."""
    return cast.ines() if organisation == cast.utep() else cast.nadia()


def state(claim: Credential, on: date = TODAY) -> str:
    return queries.with_state(Credential.objects.filter(pk=claim.pk), on=on).get().state


# --- the vocabulary -------------------------------------------------------------------------------
@pytest.mark.spec("A2")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_of_titles_shows_the_seventeen_and_the_one_in_common(language):
    client = Client(headers={"accept-language": language})
    page = client.get(reverse("titles:vocabulary")).content.decode()

    for one in SHIPPED:
        assert (one.english if language == "en" else one.masculine) in page
        assert one.meaning[language == "en"].split(".")[0].replace("’", "’") in page
    by_field = {field: len(found) for field, found in lists.vocabulary()}
    assert by_field == {Field.ANY: 1, Field.CARE: 11, Field.RESEARCH: 2, Field.TEACHING: 4}


@pytest.mark.spec("A2")
def test_a_title_is_reworded_and_folded_into_another():
    nadia = cast.actor_of(cast.nadia())
    karim = cast.karim()
    claim = build.claims(karim, "patient_intervenant")
    old, stays = build.title("patient_intervenant"), build.title("animateur_etp")

    verbs.merge_title(old, by=nadia, at=NOON, into=stays)

    claim.refresh_from_db()
    assert claim.title == stays
    found = lists.vocabulary(words="intervenant")
    assert [one for _field, titles in found for one in titles] == [stays]
    assert old not in lists.titles_in_use()
    with pytest.raises(Refused, match="déjà fondu"):
        verbs.merge_title(old, by=cast.actor_of(cast.nadia()), at=NOON, into=stays)


@pytest.mark.spec("A11")
def test_each_chooses_the_form_of_her_title():
    lucie, karim = cast.lucie(), cast.karim()
    assert str(build.claims(lucie, "mediateur_sante_pair", form="feminine")) == "Médiatrice de santé paire"
    assert (
        str(build.claims(karim, "mediateur_sante_pair", form="inclusive")) == "Médiateur·rice de santé pair·e"
    )


# --- claiming -------------------------------------------------------------------------------------
@pytest.mark.spec("A3", "A11")
def test_a_title_is_declared_on_screen_with_the_same_questions_for_all():
    karim = cast.karim()
    client = cast.signed_in(Client(), karim)
    page = client.get(reverse("titles:declare_title")).content.decode()
    for question in rules.INTERESTS:
        assert str(question.question) in page

    sent = {
        "cle": cast.form_key(),
        "title": build.title().code,
        "form": "masculine",
        "sells": "yes",
        "industry": "no",
        "movement": "no",
        "interests": "",
    }
    refused = client.post(reverse("titles:declare_title"), sent)
    assert refused.status_code == 422
    assert "dites en quelques mots" in refused.content.decode()

    sent |= {"cle": cast.form_key(), "interests": "Je vends des cours de cuisine."}
    assert client.post(reverse("titles:declare_title"), sent).status_code == 302
    page = client.get(reverse("titles:mine")).content.decode()
    assert "Patient partenaire" in page
    assert "déclaré" in page


def test_the_same_title_is_not_declared_twice():
    karim = cast.karim()
    build.claims(karim)
    with pytest.raises(ValidationError, match="déjà déclaré"):
        build.claims(karim)


def test_a_training_to_come_or_without_hours_is_told_beside_its_field():
    karim = cast.karim()
    with pytest.raises(ValidationError) as problem:
        build.trained(karim, 0, ended_on=TODAY + timedelta(days=1))
    assert set(problem.value.error_dict) == {"hours", "ended_on"}


# --- vouching -------------------------------------------------------------------------------------
@pytest.mark.spec("A3")
def test_a_claim_goes_from_declared_to_verified_then_expired():
    karim, chu = cast.karim(), cast.chu()
    claim = build.claims(karim, of=chu)
    assert state(claim) == State.DECLARED

    build.vouched(claim, cast.nadia(), means=Means.DOCUMENT, seen="Attestation du 3 mai")
    assert state(claim) == State.VERIFIED
    last = claim.verifications.get()
    assert (last.seen, last.verified_by, last.organisation) == ("Attestation du 3 mai", cast.nadia(), chu)
    assert last.valid_until == clock.months_later(TODAY, 36)
    assert state(claim, on=last.valid_until) == State.VERIFIED
    assert state(claim, on=last.valid_until + timedelta(days=1)) == State.EXPIRED


@pytest.mark.spec("A3")
def test_vouching_without_a_document_says_attested():
    claim = build.claims(cast.karim(), of=cast.chu())
    build.vouched(claim, cast.nadia(), means=Means.KNOWN)
    assert state(claim) == State.ATTESTED


def test_a_document_seen_is_named():
    claim = build.claims(cast.karim(), of=cast.chu())
    with pytest.raises(ValidationError, match="Quelle pièce"):
        build.vouched(claim, cast.nadia(), means=Means.DOCUMENT)


@pytest.mark.spec("A3")
def test_nobody_vouches_for_herself_nor_for_what_another_house_was_asked():
    nadia = cast.nadia()
    own = build.claims(nadia, of=cast.chu())
    with pytest.raises(Refused, match="ses propres titres"):
        build.vouched(own, nadia)

    elsewhere = build.claims(cast.karim(), of=cast.msp())
    assert not may(cast.actor_of(nadia), "verify", elsewhere)
    assert not may(cast.actor_of(cast.karim()), "verify", elsewhere)


def test_an_issuer_vouches_for_several_at_once():
    chu = cast.chu()
    claims = [build.claims(who, of=chu) for who in (cast.karim(), cast.paul())]
    client = cast.signed_in(Client(), cast.nadia(), chu)
    page = client.get(reverse("titles:to_verify"))
    assert all(one.code in page.content.decode() for one in claims)

    sent = {
        "cle": cast.form_key(),
        "claims": [one.code for one in claims],
        "means": Means.REGISTER,
        "lasts": "date",
    }
    assert client.post(reverse("titles:to_verify"), sent).status_code == 302
    assert {state(one) for one in claims} == {State.VERIFIED}


def test_taking_back_needs_no_reason_and_leaves_every_list():
    karim = cast.karim()
    claim = build.claims(karim, of=cast.chu())
    verbs.take_back(claim, by=cast.actor_of(karim), at=NOON)
    assert state(claim) == State.WITHDRAWN
    assert queries.titles_of(karim.pk, on=TODAY) == []
    assert build.claims(karim).pk != claim.pk


# --- the proof ------------------------------------------------------------------------------------
def test_documents_are_read_by_their_owner_and_by_the_house_asked_alone():
    karim, nadia = cast.karim(), cast.nadia()
    claim = build.trained(karim, 34, of=cast.chu())
    proof = build.with_document(claim)
    allowed = [cast.actor_of(karim), cast.actor_of(nadia)]
    others = [cast.actor_of(who) for who in (cast.lucie(), cast.morvan(), cast.paul())]

    assert all(visible(Evidence, one).filter(pk=proof.pk).exists() for one in allowed)
    assert not any(visible(Evidence, one).exists() for one in others)
    assert not any(visible(Credential, one).filter(pk=claim.pk).exists() for one in others)


def test_a_document_is_sent_as_a_file_that_runs_nothing():
    karim = cast.karim()
    proof = build.with_document(build.trained(karim, 34))
    answer = cast.signed_in(Client(), karim).get(reverse("titles:document", args=[proof.code]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.content.startswith(b"\x89PNG")


def test_a_document_relied_upon_is_not_removed():
    karim = cast.karim()
    claim = build.trained(karim, 34, of=cast.chu())
    proof = build.with_document(claim)
    build.vouched(claim, cast.nadia())
    with pytest.raises(Refused, match="s’appuie"):
        verbs.remove_evidence(proof, by=cast.actor_of(karim), at=NOON)


# --- forty hours ----------------------------------------------------------------------------------
@pytest.mark.spec("A6", "J2.AC1")
def test_hours_add_up_once_verified_and_declared_ones_change_nothing():
    karim, chu, nadia = cast.karim(), cast.chu(), cast.nadia()
    first = build.trained(karim, 34, of=chu)
    build.vouched(first, nadia)
    assert queries.etp_hours(karim.pk, on=TODAY).verified == 34
    assert queries.qualification_of(karim.pk, on=TODAY) is None

    more = build.trained(karim, 6, of=chu, ended_on=date(2026, 5, 3))
    assert queries.qualification_of(karim.pk, on=TODAY) is None

    build.vouched(more, nadia)
    held = queries.qualification_of(karim.pk, on=TODAY)
    assert (held.hours, held.required) == (40, 40)
    assert queries.qualified_among([karim.pk, nadia.pk], on=TODAY) == {karim.pk}


@pytest.mark.spec("A6")
def test_thirty_nine_hours_do_not_open_and_other_subjects_do_not_count():
    karim, chu, nadia = cast.karim(), cast.chu(), cast.nadia()
    build.vouched(build.trained(karim, 39, of=chu), nadia)
    build.vouched(build.trained(karim, 200, of=chu, topic=Topic.RESEARCH, ended_on=TODAY), nadia)
    assert queries.qualification_of(karim.pk, on=TODAY) is None


@pytest.mark.spec("A6", "J2.AC2")
def test_the_same_attestation_counts_once():
    karim, chu, nadia = cast.karim(), cast.chu(), cast.nadia()
    first = build.trained(karim, 20, of=chu)
    build.with_document(first)
    with pytest.raises(ValidationError, match="déjà déclaré"):
        build.trained(karim, 20, of=chu)
    second = build.trained(karim, 20, of=chu, ended_on=date(2026, 5, 3))
    with pytest.raises(ValidationError, match="ne compte qu’une fois"):
        build.with_document(second)
    build.vouched(first, nadia)
    Evidence.objects.filter(credential=first)
    assert queries.etp_hours(karim.pk, on=TODAY).verified == 20


@pytest.mark.spec("A7", "J2.AC3")
def test_a_rule_that_rises_takes_nothing_from_those_already_qualified():
    karim, chu, nadia = cast.karim(), cast.chu(), cast.nadia()
    build.vouched(build.trained(karim, 40, of=chu), nadia)
    before = queries.qualification_of(karim.pk, on=TODAY)
    later = TODAY + timedelta(days=10)
    with cast_rule(42, from_=later), time_machine.travel(NOON + timedelta(days=11), tick=False):
        paul = cast.paul()
        on = clock.today()
        build.vouched(build.trained(paul, 40, of=chu, at=clock.now()), nadia, at=clock.now())
        assert queries.qualification_of(paul.pk, on=on) is None
        assert queries.qualification_of(karim.pk, on=on) == before
        more = build.trained(paul, 2, of=chu, ended_on=on, at=clock.now())
        build.vouched(more, nadia, at=clock.now())
        held = queries.qualification_of(paul.pk, on=on)
    assert (held.required, held.rules_since) == (42, later)
    assert (before.required, before.rules_since) == (40, rules.ETP_HOURS.since)
    assert queries.qualification_of(karim.pk, on=before.valid_until) == before
    assert queries.qualification_of(karim.pk, on=before.valid_until + timedelta(days=1)) is None


class cast_rule:  # noqa: N801
    """The forty hours become another number from a day on, for the whole installation."""

    def __init__(self, hours: int, *, from_: date):
        self.hours, self.day = hours, from_

    def __enter__(self):
        from reciproque.foundation import guard

        with guard.upkeep("parameters"):
            ParameterValue.objects.create(
                name=rules.ETP_HOURS.name, value=self.hours, starts_on=self.day, source="Essai"
            )

    def __exit__(self, *_problem):
        return False


def test_a_qualification_ends_with_the_first_hours_that_expire():
    karim, chu, nadia = cast.karim(), cast.chu(), cast.nadia()
    build.vouched(build.trained(karim, 34, of=chu), nadia, valid_until=TODAY + timedelta(days=90))
    build.vouched(build.trained(karim, 6, of=chu, ended_on=TODAY), nadia)
    held = queries.qualification_of(karim.pk, on=TODAY)
    assert held.valid_until == TODAY + timedelta(days=90)


def test_hours_withdrawn_end_the_qualification():
    karim, chu, nadia = cast.karim(), cast.chu(), cast.nadia()
    claim = build.trained(karim, 40, of=chu)
    build.vouched(claim, nadia)
    verbs.withdraw(claim, by=cast.actor_of(nadia), at=NOON, reason="L’attestation était celle d’un autre.")
    assert queries.qualification_of(karim.pk, on=TODAY) is None


def test_my_page_says_how_far_the_hours_go():
    karim, chu, nadia = cast.karim(), cast.chu(), cast.nadia()
    build.vouched(build.trained(karim, 34, of=chu), nadia)
    build.trained(karim, 6, of=chu, ended_on=TODAY)
    page = cast.signed_in(Client(), karim).get(reverse("titles:mine")).content.decode()
    assert "34 h vérifiées sur 40 h" in page
    assert "6 h déclarées" in page
    assert Title.objects.count() == len(SHIPPED)
