"""Remarks by passage are answered, said before one signs, and block only if their writer asks; the plain page."""

from __future__ import annotations

import io
import tomllib

import pikepdf
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from reciproque.foundation.policy import Refused
from reciproque.foundation.requirements import Unmet
from reciproque.partnerships.examples import FOLDER, NAMES, SIMPLE, example
from reciproque.partnerships.kinds import ClauseKind, RemarkOutcome, Side
from reciproque.partnerships.models import Charter, Clause, Remark
from reciproque.partnerships.queries.charter import (
    as_document,
    digest_of,
    open_remarks,
    read_whole,
    remarks_to_answer,
    versions,
)
from reciproque.partnerships.rules.charter import digest
from reciproque.partnerships.verbs import charter as verbs
from tests import cast
from tests.builders import partnerships as build
from tests.builders.people import NOON, TODAY

pytestmark = pytest.mark.django_db
PLAIN = [(kind.value, f"Nous disons ceci : {kind.label}.", f"En bref : {kind.label}.") for kind in ClauseKind]


@pytest.fixture
def charter() -> Charter:
    partnership = build.met()
    return verbs.draft_charter(partnership, by=build.actor(partnership, Side.CARE), at=NOON, clauses=PLAIN)


def by(charter: Charter, side: str):
    return build.actor(charter.partnership, side)


def remark(charter: Charter, side: str = Side.LIVED, **more) -> Remark:
    clause = charter.clauses.get(kind=ClauseKind.RIGHTS)
    verbs.remark(clause, by=by(charter, side), at=NOON, text="Et le droit de dire non ?", **more)
    return Remark.objects.latest("pk")


def sign(charter: Charter, side: str):
    digest = digest_of(charter, charter.clauses.standing())
    return verbs.sign(charter, by=by(charter, side), at=NOON, digest=digest, read_in_full=True)


def reads(who, name: str, charter: Charter, *more) -> str:
    with time_machine.travel(NOON, tick=False):
        address = reverse(f"partnerships:{name}", args=[charter.partnership.code, *more])
        return cast.signed_in(Client(), who).get(address).content.decode()


# --- remarks --------------------------------------------------------------------------------------
@pytest.mark.spec("B4")
@pytest.mark.parametrize("outcome", RemarkOutcome)
def test_a_remark_is_answered_by_somebody_else_and_shown_beside_the_passage(charter, outcome):
    made = remark(charter)

    verbs.answer_remark(
        made, by=by(charter, Side.CARE), at=NOON, outcome=outcome, reason="C’est dit plus bas."
    )

    assert open_remarks(charter) == []
    page = reads(cast.karim(), "charter", charter)
    for said in (
        "Et le droit de dire non ?",
        outcome.label,
        "C’est dit plus bas.",
        "répondu par Solène Kervella",
    ):
        assert str(said) in page


def test_no_answer_to_oneself_and_no_other_answer_than_the_first(charter):
    made = remark(charter)
    with pytest.raises(Refused, match="quelqu’un d’autre de répondre"):
        verbs.answer_remark(made, by=by(charter, Side.LIVED), at=NOON, outcome=RemarkOutcome.ADOPTED)
    verbs.answer_remark(made, by=by(charter, Side.CARE), at=NOON, outcome=RemarkOutcome.ADOPTED)
    with pytest.raises(Refused, match="déjà sa réponse"):
        verbs.answer_remark(made, by=by(charter, Side.CARE), at=NOON, outcome=RemarkOutcome.ADOPTED)


@pytest.mark.parametrize("outcome", [RemarkOutcome.ADAPTED, RemarkOutcome.KEPT])
def test_what_is_not_taken_as_it_is_has_a_reason(charter, outcome):
    with pytest.raises(ValidationError, match="Dites pourquoi"):
        verbs.answer_remark(remark(charter), by=by(charter, Side.CARE), at=NOON, outcome=outcome, reason=" ")


