"""What each person gave is exact, whatever was noted, corrected or taken back: recounted, never added up by hand."""

from __future__ import annotations

from datetime import date, time, timedelta
from importlib import import_module
from random import Random

import pytest
from django.apps import apps

from reciproque.foundation import guard
from reciproque.load.kinds import Measure
from reciproque.load.models import PersonLoad
from reciproque.load.verbs import recount
from reciproque.partnerships.kinds import ContributionKind
from reciproque.partnerships.models import Contribution
from reciproque.partnerships.verbs import contributions
from reciproque.people.kinds import Role
from tests import cast
from tests.builders import interventions, partnerships, people
from tests.builders import load as build

pytestmark = pytest.mark.django_db
TODAY, NOON = cast.TODAY, cast.NOON
LATER = NOON + timedelta(days=60)


def held_of(who) -> dict[tuple[str, date], int]:
    """What the rows say, those at nothing left out."""
    rows = PersonLoad.objects.filter(person=who, given__gt=0)
    return {(row.measure, row.starts_on): row.given for row in rows}


def counted_by_hand(who) -> dict[tuple[str, date], int]:
    """The same, contribution by contribution, in another way than the house does."""
    found: dict[tuple[str, date], int] = {}
    evenings = set()
    for one in Contribution.objects.filter(engagement__person=who).select_related("intervention"):
        year, week, _day = one.on.isocalendar()
        monday = date.fromisocalendar(year, week, 1)
        for key in (("week", monday), ("month", date(one.on.year, one.on.month, 1))):
            found[key] = found.get(key, 0) + one.minutes
        if one.kind == "session" and one.intervention.hour >= time(18):
            evenings.add((monday, one.intervention.pk))
    for monday, _intervention in evenings:
        found["evenings", monday] = found.get(("evenings", monday), 0) + 1
    return found


# --- every kind of time counts --------------------------------------------------------------------
@pytest.mark.spec("C9", "S1-90")
@pytest.mark.parametrize("kind", [kind for kind in ContributionKind if kind != ContributionKind.SESSION])
def test_preparation_travel_training_and_debrief_weigh_as_much_as_a_session(kind):
    karim = cast.karim()

    build.given(karim, minutes=45, kind=kind)

    assert held_of(karim) == {("week", TODAY): 45, ("month", date(2026, 11, 1)): 45}


@pytest.mark.spec("C9")
def test_what_was_held_counts_for_those_who_were_there_an_evening_once():
    partnership = partnerships.begun()
    karim, lucie = cast.karim(), cast.lucie()
    interventions.engaged(partnership, lucie)
    mine = build.engagement_of(karim)

    evening = interventions.held(
        partnership, day=TODAY, hour=time(19), minutes=90, present=[mine], at=NOON + timedelta(hours=14)
    )
    week, month = ("week", TODAY), ("month", date(2026, 11, 1))
    assert held_of(karim) == {week: 90, month: 90, ("evenings", TODAY): 1}
    build.given(karim, minutes=30, kind=ContributionKind.TRAVEL, intervention=evening, at=LATER)

    assert held_of(karim) == {week: 120, month: 120, ("evenings", TODAY): 1}
    assert held_of(lucie) == {}


@pytest.mark.spec("C9")
def test_it_adds_up_across_organisations():
    """The total is hers: what she gives at the hospital and elsewhere stands in one week."""
    lucie, maud = cast.lucie(), people.person("Maud Le Goff", "maud.legoff")
    people.member(cast.passerelle(), maud, Role.PARTNER)
    engaged = interventions.engaged(partnerships.begun(), lucie)
    elsewhere = partnerships.found(lucie, maud, hat=cast.passerelle(), title="Café du mardi")
    there = elsewhere.engagements.get(person=lucie)

    for one in (engaged, there):
        interventions.noted(one, minutes=60, on=TODAY)

    assert held_of(lucie)["week", TODAY] == 120


