"""Papers each status needs, what is missing for whom, and what is said before one chooses to be paid."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from reciproque.foundation.policy import Refused
from reciproque.partnerships.kinds import Status
from reciproque.pay import verbs
from reciproque.pay.kinds import Mark, PaperKind
from reciproque.pay.models import Paper
from reciproque.pay.queries.landmarks import landmarks_of
from reciproque.pay.queries.papers import folders_of, my_folders
from reciproque.pay.rules import papers as rules
from reciproque.pay.rules.landmarks import LANDMARKS, NUMBERS
from reciproque.people.verbs import set_parameter
from tests import cast
from tests.builders import interventions, missions, partnerships
from tests.builders import pay as build

pytestmark = pytest.mark.django_db
NOON, TODAY = cast.NOON, cast.TODAY


def note(engagement, kind: PaperKind, *, by=None, **fields) -> Paper:
    sheet = {"reference": "2026-12", "since": cast.LONG_AGO} | fields
    return verbs.note_paper(engagement, by=cast.actor_of(by or cast.nadia()), at=NOON, kind=kind, **sheet)


def missing(name: str) -> tuple:
    folders = folders_of(cast.chu(), cast.actor_of(cast.nadia()), on=TODAY)
    return next(one.missing for one in folders if one.engagement.person.name == name)


@pytest.mark.spec("C5", "S1-41", "S1-42", "S1-43")
@pytest.mark.parametrize(
    ("status", "needed"),
    [
        (Status.VOLUNTEER, (PaperKind.INSURANCE, PaperKind.AGREEMENT)),
        (Status.EMPLOYEE, (PaperKind.CONTRACT,)),
        (Status.INDEPENDENT, (PaperKind.SIRET, PaperKind.QUOTE)),
    ],
)
def test_each_status_asks_for_its_own_papers_until_they_are_noted(status, needed):
    karim = build.karim(build.paid(status))
    assert missing("Karim Sow") == needed

    for kind in needed:
        note(karim, kind, reference="73282932000074" if kind == PaperKind.SIRET else "Réf. 12")

    assert missing("Karim Sow") == ()


def test_who_is_on_duty_needs_no_paper_here():
    build.paid()

    names = [
        one.engagement.person.name for one in folders_of(cast.chu(), cast.actor_of(cast.nadia()), on=TODAY)
    ]

    assert names == ["Karim Sow"]


@pytest.mark.spec("S1-42", "S1-43")
def test_a_status_chosen_for_a_mission_asks_for_its_papers_too():
    partnership = partnerships.begun()
    cast.nadia()
    mission = build.mission(partnership, Status.VOLUNTEER, (Status.EMPLOYEE, Decimal(15)))
    build.chose(mission, build.karim(partnership), Status.EMPLOYEE, at=NOON)

    assert missing("Karim Sow") == (PaperKind.INSURANCE, PaperKind.AGREEMENT, PaperKind.CONTRACT)


def test_a_paper_that_has_ended_is_missing_again():
    karim = build.karim(build.paid(Status.EMPLOYEE))
    note(karim, PaperKind.CONTRACT, until=TODAY - timedelta(days=1))

    assert missing("Karim Sow") == (PaperKind.CONTRACT,)


@pytest.mark.spec("S1-43")
def test_a_siret_is_checked_by_its_key():
    karim = build.karim(build.paid())

    with pytest.raises(ValidationError, match="clé de ce numéro SIRET"):
        note(karim, PaperKind.SIRET, reference="732 829 320 00075")
    assert note(karim, PaperKind.SIRET, reference="732 829 320 00074").reference == "73282932000074"


def test_one_notes_one_s_own_papers_and_nobody_else_s():
    partnership = build.paid()
    karim = build.karim(partnership)

    note(karim, PaperKind.QUOTE, by=cast.karim())

    (mine,) = my_folders(cast.actor_of(cast.karim()), on=TODAY)
    assert [paper.reference for paper in mine.held] == ["2026-12"]
    for someone in (cast.nurse(), cast.charlie()):
        with pytest.raises(Refused):
            note(karim, PaperKind.QUOTE, by=someone)


@pytest.mark.spec("C5")
def test_an_independent_whose_dates_are_set_by_one_client_is_told_of_requalification():
    partnership = build.paid()
    (mine,) = my_folders(cast.actor_of(cast.karim()), on=TODAY)
    assert mine.warnings == ()

    interventions.held(partnership)  # planned by Solène

    (mine,) = my_folders(cast.actor_of(cast.karim()), on=TODAY)
    assert mine.warnings == (rules.IMPOSED, rules.ONE_CLIENT, rules.REQUALIFICATION)


# --- landmarks ------------------------------------------------------------------------------------
@pytest.mark.spec("C6")
def test_every_landmark_has_its_source_its_day_and_how_sure_it_is():
    for one in LANDMARKS:
        assert one.source
        assert one.mark in Mark
        assert one.title
        assert one.text
    for number in NUMBERS:
        assert (number.status, bool(number.source)) == ("verified", True)


@time_machine.travel(NOON, tick=False)
def test_the_numbers_told_are_those_in_force_in_the_house():
    set_parameter(
        cast.chu(),
        by=cast.actor_of(cast.nadia()),
        at=NOON,
        name="pay.aah_neutral_months",
        value="3",
        starts_on=TODAY,
        source="Décret à venir",
    )

    def said(organisation_id) -> str:
        return " ".join(
            told.text for _title, chapter in landmarks_of(organisation_id, on=TODAY) for told in chapter
        )

    assert "pendant 6 mois au plus" in said(None).replace("\u00a0", " ")
    assert "pendant 3 mois au plus" in said(cast.chu().pk).replace("\u00a0", " ")
    body = cast.signed_in(Client(), cast.nadia()).get(reverse("pay:landmarks")).content.decode()
    assert "D821-9" in body
    assert "R341-17" in body
    assert "à confirmer" in body


@pytest.mark.spec("C6", "S2-69")
@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(
    ("terms", "paid"),
    [
        ({Status.VOLUNTEER: (None, "", ""), Status.EMPLOYEE: (Decimal(30), "hour", "")}, True),
        ({Status.VOLUNTEER: (None, "", ""), Status.INDEPENDENT: (None, "", "à convenir")}, True),
        ({Status.VOLUNTEER: (None, "", "")}, False),
    ],
)
def test_what_pay_may_change_elsewhere_is_told_where_one_chooses_to_be_paid(terms, paid):
    """Each with its source and the day it was read; a mission for volunteers alone says none of it."""
    mission = missions.published(partnerships.begun(), conditions={"terms": terms})
    karim = cast.signed_in(Client(), cast.karim())

    before = karim.get(reverse("missions:take", args=[mission.code])).content.decode()
    taking = missions.taken(mission)
    after = karim.get(reverse("missions:status", args=[taking.code])).content.decode()

    for page in (before, after):
        assert ("Avant de choisir d’être payé" in page) is paid
        assert ("Allocation aux adultes handicapés (AAH)" in page) is paid
        assert ("art. L821-3 et D821-9" in page) is paid
