"""Two people move the same line, or correct what another validates: one does it, and nothing is paid twice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reciproque.partnerships.models import Contribution
from reciproque.partnerships.verbs import contributions
from reciproque.pay import verbs
from reciproque.pay.kinds import State
from reciproque.pay.models import Line, Rate
from tests import cast
from tests.builders import partnerships
from tests.builders import pay as build

from .racing import one_does, together, told

pytestmark = pytest.mark.django_db(transaction=True)
NOON, TODAY = cast.NOON, cast.TODAY


@pytest.fixture
def line():
    partnership = build.paid()
    build.rate(Decimal(30))
    return build.line(partnership, 60)


@pytest.mark.spec("C7")
def test_of_two_who_validate_the_same_line_one_does_it(line):
    two = [cast.actor_of(cast.nadia()), cast.actor_of(build.second_coordinator())]

    one_does(*(lambda by=by: verbs.validate(line, by=by, at=NOON) for by in two), before="pay_step")

    assert [step.state for step in line.steps.all()] == [State.VALIDATED]


@pytest.mark.spec("C7")
def test_of_two_who_mark_the_same_line_paid_one_does_it_and_one_letter_leaves(line):
    build.at(line, State.SENT)
    two = [cast.actor_of(cast.nadia()), cast.actor_of(build.second_coordinator())]

    one_does(*(lambda by=by: verbs.pay(line, by=by, at=NOON, on=TODAY) for by in two), before="pay_step")

    assert line.steps.filter(state=State.PAID).count() == 1


def test_of_two_batches_one_takes_the_line(line):
    build.at(line, State.VALIDATED)
    two = [cast.actor_of(cast.nadia()), cast.actor_of(build.second_coordinator())]

    outcomes = together(
        *(
            lambda by=by: verbs.move_lines(cast.chu(), by=by, at=NOON, lines=[line], state=State.SENT)
            for by in two
        ),
        before="pay_step",
    )

    assert len(told(outcomes)) == 1
    assert line.steps.filter(state=State.SENT).count() == 1


@pytest.mark.spec("C7")
def test_time_corrected_while_it_is_validated_is_owed_for_what_it_is_now(line):
    contribution = Contribution.objects.get(code=line.given)
    person, nadia = partnerships.actor_for(line.engagement), cast.actor_of(cast.nadia())

    outcomes = together(
        lambda: contributions.correct(
            contribution,
            by=person,
            at=NOON,
            version=contribution.version,
            minutes=120,
            on=contribution.on,
        ),
        lambda: verbs.validate(line, by=nadia, at=NOON),
        before="pay_",
    )

    assert told(outcomes) == []
    rows = Line.objects.all()
    assert sum(one.amount for one in rows) == Decimal("60.00")


def test_two_rates_from_the_same_day_are_one():
    cast.nadia(), build.second_coordinator()

    one_does(
        lambda: build.rate(Decimal(30)),
        lambda: build.rate(Decimal(40), by=build.second_coordinator()),
        before="pay_rate",
    )

    assert Rate.objects.count() == 1
