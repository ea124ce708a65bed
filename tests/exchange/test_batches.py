"""A whole file at once: all of it or nothing, twice the same, and never over what its own coordinator holds."""

import io
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from reciproque.exchange import verbs
from reciproque.exchange.importers import IMPORTERS
from reciproque.exchange.importers.importer import PORTION
from reciproque.exchange.importers.tally import rehearse
from reciproque.exchange.tables import opened
from reciproque.exchange.verbs.rows import Inserting, Rewritten, columns_of, update_rows
from reciproque.foundation import guard
from reciproque.foundation.models import Event, plain
from reciproque.people.kinds import Role, TerritoryKind
from reciproque.people.models import Membership, Organisation, Territory
from reciproque.people.rules import right_finess
from tests import cast
from tests.builders import people as build

from . import files

pytestmark = pytest.mark.django_db
PLACES = ("code_insee", "type", "nom", "departement", "region", "codes_postaux", "population", "epci_siren")
RENNES = ("35238", "commune-actuelle", "Rennes", "35", "53", "35000|35200", "227830", "243500139")
BRUZ = ("35047", "commune-actuelle", "Bruz", "35", "53", "35170", "18500", "243500139")
LYON_1 = ("69381", "arrondissement-municipal", "Lyon 1er Arrondissement", "69", "84", "69001", "29000", "")


def bring(content: bytes, what="organisations", *, by=cast.HOUSE, partial=False, dry=False):
    """Import a file and give back what it came to."""
    kind = IMPORTERS[what]
    with opened(io.BytesIO(content)) as table:
        importer = kind(table, kind.guess(table.titles), on=cast.TODAY, person_id=by.person_id)
        if dry:
            return rehearse(importer)
        carry_out = verbs.BATCHES[kind.verb]
        return carry_out(
            build.installation(), by=by, at=cast.NOON, importer=importer, partial=partial, file="liste"
        )


def insert(rows):
    with Inserting() as into:
        into.insert(Territory, columns_of(rows))


def counts(tally):
    return tally.created, tally.changed, tally.unchanged, tally.faulty, len(tally.held)


def directory():
    return set(Organisation.objects.values_list("finess", "name", "kind"))


# --- all or nothing -------------------------------------------------------------------------------
def test_organisations_enter_the_directory_and_can_be_found_there():
    assert counts(bring(files.table(files.FLEYRIAT, files.AJACCIO))) == (2, 0, 0, 0, 0)

    assert directory() == {
        ("010000024", "CH de Fleyriat", "hospital"),
        ("2A0000014", "CH d’Ajaccio", "hospital"),
    }
    one = Organisation.objects.get(finess="2A0000014")
    assert (one.plain, len(one.code), one.version) == (plain("CH d’Ajaccio Ajaccio 2A0000014"), 10, 1)


def test_the_same_file_again_creates_and_changes_nothing():
    content = files.table(files.FLEYRIAT, files.BELLEY)
    bring(content)
    before = list(Organisation.objects.order_by("pk").values())

    assert counts(bring(content)) == (0, 0, 2, 0, 0)
    assert list(Organisation.objects.order_by("pk").values()) == before


def test_one_faulty_line_stops_all():
    with pytest.raises(verbs.Faulty) as stopped:
        bring(files.table(files.FLEYRIAT, files.WRONG_KEY, files.BELLEY))

    assert counts(stopped.value.tally) == (2, 0, 0, 1, 0)
    assert directory() == set()


def test_the_other_lines_are_taken_when_it_is_asked():
    tally = bring(files.table(files.FLEYRIAT, files.WRONG_KEY, files.BELLEY, files.NO_NAME), partial=True)

    assert (counts(tally), files.numbers(tally.lines)) == ((2, 0, 0, 2, 0), [3, 5])
    assert {finess for finess, _name, _kind in directory()} == {"010000024", "010000032"}


def test_a_file_that_breaks_at_its_end_leaves_nothing_behind():
    with pytest.raises(Exception, match="nul"):
        bring(files.table(files.FLEYRIAT) + b"x;\0;y\n")

    assert directory() == set()


