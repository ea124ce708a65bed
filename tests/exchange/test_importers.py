"""What importers understand of a row: titles, checks, zeros that spreadsheets took, places written in other ways."""

import gc
import io
import weakref
from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as some

from reciproque.exchange.importers import IMPORTERS, Communes, Epcis, Organisations
from reciproque.exchange.importers.checks import degrees, line
from reciproque.exchange.importers.column import Column, Reader
from reciproque.exchange.importers.importer import PORTION
from reciproque.exchange.tables import opened
from reciproque.people.kinds import OrganisationKind, TerritoryKind

from . import files

SURVEY = (
    *("finess", "finess_ej", "raison_sociale", "categorie", "statut", "adresse", "bp", "code_postal"),
    *("libelle_commune", "code_insee_2026", "departement", "region", "siret", "lat_2020", "lon_2020"),
)
RAW_SURVEY = (
    *("fi", "rs", "fi_ej", "cat", "catr", "sir", "COMINSEE"),
    *("NUMVOI", "TYPVOI", "NOMVOI", "BP", "CPO", "LIBCOM", "SIRTET"),
)


class Pure:
    """An importer that knows of nothing already there."""

    def known(self, entries):
        return {}

    def settle(self, entries):
        return []


def read(importer, *rows, titles):
    """The rows that pass, and what is said of those that do not."""
    kind = type("Tested", (Pure, importer), {})
    with opened(io.BytesIO(files.table(*rows, titles=titles))) as table:
        passing = kind(table, importer.guess(table.titles), on=date(2026, 11, 2), person_id=None)
        portions = list(passing.portions(lambda: None))
    entries = [entry for portion in portions for entry in portion.new]
    faults = {
        fault.line: [importer.say(remark) for remark in fault.remarks]
        for portion in portions
        for fault in portion.faults
    }
    return entries, faults, [importer.say(remark) for remark in passing.remarks()]


def fields(importer, row, titles):
    entries, faults, _remarks = read(importer, row, titles=titles)
    assert faults == {}
    return entries[0].fields | entries[0].initial


# --- titles ---------------------------------------------------------------------------------------
def test_the_clean_survey_is_understood_without_being_told_anything():
    assert Organisations.guess(SURVEY) == {
        "finess": "finess",
        "name": "raison_sociale",
        "finess_category": "categorie",
        "finess_legal": "finess_ej",
        "siret": "siret",
        "legal_status": "statut",
        "address": "adresse",
        "mailbox": "bp",
        "postcode": "code_postal",
        "town": "libelle_commune",
        "territory": "code_insee_2026",
        "latitude": "lat_2020",
        "longitude": "lon_2020",
    }


def test_the_raw_survey_is_understood_too_and_the_number_of_the_head_company_is_not_taken_for_its_own():
    assert Organisations.guess(RAW_SURVEY) == {
        "finess": "fi",
        "name": "rs",
        "finess_category": "cat",
        "finess_legal": "fi_ej",
        "siret": "sir",
        "legal_status": "catr",
        "street_number": "NUMVOI",
        "street_type": "TYPVOI",
        "street": "NOMVOI",
        "mailbox": "BP",
        "postcode": "CPO",
        "town": "LIBCOM",
        "territory": "COMINSEE",
    }


def test_titles_are_known_whatever_their_case_accents_and_punctuation():
    assert Organisations.guess(["N° FINESS", "DÉNOMINATION", "Code-Postal", "Ville "]) == {
        "finess": "N° FINESS",
        "name": "DÉNOMINATION",
        "postcode": "Code-Postal",
        "town": "Ville ",
    }


@pytest.mark.parametrize("importer", IMPORTERS.values())
def test_each_column_is_known_by_its_own_label(importer):
    labels = {column.name: str(column.label) for column in importer.columns}

    assert importer.guess(list(labels.values())) == labels


# --- organisations --------------------------------------------------------------------------------
def test_a_row_of_the_survey_becomes_an_organisation():
    row = (
        *("010000032", "010780062", "CH BUGEY SUD", "355", "Public", "700 AV DE NARVIK", "BP 139", "01300"),
        *("BELLEY", "01034", "01", "84", "26010003700019", "45.761213", "5.68498"),
    )

    assert fields(Organisations, row, SURVEY) == {
        "finess": "010000032",
        "finess_legal": "010780062",
        "name": "CH BUGEY SUD",
        "finess_category": "355",
        "kind": OrganisationKind.HOSPITAL,
        "legal_status": "Public",
        "address": "700 AV DE NARVIK, BP 139",
        "postcode": "01300",
        "town": "BELLEY",
        "territory": "01034",
        "siret": "26010003700019",
        "latitude": Decimal("45.76121"),
        "longitude": Decimal("5.68498"),
        "zone": "Europe/Paris",
    }


