"""The screens: adopting, writing, reading again, publishing, reading as the person does, on paper, from a file."""

from __future__ import annotations

import json
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from reciproque.pathways import verbs
from reciproque.pathways.models import Pathway
from reciproque.pathways.queries import current_version
from reciproque.pathways.rules.content import as_file
from reciproque.pathways.rules.shipped import all_shipped
from tests import cast
from tests.builders import pathways as build
from tests.cast import NOON

pytestmark = pytest.mark.django_db


def address(name: str, *parts) -> str:
    return reverse(f"pathways:{name}", args=parts)


def signed(person, **how) -> Client:
    return cast.signed_in(Client(), person, **how)


def key_in(page: str) -> str:
    return page.split('name="cle" value="')[1].split('"')[0]


def send(client: Client, form_at: str, post_at: str | None = None, **said):
    """Sends the form that stands on a page."""
    page = client.get(form_at).content.decode()
    return client.post(post_at or form_at, {"cle": key_in(page), **said})


@pytest.mark.spec("D1")
def test_adopting_takes_one_click_then_both_sides_read_again_and_it_is_published():
    nadia, karim, solene = signed(cast.nadia()), signed(cast.karim()), signed(cast.nurse())
    model = address("model", build.HEPATITIS)
    answer = send(nadia, address("pathways"), model)
    pathway = Pathway.objects.get()
    assert answer.headers["Location"] == address("draft", pathway.code)

    for client in (karim, solene):
        seen = build.draft(pathway).version
        answer = send(client, address("reading", pathway.code), verdict="ready", version=seen)
        assert answer.status_code == 302
    answer = send(nadia, address("draft", pathway.code), address("publication", pathway.code))

    assert answer.headers["Location"] == address("pathway", pathway.code)
    assert current_version(pathway).number == 1


@pytest.mark.spec("D1", "S2-06", "J6.AC1")
def test_the_person_reads_each_step_in_plain_words_in_her_language():
    pathway = build.published()
    client = signed(cast.karim())

    page = client.get(address("pathway", pathway.code) + "?langue=facile").content.decode()

    for words in (
        "On prend une goutte de sang.",
        "Avec qui",
        "Pourquoi",
        "Quoi apporter",
        "40 min",
        "15 jours",
    ):
        assert words in page.replace("\u00a0", " ")
    assert "On vous propose un test. Une goutte de sang" not in page  # the French that is not plain
    assert 'lang="fr"' in page


def test_a_page_asked_in_a_language_that_is_not_whole_says_so_and_is_wholly_in_another():
    pathway = build.published()

    page = signed(cast.karim()).get(address("pathway", pathway.code) + "?langue=ar").content.decode()

    assert "Il est montré tout entier en français" in page.replace("\u00a0", " ")
    assert 'dir="rtl"' not in page


@pytest.mark.spec("D1")
def test_headings_follow_the_language_of_the_steps_not_that_of_the_menu():
    pathway = build.published()

    page = signed(cast.karim()).get(address("pathway", pathway.code) + "?langue=en").content.decode()
    steps = page.split('<ol class="path">')[1].split("</ol>")[0]

    assert "You are offered a test." in steps
    assert "Avec qui" not in steps
    assert "Quoi apporter" not in steps


@pytest.mark.spec("D1", "J6.AC1")
def test_the_button_to_read_aloud_waits_for_a_browser_that_can():
    pathway = build.published()

    page = signed(cast.karim()).get(address("pathway", pathway.code)).content.decode()

    buttons = page.count("data-aloud=")
    assert (buttons, page.count('aria-pressed="false" hidden>')) == (7, 7)
    assert page.count("pathways/aloud") == 1


@pytest.mark.spec("D1")
def test_it_is_printed_on_a5_and_the_neutral_paper_has_a_neutral_name():
    pathway = build.published()
    client = signed(cast.karim())

    usual = client.get(address("document", pathway.code, 1))
    neutral = client.get(address("document", pathway.code, 1) + "?neutre=1")

    with pikepdf.open(BytesIO(usual.content)) as paper:
        width, height = (round(float(side) * 25.4 / 72) for side in paper.pages[0].MediaBox[2:])
        assert (width, height, str(paper.Root.Lang)) == (148, 210, "fr")
    with pikepdf.open(BytesIO(neutral.content)) as paper:
        assert str(paper.open_metadata()["dc:title"]) == "Mes rendez-vous"
    assert "mes-rendez-vous.pdf" in neutral.headers["Content-Disposition"]