def test_a_rehearsal_counts_alike_and_writes_nothing():
    content = files.table(files.FLEYRIAT, files.WRONG_KEY)

    assert counts(bring(content, dry=True)) == (1, 0, 0, 1, 0)
    assert directory() == set()


def test_the_journal_keeps_one_line_for_a_whole_file():
    bring(files.table(files.FLEYRIAT, files.BELLEY))

    line = Event.objects.get(verb="people.Installation.import_organisations")
    assert line.particulars == {"file": "liste", "partial": "False"}


# --- recognising what is there --------------------------------------------------------------------
def test_what_changed_is_changed_and_the_rest_stays():
    bring(files.table(files.FLEYRIAT, files.BELLEY))
    renamed = ("010000024", "Centre hospitalier de Fleyriat", "355", "01440", "Viriat")

    tally = bring(files.table(renamed, files.BELLEY))

    assert counts(tally) == (0, 1, 1, 0, 0)
    assert [change.differences for change in tally.changes] == [
        {"name": ("CH de Fleyriat", "Centre hospitalier de Fleyriat")}
    ]
    one = Organisation.objects.get(finess="010000024")
    assert (one.name, one.version, one.plain.split()[0]) == ("Centre hospitalier de Fleyriat", 2, "centre")


def test_an_empty_cell_erases_nothing():
    bring(files.table(files.FLEYRIAT))

    assert counts(bring(files.table(("010000024", "CH de Fleyriat", "355", "", "")))) == (0, 0, 1, 0, 0)
    assert Organisation.objects.get().town == "Viriat"


def test_without_a_finess_number_name_postcode_and_kind_are_enough():
    titles = ("Nom", "Type", "Code postal", "Sigle")
    bring(files.table(("Passerelle", "Association", "35000", "PS"), titles=titles))

    again = bring(files.table(("Passerelle", "Association", "35000", "P.S."), titles=titles))
    elsewhere = bring(files.table(("Passerelle", "Association", "56000", "PS"), titles=titles))

    assert (counts(again), counts(elsewhere)) == ((0, 1, 0, 0, 0), (1, 0, 0, 0, 0))


def test_an_organisation_typed_by_hand_receives_its_finess_number():
    typed = build.organisation("CH de Fleyriat", "hospital", postcode="01440", town="Viriat")

    assert counts(bring(files.table(files.FLEYRIAT))) == (0, 1, 0, 0, 0)
    typed.refresh_from_db()
    assert typed.finess == "010000024"


def test_two_that_look_alike_are_not_guessed_between():
    build.organisation("Clinique du Val", "hospital", postcode="35000", finess="350000022")
    build.organisation("Clinique du Val", "hospital", postcode="35000")
    titles = ("Nom", "Catégorie", "Code postal")

    tally = bring(files.table(("Clinique du Val", "355", "35000"), titles=titles), partial=True)

    assert [str(remark).replace("\u00a0", " ") for fault in tally.lines for remark in fault.remarks] == [
        "Plusieurs structures s’appellent déjà « Clinique du Val » à cet endroit : donnez le numéro FINESS."
    ]


# --- what somebody holds --------------------------------------------------------------------------
def test_an_organisation_with_a_coordinator_of_its_own_is_left_to_her():
    charlie = cast.charlie()
    hers = cast.elsewhere()
    titles = ("Nom", "Type", "Ville", "Code postal")
    content = files.table((hers.name, "Établissement de santé", "Ailleurs", ""), titles=titles)

    held = bring(content, by=cast.actor_of(cast.nadia()))
    own = bring(content, by=cast.actor_of(charlie))

    assert (counts(held), counts(own)) == ((0, 0, 0, 0, 1), (0, 1, 0, 0, 0))
    assert [str(remark) for fault in held.held for remark in fault.remarks] == [
        "Tenue par sa structure\u00a0: «\u00a0Hôpital des Trois-Vallées\u00a0» a sa propre coordination, et n’a pas"
        " été modifiée."
    ]


