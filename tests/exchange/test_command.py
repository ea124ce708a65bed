"""`reciproque import`: the same engine for who holds the machine, with an answer a script can read."""

import pytest
from django.core.management import CommandError, call_command

from reciproque.foundation.models import Event
from reciproque.people.models import Organisation

from . import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path, capsys):
    """Run the command on a file; gives what it said and how it ended."""

    def run(content, *options, what="organisations"):
        file = tmp_path / "structures.csv"
        file.write_bytes(content)
        code = 0
        try:
            call_command("import", what, str(file), *options)
        except SystemExit as end:
            code = end.code
        out, err = capsys.readouterr()
        return code, out.replace("\u00a0", " ").splitlines(), err.replace("\u00a0", " ").strip()

    return run


def test_a_good_file_is_imported_and_counted(run):
    code, out, err = run(files.table(files.FLEYRIAT, files.BELLEY))

    assert (code, out, err) == (
        0,
        ["Structures : créées 2, modifiées 0, inchangées 0, fautives 0, tenues 0"],
        "",
    )
    assert Organisation.objects.count() == 2
    assert (
        Event.objects.get(verb="people.Installation.import_organisations").particulars["file"]
        == "structures.csv"
    )


def test_a_faulty_line_stops_all_and_ends_in_failure(run):
    code, out, err = run(files.table(files.FLEYRIAT, files.NO_NAME))

    assert (code, out, err, Organisation.objects.count()) == (
        1,
        [
            "ligne 3 : « Nom » manque.",
            "Structures : à créer 1, à modifier 0, inchangées 0, fautives 1, tenues 0",
        ],
        "Rien n’a été enregistré : corrigez ces lignes, ou passez-les par --partial.",
        0,
    )


def test_the_other_lines_are_imported_when_asked(run):
    code, out, _err = run(files.table(files.FLEYRIAT, files.NO_NAME), "--partial")

    assert (code, out[-1]) == (0, "Structures : créées 1, modifiées 0, inchangées 0, fautives 1, tenues 0")
    assert Organisation.objects.count() == 1


def test_a_dry_run_changes_nothing(run):
    code, out, _err = run(files.table(files.FLEYRIAT), "--dry-run")

    assert (code, out) == (0, ["Structures : à créer 1, à modifier 0, inchangées 0, fautives 0, tenues 0"])
    assert Organisation.objects.count() == 0


def test_titles_nobody_knows_are_given_by_hand(run):
    content = files.table(("A", "355"), titles=("Appellation", "Genre"))

    with pytest.raises(CommandError, match="Aucune colonne ne donne"):
        run(content)
    code, _out, _err = run(content, "--mapping", "name=Appellation", "finess_category=Genre")

    assert (code, Organisation.objects.get().name) == (0, "A")


def test_a_mapping_that_means_nothing_is_refused(run):
    with pytest.raises(CommandError, match="il faut un champ parmi"):
        run(files.table(files.FLEYRIAT), "--mapping", "couleur=Nom")


def test_faulty_lines_are_written_where_asked(run, tmp_path):
    run(files.table(files.FLEYRIAT, files.NO_NAME), "--faults", str(tmp_path / "fautes.csv"))

    assert (tmp_path / "fautes.csv").read_text(encoding="utf-8-sig").replace("\u00a0", " ").splitlines() == [
        "FINESS;Nom;Catégorie;Code postal;Ville;Ce qui ne va pas",
        "010000065;;355;01606;Trévoux;« Nom » manque.",
    ]


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"", "Ce fichier est vide"), (b"%PDF-1.7 ", "un document PDF, pas un tableau")]
)
def test_what_is_no_table_is_refused_with_a_sentence(run, content, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(content)


def test_a_file_that_is_not_there_is_said():
    with pytest.raises(CommandError, match="ne peut pas être lu"):
        call_command("import", "organisations", "/nowhere/at/all.csv")