def test_an_address_in_parts_is_put_together():
    row = ("010000024", "CH", "355", "900", "RTE", "DE PARIS", "01440", "PLU10")
    titles = ("fi", "rs", "cat", "NUMVOI", "TYPVOI", "NOMVOI", "CPO", "catr")

    found = fields(Organisations, row, titles)

    assert (found["address"], found["legal_status"]) == ("900 RTE DE PARIS", "Privé lucratif")


def test_overseas_communes_are_found_behind_the_writing_of_finess_with_their_own_clock():
    titles = ("Nom", "Type", "Code Insee de la commune")
    rows = [("A", "Association", code) for code in ("9A101", "9D411", "9F611", "9A123", "9A127", "2A004")]

    entries, faults, _remarks = read(
        Organisations, *[(f"{n}", *row[1:]) for n, row in enumerate(rows)], titles=titles
    )

    assert faults == {}
    assert [(entry.fields["territory"], entry.initial["zone"]) for entry in entries] == [
        ("97101", "America/Guadeloupe"),
        ("97411", "Indian/Reunion"),
        ("97611", "Indian/Mayotte"),
        ("97701", "America/St_Barthelemy"),
        ("97801", "America/Marigot"),
        ("2A004", "Europe/Paris"),
    ]


@pytest.mark.parametrize(
    ("category", "kind"),
    [
        ("355", "hospital"),
        ("101", "hospital"),
        ("603", "msp"),
        ("604", "cpts"),
        ("124", "health_centre"),
        ("620", "other"),
    ],
)
def test_the_category_of_finess_tells_the_kind(category, kind):
    assert fields(Organisations, ("A", category), ("Nom", "Catégorie"))["kind"] == kind


def test_a_kind_may_be_said_in_words():
    words = [
        "Association",
        "MSP",
        "maison de santé",
        "Communauté professionnelle territoriale de santé (CPTS)",
        "ars",
    ]
    entries, faults, _remarks = read(
        Organisations, *[(f"A{n}", word) for n, word in enumerate(words)], titles=("Nom", "Type")
    )

    assert faults == {}
    assert [entry.fields["kind"] for entry in entries] == ["association", "msp", "msp", "cpts", "ars"]


def test_zeros_taken_by_a_spreadsheet_are_put_back_and_it_is_said():
    titles = ("FINESS", "Nom", "Catégorie", "CP", "Insee")
    entries, faults, remarks = read(
        Organisations,
        ("10000024", "A", "355", "1440", "1451"),
        ("10000032", "B", "355", "1300", "01034"),
        titles=titles,
    )

    assert faults == {}
    assert [(e.fields["finess"], e.fields["postcode"], e.fields["territory"]) for e in entries] == [
        ("010000024", "01440", "01451"),
        ("010000032", "01300", "01034"),
    ]
    assert [remark.replace("\u00a0", " ") for remark in remarks] == [
        "Zéros de tête ôtés par un tableur, remis dans « Numéro FINESS » : 2 fois.",
        "Zéros de tête ôtés par un tableur, remis dans « Code postal » : 2 fois.",
        "Zéros de tête ôtés par un tableur, remis dans « Code Insee de la commune » : 1 fois.",
    ]


def test_zeros_are_not_put_back_where_the_number_would_stay_wrong():
    _entries, faults, remarks = read(
        Organisations, ("10000025", "A", "355"), titles=("FINESS", "Nom", "Catégorie")
    )

    assert (list(faults), remarks) == ([2], [])


def test_a_number_that_a_spreadsheet_rounded_is_refused_with_the_reason():
    _entries, faults, _remarks = read(
        Organisations, ("A", "355", "2,60E+13"), titles=("Nom", "Catégorie", "SIRET")
    )

    assert faults == {
        2: [
            "«\u00a02,60E+13\u00a0»\u00a0: le tableur a remplacé ce numéro par un nombre arrondi, et ses chiffres"
            " sont perdus. Reprenez le fichier d’origine."
        ]
    }


