"""Files of others: data·inclusion taken, followed, never trusted; communes placed from the open file."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from reciproque.directory import verbs
from reciproque.directory.kinds import Family, Fault, Mode
from reciproque.directory.models import Difference, Intake, Position, Service, Sheet
from reciproque.directory.rules import inclusion
from reciproque.directory.rules.communes import communes_of
from reciproque.directory.rules.files import MOST_BYTES, MOST_ROWS
from reciproque.foundation.policy import Refused
from reciproque.people.models import Territory
from tests import cast
from tests.builders import directory as build
from tests.exchange import files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_noon")]
NOON, TODAY = cast.NOON, cast.TODAY
STRUCTURE: dict[str, Any] = {
    "source": "dora",
    "id": "dora--1",
    "nom": "Centre social Le Tournesol",
    "date_maj": "2026-09-15",
    "siret": "13003013300016",
    "adresse": "3 rue des Lilas",
    "complement_adresse": "Bâtiment B",
    "code_postal": "56230",
    "commune": "Questembert",
    "code_insee": "56184",
    "latitude": 47.6612,
    "longitude": -2.4513,
    "telephone": "+33297000000",
    "courriel": "tournesol@example.org",
    "site_web": "https://example.org/tournesol",
    "horaires_accueil": "Mo-Fr 08:30-12:30; PH off",
    "lien_source": "https://example.org/source/1",
    "description": "Un lieu ouvert à tous.",
}
SERVICE: dict[str, Any] = {
    "source": "dora",
    "structure_id": "dora--1",
    "id": "dora--1--a",
    "nom": "Atelier numérique",
    "description": "Apprendre à se servir d’un téléphone.",
    "date_maj": "2026-09-15",
    "frais": "gratuit",
    "publics": ["seniors", "personnes-exilees"],
    "publics_precisions": "À partir de 60 ans.",
    "conditions_acces": "Habiter la commune.",
    "thematiques": ["numerique--acquerir-un-equipement", "remobilisation--lien-social"],
    "modes_accueil": ["en-presentiel", "a-distance"],
    "modes_mobilisation": ["telephoner", "se-presenter"],
    "courriel": "atelier@example.org",
}


def faults(intake: Intake) -> list[tuple[str, str]]:
    return [(identifier, fault) for _thing, identifier, _name, fault in intake.faults]


def counts(intake: Intake) -> tuple[int, ...]:
    return (intake.added, intake.changed, intake.same, intake.differences, intake.refused)


def sent(client: Client, structures: Any, services: Any = None):
    def file(name: str, rows: Any) -> SimpleUploadedFile:
        content = rows if isinstance(rows, bytes) else json.dumps(rows).encode()
        return SimpleUploadedFile(name, content)

    both = {"structures": file("structures.json", structures)}
    if services is not None:
        both["services"] = file("services.json", services)
    return client.post(reverse("directory:imports"), {"cle": cast.form_key(), **both})


# --- data·inclusion -------------------------------------------------------------------------------
@pytest.mark.spec("K4")
def test_a_coordinator_reads_two_files_and_finds_what_they_say():
    nadia = cast.signed_in(Client(), cast.nadia())
    assert reverse("directory:imports") in nadia.get(reverse("directory:sheets")).content.decode()

    answer = sent(nadia, [STRUCTURE], {"items": [SERVICE]})

    intake = Intake.objects.get()
    assert answer.url == intake.get_absolute_url()
    assert counts(intake) == (2, 0, 0, 0, 0)
    assert "Tout a été pris." in nadia.get(answer.url).content.decode()
    sheet, service = Sheet.objects.get(), Service.objects.get()
    assert (sheet.name, sheet.siret, sheet.address) == (
        "Centre social Le Tournesol",
        "13003013300016",
        "3 rue des Lilas, Bâtiment B",
    )
    assert (sheet.latitude, sheet.longitude, sheet.exact) == (47.6612, -2.4513, True)
    assert (sheet.checked_on, sheet.recheck_on, sheet.checked_by) == (
        date(2026, 9, 15),
        date(2027, 3, 15),
        None,
    )
    assert (sheet.kept_by, sheet.source, sheet.source_id) == (cast.chu(), "dora", "dora--1")
    assert service.families == f"|{Family.RIGHTS}|{Family.ISOLATION}|"
    assert (service.cost, service.mode, service.answers_to) == (
        Decimal(0),
        Mode.BOTH,
        "atelier@example.org",
    )
    assert service.audience == "seniors, personnes exilees, À partir de 60 ans."
    assert service.contact == "téléphoner, se présenter\natelier@example.org"


def test_without_coordinates_it_stands_in_its_commune():
    build.placed()
    build.reads([STRUCTURE | {"latitude": None, "longitude": None}])
    sheet = Sheet.objects.get()
    assert (sheet.latitude, sheet.longitude, sheet.exact) == (47.66, -2.45, False)


@pytest.mark.spec("K4")
def test_a_newer_file_brings_the_sheets_up_to_date_and_adds_none_twice():
    build.reads([STRUCTURE], [SERVICE])

    assert counts(build.reads([STRUCTURE], [SERVICE])) == (0, 0, 2, 0, 0)
    newer = STRUCTURE | {"telephone": "+33297000001", "date_maj": "2026-10-20"}
    assert counts(build.reads([newer], [SERVICE | {"frais": "payant"}])) == (0, 2, 0, 0, 0)

    sheet, service = Sheet.objects.get(), Service.objects.get()
    assert (sheet.phone, sheet.checked_on) == ("+33297000001", date(2026, 10, 20))
    assert (service.cost, service.cost_words) == (None, "payant")


@pytest.mark.spec("K4")
def test_what_was_corrected_here_is_never_written_over_and_the_difference_is_shown():
    build.reads([STRUCTURE], [SERVICE])
    sheet, service = Sheet.objects.get(), Service.objects.get()
    nadia = cast.actor_of(cast.nadia())
    verbs.revise_sheet(sheet, by=nadia, at=NOON, version=1, phone="02 97 11 11 11", what=sheet.what)
    verbs.revise_service(
        service, by=cast.actor_of(cast.nadia()), at=NOON, version=1, families=[Family.LANGUAGE]
    )
    newer = STRUCTURE | {"telephone": "+33297000001", "description": "Un lieu à tous."}

    intake = build.reads([newer], [SERVICE])

    sheet.refresh_from_db()
    service.refresh_from_db()
    assert (sheet.phone, sheet.what) == ("02 97 11 11 11", "Un lieu à tous.")
    assert service.families == f"|{Family.LANGUAGE}|"
    assert counts(intake) == (0, 1, 1, 2, 0)
    client = cast.signed_in(Client(), cast.nadia())
    page = client.get(sheet.get_absolute_url()).content.decode()
    assert page.count("La source dit autre chose") == 2
    assert "+33297000001" in page
    assert "Droits et démarches, Isolement, famille, liens" in page
    assert (
        "La source dit"
        not in cast.signed_in(Client(), cast.charlie()).get(sheet.get_absolute_url()).content.decode()
    )


def test_a_correction_does_not_make_it_another_sheet_for_the_file_it_follows():
    build.reads([STRUCTURE])
    sheet = Sheet.objects.get()
    nadia = cast.signed_in(Client(), cast.nadia())
    facts = reverse("directory:facts", args=[sheet.code])
    assert "source" not in nadia.get(facts).context["form"].fields

    nadia.post(facts, {"cle": cast.form_key(), "version": 1, "name": "Le Tournesol", "source": "un appel"})
    mine = {"source": "un appel", "source_page": ""}
    verbs.revise_sheet(sheet, by=cast.actor_of(cast.nadia()), at=NOON, version=2, **mine)

    sheet.refresh_from_db()
    assert (sheet.name, sheet.source) == ("Le Tournesol", "dora")
    assert build.reads([STRUCTURE]).added == 0


@pytest.mark.spec("K4")
def test_a_difference_is_taken_or_kept_once_and_for_all():
    build.reads([STRUCTURE])
    sheet = Sheet.objects.get()
    mine = {"phone": "02 97 11 11 11", "email": "mien@example.org"}
    verbs.revise_sheet(sheet, by=cast.actor_of(cast.nadia()), at=NOON, version=1, **mine)
    build.reads([STRUCTURE])
    nadia = cast.signed_in(Client(), cast.nadia())
    phone, email = (Difference.objects.get(field=name) for name in ("phone", "email"))

    for difference, answer in ((phone, "taken"), (email, "kept")):
        where = reverse("directory:difference", args=[difference.code])
        nadia.post(where, {"cle": cast.form_key(), "answer": answer})
        again = nadia.post(where, {"cle": cast.form_key(), "answer": answer})
        assert again.status_code == 403

    sheet.refresh_from_db()
    assert (sheet.phone, sheet.email) == ("+33297000000", "mien@example.org")
    assert counts(build.reads([STRUCTURE])) == (0, 0, 1, 0, 0)
    follows = build.reads([STRUCTURE | {"telephone": "+33297000009", "courriel": "neuf@example.org"}])
    sheet.refresh_from_db()
    assert (sheet.phone, sheet.email) == ("+33297000009", "mien@example.org")
    assert follows.differences == 1


def test_nobody_from_elsewhere_answers_a_difference():
    build.reads([STRUCTURE])
    sheet = Sheet.objects.get()
    verbs.revise_sheet(sheet, by=cast.actor_of(cast.nadia()), at=NOON, version=1, phone="1")
    build.reads([STRUCTURE])
    difference = Difference.objects.get()
    with pytest.raises(Refused):
        verbs.settle_difference(
            difference, by=cast.actor_of(cast.charlie()), at=NOON, answer=Difference.Answer.TAKEN
        )


def test_a_file_older_than_what_was_checked_here_does_not_make_it_older():
    build.reads([STRUCTURE])
    sheet = Sheet.objects.get()
    verbs.confirm(sheet, by=cast.actor_of(cast.nadia()), at=NOON)
    build.reads([STRUCTURE | {"telephone": "1"}])
    sheet.refresh_from_db()
    assert (sheet.checked_on, sheet.phone) == (TODAY, "1")


@pytest.mark.spec("K4")
@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("une phrase", Fault.SHAPE),
        ({}, Fault.NO_ID),
        ({"id": ""}, Fault.NO_ID),
        ({"id": 7}, Fault.NO_ID),
        ({"nom": None}, Fault.NO_NAME),
        ({"nom": ["x"]}, Fault.NO_NAME),
        ({"date_maj": "hier"}, Fault.NO_DATE),
        ({"date_maj": 20260915}, Fault.NO_DATE),
        ({"date_maj": "2026-02-30"}, Fault.NO_DATE),
        ({"date_maj": "2027-01-01"}, Fault.FUTURE),
    ],
)
def test_a_row_that_is_no_sheet_is_not_taken_and_the_page_says_why(row, fault):
    whole = STRUCTURE | row if isinstance(row, dict) and row else row
    nadia = cast.signed_in(Client(), cast.nadia())

    answer = sent(nadia, [whole, STRUCTURE | {"id": "dora--2"}])

    intake = Intake.objects.get()
    assert (intake.added, intake.refused) == (1, 1)
    assert fault in [told for _id, told in faults(intake)]
    assert str(fault.label) in nadia.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("row", "fault", "field", "kept"),
    [
        ({"siret": "13003013300017"}, Fault.SIRET, "siret", ""),
        ({"code_postal": "x"}, Fault.POSTCODE, "postcode", ""),
        ({"courriel": "pas une adresse"}, Fault.EMAIL, "email", ""),
        ({"site_web": "javascript:alert(1)"}, Fault.LINK, "page", ""),
        ({"latitude": 912, "longitude": 0}, Fault.POSITION, "latitude", None),
        ({"latitude": "47", "longitude": "2"}, Fault.POSITION, "latitude", None),
        ({"latitude": True, "longitude": 2}, Fault.POSITION, "latitude", None),
        ({"latitude": 10**400, "longitude": 2}, Fault.POSITION, "latitude", None),
        ({"latitude": 0, "longitude": 0}, Fault.POSITION, "latitude", None),
        ({"telephone": "01\0\ud800"}, Fault.UNREADABLE, "phone", "01"),
        ({"telephone": "9" * 80}, Fault.LONG, "phone", "9" * 39 + "…"),
        ({"horaires_accueil": {"lundi": 1}}, None, "hours", ""),
    ],
)
def test_a_wrong_particular_is_left_out_and_said_and_the_rest_is_taken(row, fault, field, kept):
    intake = build.reads([STRUCTURE | row])
    assert getattr(Sheet.objects.get(), field) == kept
    assert [told for _id, told in faults(intake)] == ([fault] if fault else [])
    assert intake.refused == 0


def test_a_line_with_two_faults_stands_once_in_the_list_with_both():
    intake = build.reads([{"nom": "Sans rien"}, STRUCTURE | {"siret": "1", "courriel": "x"}])
    page = cast.signed_in(Client(), cast.nadia()).get(intake.get_absolute_url())
    assert [(name, len(told)) for _thing, name, _key, told in page.context["refused"]] == [("Sans rien", 2)]
    assert [len(told) for *_line, told in page.context["left_out"]] == [2]
    assert "il y en a trop" not in page.content.decode()


def test_the_same_identifier_twice_a_service_without_its_structure_a_sheet_of_another_house_are_told():
    verbs.import_sheets(
        cast.elsewhere(),
        by=cast.actor_of(cast.charlie()),
        at=NOON,
        files="x",
        structures=[STRUCTURE | {"id": "theirs"}],
    )

    intake = build.reads(
        [STRUCTURE, STRUCTURE, STRUCTURE | {"id": "theirs"}],
        [SERVICE, SERVICE, SERVICE | {"id": "b", "structure_id": "nowhere"}],
    )

    assert faults(intake) == [
        ("dora--1", Fault.TWICE),
        ("theirs", Fault.ELSEWHERE),
        ("dora--1--a", Fault.TWICE),
        ("b", Fault.NO_SHEET),
    ]
    assert counts(intake) == (2, 0, 0, 0, 4)


def test_what_was_closed_or_withdrawn_here_is_not_opened_again_by_a_file():
    build.reads([STRUCTURE, STRUCTURE | {"id": "dora--2"}], [SERVICE])
    sheet = Sheet.objects.get(source_id="dora--2")
    verbs.close_down(sheet, by=cast.actor_of(cast.nadia()), at=NOON, reason="Fermé.")
    verbs.withdraw_service(Service.objects.get(), by=cast.actor_of(cast.nadia()), at=NOON)

    intake = build.reads([STRUCTURE, STRUCTURE | {"id": "dora--2", "telephone": "1"}], [SERVICE])

    assert faults(intake) == [("dora--2", Fault.CLOSED), ("dora--1--a", Fault.CLOSED)]
    sheet.refresh_from_db()
    assert sheet.phone != "1"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "pas du JSON lisible"),
        (b"{", "pas du JSON lisible"),
        (b"\xff\xfe\x00", "pas en UTF-8"),
        (b"[" * 100_000, "pas du JSON lisible"),
        (b"[NaN]", "pas du JSON lisible"),
        (b"[" + b"9" * 5000 + b"]", "pas du JSON lisible"),
        (b'"une phrase"', "pas de liste de fiches"),
        (b'{"items": 3}', "pas de liste de fiches"),
        (b"[" + b"0," * MOST_ROWS + b"0]", "au plus à la fois"),
        (b" " * (MOST_BYTES + 1), "trop lourd"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(content, said):
    nadia = cast.signed_in(Client(), cast.nadia())
    answer = sent(nadia, content)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Intake.objects.exists()


def test_no_file_is_asked_for():
    nadia = cast.signed_in(Client(), cast.nadia())
    answer = nadia.post(reverse("directory:imports"), {"cle": cast.form_key()})
    assert answer.status_code == 422
    assert "Choisissez au moins un fichier." in answer.content.decode()


def test_only_a_coordination_imports_and_reads_what_came_of_it():
    intake = build.reads([STRUCTURE])
    for who in (cast.karim(), cast.nurse(), cast.ines()):
        client = cast.signed_in(Client(), who)
        assert client.get(reverse("directory:imports")).status_code == 403
        assert client.get(intake.get_absolute_url()).status_code == 404
    charlie = cast.signed_in(Client(), cast.charlie())
    assert charlie.get(intake.get_absolute_url()).status_code == 404
    assert "structures.json" not in charlie.get(reverse("directory:imports")).content.decode()


def test_every_theme_of_the_schema_helps_with_something():
    """Against the published list of themes, when it is there to be read."""
    shown = json.loads(files.reference("orientation/service.json").read_text(encoding="utf-8"))
    themes = shown["$defs"]["Thematique"]["enum"]
    assert [theme for theme in themes if not inclusion.families_of(theme)] == []
    assert inclusion.families_of("sante--sante-mentale") == (Family.MIND, Family.CARE)
    assert inclusion.families_of("inconnue--tout-a-fait") == ()


def test_every_name_of_the_schema_that_is_read_exists_in_it():
    for name, example in (("structure", STRUCTURE), ("service", SERVICE)):
        shown = json.loads(files.reference(f"orientation/{name}.json").read_text(encoding="utf-8"))
        assert set(example) <= set(shown["properties"])
        assert set(shown["required"]) <= set(example)


# --- communes -------------------------------------------------------------------------------------
POSTAL = (
    "#Code_commune_INSEE;Nom_de_la_commune;Code_postal;Libellé;Ligne_5;_geopoint\n"
    "56184;QUESTEMBERT;56230;QUESTEMBERT;;47.66,-2.45\n"
    "33063;BORDEAUX;33000;BORDEAUX;;44.84,-0.58\n"
    "33063;BORDEAUX;33100;BORDEAUX;;44.84,-0.58\n"
    "01001;SANS PLACE;01400;;;\n"
    "2A004;AJACCIO;20000;AJACCIO;;41.93,8.74\n"
)
OTHER = (
    "code_insee,nom_standard,code_postal,latitude_mairie,longitude_mairie\n1004,Ambérieu,01500,45.96,5.35\n"
)


def test_the_postal_file_and_others_are_read_whatever_their_titles():
    communes, left_out = communes_of(POSTAL.encode())
    assert [(one.number, sorted(one.postcodes)) for one in communes] == [
        ("56184", ["56230"]),
        ("33063", ["33000", "33100"]),
        ("2A004", ["20000"]),
    ]
    assert left_out == 1
    (one,), left_out = communes_of(OTHER.encode("cp1252"))
    assert (one.number, one.name, one.point.latitude, left_out) == ("01004", "Ambérieu", 45.96, 0)


@pytest.mark.spec("K4")
def test_communes_are_placed_from_the_screen_and_sheets_find_their_distance():
    sheet = build.sheet("Ici", "56230 Questembert")
    assert sheet.latitude is None
    nadia = cast.signed_in(Client(), cast.nadia())
    assert "Aucune commune n’est placée ici" in nadia.get(reverse("directory:sheets")).content.decode()

    answer = nadia.post(
        reverse("directory:communes"),
        {"cle": cast.form_key(), "file": SimpleUploadedFile("communes.csv", POSTAL.encode())},
        follow=True,
    )

    assert "3 communes sont placées." in answer.content.decode()
    assert "1 ligne est restée de côté." in answer.content.decode()
    sheet.refresh_from_db()
    assert (sheet.latitude, sheet.commune.number) == (47.66, "56184")


def test_the_same_file_again_changes_nothing_and_names_already_known_stay():
    build.placed()
    build.placed(("56184", "QUESTEMBERT", "56230", 47.67, -2.46))
    assert Territory.objects.get(number="56184").name == "Questembert"
    assert Territory.objects.filter(number="56184").count() == 1
    assert Position.objects.get(territory__number="56184").latitude == 47.67


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Il manque des colonnes"),
        (b"nom;latitude;longitude\nx;1;2\n", "le code Insee"),
        (b"code_insee;nom\n56184;x\n", "les coordonn"),
        (b"code_insee;nom;latitude;longitude\n56184;x;91;0\nfaux;x;1;1\n", "Aucune ligne"),
        (b"\0" * 40, "Il manque des colonnes"),
        (b'code_insee;nom;latitude;longitude\n"' + b"x" * 200_000, "CSV lisible"),
    ],
)
def test_a_file_that_places_nothing_is_refused_in_words(content, said):
    nadia = cast.signed_in(Client(), cast.nadia())
    answer = nadia.post(
        reverse("directory:communes"),
        {"cle": cast.form_key(), "file": SimpleUploadedFile("communes.csv", content)},
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_command_places_communes_and_says_what_is_wrong(tmp_path, capsys):
    file = tmp_path / "communes.csv"
    file.write_text(POSTAL, encoding="utf-8")

    call_command("communes", file)

    assert "Communes placées : 3" in capsys.readouterr().out.replace("\u00a0", " ")
    file.write_text("nom\nx\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Il manque des colonnes"):
        call_command("communes", file)
    with pytest.raises(CommandError, match="ne s’ouvre pas"):
        call_command("communes", tmp_path / "absent.csv")


def test_a_large_file_is_read_in_a_few_hundred_questions(django_assert_max_num_queries):
    """Rows cost the database nothing one by one the first time."""
    rows = [STRUCTURE | {"id": f"dora--{number}"} for number in range(400)]
    with django_assert_max_num_queries(60):
        intake = build.reads(rows)
    assert intake.added == 400
    assert Sheet.objects.filter(checked_on__lt=TODAY - timedelta(days=1)).count() == 400
