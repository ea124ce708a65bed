"""What binds many people is read at once, on the server alone: paused, full, not free, or nothing."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from reciproque.foundation import guard
from reciproque.foundation.models import ParameterValue
from reciproque.load.kinds import Code, Measure, Part, State
from reciproque.load.models import PersonLoad
from reciproque.load.queries import is_available, limits_of, standing_of
from reciproque.load.rules import Evenings, Held, Limits, asked_of, last_day, opening, parts_of
from tests import cast
from tests.builders import load as build
from tests.builders import people

database = pytest.mark.django_db
TODAY, NEXT = cast.TODAY, cast.TODAY + timedelta(days=7)
THURSDAY = TODAY + timedelta(days=3)
SINCE_EVER = Evenings(((date.min, 18),))
TWO = {"hour": time(14), "minutes": 120}


# --- what binds -----------------------------------------------------------------------------------
def code(who, *, day=THURSDAY, hour=time(14), minutes=120, already=None):
    refusal = limits_of([who.pk], TODAY, TODAY + timedelta(days=30))[who.pk].refusal(
        day=day, hour=hour, minutes=minutes, already=already
    )
    return refusal and refusal.code


@database
@pytest.mark.spec("C9", "C10")
def test_each_thing_that_binds_has_its_code_and_others_read_available_or_not():
    karim = cast.karim()
    assert code(karim) is None
    build.set(
        karim, week_minutes=360, month_minutes=600, evenings=1, free=[(3, Part.AFTERNOON), (3, Part.EVENING)]
    )
    build.promised(karim, day=THURSDAY, minutes=300)
    build.promised(karim, day=THURSDAY, hour=time(18), minutes=30)

    assert code(karim, minutes=30) is None
    assert code(karim) == Code.WEEK
    assert code(karim, day=THURSDAY + timedelta(days=7), minutes=271) == Code.MONTH
    assert code(karim, hour=time(19), minutes=10) == Code.EVENINGS
    assert code(karim, hour=time(11, 30), minutes=20) == Code.NOT_FREE
    assert code(karim, day=THURSDAY - timedelta(days=1), minutes=10) == Code.NOT_FREE
    assert is_available(karim.pk, day=THURSDAY, hour=time(14), minutes=30) is True
    assert is_available(karim.pk, day=THURSDAY, hour=time(14), minutes=31) is False
    build.paused(karim, starts_on=THURSDAY, ends_on=THURSDAY)
    assert code(karim, minutes=5) == Code.PAUSED
    assert code(karim, day=THURSDAY + timedelta(days=7), minutes=5) is None


@database
def test_what_is_tried_with_it_counts_as_if_it_were_held():
    karim = cast.karim()
    build.set(karim, week_minutes=360)
    limits = limits_of([karim.pk], TODAY, NEXT)[karim.pk]
    first = limits.asked(day=TODAY, **TWO)

    tried = {period: 2 * more for period, more in first.items()}

    assert code(karim, already=tried) is None
    assert code(karim, already=tried, minutes=121) == Code.WEEK
    assert code(karim, day=NEXT, already=tried) is None


@database
def test_an_ended_pause_binds_nobody():
    karim = cast.karim()
    pause = build.paused(karim)
    assert code(karim) == Code.PAUSED
    with guard.upkeep("test"):
        type(pause).objects.update(ended_at=cast.NOON)

    assert code(karim) is None


@database
@pytest.mark.spec("C10")
def test_it_costs_as_much_for_forty_people_and_two_years_as_for_one_and_a_day():
    crowd = [people.person(f"Personne {n}") for n in range(40)]
    for who in crowd[:5]:
        with guard.upkeep("test"):
            PersonLoad(person=who, measure="week", starts_on=NEXT, promised=10).save()

    costs = []
    for asked, last in (([crowd[0].pk], TODAY), ([who.pk for who in crowd], TODAY + timedelta(days=730))):
        with CaptureQueriesContext(connection) as queries:
            found = limits_of(asked, TODAY, last)
        costs.append(len(queries))
        assert set(found) == set(asked)

    assert costs == [5, 5]


@database
def test_evenings_begin_at_the_hour_in_force_that_week():
    karim = cast.karim()
    build.set(karim, evenings=0)
    with guard.upkeep("test"):
        ParameterValue.objects.create(
            name="load.evening_hour", value=20, starts_on=NEXT - timedelta(days=2), source="Essai"
        )

    assert code(karim, day=TODAY + timedelta(days=6), hour=time(18)) == Code.EVENINGS
    assert code(karim, day=NEXT, hour=time(18)) is None
    assert code(karim, day=NEXT, hour=time(20)) == Code.EVENINGS


def test_what_she_wishes_in_a_week_is_the_least_of_her_own_ceilings():
    none, week, month = {}, {Measure.WEEK: 360}, {Measure.MONTH: 520}

    wished = [Limits(SINCE_EVER, ceilings).wished_minutes for ceilings in (none, week, month, week | month)]

    assert wished == [None, 360, 120, 120]


@pytest.mark.parametrize(
    ("hour", "minutes", "parts"),
    [
        (time(9), 120, {Part.MORNING}),
        (time(9), 180, {Part.MORNING}),
        (time(9), 181, {Part.MORNING, Part.AFTERNOON}),
        (time(14), 240, {Part.AFTERNOON}),
        (time(17, 30), 60, {Part.AFTERNOON, Part.EVENING}),
        (time(18), 0, {Part.EVENING}),
        (time(23), 300, {Part.EVENING}),
        (time(8), 900, set(Part)),
    ],
)
def test_a_session_asks_for_every_part_of_the_day_it_touches(hour, minutes, parts):
    assert parts_of(hour=hour, minutes=minutes, evening=18) == parts


# --- periods --------------------------------------------------------------------------------------
@pytest.mark.parametrize("measure", Measure)
@given(day=st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_each_day_is_in_one_period_of_each_measure(measure, day):
    starts_on = opening(measure, day)

    assert starts_on <= day <= last_day(measure, starts_on)
    assert opening(measure, starts_on - timedelta(days=1)) != starts_on
    assert opening(measure, last_day(measure, starts_on) + timedelta(days=1)) != starts_on


SESSIONS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 23), st.integers(0, 400)), min_size=1, max_size=12
)


@given(SESSIONS, st.integers(0, 900), st.integers(0, 4))
@settings(max_examples=60)
def test_what_is_accepted_one_after_the_other_never_goes_beyond_a_ceiling(sessions, week, evenings):
    limits = Limits(SINCE_EVER, {Measure.WEEK: week, Measure.EVENINGS: evenings})
    taken: dict = {}
    for days, hour, minutes in sessions:
        session = {"day": TODAY + timedelta(days=days), "hour": time(hour), "minutes": minutes}
        if limits.refusal(**session, already=taken) is None:
            for period, more in asked_of(**session, evenings=SINCE_EVER).items():
                taken[period] = taken.get(period, 0) + more

    for (measure, _starts_on), quantity in taken.items():
        assert quantity <= {Measure.WEEK: week, Measure.EVENINGS: evenings}.get(measure, quantity)


# --- where one stands -----------------------------------------------------------------------------
@pytest.mark.spec("C9", "S1-90")
@pytest.mark.parametrize(
    ("total", "ceiling", "state", "share"),
    [
        (0, None, State.NONE, None),
        (900, None, State.NONE, None),
        (287, 360, State.FREE, 79),
        (288, 360, State.WARNED, 80),
        (359, 360, State.WARNED, 99),
        (360, 360, State.FULL, 100),
        (510, 360, State.FULL, 141),
        (0, 0, State.FULL, 100),
    ],
)
def test_one_is_warned_at_eighty_per_cent_of_one_s_own_ceiling_and_full_at_a_hundred(
    total, ceiling, state, share
):
    held = Held(Measure.WEEK, TODAY, given=total, ceiling=ceiling, allowed=ceiling)

    assert (held.state, held.share) == (state, share)


@database
@pytest.mark.spec("C9")
def test_the_standing_of_a_day_has_its_week_its_month_its_evenings_and_its_pause():
    karim = cast.karim()
    build.set(karim, week_minutes=360, evenings=2)
    build.given(karim, minutes=200)
    build.promised(karim, hour=time(19), minutes=100)
    build.paused(karim, starts_on=NEXT, ends_on=NEXT)
    with guard.upkeep("test"):
        ParameterValue.objects.create(name="load.warn_share", value=90, starts_on=TODAY, source="Essai")

    now, then = (standing_of(karim.pk, on=day) for day in (TODAY, NEXT))

    assert (now.week.promised, now.week.given, now.week.ceiling, now.week.share) == (100, 200, 360, 83)
    assert (now.week.state, now.month.state, now.evenings.state) == (State.FREE, State.NONE, State.FREE)
    assert (now.month.total, now.evenings.total, now.pause) == (300, 1, None)
    assert (then.week.total, then.week.ceiling, then.pause.ends_on) == (0, 360, NEXT)


@database
@time_machine.travel(cast.NOON, tick=False)
def test_somebody_who_said_nothing_stands_free_of_any_ceiling():
    stands = standing_of(cast.karim().pk, on=TODAY)

    assert {held.state for held in stands.held.values()} == {State.NONE}
    assert stands.pause is None