def test_arabic_is_printed_from_right_to_left_without_a_french_heading():
    pathway = build.adopted()
    content = all_shipped()[build.HEPATITIS]
    said = as_file(content)
    said["variants"] = []
    said["wording"]["ar"] = {"title": "مواعيدي", "neutral": "مواعيدي"}
    for step in said["steps"]:
        step["texts"]["ar"] = {"name": "موعد", "neutral": "موعد", "what": "نشرح لكم كل شيء.", "who": "طبيب"}
    file = SimpleUploadedFile("p.json", json.dumps(said).encode(), "application/json")
    client = signed(cast.nadia())
    send(client, address("from_file"), file=file)
    drawn = Pathway.objects.exclude(pk=pathway.pk).get()

    page = client.get(address("pathway", drawn.code) + "?langue=ar").content.decode()
    paper = client.get(address("document", drawn.code, 1) + "?langue=ar")

    steps = page.split('<ol class="path">')[1].split("</ol>")[0]
    assert 'dir="rtl"' in page
    assert "نشرح لكم" in steps
    assert "Avec qui" not in steps
    assert paper.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "n\xe2\x80\x99est pas du JSON"),
        (b"\xff\xfe\x00", "n’est pas du texte"),
        (b"{", "se lit mal à la ligne"),
        (b"[" * 100_000, "Ce fichier"),
        (b'{"format": "autre"}', "n’est pas un parcours"),
        (
            b'{"format": "reciproque-parcours-1", "language": "fr", "wording": {"fr": {}}, "steps": []}',
            "title",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_told_so_beside_its_field_and_nothing_is_kept(content, words):
    client = signed(cast.nadia())

    answer = send(client, address("from_file"), file=SimpleUploadedFile("p.json", content))

    assert answer.status_code == 422
    expected = words.encode("latin-1").decode() if "\xe2" in words else words
    assert expected in answer.content.decode().replace("\u00a0", " ").replace("&#x27;", "’")
    assert Pathway.objects.count() == 0


def test_a_file_exported_here_begins_a_pathway_elsewhere():
    pathway = build.published()
    told = signed(cast.karim()).get(address("file", pathway.code, 1))
    charlie = signed(cast.charlie())

    answer = send(charlie, address("from_file"), file=SimpleUploadedFile("p.json", told.content))

    mine = Pathway.objects.get(organisation=cast.elsewhere())
    assert answer.headers["Location"] == address("draft", mine.code)
    assert build.draft(mine).steps.count() == 7


def test_a_long_sentence_is_pointed_at_beside_its_field_and_never_refused():
    pathway = build.adopted()
    step = build.draft(pathway).steps.first()
    client, here = signed(cast.karim()), address("step", pathway.code, step.code, "facile")
    long = (
        "Vous venez avec tous vos papiers et toutes les personnes que vous voulez voir ce jour là avec vous."
    )
    said = {"name": "Le test", "neutral": "Test", "what": long, "version": step.version}

    answer = send(client, here, **said)
    page = client.get(here).content.decode()

    assert answer.headers["Location"] == here
    assert step.texts.get(language="facile").what == long
    beside = page.split('id="id_what_helptext"')[1].split("</p>")[0]
    assert "15 mots" in beside.replace("\u00a0", " ")
    assert long in beside


def test_what_is_typed_stays_when_the_neutral_name_tells_too_much():
    pathway = build.adopted()
    step = build.draft(pathway).steps.first()
    here = address("step", pathway.code, step.code, "fr")
    said = {
        "name": "Le test",
        "neutral": "Test VHC",
        "what": "Un test.",
        "version": step.version,
        "kind": "depistage",
    }

    answer = send(signed(cast.karim()), here, **said)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert 'value="Test VHC"' in page
    assert "id_neutral_error" in page


def test_a_step_goes_up_and_down_by_buttons():
    pathway = build.adopted()
    client, draft = signed(cast.karim()), address("draft", pathway.code)
    first, second, *_rest = build.draft(pathway).steps.all()

    send(client, draft, address("step_down", pathway.code, first.code))
    once = [one.pk for one in build.draft(pathway).steps.all()][:2]
    send(client, draft, address("step_up", pathway.code, first.code))

    assert once == [second.pk, first.pk]
    assert [one.pk for one in build.draft(pathway).steps.all()][:2] == [first.pk, second.pk]


@pytest.mark.spec("S2-36", "S1-38")
def test_the_page_says_with_whom_it_was_written_and_who_is_lost_from_sight():
    pathway = build.adopted()
    build.rewritten(build.draft(pathway).steps.first(), cast.karim(), why="Pour savoir.")
    build.publish(pathway)

    page = signed(cast.nurse()).get(address("pathway", pathway.code)).content.decode()

    assert "Écrit avec" in page
    assert "Karim Sow" in page
    assert "Une personne est perdue de vue quand" in page


def test_the_history_tells_versions_and_leads_to_what_each_changes():
    pathway = build.published()
    verbs.begin_version(pathway, by=cast.actor_of(cast.karim()), at=NOON)
    build.rewritten(build.draft(pathway).steps.first(), cast.karim(), what="Un nouveau test.")
    client = signed(cast.nurse())

    history = client.get(address("history", pathway.code)).content.decode()
    changes = client.get(address("changes", pathway.code, 2)).content.decode()

    assert address("changes", pathway.code, 2) in history
    assert ("<ins>" in changes, "<del>" in changes) == (True, True)


def test_charlie_meets_no_page_of_it():
    pathway = build.published()
    charlie = signed(cast.charlie())

    pages = [("pathway", ()), ("version", (1,)), ("document", (1,)), ("file", (1,)), ("history", ())]

    assert {charlie.get(address(name, pathway.code, *more)).status_code for name, more in pages} == {404}
    assert "Consultation prioritaire (hépatites)" not in _list_of_pathways(charlie)


def _list_of_pathways(client: Client) -> str:
    page = client.get(address("pathways")).content.decode()
    return page.split("Partir d’un modèle")[0]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(count, django_assert_max_num_queries):
    for _n in range(count):
        build.adopted()
    client = signed(cast.karim())
    client.get(address("pathways"))

    with django_assert_max_num_queries(12):
        page = client.get(address("pathways")).content.decode()

    assert page.count("brouillon en cours") == count


def test_the_screens_are_wholly_in_english_for_an_english_reader():
    pathway = build.published()

    page = signed(cast.nadia(), language="en").get(address("pathway", pathway.code)).content.decode()

    assert "You are offered a test." in page
    assert "With whom" in page
