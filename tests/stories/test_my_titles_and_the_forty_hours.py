"""J2: a patient partner, his titles and the forty hours; a stranger checks, somebody reports, the issuer suspends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from reciproque.partnerships.kinds import InterventionKind
from reciproque.titles import verbs
from reciproque.titles.models import Case
from tests import cast
from tests.builders import interventions, partnerships
from tests.builders import titles as build

pytestmark = pytest.mark.django_db
NOON, TODAY = cast.NOON, cast.TODAY
WORKSHOP = {"kind": InterventionKind.WORKSHOP, "mode": "etp", "mission": "co_etp"}


@pytest.fixture
def partnership():
    return partnerships.begun()


@pytest.fixture
def karim(partnership):
    """Engaged, and the only one expected at the workshop."""
    return next(one for one in partnership.engagements.all() if one.person == cast.karim())


@pytest.mark.spec("A6", "J2.AC1")
def test_the_workshop_opens_when_the_fortieth_hour_is_verified(partnership, karim):
    chu, nadia = cast.chu(), cast.nadia()
    build.vouched(build.trained(cast.karim(), 34, of=chu), nadia)

    with pytest.raises(ValidationError) as refused:
        interventions.planned(partnership, expected=[karim], **WORKSHOP)
    assert "34 h vérifiées sur 40 h" in str(refused.value.message_dict["expected"])
    assert "il manque 6 h d’ETP" in str(refused.value.message_dict["expected"])

    declared = build.trained(cast.karim(), 6, of=chu, ended_on=date(2026, 5, 3))
    with pytest.raises(ValidationError, match="il manque 6"):
        interventions.planned(partnership, expected=[karim], **WORKSHOP)

    build.vouched(declared, nadia)
    assert interventions.planned(partnership, expected=[karim], **WORKSHOP).pk


@pytest.mark.spec("A6")
def test_professionals_need_the_same_hours(partnership):
    care = next(one for one in partnership.engagements.all() if one.person != cast.karim())
    with pytest.raises(ValidationError, match="0 h"):
        interventions.planned(partnership, expected=[care], **WORKSHOP)


@pytest.mark.spec("J2.AC8")
def test_supporting_somebody_outside_of_therapeutic_education_asks_for_no_hours(partnership, karim):
    build.claims(cast.karim(), "pair_aidant")
    support = {"kind": InterventionKind.WORKSHOP, "mode": "aide_parcours", "mission": "expliquer_etapes"}
    assert interventions.planned(partnership, expected=[karim], **support).pk
    meeting = {"kind": InterventionKind.WORKING_GROUP, "mode": "etp", "mission": "co_etp"}
    assert interventions.planned(partnership, expected=[karim], **meeting).pk


@pytest.mark.spec("A5", "J2.AC5", "J2.AC6")
@time_machine.travel(NOON, tick=False)
def test_a_stranger_reports_and_what_is_planned_is_to_review(partnership, karim):
    chu, nadia = cast.chu(), cast.nadia()
    before = NOON - timedelta(days=10)
    build.vouched(build.trained(cast.karim(), 40, of=chu, at=before), nadia, at=before)
    title = build.claims(cast.karim(), of=chu)
    build.vouched(title, nadia)
    past = interventions.planned(
        partnership, expected=[karim], day=TODAY - timedelta(days=1), title="Hier", **WORKSHOP
    )
    coming = interventions.planned(partnership, expected=[karim], title="Demain", **WORKSHOP)
    reader = cast.signed_in(Client(), cast.karim())
    assert "À revoir" not in reader.get(coming.get_absolute_url()).content.decode()

    stranger = Client()
    public = stranger.get(reverse("titles:public", args=[title.public_code])).content.decode()
    assert "Karim Sow" in public
    sent = {"cle": cast.form_key(), "text": "Il vend des cures miracles en se disant du CHU.", "contact": ""}
    stranger.post(reverse("titles:report", args=[title.public_code]), sent)
    case = Case.objects.get()

    verbs.suspend(case, by=cast.actor_of(nadia, chu), at=NOON, reason="Le temps de comprendre.")

    assert "suspendu" in stranger.get(reverse("titles:public", args=[title.public_code])).content.decode()
    page = reader.get(coming.get_absolute_url()).content.decode()
    assert "À revoir" in page
    assert "un de ses titres est suspendu" in page
    assert "À revoir" not in reader.get(past.get_absolute_url()).content.decode()
    with pytest.raises(ValidationError, match="suspendu"):
        interventions.planned(partnership, expected=[karim], **WORKSHOP)
