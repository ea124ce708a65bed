"""The screens of the charter: who reads, who writes, who signs; nothing typed is lost, nothing ends in a 500."""

from __future__ import annotations

import io

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from reciproque.foundation.models import Event
from reciproque.partnerships.kinds import ClauseKind, Side
from reciproque.partnerships.models import Charter, Clause, Partnership, Signature
from reciproque.partnerships.queries.charter import digest_of
from reciproque.partnerships.verbs import charter as verbs
from tests import cast
from tests.builders import evaluations
from tests.builders import partnerships as build
from tests.builders.people import NOON

pytestmark = pytest.mark.django_db
WRITTEN = [(kind.value, f"Nous disons : {kind.label}.") for kind in ClauseKind]


@pytest.fixture
def partnership() -> Partnership:
    return build.met(template="consultation-prioritaire")


@pytest.fixture
def charter(partnership) -> Charter:
    return verbs.draft_charter(partnership, by=build.actor(partnership, Side.CARE), at=NOON, clauses=WRITTEN)


def url(name: str, partnership: Partnership, *more) -> str:
    return reverse(f"partnerships:{name}", args=[partnership.code, *more])


def nurse(client: Client) -> Client:
    return cast.signed_in(client, cast.nurse())


def karim() -> Client:
    return cast.signed_in(Client(), cast.karim())


def text_of(response) -> str:
    return response.content.decode()


def first(charter: Charter, kind: str = ClauseKind.RIGHTS) -> Clause:
    return charter.clauses.standing().filter(kind=kind).first()


def signing(charter: Charter, **more) -> dict:
    digest = digest_of(charter, charter.clauses.standing())
    return {"cle": cast.form_key(), "digest": digest, "read_in_full": "on"} | more


# --- drafting -------------------------------------------------------------------------------------
@pytest.mark.spec("B4", "B11")
def test_a_charter_starts_from_the_clauses_of_the_example(client, partnership):
    asked = nurse(client).get(url("charter", partnership))
    assert "Partir des clauses de l’exemple" in text_of(asked)

    sent = client.post(url("drafting", partnership), {"cle": cast.form_key(), "exemple": "oui"})

    assert sent["Location"] == url("charter", partnership)
    assert "accueillir après" in text_of(client.get(sent["Location"]))


def test_a_charter_starts_from_the_headings_alone(client, partnership):
    nurse(client).post(url("drafting", partnership), {"cle": cast.form_key()})

    assert set(Clause.objects.values_list("text", flat=True)) == {""}
    page = text_of(client.get(url("charter", partnership)))
    assert "Lire et signer" not in page
    assert "La clause «\u00a0Objectifs\u00a0» reste à écrire" in page


def test_a_second_first_version_is_refused_with_a_sentence(client, partnership, charter):
    sent = nurse(client).post(url("drafting", partnership), {"cle": cast.form_key()})

    assert sent.status_code == 422
    assert "n’est signée par personne" in text_of(sent)
    assert partnership.charters.count() == 1


def test_a_double_click_drafts_one_version(client, partnership):
    form = {"cle": cast.form_key()}
    for _click in range(2):
        assert nurse(client).post(url("drafting", partnership), form).status_code == 302

    assert partnership.charters.count() == 1


# --- clauses --------------------------------------------------------------------------------------
def test_two_people_writing_the_same_clause_the_second_is_told_and_loses_nothing(
    client, partnership, charter
):
    clause = first(charter)
    where = url("clause", partnership, clause.code)
    form = {"version": clause.version, "kind": clause.kind}
    karim().post(where, form | {"cle": cast.form_key(), "text": "Être lu."})

    told = nurse(client).post(where, form | {"cle": cast.form_key(), "text": "Lire son dossier."})

    page = text_of(told)
    assert told.status_code == 409
    assert ("Quelqu’un a écrit entre-temps" in page, "Lire son dossier." in page, "Être lu." in page) == (
        True,
    ) * 3

    knowingly = {"version": clause.version + 1, "kind": clause.kind, "text": "Lire, et être lu."}
    assert client.post(where, knowingly | {"cle": cast.form_key()}).status_code == 302
    assert first(charter).text == "Lire, et être lu."


def test_who_writes_while_another_signs_is_told_and_loses_nothing(client, partnership, charter):
    clause = first(charter)
    karim().post(url("signature", partnership, 1), signing(charter))

    told = nurse(client).post(
        url("clause", partnership, clause.code),
        {"cle": cast.form_key(), "version": clause.version, "kind": clause.kind, "text": "Un long texte."},
    )

    assert told.status_code == 403
    assert "son texte ne change plus" in text_of(told)
    assert "Un long texte." in text_of(told)
    assert first(charter).text == clause.text


