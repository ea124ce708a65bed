"""What is kept of somebody's titles is told to her, whole; of others, nothing but what she did, without them."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reciproque.foundation.actor import VISITOR
from reciproque.people.models import Person
from reciproque.people.queries import all_about
from reciproque.titles import verbs
from tests import cast
from tests.builders import titles as build

NOON = cast.NOON
REPORTED, ANSWERED, REACHED = "Il vend des cures au café.", "C’était une tisane.", "La voisine du troisième"
SEEN = "Le registre de 2024"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def claim():
    claim = build.claims(cast.karim(), of=cast.chu())
    build.with_document(claim)
    build.vouched(claim, cast.nadia(), seen=SEEN)
    case = verbs.report(claim, by=VISITOR, at=NOON, text=REPORTED, contact=REACHED)
    verbs.answer(case, by=cast.actor_of(claim.person), at=NOON, text=ANSWERED)
    verbs.suspend(case, by=cast.actor_of(cast.nadia()), at=NOON, reason="Le temps de comprendre.")
    return claim


def test_her_claims_their_documents_and_what_was_said_of_them_are_told_to_her(claim):
    build.trained(claim.person, 12, provider="UTEP des Deux-Rives")

    told = cast.data_of(claim.person)["titles"]

    title, training = told["claims"]
    assert (title["name"], title["asked_of"]) == ("Patient partenaire", "CHU des Deux-Rives")
    assert [(one["name"], one["kind"]) for one in title["documents"]] == [("attestation.png", "image/png")]
    assert [(one["organisation"], one["verified_by"], one["seen"]) for one in title["verifications"]] == [
        ("CHU des Deux-Rives", "Nadia Berthier", SEEN)
    ]
    assert (training["hours"], training["provider"]) == (12, "UTEP des Deux-Rives")
    (case,) = told["cases"]
    assert case["claim"] == title["public_code"]
    assert (case["reported"], case["her_answer"], case["suspended_by"]) == (
        REPORTED,
        ANSWERED,
        "Nadia Berthier",
    )


def test_neither_who_reported_nor_the_place_of_a_document_is_told(claim):
    document, told = claim.evidence.get(), str(cast.data_of(claim.person))

    assert [word for word in (REACHED, document.place, document.digest) if word in told] == []


def test_whoever_vouched_or_follows_a_case_is_told_that_she_did_and_nothing_of_the_other(claim):
    told = cast.data_of(cast.nadia())

    assert [one["organisation"] for one in told["titles"]["verifications_made"]] == ["CHU des Deux-Rives"]
    assert len(told["titles"]["suspensions_made"]) == len(told["titles"]["cases_followed"]) == 1
    assert [word for word in (REPORTED, ANSWERED, REACHED, SEEN, "Karim") if word in str(told)] == []
    assert REPORTED not in str(cast.data_of(cast.lucie()))


def test_more_claims_ask_no_more_of_the_database(claim):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            all_about(Person.objects.get(pk=claim.person_id), at=NOON)
        return len(queries)

    before = asked()
    for key in ("pair_aidant", "patient_coach"):
        more = build.claims(claim.person, key, of=cast.chu())
        build.with_document(more, "black" if key == "pair_aidant" else "red")
        build.vouched(more, cast.nadia())

    assert asked() == before
