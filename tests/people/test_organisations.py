"""The directory of organisations: added, revised, searched, at any size."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from reciproque.foundation import guard, reach
from reciproque.foundation.models import Event
from reciproque.foundation.policy import Refused
from reciproque.people import queries, verbs
from reciproque.people.kinds import OrganisationKind, TerritoryKind
from reciproque.people.models import Organisation, Territory
from tests import cast
from tests.builders import people as build

pytestmark = pytest.mark.django_db
FACTS = {"name": "CH du Bocage", "kind": "hospital", "town": "Fougères", "postcode": "35300"}


def post(client, address, data):
    return client.post(address, {"cle": cast.form_key(), **data})


def territories():
    """A department and two of its communes."""
    with guard.upkeep("tests"):
        region = Territory.objects.create(kind=TerritoryKind.REGION, number="53", name="Bretagne")
        ille = Territory.objects.create(
            kind=TerritoryKind.DEPARTMENT, number="35", name="Ille-et-Vilaine", region=region
        )
        for number, name, postcodes in (("35115", "Fougères", "35300"), ("35238", "Rennes", "35000|35200")):
            Territory.objects.create(
                kind=TerritoryKind.COMMUNE,
                number=number,
                name=name,
                postcodes=postcodes,
                department=ille,
                region=region,
            )


@pytest.mark.spec("J0")
def test_a_coordinator_adds_an_organisation_and_finds_it_on_its_page(client):
    territories()
    cast.signed_in(client, cast.nadia())

    answer = post(client, reverse("people:organisation_add"), FACTS | {"finess": "01 000 002 4"})

    added = Organisation.objects.get(name="CH du Bocage")
    assert answer.status_code == 302
    assert answer["Location"] == f"/structures/{added.code}/"
    assert (added.finess, added.territory.name, added.territory.department.number) == (
        "010000024",
        "Fougères",
        "35",
    )


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("finess", "010000025", "La clé de ce numéro FINESS est fausse"),
        ("siret", "26010004500013", "La clé de ce numéro SIRET est fausse"),
        ("postcode", "3530", "Un code postal a 5 chiffres"),
        ("commune", "35999", "Aucune commune connue ici n’a ce code."),
    ],
)
def test_a_wrong_number_is_told_beside_its_field_and_nothing_typed_is_lost(client, field, typed, said):
    cast.signed_in(client, cast.nadia())

    answer = post(client, reverse("people:organisation_add"), FACTS | {field: typed})

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert said in shown.split(f'id="id_{field}_error"')[1].split("</p>")[0]
    assert [value for value in (FACTS | {field: typed}).values() if f'value="{value}"' not in shown] == []
    assert not Organisation.objects.filter(name="CH du Bocage").exists()


def test_the_same_finess_number_is_not_entered_twice(client):
    build.organisation("CH du Bocage", finess="010000024")
    cast.signed_in(client, cast.nadia())

    answer = post(client, reverse("people:organisation_add"), FACTS | {"finess": "010000024"})

    assert answer.status_code == 422
    assert "Une structure de l’annuaire a déjà ce numéro FINESS." in answer.content.decode()


def test_a_form_sent_twice_adds_one_organisation(client):
    cast.signed_in(client, cast.nadia())
    sent = FACTS | {"cle": cast.form_key()}

    answers = [client.post(reverse("people:organisation_add"), sent) for _click in range(2)]

    assert [answer["Location"] for answer in answers] == [answers[0]["Location"]] * 2
    assert Organisation.objects.filter(name="CH du Bocage").count() == 1


def test_the_second_of_two_editors_is_told_and_keeps_her_text(client):
    chu = cast.chu()
    cast.signed_in(client, cast.nadia())
    address = reverse("people:organisation_facts", args=[chu.code])
    first = {"name": "CHU des Deux-Rives", "kind": "hospital", "version": chu.version}
    post(client, address, first | {"acronym": "CHUDR"})

    answer = post(client, address, first | {"acronym": "C2R"})

    shown = answer.content.decode()
    chu.refresh_from_db()
    assert answer.status_code == 409
    assert chu.acronym == "CHUDR"
    assert 'value="C2R"' in shown
    assert "CHUDR" in shown
    assert f'name="version" value="{chu.version}"' in shown


def test_only_its_own_coordination_revises_an_organisation(client):
    chu, charlie = cast.chu(), cast.charlie()

    with pytest.raises(Refused) as refused:
        verbs.revise_organisation(
            chu, by=cast.actor_of(charlie), at=cast.NOON, version=chu.version, name="Pris"
        )

    assert str(refused.value.reason) == "c’est à la coordination de cette structure"
    cast.signed_in(client, charlie)
    assert client.get(reverse("people:organisation_facts", args=[chu.code])).status_code == 403
    assert "Modifier" not in client.get(chu.get_absolute_url()).content.decode()


def test_an_approval_date_needs_its_number():
    with pytest.raises(ValidationError) as refused:
        build.organisation("Association X", OrganisationKind.ASSOCIATION, approval_until=cast.TODAY)

    assert refused.value.message_dict == {"approval_number": ["Donnez aussi le numéro de l’agrément."]}


def test_the_journal_says_who_added_what():
    nadia = cast.nadia()
    verbs.add_organisation(
        build.installation(), by=cast.actor_of(nadia), at=cast.NOON, name="CH du Bocage", kind="hospital"
    )

    line = Event.objects.latest("pk")

    assert (line.verb, line.person_ref, line.particulars) == (
        "people.Installation.add_organisation",
        nadia.pk,
        {"name": "CH du Bocage", "kind": "hospital"},
    )


# --- the list -------------------------------------------------------------------------------------
def found(**narrowed):
    return [one.name for one in queries.organisations(cast.actor_of(cast.nadia()), **narrowed)]


def test_a_search_needs_neither_accent_nor_capital_and_every_word():
    build.organisation("Hôpital Sévérine", town="Évreux")
    build.organisation("Hôpital Simone", town="Caen")

    assert found(words="hopital severine") == ["Hôpital Sévérine"]
    assert found(words="EVREUX") == ["Hôpital Sévérine"]
    assert found(words="hopital caen severine") == []


def test_the_list_is_narrowed_by_kind_and_by_department():
    territories()
    build.organisation("CH de Fougères", town="Fougères", postcode="35300")
    build.organisation("Maison de Fougères", OrganisationKind.MSP, town="Fougères", postcode="35300")

    assert found(department="35") == ["CH de Fougères", "Maison de Fougères"]
    assert found(department="35", kind="msp") == ["Maison de Fougères"]
    assert found(department="56") == []


def test_the_list_takes_as_many_queries_for_three_rows_as_for_hundreds(client, django_assert_num_queries):
    cast.signed_in(client, cast.nadia())
    address = reverse("people:organisations")
    client.get(address)
    few = queries_of(client, address)
    with guard.upkeep("tests"):
        Organisation.objects.bulk_create(Organisation(name=f"CH {n:04}", kind="hospital") for n in range(300))

    many = queries_of(client, address)

    assert many == few
    assert many <= 10


def queries_of(client, address) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as taken:
        assert client.get(address).status_code == 200
    return len(taken)


def test_pages_of_the_list_follow_one_another_without_loss(client):
    with guard.upkeep("tests"):
        Organisation.objects.bulk_create(
            Organisation(name=f"CH {n // 2:04}", kind="hospital") for n in range(120)
        )
    cast.signed_in(client, cast.nadia())
    address, seen = reverse("people:organisations") + "?q=ch+0", []

    while address:
        page = client.get(address).context["page"]
        seen += [one.pk for one in page]
        address = reverse("people:organisations") + page.next if page.next else ""

    assert len(seen) == len(set(seen)) == 120


# --- parameters -----------------------------------------------------------------------------------
def test_a_coordinator_gives_her_organisation_its_own_dated_and_sourced_value(client):
    chu = cast.chu()
    cast.signed_in(client, cast.nadia())

    answer = post(
        client,
        reverse("people:parameter", args=[chu.code, "people.invitation_days"]),
        {"value": "14", "starts_on": "2026-01-01", "source": "Décision du 2 novembre 2026"},
    )

    assert answer.status_code == 302
    values = {one.parameter.name: one for one in queries.own_values(chu, on=cast.TODAY)}
    mine = values["people.invitation_days"]
    assert (mine.value, mine.own, mine.source) == (14, True, "Décision du 2 novembre 2026")
    elsewhere = {one.parameter.name: one.value for one in queries.own_values(cast.elsewhere(), on=cast.TODAY)}
    assert elsewhere["people.invitation_days"] == 7


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"value": "beaucoup"}, "Écrivez un nombre, par exemple 7 ou 2,5."),
        ({"value": "2,5"}, "Écrivez un nombre entier, par exemple 7."),
        ({"value": "-1"}, "Ce nombre ne peut pas être négatif."),
        ({"value": "100001"}, "Ce nombre est trop grand\u00a0: 100 000 au plus."),
        ({"source": ""}, "Ce champ est obligatoire."),
    ],
)
def test_a_value_without_sense_or_source_is_refused_in_words(client, sent, said):
    cast.signed_in(client, cast.nadia())
    address = reverse("people:parameter", args=[cast.chu().code, "people.invitation_days"])

    answer = post(client, address, {"value": "14", "starts_on": "2026-01-01", "source": "Décision"} | sent)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_parameter_that_nobody_declared_has_no_page(client):
    cast.signed_in(client, cast.nadia())

    assert client.get(reverse("people:parameter", args=[cast.chu().code, "nothing"])).status_code == 404


def test_a_large_house_shows_the_same_members_in_the_same_order_as_a_small_one(monkeypatch):
    nadia, karim, lucie = cast.nadia(), cast.karim(), cast.lucie()
    build.member(cast.chu(), lucie, "professional")
    build.member(cast.passerelle(), nadia, "partner")
    for person, hat in ((nadia, cast.chu()), (nadia, cast.passerelle()), (karim, None), (lucie, "self")):
        actor = cast.actor_of(person, hat)
        for house in Organisation.objects.all():
            monkeypatch.setattr(reach, "FEW", 1_000)
            small = queries.members_seen(house, actor, on=cast.TODAY, most=3)
            monkeypatch.setattr(reach, "FEW", 0)
            large = queries.members_seen(house, actor, on=cast.TODAY, most=3)

            assert [one.pk for one in large] == [one.pk for one in small]
            assert [one.person for one in large] == [one.person for one in small]