def test_who_opens_a_frozen_clause_is_told_before_she_writes(client, partnership):
    signed = build.signed(partnership)

    asked = nurse(client).get(url("clause", partnership, first(signed).code))

    assert asked.status_code == 403
    assert "proposez-en une nouvelle" in text_of(asked)


def test_an_empty_clause_is_refused_beside_its_field(client, partnership, charter):
    sent = nurse(client).post(
        url("new_clause", partnership), {"cle": cast.form_key(), "kind": "rights", "text": " "}
    )

    assert sent.status_code == 422
    assert 'aria-invalid="true"' in text_of(sent)


def test_a_clause_of_another_partnership_is_not_found_here(client, partnership, charter):
    other = build.met(title="Un autre")

    for name in ("clause", "remarks"):
        assert nurse(client).get(url(name, other, first(charter).code)).status_code == 404
    sent = client.post(url("removal", other, first(charter).code), {"cle": cast.form_key(), "version": 1})
    assert sent.status_code == 404


def test_taking_out_a_clause_that_changed_is_refused(client, partnership, charter):
    clause = first(charter)
    verbs.revise_clause(
        clause,
        by=build.actor(partnership, Side.LIVED),
        at=NOON,
        version=clause.version,
        kind=clause.kind,
        text="Être lu.",
    )

    sent = nurse(client).post(
        url("removal", partnership, clause.code), {"cle": cast.form_key(), "version": 1}
    )

    assert sent.status_code == 409
    assert first(charter).text == "Être lu."


def test_a_remark_is_read_under_its_clause_with_its_author(client, partnership, charter):
    karim().post(
        url("remarks", partnership, first(charter).code),
        {"cle": cast.form_key(), "text": "<b>Trop</b> vague."},
    )

    page = text_of(nurse(client).get(url("charter", partnership)))

    assert "&lt;b&gt;Trop&lt;/b&gt; vague." in page
    assert "Karim Sow" in page


# --- signing --------------------------------------------------------------------------------------
@pytest.mark.spec("B4")
def test_one_signs_after_the_whole_text(client, partnership, charter):
    page = text_of(nurse(client).get(url("signature", partnership, 1)))
    for _kind, text in WRITTEN:
        assert text in page
    assert page.index(WRITTEN[-1][1]) < page.index("J’ai lu tout le texte")

    sent = client.post(url("signature", partnership, 1), signing(charter))

    assert sent["Location"] == url("charter", partnership)
    assert "Cadre de santé, hépatologie · CHU des Deux-Rives" in text_of(client.get(sent["Location"]))


def test_without_the_tick_nothing_is_signed(client, partnership, charter):
    form = signing(charter)
    del form["read_in_full"]

    assert nurse(client).post(url("signature", partnership, 1), form).status_code == 422
    assert Signature.objects.count() == 0


@pytest.mark.spec("B4")
def test_a_second_signature_is_a_sentence(client, partnership, charter):
    where = url("signature", partnership, 1)
    assert nurse(client).post(where, signing(charter)).status_code == 302

    again = client.post(where, signing(charter))

    assert again.status_code == 403
    assert "Vous avez déjà signé cette version." in text_of(again)
    assert client.get(where).status_code == 403
    assert Signature.objects.count() == 1