@pytest.mark.spec("B4")
def test_an_open_remark_is_said_before_signing_and_does_not_block(charter):
    remark(charter)
    page = reads(cast.nurse(), "signature", charter, 1)
    assert "1 remarque attend une réponse" in page
    assert "Karim Sow" in page

    sign(charter, Side.CARE)

    kept = reads(cast.karim(), "version", charter, 1)
    assert "Et le droit de dire non ?" in kept


@pytest.mark.spec("B4")
def test_it_blocks_when_its_writer_asks_for_an_answer_first_until_any_answer(charter):
    made = remark(charter, before_signing=True)
    for side in Side:
        with pytest.raises(Unmet, match="La remarque de Karim Sow"):
            sign(charter, side)
    assert "attend une réponse avant de signer" in reads(cast.nurse(), "charter", charter)

    verbs.answer_remark(
        made, by=by(charter, Side.CARE), at=NOON, outcome=RemarkOutcome.KEPT, reason="La clause 8 le dit."
    )

    assert sign(charter, Side.CARE).side == Side.CARE


def test_who_takes_her_remark_back_frees_the_signature_and_nobody_else_takes_it(charter):
    made = remark(charter, before_signing=True)
    with pytest.raises(Refused):
        verbs.take_back_remark(made, by=by(charter, Side.CARE), at=NOON)

    verbs.take_back_remark(made, by=by(charter, Side.LIVED), at=NOON)

    assert sign(charter, Side.LIVED).side == Side.LIVED


def test_a_remark_on_a_clause_taken_out_waits_for_nothing(charter):
    made = remark(charter, before_signing=True)
    other = charter.clauses.get(kind=ClauseKind.OTHER)
    verbs.remark(other, by=by(charter, Side.LIVED), at=NOON, text="À retirer.", before_signing=True)
    verbs.remove_clause(other, by=by(charter, Side.CARE), at=NOON, version=other.version)

    assert open_remarks(charter) == [made]


def test_once_signed_a_remark_is_answered_no_more(charter):
    made = remark(charter)
    sign(charter, Side.CARE)
    with pytest.raises(Refused, match="signée"):
        verbs.take_back_remark(made, by=by(charter, Side.LIVED), at=NOON)
    with pytest.raises(Refused, match="signée"):
        verbs.answer_remark(made, by=by(charter, Side.CARE), at=NOON, outcome=RemarkOutcome.ADOPTED)


def test_it_waits_for_the_referent_of_the_other_side_alone(charter):
    made = remark(charter)
    waits = {
        who.name: [one.url for one in cast.waiting(remarks_to_answer, cast.actor_of(who), TODAY)]
        for who in (cast.karim(), cast.nurse(), cast.charlie())
    }
    here = [reverse("partnerships:remark_answer", args=[charter.partnership.code, made.code])]
    assert waits == {"Karim Sow": [], "Solène Kervella": here, "Charlie Maurel": []}


def test_one_answers_on_screen_and_nothing_typed_is_lost(charter):
    made = remark(charter)
    address = reverse("partnerships:remark_answer", args=[charter.partnership.code, made.code])
    with time_machine.travel(NOON, tick=False):
        nurse = cast.signed_in(Client(), cast.nurse())
        asked = nurse.get(reverse("partnerships:remarks", args=[charter.partnership.code, made.clause.code]))
        assert "avant que quelqu’un signe" in asked.content.decode()
        unexplained = nurse.post(address, {"outcome": "kept", "reason": "", "cle": cast.form_key()})
        sent = nurse.post(address, {"outcome": "kept", "reason": "Déjà dit.", "cle": cast.form_key()})
        charlie = cast.signed_in(Client(), cast.charlie()).get(address)
    assert (unexplained.status_code, sent.status_code, charlie.status_code) == (422, 302, 404)
    made.refresh_from_db()
    assert (made.answer.outcome, made.answer.reason) == ("kept", "Déjà dit.")


