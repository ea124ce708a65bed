"""Two people who act at the same instant: they open, they decide, a code is used once."""

from __future__ import annotations

import pytest

from reciproque.encounters.models import Encounter, Felt, Line
from reciproque.encounters.verbs import beginning, cards, deciding
from reciproque.foundation.policy import Refused
from tests import cast
from tests.builders import encounters as build
from tests.builders import people

from .racing import one_does, together, told

pytestmark = pytest.mark.django_db(transaction=True)
NOON = build.NOON


@pytest.mark.spec("J7.AC1")
def test_two_who_say_open_at_once_are_both_let_in():
    encounter = build.prepared()
    hers, his = build.by_code(encounter), build.by_doctor()

    outcomes = together(
        lambda: cards.say_ready(encounter, by=hers, at=NOON),
        lambda: cards.say_ready(encounter, by=his, at=NOON),
        before="encounters_encounter",
    )

    assert told(outcomes) == []
    assert build.fresh(encounter).opened_at == NOON


def test_a_line_is_not_taken_back_while_the_cards_open():
    encounter = build.prepared()
    cards.say_ready(encounter, by=build.by_doctor(), at=NOON)
    line = encounter.lines.get(question="unsaid")
    opening, taking_back = build.by_code(encounter), build.by_code(encounter)

    _opened, withdrawn = together(
        lambda: cards.say_ready(encounter, by=opening, at=NOON),
        lambda: cards.withdraw(line, by=taking_back, at=NOON),
        before="encounters_",
    )

    told([withdrawn])
    assert build.fresh(encounter).opened_at == NOON
    assert Line.objects.filter(pk=line.pk).exists() is isinstance(withdrawn, Refused)


def test_of_two_who_write_the_decision_at_once_one_is_told():
    encounter = build.opened()
    said = {"at": NOON, "version": 0, "draft": build.DRAFT, "review_on": build.TODAY.replace(month=12)}
    hers, his = build.by_code(encounter), build.by_doctor()

    one_does(
        lambda: deciding.decide(encounter, by=hers, **said),
        lambda: deciding.decide(encounter, by=his, **said),
        before="encounters_decision",
    )

    assert build.fresh(encounter).closed_at is None


def test_of_two_professionals_with_the_same_code_one_joins():
    encounter = build.begun_alone()
    people.member(cast.msp(), cast.nurse())
    first, second = build.by_doctor(), cast.actor_of(cast.nurse(), cast.msp())

    one_does(
        lambda: beginning.join(encounter, by=first, at=NOON),
        lambda: beginning.join(encounter, by=second, at=NOON),
        before="encounters_encounter",
    )


@pytest.mark.spec("J7.AC5")
def test_answers_given_at_once_are_all_counted():
    closed = [build.closed() for _n in range(3)]
    felt = {"heard": 8, "understood": 8, "part": 8}
    acts = [(one, build.by_code(one)) for one in closed]

    outcomes = together(
        *(lambda one=one, by=by: deciding.rate(one, by=by, at=NOON, felt=felt) for one, by in acts),
        before="encounters_felt",
    )

    assert told(outcomes) == []
    assert set(Felt.objects.filter(side="person").values_list("count", flat=True)) == {3}
    assert Encounter.objects.filter(person_rated_at=NOON).count() == 3