def test_a_siren_in_the_place_of_a_siret_leaves_it_empty_and_is_counted():
    entries, faults, remarks = read(
        Organisations, ("A", "355", "775 552 003"), titles=("Nom", "Catégorie", "SIRET")
    )

    assert (faults, "siret" in entries[0].fields) == ({}, False)
    assert remarks == [
        "Numéros SIREN (9 chiffres) à la place d’un SIRET\u00a0: 1. Le SIRET a été laissé vide."
    ]


def test_a_wrong_siret_is_told_what_a_siret_is():
    _entries, faults, _remarks = read(
        Organisations,
        ("A", "355", "2601000370001x"),
        ("B", "355", "26010003700018"),
        ("C", "355", "775552004"),
        titles=("Nom", "Catégorie", "SIRET"),
    )

    assert [one.split("\u00a0")[0] for said in faults.values() for one in said] == [
        "Un numéro SIRET a 14 chiffres.",
        "La clé de ce numéro SIRET est fausse",
        "La clé de ce numéro SIREN est fausse",
    ]


def test_each_faulty_line_says_all_that_is_wrong_with_it():
    titles = ("FINESS", "Nom", "Catégorie", "Latitude", "Fin agrément")
    _entries, faults, _remarks = read(
        Organisations,
        ("010000025", "", "355", "nord", "31/02/2027"),
        ("", "B", "", "", ""),
        ("010000024", "C", "355", "", ""),
        ("010000024", "D", "355", "", ""),
        ("010000032", "E", "355", "", "", "de trop"),
        titles=titles,
    )

    assert {line: [one.replace("\u00a0", " ") for one in said] for line, said in faults.items()} == {
        2: [
            "La clé de ce numéro FINESS est fausse : un chiffre au moins a été mal recopié."
            " Vérifiez 010000025 caractère par caractère.",
            "« Nom » manque.",
            "« nord » n’est pas une coordonnée en degrés, entre -90 et 90.",
            "« 31/02/2027 » n’est pas une date. Écrivez 28/03/2027 ou 2027-03-28.",
        ],
        3: ["« Type de structure » manque."],
        5: ["La même chose est déjà à la ligne 4 de ce fichier."],
        6: ["Cette ligne a 6 cases pour 5 titres : un séparateur ou un guillemet est mal placé."],
    }


def test_a_protected_cell_gives_back_its_text():
    assert fields(Organisations, ("'-Bas de Loire", "355"), ("Nom", "Catégorie"))["name"] == "-Bas de Loire"


def test_marks_that_turn_a_text_around_are_refused():
    _entries, faults, _remarks = read(Organisations, ("A\u202egpj.exe", "355"), titles=("Nom", "Catégorie"))

    assert faults == {2: ["Ce texte contient des caractères de commande invisibles."]}


def test_a_dash_in_the_place_of_a_number_says_nothing():
    titles = ("FINESS", "Nom", "Catégorie", "SIRET", "Code postal")

    entries, faults, _remarks = read(
        Organisations, ("-", "A", "355", "-", "-"), ("-", "B", "355", ".", " - "), titles=titles
    )

    assert (faults, [entry.fields for entry in entries]) == (
        {},
        [{"name": name, "finess_category": "355"} for name in ("A", "B")],
    )


def test_a_dash_in_the_place_of_a_compulsory_number_is_a_lack():
    _entries, faults, _remarks = read(Communes, ("-", "Rennes"), titles=("code_insee", "nom"))

    assert [remark.replace("\u00a0", " ") for remark in faults[2]] == ["« Code Insee » manque."]


