"""Any file that holds a table is read; any other is refused with a sentence, and takes neither memory nor time."""

import datetime
import io
import multiprocessing
import resource
import struct
import time
import zipfile
from concurrent.futures import ProcessPoolExecutor

import django
import pytest
import xlsxwriter
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as some

from reciproque.exchange.sentences import Unreadable
from reciproque.exchange.tables import opened

from . import files


def read(content: bytes):
    """The titles, the rows and the remarks of a file."""
    with opened(io.BytesIO(content)) as table:
        rows = [row.cells for row in table.rows()]
        return table, rows


def why_not(content: bytes) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(Unreadable) as refusal:
        read(content)
    return str(refusal.value)


def workbook(fill, **options) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    fill(book)
    book.close()
    return out.getvalue()


def spreadsheet(*rows) -> bytes:
    def fill(book):
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    return workbook(fill)


# --- separators and encodings ---------------------------------------------------------------------
word = some.text(
    some.characters(
        codec="cp1252", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"), exclude_characters="'="
    ),
    min_size=1,
    max_size=12,
)


@settings(deadline=None, max_examples=60)
@given(
    rows=some.lists(some.tuples(word, word, word), min_size=1, max_size=8),
    separator=some.sampled_from(";,\t|"),
    encoding=some.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
)
def test_a_table_comes_back_as_it_was_written(rows, separator, encoding):
    titles = ("Nom de la structure", "Code postal", "Commune")
    content = files.table(*rows, titles=titles, separator=separator, encoding=encoding)

    table, found = read(content)

    assert (table.titles, table.separator, found) == (titles, separator, [list(row) for row in rows])


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850", "iso8859_15"])
def test_the_encodings_of_older_offices_are_recognised(encoding):
    rows = [("Hôpital Saint-Éloi", "à côté de l'église"), ("Clinique du Chêne", "où l'on soigne, déjà")]
    content = files.table(*rows, titles=("Dénomination", "Près de"), encoding=encoding)

    table, found = read(content)

    assert (table.titles, found) == (("Dénomination", "Près de"), [list(row) for row in rows])


def test_the_separator_that_a_spreadsheet_declares_is_believed():
    table, rows = read(b"sep=|\r\nnom|ville\r\nA;B|C,D\r\n")

    assert (table.titles, rows) == (("nom", "ville"), [["A;B", "C,D"]])


def test_commas_inside_cells_do_not_hide_a_semicolon():
    table, rows = read(b"nom;adresse\nA;1, rue B, Lyon\nB;2, rue C, Lyon\n")

    assert (table.separator, rows) == (";", [["A", "1, rue B, Lyon"], ["B", "2, rue C, Lyon"]])


def test_a_cell_may_hold_several_lines_and_the_next_row_still_knows_its_line():
    with opened(io.BytesIO(b'nom;note\nA;"une\ndeux\ntrois"\nB;quatre\n')) as table:
        rows = list(table.rows())

    assert [(row.line, row.cells) for row in rows] == [(2, ["A", "une\ndeux\ntrois"]), (5, ["B", "quatre"])]


def test_lines_before_the_titles_are_passed_over_and_it_is_said():
    table, rows = read(b"Liste au 1er janvier;;\n;;\nnom;ville;code\nA;Lyon;69001\n")

    assert (table.titles, rows) == (("nom", "ville", "code"), [["A", "Lyon", "69001"]])
    assert [str(remark) for remark in table.remarks] == [
        "Les 2 premières lignes, qui précèdent les titres, n’ont pas été lues."
    ]


def test_blank_lines_and_short_lines_do_no_harm():
    _table, rows = read(b"nom;ville;code\n\n;;\nA;Lyon\n  ; \t;\nB;Nice;06000;;\n")

    assert rows == [["A", "Lyon", ""], ["B", "Nice", "06000"]]


def test_a_line_with_too_many_cells_keeps_them_for_its_fault():
    _table, rows = read(b"nom;ville\nA;Lyon;69001\n")

    assert rows == [["A", "Lyon", "69001"]]


# --- workbooks ------------------------------------------------------------------------------------
def test_a_workbook_is_read_as_it_was_typed():
    content = spreadsheet(("nom", "siret", "prix", "ouvert"), ("A", 26010004500012, 1.5, True))

    table, rows = read(content)

    assert (table.kind, table.titles, rows) == (
        "xlsx",
        ("nom", "siret", "prix", "ouvert"),
        [["A", "26010004500012", "1.5", "oui"]],
    )


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_dates_are_the_same_in_both_calendars_of_spreadsheets(epoch_1904):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("nom", "fin"))
        sheet.write(1, 0, "A")
        sheet.write_datetime(
            1, 1, datetime.datetime(2028, 2, 29), book.add_format({"num_format": "dd/mm/yyyy"})
        )

    _table, rows = read(workbook(fill, date_1904=epoch_1904))

    assert rows == [["A", "2028-02-29"]]


def test_results_of_formulas_are_read_and_it_is_said():
    def fill(book):
        sheet = book.add_worksheet("Liste")
        sheet.write_row(0, 0, ("nom", "total"))
        sheet.write(1, 0, "A")
        sheet.write_formula(1, 1, "=1+1", None, 2)
        book.add_worksheet("Autre").write(0, 0, "x")

    table, rows = read(workbook(fill))

    assert rows == [["A", "2"]]
    assert [remark.code for remark in table.remarks] == ["one_sheet_of", "formulas"]


