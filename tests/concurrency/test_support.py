"""Two answers given at once are counted one after the other, and nobody is chosen, called or counted twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reciproque.partnerships.kinds import Side
from reciproque.partnerships.queries.engagement import accepted_in
from reciproque.partnerships.verbs import interventions
from reciproque.support.kinds import Weight
from reciproque.support.models import Call, Confidant, Moment, SupervisionDue
from reciproque.support.verbs import confidants, listening
from tests import cast
from tests.builders import interventions as meeting
from tests.builders import partnerships
from tests.builders import support as build

from .racing import together, told

pytestmark = pytest.mark.django_db(transaction=True)
NOON = cast.NOON


@pytest.fixture
def partnership():
    return build.with_people()


def test_two_heavy_answers_at_the_same_instant_call_once(partnership):
    karim = cast.karim()
    build.chosen(karim, cast.lucie(), at=NOON - timedelta(days=20))
    asked = [build.question(karim, build.mission(partnership, days=days)) for days in (-3, -2)]
    actors = [cast.actor_of(karim) for _one in asked]

    def answer(question, by):
        return lambda: listening.answer(question, by=by, at=NOON, weight=Weight.HEAVY)

    outcomes = together(*map(answer, asked, actors), before="support_moment")

    assert told(outcomes) == []
    assert (Moment.objects.count(), Call.objects.count()) == (2, 1)


def test_two_people_asked_at_the_same_instant_leave_one_standing(partnership):
    karim = cast.karim()
    others = [cast.lucie(), cast.nurse()]
    actors = [cast.actor_of(karim) for _one in others]

    def choose(chosen, by):
        return lambda: confidants.choose(karim, by=by, at=NOON, chosen=chosen)

    together(*map(choose, others, actors), before="support_confidant")

    assert Confidant.objects.filter(ended_at=None, declined_at=None).count() == 1


def test_two_missions_said_held_at_the_same_instant_are_both_counted(partnership):
    by = [partnerships.actor(partnership, side) for side in Side]
    planned = [
        meeting.planned(partnership, day=meeting.YESTERDAY, mode="aide_parcours", minutes=240) for _one in by
    ]
    there = list(accepted_in(partnership))

    def hold(one, actor):
        return lambda: interventions.hold(one, by=actor, at=NOON, present=there, minutes=240)

    outcomes = together(*map(hold, planned, by), before="partnerships_contribution")

    assert told(outcomes) == []
    assert [one.due_on for one in SupervisionDue.objects.all()] == [meeting.YESTERDAY]
