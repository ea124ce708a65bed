"""The files this was made for, whole: real figures, and strings chosen to break things."""

import io
import json

import pytest
from django.db.models import Count

from reciproque.exchange.importers import IMPORTERS
from reciproque.exchange.tables import opened
from reciproque.exchange.verbs import BATCHES
from reciproque.foundation.models import plain
from reciproque.people.models import Organisation, Territory
from tests import cast
from tests.builders import people as build

from . import files

pytestmark = pytest.mark.django_db
SURVEY = "etablissements/etablissements-sae-2023.csv"
RAW = "fixtures/sae-brut/ID_2023r-extrait-40-lignes-cp1252.csv"
COMMUNES = "territoires/communes-2026.csv"
EPCI = "territoires/epci-2026.csv"


def bring(what, name=None, *, content=None):
    """Import a whole file for good, with its titles as guessed."""
    kind = IMPORTERS[what]
    with opened(io.BytesIO(files.reference(name).read_bytes() if name else content)) as table:
        importer = kind(table, kind.guess(table.titles), on=cast.TODAY, person_id=None)
        house = build.installation()
        return BATCHES[kind.verb](house, by=cast.HOUSE, at=cast.NOON, importer=importer, partial=not name)


def counts(tally):
    return tally.created, tally.changed, tally.unchanged, tally.faulty


def test_the_yearly_survey_gives_its_3975_organisations_and_none_the_second_time():
    assert counts(bring("organisations", SURVEY)) == (3975, 0, 0, 0)
    assert counts(bring("organisations", SURVEY)) == (0, 0, 3975, 0)
    assert Organisation.objects.count() == 3975
    assert (
        Organisation.objects.filter(finess__startswith="2A").count()
        + Organisation.objects.filter(finess__startswith="2B").count()
        == 37
    )


def test_the_raw_survey_in_its_own_encoding_gives_the_same_organisations():
    bring("organisations", SURVEY)
    whole = {row["finess"]: row for row in Organisation.objects.values()}

    assert counts(bring("organisations", RAW)) == (0, 0, 40, 0)
    assert {row["finess"]: row for row in Organisation.objects.values()} == whole


def test_the_raw_survey_stands_alone():
    assert counts(bring("organisations", RAW)) == (40, 0, 0, 0)
    one = Organisation.objects.get(finess="010000081")
    assert (one.name, one.address, one.postcode, one.town, one.legal_status) == (
        "CH DU PAYS DE GEX",
        "160 R MARC PANISSOD, BP 437",
        "01174",
        "GEX CEDEX",
        "Public",
    )


def test_communes_give_the_territories_and_organisations_then_stand_in_them():
    assert counts(bring("territories", COMMUNES)) == (35014, 0, 0, 0)
    assert counts(bring("territories", COMMUNES)) == (0, 0, 35014, 0)
    assert counts(bring("epci", EPCI)) == (0, 1255, 0, 0)
    assert dict(Territory.objects.values_list("kind").annotate(Count("pk")).order_by()) == {
        "commune": 34969,
        "borough": 45,
        "department": 109,
        "region": 26,
        "epci": 1255,
    }
    assert not Territory.objects.filter(kind="epci", name__startswith="Intercommunalité 2").exists()

    assert counts(bring("organisations", SURVEY)) == (3975, 0, 0, 0)
    assert not Organisation.objects.filter(territory=None).exists()
    assert Organisation.objects.filter(territory__department__number="977").count() == 3


@pytest.fixture(scope="module")
def naughty():
    return json.loads(files.reference("fixtures/hostile/blns.json").read_text(encoding="utf-8"))


def test_hostile_names_are_stored_as_they_are_or_refused_with_a_sentence(naughty):
    rows = [(name, "Association", f"{35000 + number}") for number, name in enumerate(naughty)]
    content = files.table(*rows, titles=("Nom", "Type", "Code postal")).replace(b"\0", b"")

    tally = bring("organisations", content=content)

    stored = dict(Organisation.objects.values_list("postcode", "name"))
    expected = {code: " ".join(name.split()) for name, _kind, code in rows}
    refused = {f"{35000 + fault.line}" for fault in tally.lines}
    assert counts(tally)[0] == len(stored)
    assert all(IMPORTERS["organisations"].say(remark) for fault in tally.lines for remark in fault.remarks)
    assert stored.items() <= expected.items()
    assert len(stored) > 400
    assert len(refused) == len(naughty) - len(stored)


def test_hostile_names_are_only_ever_shown_as_text(client, naughty):
    rows = [(name, "Association", "") for name in naughty if "<" in name]
    bring("organisations", content=files.table(*rows, titles=("Nom", "Type", "Code postal")))
    nadia = cast.signed_in(client, cast.nadia())

    page = nadia.get("/structures/?q=script")

    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    assert "&lt;script&gt;alert" in page.content.decode()


def test_hostile_names_are_found_again_by_their_plain_form(naughty):
    bring(
        "organisations", content=files.table(("Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤", "Association", ""), titles=("Nom", "Type", "CP"))
    )

    assert Organisation.objects.get().plain == plain(Organisation.objects.get().name)
