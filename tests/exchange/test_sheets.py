"""What goes out is harmless for who opens it, and comes back as it was."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as some

from reciproque.exchange.importers import IMPORTERS
from reciproque.exchange.tables import opened
from reciproque.exchange.verbs import BATCHES
from reciproque.foundation.sheets import Sheet, csv_lines, safe, workbook
from reciproque.people.models import Organisation
from tests import cast
from tests.builders import people as build

FORMULAS = ["=1+1", "+33 2", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1+1", "－1+1", "＠A1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_a_spreadsheet_would_compute_is_protected(text):
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Hôpital", "12 rue", "-61.52761", "-61,5", "+3", "", "'déjà", "a=b"])
def test_other_texts_go_out_as_they_are(text):
    assert safe(text) == text


@settings(deadline=None, max_examples=100)
@given(
    some.lists(some.text(some.characters(exclude_categories=("Cs",)), max_size=12), min_size=1, max_size=4)
)
def test_no_cell_of_a_csv_begins_like_a_formula(cells):
    content = b"".join(csv_lines(Sheet("x", ["a"] * len(cells), [cells]))).decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))

    assert rows[1] == [safe(cell) for cell in cells]


def test_a_workbook_holds_texts_as_texts_and_numbers_as_numbers():
    sheet = Sheet(
        "Liste",
        ["Nom", "Latitude", "Fin", "Vrai", "Rien"],
        [["=cmd|' /C calc'!A0", Decimal("-61.52761"), date(2028, 2, 29), True, None]],
        about=[("Demandé par", "@Nadia")],
    )

    with workbook(sheet) as file:
        book = python_calamine.CalamineWorkbook.from_filelike(file)

    assert book.sheet_names == ["Liste", "À propos"]
    assert book.get_sheet_by_name("Liste").to_python() == [
        ["Nom", "Latitude", "Fin", "Vrai", "Rien"],
        ["'=cmd|' /C calc'!A0", -61.52761, date(2028, 2, 29), "oui", ""],
    ]
    assert book.get_sheet_by_name("À propos").to_python() == [["Demandé par", "'@Nadia"]]


# --- the directory --------------------------------------------------------------------------------
@pytest.fixture
def nadia(db, client):
    cast.passerelle()
    build.organisation("-Bas du Val-", "cpts", finess="350000022", postcode="35000", town="Rennes")
    return cast.signed_in(client, cast.nadia())


def exported(client, address) -> list[list[str]]:
    content = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content), delimiter=";"))


@pytest.mark.spec("M2")
def test_the_directory_goes_out_as_it_is_narrowed_on_screen(nadia):
    everything = exported(nadia, "/exports/structures/csv/")
    narrowed = exported(nadia, "/exports/structures/csv/?type=association")

    assert [row[1] for row in everything] == [
        "Nom",
        "'-Bas du Val-",
        "CHU des Deux-Rives",
        "Passerelle Santé",
    ]
    assert [row[1] for row in narrowed] == ["Nom", "Passerelle Santé"]


@pytest.mark.spec("M2")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_went_out_comes_back_and_changes_nothing(nadia, kind):
    content = b"".join(nadia.get(f"/exports/structures/{kind}/").streaming_content)
    before = list(Organisation.objects.order_by("pk").values())
    importer = IMPORTERS["organisations"]

    with opened(io.BytesIO(content)) as table:
        passing = importer(table, importer.guess(table.titles), on=cast.TODAY, person_id=None)
        tally = BATCHES["import_organisations"](
            build.installation(), by=cast.HOUSE, at=cast.NOON, importer=passing, partial=False
        )

    assert tally.counts() == {"created": 0, "changed": 0, "unchanged": 3, "faulty": 0, "held": 0}
    assert list(Organisation.objects.order_by("pk").values()) == before


def test_the_list_offers_both_files_of_what_it_shows(nadia):
    page = nadia.get("/structures/?type=cpts").content.decode()

    assert 'href="/exports/structures/csv/?type=cpts"' in page
    assert 'href="/exports/structures/xlsx/?type=cpts"' in page


def test_an_unknown_kind_of_file_and_a_visitor_get_nothing(nadia):
    assert nadia.get("/exports/structures/exe/").status_code == 404
    assert type(nadia)().get("/exports/structures/csv/").status_code == 302
