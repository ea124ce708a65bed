"""A sheet from its first day to its last: added, doubles pointed at, corrected, confirmed, checked, closed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from reciproque.directory import verbs
from reciproque.directory.kinds import Heard, Outcome
from reciproque.directory.models import Check, Feedback, Service, Sheet
from reciproque.directory.queries import Wanted, is_stale, search, standings
from reciproque.directory.queries.keeping import addresses_to_check
from reciproque.foundation import guard
from reciproque.foundation.models import ParameterValue
from reciproque.foundation.policy import Refused
from reciproque.foundation.verbs import Stale
from reciproque.people.kinds import Role
from reciproque.people.models import Person
from tests import cast
from tests.builders import directory as build
from tests.builders import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_noon")]
NOON, TODAY = cast.NOON, cast.TODAY
SIRET = "13003013300016"


def again(sheet: Sheet) -> Sheet:
    return Sheet.objects.get(pk=sheet.pk)


def to_check(who: Person) -> list[str]:
    return [one.title for one in cast.waiting(addresses_to_check, cast.actor_of(who), TODAY)]


# --- writing --------------------------------------------------------------------------------------
@pytest.mark.spec("K4")
def test_a_mediator_adds_an_address_and_what_it_gives_from_the_screens():
    build.placed()
    lucie = cast.signed_in(Client(), cast.lucie())
    sent = {
        "cle": cast.form_key(),
        "name": "Maison des droits",
        "postcode": "56230",
        "town": "Questembert",
        "phone": "02 97 00 00 00",
        "siret": "130 030 133 00016",
        "checked_on": "2026-10-30",
        "page": "example.org/droits",
    }
    shown = lucie.get(reverse("directory:sheets")).content.decode()
    assert reverse("directory:sheet_add") in shown

    answer = lucie.post(reverse("directory:sheet_add"), sent)

    sheet = Sheet.objects.get()
    assert answer.url == sheet.get_absolute_url()
    assert (sheet.siret, sheet.page, sheet.kept_by) == (SIRET, "https://example.org/droits", cast.chu())
    assert (sheet.checked_on, sheet.recheck_on) == (date(2026, 10, 30), date(2027, 4, 30))
    assert (sheet.latitude, sheet.longitude) == (47.66, -2.45)
    given = {
        "cle": cast.form_key(),
        "name": "Permanence",
        "families": ["rights", "care"],
        "languages": ["ar", "fr"],
        "cost": "0",
        "conditions": "Venir avec ses papiers.",
        "room": "list",
        "answers_to": "permanence@example.org",
    }
    lucie.post(reverse("directory:service_add", args=[sheet.code]), given)
    page = lucie.get(sheet.get_absolute_url()).content.decode()
    for words in (
        *(
            "Permanence",
            "Droits et démarches",
            "arabe",
            "gratuit",
            "Venir avec ses papiers.",
            "Liste d’attente",
        ),
        *("permanence@example.org", "02 97 00 00 00", "vendredi 30\u00a0octobre 2026"),
    ):
        assert words in page


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("siret", "13003013300017", "La clé de ce numéro SIRET est fausse"),
        ("postcode", "5623", "Un code postal a 5 chiffres"),
        ("email", "pas une adresse", "adresse"),
        ("page", "javascript:alert(1)", "URL"),
        ("checked_on", "2026-11-03", "Ce jour est à venir."),
        ("recheck_months", "0", "supérieure ou égale à 1"),
        ("name", "", "obligatoire"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(field, typed, said):
    nadia = cast.signed_in(Client(), cast.nadia())
    sent = {"cle": cast.form_key(), "name": "Ici", "what": "Ce que j’ai écrit", "checked_on": "2026-11-01"}

    answer = nadia.post(reverse("directory:sheet_add"), sent | {field: typed})

    assert answer.status_code == 422
    assert said in " ".join(answer.context["form"].errors[field])
    assert "Ce que j’ai écrit" in answer.content.decode()
    assert not Sheet.objects.exists()


@pytest.mark.spec("K4")
@pytest.mark.parametrize("like", [{"siret": SIRET}, {"name": "MAISON des Droits", "town": "questembert"}])
def test_a_likely_double_is_pointed_at_with_its_link_and_added_only_when_said_to_be_another(like):
    first = build.sheet("Maison des droits", siret=SIRET)
    nadia = cast.signed_in(Client(), cast.nadia())
    sent = {"cle": cast.form_key(), "name": "Autre nom", "checked_on": "2026-11-01"} | like

    answer = nadia.post(reverse("directory:sheet_add"), sent)

    assert answer.status_code == 422
    assert first.get_absolute_url() in answer.content.decode()
    assert Sheet.objects.count() == 1
    nadia.post(reverse("directory:sheet_add"), sent | {"cle": cast.form_key(), "apart": "on"})
    assert Sheet.objects.count() == 2


def test_two_with_one_name_in_two_towns_are_no_double():
    build.sheet("Maison des droits", "56230 Questembert")
    build.sheet("Maison des droits", "56000 Vannes")
    assert Sheet.objects.count() == 2


def test_only_the_house_that_keeps_it_writes_and_everybody_signed_in_reads():
    sheet = build.sheet("Ici")
    service = build.service(sheet)
    charlie = cast.actor_of(cast.charlie())
    for act in (
        lambda: verbs.revise_sheet(sheet, by=charlie, at=NOON, version=1, name="Pris"),
        lambda: verbs.confirm(sheet, by=charlie, at=NOON),
        lambda: verbs.close_down(sheet, by=charlie, at=NOON, reason="x"),
        lambda: verbs.add_service(sheet, by=charlie, at=NOON, name="x"),
        lambda: verbs.revise_service(service, by=charlie, at=NOON, version=1, name="x"),
        lambda: verbs.withdraw_service(service, by=charlie, at=NOON),
        lambda: verbs.add_sheet(cast.chu(), by=charlie, at=NOON, name="x"),
    ):
        with pytest.raises(Refused):
            act()
    for who in (cast.charlie(), cast.ines(), cast.paul()):
        page = cast.signed_in(Client(), who).get(sheet.get_absolute_url()).content.decode()
        assert "Permanence" in page
        assert "Toujours bon" not in page
        assert ("Nadia" in page) == (who == cast.paul())
    for who in (cast.ines(), cast.paul()):
        with pytest.raises(Refused):
            verbs.add_sheet(cast.chu(), by=cast.actor_of(who), at=NOON, name="x")


def test_the_second_of_two_editors_is_told():
    sheet = build.sheet("Ici")
    nadia = cast.actor_of(cast.nadia())
    verbs.revise_sheet(sheet, by=nadia, at=NOON, version=1, phone="01")

    with pytest.raises(Stale):
        verbs.revise_sheet(again(sheet), by=cast.actor_of(cast.nurse()), at=NOON, version=1, phone="02")
    assert again(sheet).phone == "01"


def test_a_corrected_town_moves_it_and_does_not_make_it_fresh():
    build.placed()
    sheet = build.sheet("Ici", at=NOON - timedelta(days=300))

    verbs.revise_sheet(
        sheet, by=cast.actor_of(cast.nadia()), at=NOON, version=1, postcode="56000", town="Vannes"
    )

    moved = again(sheet)
    assert (moved.commune.name, moved.longitude) == ("Vannes", -2.76)
    assert is_stale(moved, TODAY)


def test_a_service_given_no_more_is_found_no_more():
    sheet = build.sheet("Ici")
    service = build.service(sheet, languages=["fr"])
    nadia = cast.signed_in(Client(), cast.nadia())
    assert search(cast.actor_of(cast.karim()), Wanted(language="fr"), on=TODAY)

    nadia.post(reverse("directory:withdrawal", args=[service.code]), {"cle": cast.form_key()})

    assert search(cast.actor_of(cast.karim()), Wanted(language="fr"), on=TODAY) == []
    assert "Permanence" not in nadia.get(sheet.get_absolute_url()).content.decode()
    assert nadia.get(reverse("directory:service", args=[service.code])).status_code == 403
    assert Service.objects.count() == 1


# --- freshness ------------------------------------------------------------------------------------
@pytest.mark.spec("J5.AC5", "K4")
def test_a_sheet_is_stale_from_the_very_day_its_rule_says():
    sheet = build.sheet("Ici", checked_on=date(2026, 5, 3))
    assert sheet.recheck_on == date(2026, 11, 3)
    assert [is_stale(sheet, date(2026, 11, day)) for day in (2, 3, 4)] == [False, True, True]


@pytest.mark.spec("K4")
def test_the_rule_is_a_setting_of_the_house_and_a_sheet_may_have_its_own():
    with guard.upkeep("tests"):
        ParameterValue.objects.create(
            name="directory.recheck_months",
            organisation_ref=cast.chu().pk,
            value=3,
            starts_on=cast.LONG_AGO,
            source="Notre règle",
        )
    assert build.sheet("La règle d’ici").recheck_on == date(2027, 2, 2)
    assert build.sheet("La sienne", recheck_months=1).recheck_on == date(2026, 12, 2)
    elsewhere = build.sheet("Ailleurs", by=cast.charlie(), house=cast.elsewhere())
    assert elsewhere.recheck_on == date(2027, 5, 2)


@pytest.mark.spec("J5.AC5", "K4")
def test_still_good_dates_it_from_today_and_says_who_to_the_house():
    sheet = build.sheet("Ici", at=NOON - timedelta(days=300))
    karim = cast.signed_in(Client(), cast.karim())
    assert "Toujours bon" in karim.get(sheet.get_absolute_url()).content.decode()

    karim.post(reverse("directory:confirmation", args=[sheet.code]), {"cle": cast.form_key()})

    fresh = again(sheet)
    assert (fresh.checked_on, fresh.checked_by, is_stale(fresh, TODAY)) == (TODAY, cast.karim(), False)
    page = karim.get(sheet.get_absolute_url()).content.decode()
    assert "par Karim Sow" in page
    assert "À revérifier avant" not in page


def test_the_house_sees_first_what_waits_for_a_check_the_longest():
    build.sheet("Récente")
    build.sheet("Ancienne", at=NOON - timedelta(days=300))
    build.sheet("D’une autre", by=cast.charlie(), house=cast.elsewhere())
    shown = cast.signed_in(Client(), cast.nurse()).get(reverse("directory:keeping")).content.decode()
    assert shown.index("Ancienne") < shown.index("À revérifier</span>") < shown.index("Récente")
    assert "D’une autre" not in shown


# --- what those who tried say ---------------------------------------------------------------------
@pytest.mark.spec("J5.AC5", "K4")
def test_two_people_who_find_it_silent_open_a_check_for_those_who_keep_it():
    sheet = build.sheet("Épicerie")
    build.tells(sheet, cast.lucie(), Heard.SILENT)
    assert to_check(cast.nadia()) == []

    build.tells(sheet, cast.charlie(), Heard.SILENT)

    for keeper in (cast.nadia(), cast.nurse(), cast.karim()):
        assert to_check(keeper) == ["«\u00a0Épicerie\u00a0» ne répond plus"]
    for other in (cast.charlie(), cast.ines(), cast.morvan()):
        assert to_check(other) == []
    build.tells(sheet, cast.morvan(), Heard.SILENT)
    assert Check.objects.count() == 1


@pytest.mark.spec("K4")
def test_one_person_alone_opens_nothing_however_often_she_says_it():
    sheet = build.sheet("Épicerie")
    for months in range(3):
        build.tells(sheet, cast.lucie(), Heard.SILENT, at=NOON + timedelta(days=31 * months))
        build.tells(sheet, cast.lucie(), Heard.SILENT, at=NOON + timedelta(days=31 * months, hours=1))
    assert Feedback.objects.count() == 3
    assert not Check.objects.exists()
    assert standings([sheet])[sheet.pk].silent == 1


def test_the_database_refuses_a_second_word_in_the_same_month():
    sheet = build.sheet("Ici")
    build.tells(sheet, cast.lucie(), Heard.SILENT)
    with pytest.raises(IntegrityError), transaction.atomic(), guard.upkeep("tests"):
        Feedback.objects.create(
            sheet=sheet, person=cast.lucie(), month=TODAY.replace(day=1), heard=Heard.ANSWERS, said_at=NOON
        )


def test_who_changes_her_mind_no_longer_counts_as_before():
    sheet = build.sheet("Épicerie")
    build.tells(sheet, cast.lucie(), Heard.SILENT)
    build.tells(sheet, cast.lucie(), Heard.ANSWERS, at=NOON + timedelta(hours=1))
    build.tells(sheet, cast.charlie(), Heard.SILENT)
    assert not Check.objects.exists()
    assert (standings([sheet])[sheet.pk].answers, standings([sheet])[sheet.pk].silent) == (1, 1)


def test_what_was_said_before_it_was_found_good_counts_no_more():
    sheet = build.sheet("Épicerie")
    build.tells(sheet, cast.lucie(), Heard.SILENT)
    verbs.confirm(sheet, by=cast.actor_of(cast.nadia()), at=NOON + timedelta(hours=1))

    build.tells(sheet, cast.charlie(), Heard.SILENT, at=NOON + timedelta(hours=2))

    assert not Check.objects.exists()
    assert standings([again(sheet)])[sheet.pk].silent == 1


def test_it_is_said_from_the_page_and_nobody_is_named():
    sheet = build.sheet("Épicerie")
    karim, charlie = cast.signed_in(Client(), cast.karim()), cast.signed_in(Client(), cast.charlie())
    for client in (karim, charlie):
        answer = client.post(
            reverse("directory:feedback", args=[sheet.code]), {"cle": cast.form_key(), "heard": "silent"}
        )
        assert answer.url == sheet.get_absolute_url()

    page = cast.signed_in(Client(), cast.nadia()).get(sheet.get_absolute_url()).content.decode()
    assert "2 personnes disent\u00a0: ça ne répond plus" in page
    assert "Karim" not in page
    assert "Charlie" not in page
    assert "vous avez dit\u00a0: ça ne répond plus" in karim.get(sheet.get_absolute_url()).content.decode()
    wrong = karim.post(
        reverse("directory:feedback", args=[sheet.code]), {"cle": cast.form_key(), "heard": "peut-être"}
    )
    assert wrong.status_code == 422


# --- the check ------------------------------------------------------------------------------------
@pytest.fixture
def check():
    sheet = build.sheet("Épicerie", at=NOON - timedelta(days=300))
    for who in (cast.lucie(), cast.charlie()):
        build.tells(sheet, who, Heard.SILENT)
    return Check.objects.get()


@pytest.mark.spec("J5.AC5")
@pytest.mark.parametrize("outcome", [Outcome.STILL_GOOD, Outcome.CORRECTED])
def test_a_check_ends_with_what_was_found_and_dates_the_sheet(check, outcome):
    nadia = cast.signed_in(Client(), cast.nadia())
    address = reverse("directory:check", args=[check.code])
    assert "Qu’avez-vous trouvé" in nadia.get(address).content.decode()

    with time_machine.travel(NOON + timedelta(minutes=5), tick=False):
        nadia.post(address, {"cle": cast.form_key(), "outcome": outcome, "words": "Nouveau numéro."})

    check.refresh_from_db()
    assert (check.outcome, check.closed_by, check.sheet.checked_on) == (outcome, cast.nadia(), TODAY)
    assert to_check(cast.nadia()) == []
    assert standings([check.sheet]) == {}
    assert nadia.get(address).status_code == 403


@pytest.mark.spec("J5.AC5")
def test_a_check_that_finds_it_closed_says_why_and_nobody_is_sent_there_any_more(check):
    nadia = cast.signed_in(Client(), cast.nadia())
    address = reverse("directory:check", args=[check.code])
    assert nadia.post(address, {"cle": cast.form_key(), "outcome": "closed"}).status_code == 422

    nadia.post(address, {"cle": cast.form_key(), "outcome": "closed", "words": "Partis à Rennes."})

    assert search(cast.actor_of(cast.karim()), Wanted(), on=TODAY) == []
    page = cast.signed_in(Client(), cast.karim()).get(check.sheet.get_absolute_url()).content.decode()
    assert "Partis à Rennes." in page
    assert "Vous avez essayé" not in page
    with pytest.raises(Refused, match="cette fiche est fermée"):
        build.tells(check.sheet, cast.morvan(), Heard.SILENT)


def test_nobody_from_elsewhere_ends_a_check(check):
    charlie = cast.signed_in(Client(), cast.charlie())
    assert charlie.get(reverse("directory:check", args=[check.code])).status_code == 404
    with pytest.raises(Refused):
        verbs.settle_check(check, by=cast.actor_of(cast.charlie()), at=NOON, outcome=Outcome.STILL_GOOD)


def test_still_good_ends_a_check_that_waits(check):
    verbs.confirm(check.sheet, by=cast.actor_of(cast.nadia()), at=NOON + timedelta(hours=1))
    check.refresh_from_db()
    assert check.outcome == Outcome.STILL_GOOD
    assert again(check.sheet).checked_on == TODAY


def test_a_check_without_an_outcome_is_not_closed(check):
    with pytest.raises(IntegrityError), transaction.atomic(), guard.upkeep("tests"):
        Check.objects.filter(pk=check.pk).update(closed_at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic(), guard.upkeep("tests"):
        Check.objects.create(sheet=check.sheet, opened_at=NOON)


# --- closing --------------------------------------------------------------------------------------
@pytest.mark.spec("K4")
def test_a_double_leads_to_the_other_sheet():
    good, double = build.sheet("Maison des droits"), build.sheet("La maison des droits")
    nadia = cast.signed_in(Client(), cast.nadia())
    address = reverse("directory:closing", args=[double.code])
    sent = {"cle": cast.form_key(), "reason": "C’est la même."}
    assert nadia.post(address, sent | {"same_as": "ZZZZZZZZZZ"}).status_code == 422
    assert nadia.post(address, sent | {"cle": cast.form_key(), "same_as": double.code}).status_code == 422

    nadia.post(
        address,
        sent | {"cle": cast.form_key(), "same_as": f"https://example.org/adresses/{good.code.lower()}/"},
    )

    assert good.get_absolute_url() in nadia.get(double.get_absolute_url()).content.decode()
    assert [one.sheet for one in search(cast.actor_of(cast.karim()), Wanted(), on=TODAY)] == [good]


def test_closing_asks_for_a_word_and_ends_a_check(check):
    with pytest.raises(ValidationError, match="ce qui s’est passé"):
        verbs.close_down(check.sheet, by=cast.actor_of(cast.nadia()), at=NOON, reason=" ")
    verbs.close_down(check.sheet, by=cast.actor_of(cast.nadia()), at=NOON, reason="Fermé.")
    assert to_check(cast.nadia()) == []
    with pytest.raises(Refused, match="cette fiche est fermée"):
        verbs.confirm(check.sheet, by=cast.actor_of(cast.nadia()), at=NOON)


# --- told to oneself ------------------------------------------------------------------------------
def test_what_she_said_and_did_is_in_the_copy_of_her_data(check):
    verbs.settle_check(
        check, by=cast.actor_of(cast.nadia()), at=NOON, outcome=Outcome.CORRECTED, words="Appelé."
    )
    hers, said = cast.data_of(cast.nadia())["directory"], cast.data_of(cast.lucie())["directory"]["said"]
    assert [one["words"] for one in hers["checks"]] == ["Appelé."]
    assert [one["sheet"] for one in hers["added"]] == ["Épicerie"]
    assert [(one["sheet"], one["heard"]) for one in said] == [("Épicerie", "silent")]


def test_a_person_of_no_house_reads_and_says_and_writes_nothing():
    alone = people.person("Rose Martin", "rose.martin")
    sheet = build.sheet("Ici")
    client = cast.signed_in(Client(), alone)
    page = client.get(sheet.get_absolute_url()).content.decode()
    assert "Ça répond" in page
    assert client.get(reverse("directory:sheet_add")).status_code == 404
    assert client.get(reverse("directory:keeping")).status_code == 200
    assert Role.PARTNER not in {one.role for one in alone.memberships.all()}