# --- the plain page -------------------------------------------------------------------------------
@pytest.mark.spec("S2-77", "B13")
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", [*NAMES, SIMPLE])
def test_each_shipped_clause_has_a_plain_sentence_shorter_than_it_in_both_languages(name, language):
    told = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))[language]["clauses"]
    assert len(told) == len(example(name, language).clauses)
    for kind, text, plain in example(name, language).clauses:
        assert 0 < len(plain) <= 130, (kind, plain)
        assert plain != text


@pytest.mark.spec("S2-77")
def test_the_plain_page_is_read_before_the_text_one_signs(charter):
    shown = reads(cast.karim(), "signature", charter, 1)
    assert shown.index("En bref : Droits") < shown.index("Nous disons ceci : Droits")
    alone = reads(cast.karim(), "plain", charter, 1)
    assert "En bref : Droits" in alone
    assert "Nous disons ceci" not in alone


def test_a_plain_sentence_is_rewritten_with_its_clause_and_frozen_with_it(charter):
    clause = charter.clauses.get(kind=ClauseKind.RIGHTS)
    before = digest_of(charter, charter.clauses.standing())
    given = {"version": clause.version, "kind": clause.kind, "text": clause.text}
    verbs.revise_clause(clause, by=by(charter, Side.LIVED), at=NOON, plain="On m’écoute.", **given)

    assert Clause.objects.get(pk=clause.pk).plain == "On m’écoute."
    assert digest_of(charter, charter.clauses.standing()) != before
    sign(charter, Side.CARE)
    clause.refresh_from_db()
    with pytest.raises(Refused, match="signée"):
        verbs.revise_clause(
            clause,
            by=by(charter, Side.LIVED),
            at=NOON,
            **(given | {"version": clause.version, "plain": "Non."}),
        )


def test_a_digest_signed_before_there_were_plain_sentences_stays_the_same():
    partnership = build.met()
    actor = build.actor(partnership, Side.CARE)
    charter = verbs.draft_charter(partnership, by=actor, at=NOON, clauses=[one[:2] for one in PLAIN])
    texts = [(one.kind, one.text) for one in charter.clauses.standing()]
    assert digest_of(charter, charter.clauses.standing()) == digest(partnership.code, 1, "fr", texts)


@pytest.mark.spec("S2-77")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_plain_page_is_the_first_of_the_document_alone_on_it_and_tagged(language):
    partnership = build.met(language=language)
    clauses = example("consultation-prioritaire", language).clauses
    actor = build.actor(partnership, Side.CARE)
    charter = verbs.draft_charter(partnership, by=actor, at=NOON, clauses=clauses)
    with time_machine.travel(NOON, tick=False):
        address = reverse("partnerships:charter_pdf", args=[partnership.code, charter.number])
        content = cast.signed_in(Client(), cast.karim()).get(address).content

    document = pikepdf.open(io.BytesIO(content))
    assert document.Root.MarkInfo.Marked
    assert str(document.Root.Lang) == language
    told = as_document(read_whole(versions(partnership).get()))
    assert [one["plain"] for one in told["clauses"]] == [plain for _kind, _text, plain in clauses]
    pages = dict(_headings(document))
    assert pages[told["plain_heading"]] == 0
    assert {pages[one["heading"]] for one in told["clauses"]} == {1}


def _headings(document: pikepdf.Pdf) -> list[tuple[str, int]]:
    """The headings of a document, each with the rank of its page."""
    ranks = {page.objgen: rank for rank, page in enumerate(document.pages)}
    found = []
    with document.open_outline() as outline:
        waiting = list(outline.root)
        while waiting:
            one = waiting.pop(0)
            waiting += list(one.children)
            goes = one.destination if one.destination is not None else one.action.D
            found.append((one.title, ranks[goes[0].objgen]))
    return found
