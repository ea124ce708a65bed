"""« Commencer simplement » : two names, three questions, a first date; and who joined without anything to do."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from reciproque.beginnings.models import FirstMission, Start
from reciproque.beginnings.queries.starts import missions_missing
from reciproque.beginnings.verbs import starts as verbs
from reciproque.foundation.policy import Refused
from reciproque.foundation.requirements import Unmet
from reciproque.partnerships.kinds import InterventionKind, Side
from reciproque.partnerships.models import Framing, Partnership
from reciproque.partnerships.queries.activation import activation_verdict
from reciproque.partnerships.verbs import framing
from reciproque.partnerships.verbs import interventions as planning
from tests import cast
from tests.builders import beginnings as build
from tests.builders import interventions, openings, partnerships
from tests.builders.people import NOON, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def wrong(**fields) -> list[str]:
    with pytest.raises(ValidationError) as problem:
        build.started(**fields)
    return sorted(problem.value.error_dict)


def missing(day, who=None) -> list[tuple[str, str]]:
    found = cast.waiting(missions_missing, cast.actor_of(who or cast.nadia()), day)
    return [(one.title, one.detail) for one in found]


# --- one page -------------------------------------------------------------------------------------
@pytest.mark.spec("B13", "S2-75")
def test_the_first_mission_comes_within_thirty_days():
    assert wrong(day=TODAY + timedelta(days=31)) == ["day"]
    assert wrong(day=TODAY - timedelta(days=1)) == ["day"]
    assert build.started(day=TODAY + timedelta(days=30)).interventions.exists()


@pytest.mark.spec("J15.AC2")
def test_a_first_mission_with_people_is_refused_with_its_reason():
    assert wrong(with_people=True) == ["with_people"]
    assert wrong(mission_kind=InterventionKind.PRESENCE) == ["with_people"]
    assert not Partnership.objects.exists()


def test_two_people_are_needed_and_one_is_oneself_or_the_coordination_does_it():
    assert wrong(care=partnerships.position(cast.karim())) == ["care"]
    assert wrong(founder=cast.lucie()) == ["lived"]


@pytest.mark.spec("B13")
def test_a_coordination_starts_for_two_others_who_are_both_asked():
    partnership = build.started(cast.nadia())

    assert {(one.person.name, one.accepted_at) for one in partnership.engagements.all()} == {
        ("Karim Sow", None),
        ("Solène Kervella", None),
    }
    assert not Framing.objects.exists()
    assert partnership.interventions.count() == 4
    for held in partnership.engagements.all():
        partnerships.accepted(held)
    assert {one.expected.count() for one in partnership.interventions.all()} == {2}


def test_nobody_starts_in_a_house_that_is_not_hers():
    for stranger in (cast.charlie(), cast.morvan()):
        with pytest.raises(Refused):
            verbs.begin_simply(
                cast.chu(),
                by=cast.actor_of(stranger),
                at=NOON,
                title="Ailleurs",
                lived=partnerships.position(cast.karim()),
                care=partnerships.position(cast.nurse()),
            )


@pytest.mark.spec("J15.AC5")
def test_each_side_confirms_for_itself_and_nobody_for_the_other():
    partnership = build.started()
    start = Start.objects.get()
    with pytest.raises(Refused, match="votre côté l’a déjà dit"):
        verbs.confirm(start, by=partnerships.actor(partnership, Side.LIVED), at=NOON)
    care = partnerships.accepted(partnerships.engagement(partnership, Side.CARE))

    verbs.confirm(start, by=partnerships.actor_for(care), at=NOON)

    assert {one.answered_by.person.name for one in Framing.objects.all()} == {"Karim Sow", "Solène Kervella"}
    assert partnership.concords.count() == 3


def test_who_says_it_otherwise_is_compared_question_by_question():
    partnership = build.started()
    partnerships.accepted(partnerships.engagement(partnership, Side.CARE))

    framing.frame(
        partnership, by=partnerships.actor(partnership, Side.CARE), at=NOON, **build.SAID | {"need": "Autre"}
    )

    assert partnership.concords.count() == 0
    assert Framing.objects.count() == 2


@pytest.mark.spec("B13", "J15.AC5")
def test_what_was_started_simply_begins_without_a_measured_objective_but_never_without_its_charter():
    partnership = build.started()
    care = partnerships.accepted(partnerships.engagement(partnership, Side.CARE))
    verbs.confirm(Start.objects.get(), by=partnerships.actor_for(care), at=NOON)

    lacking = [str(one.text) for one in activation_verdict(partnership, on=TODAY).missing]

    assert lacking == ["La charte n’est pas encore écrite"]


# --- with people ----------------------------------------------------------------------------------
def test_ticking_that_people_are_there_asks_for_the_charter_whatever_the_kind():
    partnership = build.started()
    karim = partnerships.engagement(partnership, Side.LIVED)
    workshop = {"kind": InterventionKind.WORKSHOP, "by": partnerships.actor_for(karim)}

    with pytest.raises(Unmet, match="La charte n’est pas encore signée des deux côtés"):
        interventions.planned(partnership, meets_people=True, expected=[karim], **workshop)

    among_ourselves = interventions.planned(partnership, expected=[karim], **workshop)
    with pytest.raises(Unmet, match="La charte"):
        planning.revise_intervention(
            among_ourselves,
            by=partnerships.actor_for(karim),
            at=NOON,
            version=1,
            title=among_ourselves.title,
            kind=among_ourselves.kind,
            day=among_ourselves.day,
            hour=among_ourselves.hour,
            minutes=60,
            meets_people=True,
            expected=[karim],
        )


def test_each_one_expected_with_people_has_signed_the_charter_in_force():
    partnership = partnerships.begun()
    lucie = interventions.engaged(partnership, cast.lucie())
    karim = partnerships.engagement(partnership, Side.LIVED)
    openings.opened(cast.karim())

    with pytest.raises(Unmet, match="L’engagement de Lucie Arnaud manque"):
        interventions.planned(partnership, kind=InterventionKind.PRESENCE, expected=[karim, lucie])
    with pytest.raises(Unmet, match="Dites qui y sera attendu"):
        interventions.planned(partnership, kind=InterventionKind.PRESENCE)

    assert interventions.planned(partnership, kind=InterventionKind.PRESENCE, expected=[karim]).meets_people


def test_a_framed_partnership_still_plans_nothing_before_it_begins():
    partnership = partnerships.aimed()

    with pytest.raises(Refused, match="n’a pas encore commencé"):
        interventions.planned(partnership)


# --- first missions -------------------------------------------------------------------------------
@pytest.mark.spec("B8", "S2-75")
def test_who_joined_thirty_days_ago_without_a_mission_waits_on_the_coordinator_s_home():
    partnerships.met()  # founded by the head nurse, Karim accepted
    cast.nadia()
    term = TODAY + timedelta(days=30)

    assert FirstMission.objects.get().due_on == term
    assert missing(term - timedelta(days=1)) == []
    assert missing(term) == [
        (
            "Karim Sow attend une première mission depuis 30 jours",
            "Consultation prioritaire · à l’initiative de Solène Kervella",
        )
    ]
    assert missing(term, cast.charlie()) == []
    assert missing(term, cast.nurse()) == []


@pytest.mark.spec("B8")
def test_a_mission_planned_for_her_is_enough_and_one_cancelled_is_not():
    partnership = partnerships.begun()
    karim = partnerships.engagement(partnership, Side.LIVED)
    term = TODAY + timedelta(days=30)
    waited = len(missing(term))

    planned = interventions.planned(partnership, expected=[karim])
    served = len(missing(term))
    planning.cancel(planned, by=partnerships.actor(partnership, Side.CARE), at=NOON, reason="Il pleut.")

    assert (waited, served, len(missing(term))) == (1, 0, 1)


def test_who_left_or_what_ended_waits_for_nothing():
    partnership = partnerships.met()
    cast.nadia()
    partnerships.engaging.leave(
        partnerships.engagement(partnership, Side.LIVED),
        by=partnerships.actor(partnership, Side.LIVED),
        at=NOON,
    )

    assert missing(TODAY + timedelta(days=40)) == []


# --- the screen -----------------------------------------------------------------------------------
def test_the_page_finds_names_without_leaving_it_and_without_losing_a_word(client):
    cast.nurse()
    cast.signed_in(client, cast.karim())
    typed = {
        "care_words": "kerv",
        "title": "Relire le livret",
        "need": "Un début",
        "chercher": "professionnels",
    }

    shown = client.post(reverse("beginnings:simply"), typed).content.decode()

    assert "Solène Kervella · Professionnel · CHU des Deux-Rives" in shown
    assert 'value="Relire le livret"' in shown
    assert "Un début" in shown
    assert "Karim Sow · Patient partenaire" in shown
    assert not Partnership.objects.exists()


def test_a_name_is_missing_and_the_page_says_it_beside_the_field(client):
    cast.signed_in(client, cast.karim())

    sent = client.post(reverse("beginnings:simply"), {"title": "x", "cle": cast.form_key()})

    assert sent.status_code == 422
    assert "Cherchez un nom, puis choisissez-le." in sent.content.decode()


def test_somebody_without_a_house_is_told_why_and_may_still_write_a_draft(client):
    cast.signed_in(client, cast.ines())

    assert client.get(reverse("beginnings:simply")).status_code == 403
    begin = client.get(reverse("beginnings:begin")).content.decode()
    assert "Écrire un brouillon" in begin
    assert "Nous sommes deux" not in begin