# --- corrected, taken back ------------------------------------------------------------------------
def test_time_moved_to_another_month_leaves_the_one_it_was_in():
    karim = cast.karim()
    noted = build.given(karim, minutes=60, on=TODAY)
    far = date(2026, 12, 2)

    contributions.correct(noted, by=cast.actor_of(karim), at=LATER, version=noted.version, minutes=75, on=far)

    assert held_of(karim) == {("week", date(2026, 11, 30)): 75, ("month", date(2026, 12, 1)): 75}


def test_time_taken_back_weighs_no_more():
    karim = cast.karim()
    build.given(karim, minutes=60)
    noted = build.given(karim, minutes=30)

    contributions.remove(noted, by=cast.actor_of(karim), at=NOON)

    assert held_of(karim) == {("week", TODAY): 60, ("month", date(2026, 11, 1)): 60}


@pytest.mark.spec("C9")
def test_time_given_may_go_beyond_a_ceiling_it_is_a_fact():
    karim = cast.karim()
    build.set(karim, week_minutes=60)

    build.given(karim, minutes=300)

    assert (build.row(karim, Measure.WEEK, TODAY).given, build.row(karim, Measure.WEEK, TODAY).allowed) == (
        300,
        60,
    )


# --- generated lives ------------------------------------------------------------------------------
@pytest.mark.parametrize("seed", range(4))
def test_after_any_life_the_rows_are_what_a_recount_by_hand_finds(seed):
    chance, karim, lucie = Random(seed), cast.karim(), cast.lucie()
    partnership = partnerships.begun()
    engaged = {karim: build.engagement_of(karim), lucie: interventions.engaged(partnership, lucie)}
    for _step in range(25):
        _live(chance, partnership, engaged)

    for who in engaged:
        by_hand = counted_by_hand(who)
        assert held_of(who) == by_hand
        with guard.upkeep("test"):
            PersonLoad.objects.filter(person=who).update(given=99)
            recount(who.pk)
        assert held_of(who) == by_hand


def _live(chance: Random, partnership, engaged: dict) -> None:
    """Something happens: held, noted, corrected or taken back."""
    who = chance.choice(list(engaged))
    mine, day = engaged[who], TODAY + timedelta(days=chance.randrange(50))
    his = list(Contribution.objects.filter(engagement=mine).order_by("pk"))
    act = chance.choice(["held", "noted", "noted", "corrected", "taken back"])
    by, minutes = partnerships.actor_for(mine), chance.randrange(5, 90)
    if act == "held":
        there = chance.sample(list(engaged.values()), chance.choice([1, 2]))
        hour = time(chance.randrange(8, 22))
        interventions.held(partnership, day=day, hour=hour, minutes=minutes, present=there, at=LATER)
    elif act == "noted" or not his:
        interventions.noted(mine, minutes=minutes, on=day, at=LATER)
    elif act == "corrected":
        one = chance.choice(his)
        contributions.correct(one, by=by, at=LATER, version=one.version, minutes=minutes, on=day)
    else:
        contributions.remove(chance.choice(his), by=by, at=LATER)


# --- an installation that has lived already -------------------------------------------------------
def test_what_was_given_before_this_package_came_is_counted_when_it_does():
    karim = cast.karim()
    partnership = partnerships.begun()
    mine = build.engagement_of(karim)
    for hour in (time(19), time(9)):
        interventions.held(partnership, day=TODAY, hour=hour, minutes=60, present=[mine], at=LATER)
    with guard.upkeep("test"):
        PersonLoad.objects.all().delete()
        import_module("reciproque.load.migrations.0001_rhythms_and_loads").count_what_was_given(apps, None)

    assert held_of(karim) == counted_by_hand(karim)


def test_a_row_made_for_a_promise_knows_what_was_given_already():
    karim = cast.karim()
    build.given(karim, minutes=50)
    with guard.upkeep("test"):
        PersonLoad.objects.all().delete()

    build.promised(karim, minutes=20)

    assert (build.row(karim, Measure.WEEK, TODAY).promised, build.row(karim, Measure.WEEK, TODAY).given) == (
        20,
        50,
    )