def test_it_is_held_no_more_once_its_coordinator_has_left():
    charlie = cast.charlie()
    with guard.upkeep("tests"):
        Membership.objects.filter(person=charlie, role=Role.COORDINATOR).update(ends_on=cast.LONG_AGO)
    content = files.table((cast.elsewhere().name, "hospital", "Ailleurs"), titles=("Nom", "Type", "Ville"))

    assert counts(bring(content, by=cast.actor_of(cast.nadia()))) == (0, 1, 0, 0, 0)


def test_a_professional_may_not_import():
    with pytest.raises(Exception, match="coordination"):
        bring(files.table(files.FLEYRIAT), by=cast.actor_of(cast.morvan()))

    assert directory() == {(None, "MSP du Val-d’Oust", "msp")}


# --- places ---------------------------------------------------------------------------------------
def test_communes_come_with_their_departments_regions_and_intercommunalities():
    tally = bring(files.table(RENNES, BRUZ, LYON_1, titles=PLACES), "territories")

    assert counts(tally) == (3, 0, 0, 0, 0)
    rennes = Territory.objects.get(kind=TerritoryKind.COMMUNE, number="35238")
    lyon = Territory.objects.get(kind=TerritoryKind.BOROUGH)
    assert (rennes.department.name, rennes.region.name, rennes.epci.name, rennes.postcodes) == (
        "Ille-et-Vilaine",
        "Bretagne",
        "Intercommunalité 243500139",
        "35000 35200",
    )
    assert (rennes.department.region, lyon.department.name, lyon.epci) == (rennes.region, "Rhône", None)
    assert [str(remark).replace("\u00a0", " ") for remark in tally.remarks] == [
        "Régions ajoutées avec leurs communes : 2.",
        "Départements ajoutés avec leurs communes : 2.",
        "Intercommunalités ajoutées avec leurs communes : 1. Leurs noms viennent d’une autre liste.",
    ]
    assert counts(bring(files.table(RENNES, BRUZ, LYON_1, titles=PLACES), "territories")) == (0, 0, 3, 0, 0)


def test_the_list_of_intercommunalities_gives_their_names_which_communes_do_not_take_back():
    bring(files.table(RENNES, titles=PLACES), "territories")

    named = bring(files.table(("243500139", "Rennes Métropole"), titles=("siren", "nom")), "epci")
    bring(files.table(RENNES, titles=PLACES), "territories")

    assert counts(named) == (0, 1, 0, 0, 0)
    assert Territory.objects.get(kind=TerritoryKind.EPCI).name == "Rennes Métropole"


def test_a_commune_that_moved_changes_what_it_belongs_to():
    bring(files.table(RENNES, titles=PLACES), "territories")
    moved = (*RENNES[:7], "200069193")

    tally = bring(files.table(moved, titles=PLACES), "territories")

    assert [change.differences for change in tally.changes] == [{"epci": ("243500139", "200069193")}]
    assert Territory.objects.get(number="35238").epci.number == "200069193"


def test_organisations_stand_in_their_commune_once_communes_are_known():
    titles = ("FINESS", "Nom", "Catégorie", "Insee", "Latitude")
    row = files.table(("350000022", "CH", "355", "35238", "48,11"), titles=titles)

    before = bring(row)
    bring(files.table(RENNES, titles=PLACES), "territories")
    after = bring(row)

    assert [remark.code for remark in before.remarks] == ["territory_unknown"]
    assert (counts(after), counts(bring(row))) == ((0, 1, 0, 0, 0), (0, 0, 1, 0, 0))
    one = Organisation.objects.get()
    assert (one.territory.name, one.latitude) == ("Rennes", Decimal("48.11000"))


