"""Two organisations promise hours of one person at the same instant: only what fits her own ceiling passes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reciproque.load import verbs
from reciproque.load.kinds import Measure
from reciproque.load.models import PersonLoad
from reciproque.partnerships.models import Contribution
from tests import cast
from tests.builders import interventions, partnerships
from tests.builders import load as build

from .racing import one_does, together, told

pytestmark = pytest.mark.django_db(transaction=True)
TODAY, NOON = cast.TODAY, cast.NOON


@pytest.mark.spec("C9", "S1-90")
@pytest.mark.parametrize("first", [True, False], ids=["nothing promised yet", "something promised already"])
def test_two_promises_at_once_and_only_what_fits_passes(first):
    karim = cast.karim()
    build.set(karim, week_minutes=6 * 60)
    if not first:
        build.promised(karim, minutes=30)
    organisations = [cast.actor_of(cast.nadia()), cast.actor_of(cast.charlie())]

    one_does(
        *(lambda by=by: build.promised(karim, by=by, minutes=4 * 60) for by in organisations),
        before="personload",
    )

    row = build.row(karim, Measure.WEEK, TODAY)
    assert (row.promised, row.allowed) == (240 if first else 270, 360)


@pytest.mark.spec("C9")
def test_six_at_once_fill_the_week_to_the_brim_and_no_further():
    karim = cast.karim()
    build.set(karim, week_minutes=6 * 60)
    by = cast.actor_of(cast.nadia())

    outcomes = together(
        *(lambda: build.promised(karim, by=by, minutes=100) for _one in range(6)), before="personload"
    )

    assert len(told(outcomes)) == 3
    assert build.row(karim, Measure.WEEK, TODAY).promised == 300
    assert build.row(karim, Measure.MONTH, TODAY.replace(day=1)).promised == 300


def test_a_ceiling_lowered_while_something_is_promised_holds_for_what_comes_next():
    karim = cast.karim()
    build.set(karim, week_minutes=6 * 60)

    outcomes = together(
        lambda: build.promised(karim, minutes=4 * 60),
        lambda: build.set(karim, week_minutes=60),
        before="personload",
    )

    promised = 0 if told(outcomes) else 4 * 60
    rows = PersonLoad.objects.filter(measure=Measure.WEEK).values_list("promised", "ceiling", "allowed")
    assert list(rows) == ([(promised, 60, promised)] if promised else [])
    with pytest.raises(verbs.OverCeiling):
        build.promised(karim, minutes=61)


def test_time_given_in_two_partnerships_at_once_is_all_counted():
    partnership, karim = partnerships.begun(), cast.karim()
    mine = build.engagement_of(karim)
    workshop = interventions.planned(partnership, day=TODAY - timedelta(days=1))
    by = partnerships.actor(partnership, "care")

    outcomes = together(
        lambda: interventions.interventions.hold(workshop, by=by, at=NOON, present=[mine], minutes=60),
        lambda: build.given(karim, minutes=30, on=TODAY),
        lambda: build.given(karim, minutes=15, on=TODAY, by=cast.actor_of(karim)),
        before="personload",
    )

    assert told(outcomes) == []
    assert Contribution.objects.count() == 3
    month = {row.starts_on: row.given for row in PersonLoad.objects.filter(measure=Measure.MONTH)}
    assert month == {TODAY.replace(day=1): 105}