def test_a_fault_that_comes_back_is_told_at_each_line_and_zeros_are_counted_at_each():
    rows = [(f"A{n}", "355", "0", "1440") for n in range(3 * PORTION // 2)]

    _entries, faults, remarks = read(
        Organisations, *rows, titles=("Nom", "Catégorie", "Code Insee de la commune", "CP")
    )

    assert list(faults) == list(range(2, len(rows) + 2))
    assert {one for said in faults.values() for one in said} == {
        "Un code de commune (Insee) a 5 caractères, par exemple 35238 ou 2A004."
    }
    assert remarks[0].endswith(f"{len(rows)} fois.")


texts = (
    some.text(max_size=12)
    | some.text("aé\u0301' \u00a0\t\u202e-", max_size=8)
    | some.text("0189.-,e", max_size=8)
    | some.floats(-200, 200).map(lambda value: f"{value:.6f}")
)


def checked(column, cells):
    wrong = defaultdict(list)
    return Reader(column, 0).read(cells, wrong), wrong


@given(
    some.lists(texts, max_size=20), some.integers(1, 8).map(line) | some.sampled_from([90, 180]).map(degrees)
)
def test_what_is_taken_at_a_glance_is_what_the_check_gives_back(cells, check):
    slowly = Column("name", "Nom", (), lambda text: check(text))

    assert checked(Column("name", "Nom", (), check), cells) == checked(slowly, cells)


@pytest.mark.parametrize("name", ["siret", "kind", "latitude"])
def test_a_refused_cell_does_not_hold_the_rows_it_came_with(name):
    class Cells(list):
        """A list that can be watched."""

    column = next(column for column in Organisations.columns if column.name == name)
    cells = Cells(["x", "123456789"])
    watched = weakref.ref(cells)
    gc.disable()
    try:
        Reader(column, 0).read(cells, defaultdict(list))
        del cells

        assert watched() is None
    finally:
        gc.enable()


numbers = (
    some.from_regex(r"(?a:\d[\dABab]\d{3})", fullmatch=True)
    | some.from_regex(r"(?a:9[A-F7-9][1-6]\d\d|9A12[37]|\d{9}|\d{14})", fullmatch=True)
    | some.sampled_from(["010000024", "2A0000014", "26010003700019", "35600000000048"])
)


@given(some.lists(numbers, max_size=20), some.sampled_from([c for c in Organisations.columns if c.at_once]))
def test_a_number_taken_at_once_is_what_its_check_gives_back(cells, column):
    assert checked(column, cells) == checked(replace(column, at_once=None), cells)


# --- places ---------------------------------------------------------------------------------------
def test_a_commune_names_all_it_belongs_to():
    titles = (
        "code_insee",
        "type",
        "nom",
        "departement",
        "region",
        "codes_postaux",
        "population",
        "epci_siren",
    )
    row = ("35238", "commune-actuelle", "Rennes", "35", "53", "35000|35200", "227830", "243500139")

    assert fields(Communes, row, titles) == {
        "number": "35238",
        "kind": TerritoryKind.COMMUNE,
        "name": "Rennes",
        "department": "35",
        "region": "53",
        "postcodes": "35000 35200",
        "population": 227830,
        "epci": "243500139",
    }


@pytest.mark.parametrize(
    ("number", "department", "region"),
    [("01001", "01", "84"), ("2A004", "2A", "94"), ("97411", "974", "04"), ("98818", "988", "988")],
)
def test_a_commune_alone_tells_its_department_and_region(number, department, region):
    found = fields(Communes, (number, "Quelque part"), ("code_insee", "nom"))

    assert (found["department"], found["region"]) == (department, region)


def test_deputy_communes_are_passed_over_and_counted():
    titles = ("code_insee", "type", "nom")
    entries, faults, remarks = read(
        Communes, ("01015", "commune-deleguee", "Arbignieu"), ("01015", "COM", "Arboys"), titles=titles
    )

    assert ([entry.fields["name"] for entry in entries], faults) == (["Arboys"], {})
    assert remarks == ["Communes déléguées ou associées, qui ne sont pas reprises\u00a0: 1."]


def test_an_intercommunality_is_known_by_its_siren():
    assert fields(Epcis, ("243500139", "Rennes Métropole"), ("siren", "nom")) == {
        "number": "243500139",
        "name": "Rennes Métropole",
        "kind": TerritoryKind.EPCI,
    }


# --- languages ------------------------------------------------------------------------------------
def test_what_is_kept_of_a_fault_is_said_again_in_the_language_of_who_reads(in_english):
    with opened(io.BytesIO(files.table(files.WRONG_KEY, files.NO_NAME))) as table:
        kind = type("Tested", (Pure, Organisations), {})
        faults = [
            fault
            for portion in kind(
                table, Organisations.guess(table.titles), on=date(2026, 11, 2), person_id=None
            ).portions(lambda: None)
            for fault in portion.faults
        ]
    in_english(
        {
            "La clé de ce numéro FINESS est fausse\u00a0: un chiffre au moins a été mal recopié."
            " Vérifiez %(number)s caractère par caractère.": "The key of %(number)s is wrong.",
            "«\u00a0{column}\u00a0» manque.": "“{column}” is missing.",
            "Nom": "Name",
        }
    )

    with translation.override("en"):
        assert [Organisations.say(remark) for fault in faults for remark in fault.remarks] == [
            "The key of 010000025 is wrong.",
            "“Name” is missing.",
        ]