# --- writing many rows ----------------------------------------------------------------------------
def test_only_a_verb_may_write_many_rows():
    fields = {"kind": "region", "number": "53", "name": "Bretagne"}

    with pytest.raises(guard.WriteOutsideVerb):
        insert([fields])
    with guard.act():
        insert([fields])
    one = Territory.objects.get()
    with pytest.raises(guard.WriteOutsideVerb):
        update_rows(Territory, [Rewritten(one.pk, 1, {"name": "Breizh"}, {"name": "Breizh"})])


def test_a_row_somebody_changed_meanwhile_stops_all():
    with guard.act():
        insert([{"kind": "region", "number": "53", "name": "Bretagne"}])
        one = Territory.objects.get()

        with pytest.raises(ValidationError, match="pendant l’import"):
            update_rows(
                Territory, [Rewritten(one.pk, one.version + 1, {"name": "Breizh"}, {"name": "Breizh"})]
            )


def test_many_portions_are_one_transaction_and_a_few_queries_each(django_assert_max_num_queries):
    rows = [(number, f"Commune {number}") for number in (f"35{n:03}" for n in range(1, 900))]
    rows += [(number, f"Commune {number}") for number in (f"22{n:03}" for n in range(1, 900))]
    rows += [(number, f"Commune {number}") for number in (f"29{n:03}" for n in range(1, 900))]

    with django_assert_max_num_queries(60):
        tally = bring(files.table(*rows, titles=("code_insee", "nom")), "territories")

    assert (counts(tally), Territory.objects.filter(kind=TerritoryKind.COMMUNE).count()) == (
        (2697, 0, 0, 0, 0),
        2697,
    )


def test_a_long_list_of_new_organisations_asks_no_more_than_a_short_one():
    bring(files.table(files.FLEYRIAT))
    keyed = right_finess(f"35{body:07}" for body in range(30 * PORTION))
    rows = [(number, f"Clinique {number}", "355") for number in keyed[: 2 * PORTION + 1]]

    with CaptureQueriesContext(connection) as short:
        bring(files.table(*rows[:1], titles=files.TITLES[:3]), dry=True)
    with CaptureQueriesContext(connection) as long:
        tally = bring(files.table(*rows, titles=files.TITLES[:3]), dry=True)

    assert (counts(tally), len(long)) == ((2 * PORTION + 1, 0, 0, 0, 0), len(short))


def test_what_is_handed_over_in_several_times_is_written_once_for_all():
    with guard.act(), Inserting() as into:
        for number in ("53", "28"):
            into.insert(Territory, {"kind": ["region"], "number": [number], "name": [f"Région {number}"]})
        into.insert(Territory, {})
        into.finish()
        into.insert(Territory, {"kind": ["region"], "number": ["11"], "name": ["Région 11"]})

    assert set(Territory.objects.values_list("number", "plain", "postcodes", "population")) == {
        (number, f"region {number}", "", None) for number in ("53", "28", "11")
    }


def test_what_a_row_does_not_say_takes_its_default():
    with guard.act():
        insert(
            [
                {"kind": "region", "number": "53", "name": "Bretagne", "postcodes": "35000"},
                {"kind": "region", "number": "28", "name": "Normandie", "population": 3},
            ]
        )

    assert set(Territory.objects.values_list("number", "plain", "postcodes", "population")) == {
        ("53", "bretagne 35000", "35000", None),
        ("28", "normandie", "", 3),
    }
    assert len(set(Territory.objects.values_list("code", flat=True))) == 2


def test_a_column_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="colour"), guard.act():
        insert([{"kind": "region", "number": "53", "name": "Bretagne", "colour": "blue"}])


def test_the_same_row_twice_is_refused_by_the_database_in_its_usual_words():
    twice = [{"kind": "region", "number": "53", "name": name} for name in ("Bretagne", "Breizh")]

    with pytest.raises(IntegrityError), transaction.atomic(), guard.act():
        insert(twice)

    assert Territory.objects.count() == 0


@pytest.mark.postgres
def test_copy_is_behind_the_wall_too():
    assert connection.vendor == "postgresql"
    with pytest.raises(guard.WriteOutsideVerb):
        insert([{"kind": "region", "number": "53", "name": "Bretagne"}])