def test_a_double_click_signs_once(client, partnership, charter):
    form = signing(charter)

    answers = [nurse(client).post(url("signature", partnership, 1), form) for _click in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert Signature.objects.count() == 1


def test_who_signs_a_text_that_changed_reads_it_again(client, partnership, charter):
    form = signing(charter)
    clause = first(charter)
    verbs.revise_clause(
        clause,
        by=build.actor(partnership, Side.LIVED),
        at=NOON,
        version=clause.version,
        kind=clause.kind,
        text="Tout autre chose.",
    )

    told = nurse(client).post(url("signature", partnership, 1), form)

    page = text_of(told)
    assert told.status_code == 409
    assert "Le texte a changé depuis que vous l’avez lu" in page
    assert "Tout autre chose." in page
    assert digest_of(charter, charter.clauses.standing()) in page
    assert "checked" not in page
    assert Signature.objects.count() == 0


def test_a_text_unfit_to_be_signed_says_why(client, partnership):
    verbs.draft_charter(partnership, by=build.actor(partnership, Side.CARE), at=NOON)

    asked = nurse(client).get(url("signature", partnership, 1))

    assert asked.status_code == 403
    assert "La clause «\u00a0Limites\u00a0» reste à écrire" in text_of(asked)


def test_the_journal_keeps_the_digest_and_no_word_of_the_text(client, partnership, charter):
    nurse(client).post(url("signature", partnership, 1), signing(charter))

    line = Event.objects.filter(verb="partnerships.Charter.sign").get()
    assert line.particulars == {"digest": Signature.objects.get().digest}


# --- versions -------------------------------------------------------------------------------------
@pytest.mark.spec("B4", "S2-77")
def test_versions_stay_readable_and_what_changes_is_shown(client, partnership):
    build.signed(partnership)
    nurse(client).post(url("drafting", partnership), {"cle": cast.form_key()})
    second = partnership.charters.get(number=2)
    clause = first(second)
    verbs.revise_clause(
        clause,
        by=build.actor(partnership, Side.LIVED),
        at=NOON,
        version=clause.version,
        kind=clause.kind,
        text="Ce que nous disons haut : Droits.",
    )

    before = text_of(client.get(url("version", partnership, 1)))
    changed = text_of(client.get(url("changes", partnership, 2)))
    page = text_of(client.get(url("charter", partnership)))

    assert "Karim Sow" in before
    assert "Solène Kervella" in before
    assert "<ins>haut </ins>" in changed
    assert "La version 1 reste en vigueur" in page


def test_the_first_version_changes_nothing_before_it(client, partnership, charter):
    assert nurse(client).get(url("changes", partnership, 1)).status_code == 404
    assert client.get(url("version", partnership, 9)).status_code == 404


# --- the document ---------------------------------------------------------------------------------
@pytest.mark.spec("B4")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_version_is_downloaded_as_a_tagged_document_in_the_language_of_the_charter(client, language):
    partnership = build.met(language=language)
    build.signed(partnership)

    answer = nurse(client).get(url("charter_pdf", partnership, 1))

    document = pikepdf.open(io.BytesIO(answer.content))
    assert answer["Content-Disposition"] == 'attachment; filename="charte-consultation-prioritaire-1.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert (document.Root.Lang, document.docinfo["/Title"]) == (language, "Consultation prioritaire")
    assert document.Root.MarkInfo.Marked


def test_a_document_is_made_of_whatever_people_wrote(client, partnership, charter):
    for text in ("#panic()", "]] = Titre", "田中 😍", "\u202eenvers"):
        verbs.add_clause(
            charter, by=build.actor(partnership, Side.LIVED), at=NOON, kind=ClauseKind.OTHER, text=text
        )

    assert nurse(client).get(url("charter_pdf", partnership, 1)).content.startswith(b"%PDF")


# --- who ------------------------------------------------------------------------------------------
PAGES = ("charter", "version", "charter_pdf", "signature", "changes", "clause", "remarks")


def address(name: str, partnership: Partnership, charter: Charter) -> str:
    more = {"clause": [first(charter).code], "remarks": [first(charter).code], "charter": []}
    return url(name, partnership, *more.get(name, [1]))


@pytest.mark.spec("N1")
@pytest.mark.parametrize("name", PAGES)
def test_charlie_sees_nothing(client, partnership, charter, name):
    cast.signed_in(client, cast.charlie())

    assert client.get(address(name, partnership, charter)).status_code == 404


def test_the_coordination_reads_and_may_not_write(client, partnership, charter):
    cast.signed_in(client, cast.nadia())

    page = text_of(client.get(url("charter", partnership)))
    assert "Nous disons" in page
    assert [
        word
        for word in ("Réécrire", "Commenter", "Retirer", "Ajouter une clause", "Lire et signer")
        if word in page
    ] == []
    sent = client.post(
        url("new_clause", partnership), {"cle": cast.form_key(), "kind": "rights", "text": "Lire."}
    )
    assert sent.status_code == 403
    assert client.get(url("version", partnership, 1)).status_code == 200


@pytest.mark.spec("B10")
def test_the_charter_of_an_ended_partnership_is_read_only(client, partnership):
    begun = build.begun()
    evaluations.ended(begun)

    page = text_of(nurse(client).get(url("charter", begun)))
    sent = client.post(url("drafting", begun), {"cle": cast.form_key()})

    assert "Proposer une nouvelle version" not in page
    assert sent.status_code == 403
    assert "Le partenariat est terminé." in text_of(sent)


@pytest.mark.parametrize("clauses", [1, 3])
def test_the_page_costs_the_same_whatever_its_length(
    client, partnership, charter, clauses, django_assert_max_num_queries
):
    for n in range(clauses):
        clause = verbs.add_clause(
            charter, by=build.actor(partnership, Side.LIVED), at=NOON, kind=ClauseKind.OTHER, text=f"{n}"
        )
        verbs.remark(clause, by=build.actor(partnership, Side.CARE), at=NOON, text="Oui.")
    nurse(client).get(url("charter", partnership))

    for name in ("charter", "version", "signature", "clause", "remarks", "charter_pdf"):
        where = address(name, partnership, charter)
        with django_assert_max_num_queries(10):
            assert client.get(where).status_code == 200
