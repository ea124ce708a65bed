"""Supervision comes after so much support or so long, some of it led from outside; of what is said, nothing is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from reciproque.foundation.policy import Refused
from reciproque.foundation.verbs import Stale
from reciproque.partnerships.kinds import InterventionKind, Side
from reciproque.partnerships.models import Contribution, Holding
from reciproque.partnerships.queries.barometer import barometer_of
from reciproque.partnerships.queries.partnerships import with_start
from reciproque.partnerships.rules.barometer import State
from reciproque.partnerships.verbs import contributions, interventions
from reciproque.people.verbs import set_parameter
from reciproque.support.jobs import bring_supervisions_up_to_date
from reciproque.support.kinds import Facilitator
from reciproque.support.models import Facilitation, SupervisionDue
from reciproque.support.queries.supervision import supervisions_to_plan
from reciproque.support.rules.supervision import Turn, next_from_outside, next_turn, quota_met
from tests import cast
from tests.builders import interventions as meeting
from tests.builders import partnerships
from tests.builders import support as build

database = pytest.mark.django_db
NOON, TODAY = cast.NOON, cast.TODAY
EXTERNAL, INTERNAL, RESOURCE = Facilitator.EXTERNAL, Facilitator.INTERNAL, Facilitator.RESOURCE
D = date(2026, 3, 1)


@pytest.fixture
def partnership(db):
    return build.with_people()


def due_on():
    return [one.due_on for one in SupervisionDue.objects.all()]


def read(partnership, *, today=TODAY):
    found = with_start().get(pk=partnership.pk)
    shown = barometer_of(found, cast.actor_of(cast.karim()), today=today)
    return next(point.reading for point in shown.points if point.rule.code == "S2-71")


def page(client, partnership, who, name="support:supervision"):
    return cast.signed_in(client, who).get(reverse(name, args=[partnership.code])).content.decode()


# --- the rule -------------------------------------------------------------------------------------
@pytest.mark.spec("C12")
@pytest.mark.parametrize(
    ("support", "supervisions", "expected"),
    [
        ([], [], None),
        ([], [D], None),
        ([(D, 60)], [], Turn(D, date(2026, 5, 1))),
        ([(D, 240), (date(2026, 3, 8), 240)], [], Turn(D, date(2026, 3, 8))),
        ([(D, 240), (date(2026, 3, 8), 239)], [], Turn(D, date(2026, 5, 1))),
        ([(D, 480)], [date(2026, 3, 2)], Turn(date(2026, 3, 2), date(2026, 5, 2))),
        ([(D, 480), (date(2026, 3, 9), 480)], [date(2026, 3, 2)], Turn(date(2026, 3, 2), date(2026, 3, 9))),
        ([(D, 60), (date(2026, 6, 9), 480)], [], Turn(D, date(2026, 5, 1))),
    ],
)
def test_eight_hours_or_two_months_whichever_comes_first(support, supervisions, expected):
    assert next_turn(support, supervisions, minutes=480, months=2) == expected


@pytest.mark.spec("C12", "S2-71")
@pytest.mark.parametrize(
    ("led_by", "met", "next_outside"),
    [
        ([], None, False),
        ([INTERNAL], None, False),
        ([INTERNAL, INTERNAL], None, True),
        ([INTERNAL, None, INTERNAL], False, True),
        ([INTERNAL, INTERNAL, EXTERNAL], True, True),
        ([INTERNAL, RESOURCE, INTERNAL], True, False),
        ([INTERNAL, INTERNAL, INTERNAL, EXTERNAL], False, True),
    ],
)
def test_one_in_three_is_led_from_outside(led_by, met, next_outside):
    assert quota_met(led_by, one_in=3) is met
    assert next_from_outside(led_by, one_in=3) is next_outside


# --- from what happens ----------------------------------------------------------------------------
@database
@pytest.mark.spec("C12", "J3.AC5", "S1-90")
def test_it_is_due_after_eight_hours_of_support_and_the_due_list_shows_it(client, partnership):
    for days in (-4, -3):
        build.mission(partnership, days=days, minutes=180)
    assert due_on() == [date(2026, 12, 29)]

    build.mission(partnership, days=-2, minutes=120)

    assert due_on() == [TODAY - timedelta(days=2)]
    shown = page(client, partnership, cast.karim())
    assert "Karim Sow" in shown
    assert "à prévoir depuis le" in shown
    assert [one.title for one in cast.waiting(supervisions_to_plan, cast.actor_of(cast.nurse()), TODAY)] == [
        "Une supervision est à prévoir pour Karim Sow"
    ]


@database
@pytest.mark.spec("C12")
def test_what_is_not_support_counts_for_nothing_and_professionals_owe_none(partnership):
    for days in (-9, -8, -7):
        meeting.held(partnership, day=TODAY + timedelta(days=days), minutes=300)

    assert due_on() == []
    build.mission(partnership, minutes=480)
    assert [one.engagement.side for one in SupervisionDue.objects.all()] == [Side.LIVED]


@database
def test_a_mode_of_support_counts_even_when_nobody_ticked_that_people_were_there(partnership):
    meeting.held(partnership, minutes=480, mode="aide_parcours")

    assert due_on() == [meeting.YESTERDAY]


@database
@pytest.mark.spec("C12")
def test_the_supervision_she_attends_moves_it_and_one_she_missed_does_not(partnership):
    build.mission(partnership, days=-5, minutes=480)
    care = partnerships.engagement(partnership, Side.CARE)

    build.supervised(partnership, days=-3, present=[care])
    assert due_on() == [TODAY - timedelta(days=5)]

    build.supervised(partnership, days=-2)
    assert due_on() == [date(2026, 12, 31)]


@database
def test_time_corrected_or_taken_back_is_counted_anew(partnership):
    build.mission(partnership, days=-5, minutes=480)
    given = Contribution.objects.get(engagement__person=cast.karim())
    by = partnerships.actor_for(given.engagement)

    contributions.correct(given, by=by, at=NOON, version=given.version, minutes=60, on=TODAY)
    assert due_on() == [date(2027, 1, 2)]

    contributions.remove(given, by=partnerships.actor_for(given.engagement), at=NOON)
    assert due_on() == []


@database
def test_a_house_sets_its_own_numbers_and_they_hold_the_next_day(partnership):
    build.mission(partnership, days=-5, minutes=120)
    set_parameter(
        partnership.host,
        by=cast.actor_of(cast.nadia()),
        at=NOON,
        name="support.supervision_minutes",
        value="120",
        starts_on=TODAY,
        source="Décision de la structure",
    )

    bring_supervisions_up_to_date(NOON)

    assert due_on() == [TODAY - timedelta(days=5)]


@database
def test_once_planned_for_her_it_waits_for_nobody(partnership):
    build.mission(partnership, days=-5, minutes=480)
    karim = partnerships.engagement(partnership, Side.LIVED)
    meeting.planned(partnership, kind=InterventionKind.SUPERVISION, expected=[karim])

    assert cast.waiting(supervisions_to_plan, cast.actor_of(cast.nurse()), TODAY) == []


# --- nothing of what is said ----------------------------------------------------------------------
@database
@pytest.mark.spec("C12", "J9.AC8")
def test_of_what_is_said_there_nothing_is_kept(client, partnership):
    planned = meeting.planned(partnership, day=meeting.YESTERDAY, kind=InterventionKind.SUPERVISION)
    by, there = partnerships.actor(partnership, Side.CARE), [partnerships.engagement(partnership, Side.LIVED)]

    with pytest.raises(ValidationError, match="rien n’est gardé"):
        interventions.hold(planned, by=by, at=NOON, present=there, minutes=60, words="On a parlé de tout.")
    form = cast.signed_in(client, cast.nurse()).get(reverse("partnerships:holding", args=[planned.code]))
    said = {"cle": cast.form_key(), "present": there[0].code, "minutes": "1:00", "words": "Tout."}
    client.post(reverse("partnerships:holding", args=[planned.code]), said)

    assert not [name for name in ("words", "about") if f'name="{name}"' in form.content.decode()]
    assert [one.words for one in Holding.objects.filter(intervention=planned)] == [""]


@database
@pytest.mark.spec("C12", "J9.AC8")
def test_a_supervision_shows_held_or_not_its_date_and_what_kind_of_person_led(client, partnership):
    build.supervised(partnership, days=-9, led_by=RESOURCE)
    meeting.planned(
        partnership, day=TODAY - timedelta(days=3), kind=InterventionKind.SUPERVISION, title="Titre"
    )

    shown = page(client, partnership, cast.karim())

    assert "Une structure ressource" in shown
    assert ("tenue" in shown, "pas dite tenue" in shown) == (True, True)
    assert {field.name for field in Facilitation._meta.concrete_fields} == {
        *("id", "code", "version", "intervention", "facilitator", "said_at", "said_by")
    }


@database
def test_who_led_is_said_by_those_who_act_there_of_a_supervision_alone(partnership):
    held, workshop = build.supervised(partnership, days=-2), meeting.held(partnership)

    with pytest.raises(Refused, match="seule une supervision"):
        build.led(workshop)
    build.led(held, INTERNAL)
    with pytest.raises(Stale):
        build.led(held, EXTERNAL)
    build.led(held, EXTERNAL, version=1)

    assert [one.facilitator for one in Facilitation.objects.all()] == [EXTERNAL]


@database
def test_it_is_said_from_its_page(client, partnership):
    held = build.supervised(partnership, days=-2)
    where = reverse("support:facilitation", args=[held.code])
    cast.signed_in(client, cast.karim())

    form = client.get(where).content.decode()
    client.post(where, {"cle": cast.form_key(), "version": "0", "facilitator": "external"})

    assert "ni nom, ni rien de ce qui s’y est dit" in form
    assert Facilitation.objects.get().facilitator == EXTERNAL


@database
def test_planning_from_the_page_proposes_a_supervision(client, partnership):
    assert "?nature=supervision" in page(client, partnership, cast.nurse())
    form = client.get(reverse("partnerships:plan", args=[partnership.code]), {"nature": "supervision"})

    assert '<option value="supervision" selected>' in form.content.decode()


# --- the barometer --------------------------------------------------------------------------------
@database
@pytest.mark.spec("S2-71", "C12")
def test_the_barometer_says_whether_somebody_from_outside_led_and_whether_each_had_hers(partnership):
    for days in (-40, -30, -20):
        build.supervised(partnership, days=days, led_by=INTERNAL)
    inside = read(partnership)
    last = build.supervised(partnership, days=-10)
    unsaid = read(partnership)
    build.led(last, EXTERNAL)
    outside = read(partnership)
    build.mission(partnership, days=-5, minutes=480)
    late = read(partnership)

    states = [one.state for one in (inside, unsaid, outside, late)]
    assert states == [State.REVIEW, State.UNKNOWN, State.HOLDS, State.REVIEW]
    assert "attend sa supervision" in str(late.words)
    assert "Karim" not in str(late.words) + "".join(str(one.text) for one in late.evidence)


@database
def test_the_barometer_is_early_then_to_review(partnership):
    states = [read(partnership).state, read(partnership, today=TODAY + timedelta(days=70)).state]

    assert states == [State.EARLY, State.REVIEW]