def test_rows_of_a_workbook_have_their_own_numbers_even_below_blank_ones():
    content = spreadsheet(("nom", "ville"), (), ("A\nbis", "Lyon"), ("B", "Nice"))

    with opened(io.BytesIO(content)) as table:
        assert [(row.line, row.cells) for row in table.rows()] == [
            (3, ["A\nbis", "Lyon"]),
            (4, ["B", "Nice"]),
        ]


# --- what is refused, in words --------------------------------------------------------------------
REFUSED = {
    "Ce fichier est vide.": [b"", b"\n \n", b"\xef\xbb\xbf", b";;;\n;;;\n"],
    "Ce fichier est une image, pas": [b"\x89PNG\r\n\x1a\n" + bytes(40), b"\xff\xd8\xff\xe0" + bytes(40), b"<svg/>"],
    "Ce fichier est un document PDF, pas": [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"],
    "Ce fichier est une page web, pas": [b"<!DOCTYPE html>\n<html><table><tr><td>nom</td></tr></table></html>"],
    "Ce fichier est une archive, pas": [b"\x1f\x8b\x08" + bytes(40), b"7z\xbc\xaf\x27\x1c" + bytes(40)],
    "Ce fichier est un programme, pas": [b"MZ\x90\x00\x03" + bytes(60), b"\x7fELF" + bytes(60)],
    "Ce fichier est un fichier de données (JSON ou XML), pas": [b'{"nom": "A"}', b'<?xml version="1.0"?><a/>'],
    "La première ligne doit porter les titres": [b"010000024;355;01440\n010000032;355;01300\n"],
    "Plusieurs colonnes portent le même titre": [b"nom;ville;Nom\nA;B;C\n"],
    "Ce tableau a plus de 500 colonnes": [";".join(f"c{n}" for n in range(600)).encode(), b"a;b\n" + b";" * 9000],
    "La ligne 1 est démesurée": [",".join(f"c{n}" for n in range(400_000)).encode()],
    "La ligne 3 contient des octets nuls": [b"nom;ville\nA;B\nC\0;D\n"],
    "Un guillemet ouvert à la ligne 3": [b'nom;ville\nA;B\nC;"' + b"D;E\n" * 60_000],
    "Ce classeur est abîmé": [b"PK\x03\x04" + bytes(400), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)],
}  # fmt: skip


@pytest.mark.parametrize(
    ("begins", "content"), [(begins, one) for begins, all_ in REFUSED.items() for one in all_]
)
def test_what_is_no_table_is_refused_with_a_sentence(begins, content):
    assert why_not(content).replace("\u00a0", " ").startswith(begins)


def test_an_archive_of_anything_is_never_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../etc/passwd", "nom;ville\nA;B\n")

    assert why_not(out.getvalue()).startswith("Ce fichier est une archive, pas")


def test_a_text_that_mixes_encodings_names_the_line_where_it_breaks():
    good = "Hôpital de la Timone à Marseille, près de l’église;déjà\n" * 30
    content = ("nom;état\n" + good).encode() + "Clinique du Chêne;cassé\n".encode("cp1252")

    assert why_not(content).startswith("À partir de la ligne 32, des caractères sont illisibles")


def test_words_that_begin_like_a_magic_number_are_words():
    for title in ("BM", "MZ", "ID3", "BZh"):
        table, rows = read(f"{title};nom\n1;A\n".encode())

        assert (table.titles, rows) == ((title, "nom"), [["1", "A"]])


def test_a_file_beyond_the_limit_is_not_read(settings):
    settings.IMPORT_MAX_BYTES = 2_000_000

    assert why_not(b"nom;ville\n" + b"A;B\n" * 600_000) == (
        "Ce fichier pèse 2 Mo et la limite est de 2 Mo. Coupez-le en plusieurs fichiers."
    )


# --- what is built to exhaust a machine -----------------------------------------------------------
def corner() -> bytes:
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write(0, 0, "nom")
        sheet.write(1_048_575, 16_383, "x")

    return workbook(fill)


def bomb(*, size: int, lying: bool) -> bytes:
    """A workbook whose texts unfold to `size` bytes; `lying`: it declares a thousand."""
    plain, out = zipfile.ZipFile(io.BytesIO(spreadsheet(("nom", "ville"), ("A", "B")))), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in plain.infolist():
            if part.filename != "xl/sharedStrings.xml":
                archive.writestr(part, plain.read(part))
                continue
            with archive.open(part.filename, "w") as strings:
                strings.write(b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">')
                for _ in range(size // 1_000_011):
                    strings.write(b"<si><t>" + b"a" * 1_000_000 + b"</t></si>")
                strings.write(b"</sst>")
        real = archive.getinfo("xl/sharedStrings.xml").file_size
    content = out.getvalue()
    return content.replace(struct.pack("<I", real), struct.pack("<I", 1000)) if lying else content


def cost_of_refusing(content: bytes) -> tuple[str, float, int, int]:
    """What is said, how long it takes, by how much the process grows, and the largest process it starts (kB)."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with translation.override("fr"):
        said = why_not(content)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return said, time.monotonic() - began, grown, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


@pytest.mark.parametrize(
    "hostile",
    [corner, lambda: bomb(size=700_000_000, lying=False), lambda: bomb(size=550_000_000, lying=True)],
    ids=["a cell in the far corner", "texts that unfold without end", "the same, declared small"],
)
def test_a_workbook_built_to_exhaust_is_refused_quickly_and_costs_little(hostile):
    alone = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=alone, initializer=django.setup) as process:
        said, seconds, grown, below = process.submit(cost_of_refusing, hostile()).result()

    assert said.startswith("Ce classeur")
    assert seconds < 10
    assert grown < 50_000
    assert below < 600_000
