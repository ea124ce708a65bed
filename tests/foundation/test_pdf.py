"""A PDF of the house can be read by every reader, and nothing that people write breaks it or becomes markup."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reciproque.foundation import pdf

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)
MARKUP = [
    "#panic()",
    '#read("/etc/passwd")',
    "= Un titre",
    "$ x^2 $",
    "*gras* _italique_ `code`",
    "]] #let house = none [[",
    '#import "/foundation/pdf/house.typ": *',
    "\\u{1}",
    "@reference <etiquette>",
    "// commentaire",
]
UNDRAWN = ["田中さん", "😍 et 👩🏽", "0️⃣ 1️⃣", "\ufffe\ue000", "\x00\x07\x1b[31m", "\u202erenversé\u202c", "ด้้้้้็็็็็"]


def made(text: str = "Bonjour.", *, title: str = "Consultation prioritaire", language: str = "fr") -> bytes:
    said = {
        "kind": "Charte",
        "state": "Version 1",
        "purpose": text,
        "clauses": [
            {"heading": "Droits", "text": text, "plain": text},
            {"heading": "Limites", "text": "", "plain": ""},
        ],
        "plain_heading": "En clair",
        "not_plain": "À lire dans le texte entier.",
        "full_heading": "Le texte entier",
        "unwritten": "Reste à écrire.",
        "signatures_heading": "Signatures",
        "unsigned": "Personne.",
        "columns": ["Nom", "Position", "Le"],
        "signatures": [
            {"name": text, "position": text, "side": "lived", "side_words": "Côté", "day": "2 nov."}
        ],
        "digest_words": "Empreinte",
        "digest": "ab" * 32,
        "footer": text,
    }
    return pdf.render("partnerships/pdf/charter.typ", said, language=language, title=title, at=AT)


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def headings(document: pikepdf.Pdf) -> list[str]:
    """The outline, which readers use as a table of contents."""
    with document.open_outline() as outline:
        return [item.title for root in outline.root for item in (root, *(child for child in root.children))]


def kinds_of_tags(document: pikepdf.Pdf) -> set[str]:
    found, waiting = set(), [document.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary):
            continue
        if "/S" in node:
            found.add(str(node.S))
        children = node.get("/K", [])
        waiting += list(children) if isinstance(children, pikepdf.Array) else [children]
    return found


@pytest.mark.spec("B4")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_document_is_tagged_titled_and_in_a_language(language):
    document = opened(made(language=language))

    assert document.Root.MarkInfo.Marked
    assert document.Root.Lang == language
    assert document.docinfo["/Title"] == "Consultation prioritaire"
    assert document.Root.ViewerPreferences.DisplayDocTitle
    assert {"/Document", "/H1", "/H2", "/P", "/Table", "/TH", "/TD"} <= kinds_of_tags(document)
    assert headings(document) == ["Consultation prioritaire", "En clair", "Droits", "Limites", "Signatures"]


def test_a_document_declares_both_standards():
    with opened(made()).open_metadata() as told:
        assert told["pdfuaid:part"] == "1"
        assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "A")


def test_the_same_words_and_date_give_the_same_bytes():
    assert made() == made()


@pytest.mark.parametrize("text", MARKUP)
def test_what_people_write_never_becomes_markup(text):
    document = opened(made(text, title=text))

    assert document.docinfo["/Title"] == text
    assert headings(document) == [text, "En clair", "Droits", "Limites", "Signatures"]


@pytest.mark.parametrize("text", UNDRAWN)
def test_what_no_typeface_draws_is_shown_as_such_and_breaks_nothing(text):
    assert opened(made(text, title=text)).pages


def test_a_document_says_that_some_signs_are_missing(monkeypatch):
    told = []
    compile_ = pdf._compile
    monkeypatch.setattr(pdf, "_compile", lambda name, data, at: told.append(data) or compile_(name, data, at))

    made("Bonjour 田中")
    made("Bonjour")

    assert (told[1]["purpose"], told[1]["undrawn"]) == (
        f"Bonjour {pdf.BLANK}{pdf.BLANK}",
        f"{pdf.BLANK}\u00a0: signe que ce document ne sait pas dessiner.",
    )
    assert told[-1]["undrawn"] == ""


def test_a_title_made_of_nothing_visible_is_still_a_title():
    document = opened(made(title="\ufeff"))

    assert document.docinfo["/Title"] == pdf.BLANK


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=400), st.text(max_size=80))
def test_no_text_whatever_breaks_a_document(text, title):
    assert opened(made(text, title=title)).pages


def test_a_download_is_saved_under_a_plain_name_and_kept_nowhere():
    answer = pdf.attachment(b"%PDF", 'Charte "été"\r\nX: y / ..')

    assert answer["Content-Disposition"] == 'attachment; filename="charte-ete-x-y.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store"
