"""Time given makes a line, at the terms she chose, else at the grid; it follows the time until it is validated."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from hypothesis import given, settings
from hypothesis import strategies as st

from reciproque.foundation import guard
from reciproque.foundation.policy import Refused, may, visible
from reciproque.missions.kinds import Unit
from reciproque.partnerships.kinds import ContributionKind, Side, Status
from reciproque.partnerships.models import Contribution
from reciproque.partnerships.verbs import contributions
from reciproque.pay.kinds import State
from reciproque.pay.models import Line, Rate
from reciproque.pay.queries import lines
from reciproque.people.verbs import set_parameter
from tests import cast
from tests.builders import interventions, partnerships
from tests.builders import pay as build

pytestmark = pytest.mark.django_db
NOON, TODAY = cast.NOON, cast.TODAY
YESTERDAY = interventions.YESTERDAY


@pytest.fixture
def partnership():
    return build.paid()


@pytest.fixture
def karim(partnership):
    return build.karim(partnership)


def amounts(engagement=None) -> list[tuple[Decimal | None, str]]:
    rows = Line.objects.order_by("pk")
    if engagement is not None:
        rows = rows.filter(engagement=engagement)
    return [(line.amount, build.state(line)) for line in rows]


def correct(contribution: Contribution, minutes: int) -> None:
    contribution.refresh_from_db()
    contributions.correct(
        contribution,
        by=partnerships.actor_for(contribution.engagement),
        at=NOON,
        version=contribution.version,
        minutes=minutes,
        on=contribution.on,
    )


# --- what makes a line ----------------------------------------------------------------------------
@pytest.mark.spec("C7", "S1-43")
def test_time_held_is_due_to_who_is_paid_with_its_day_and_its_reason(partnership, karim):
    build.rate(Decimal(30))

    line = build.line(partnership, 180)

    assert (line.amount, line.currency, line.status, line.minutes) == (
        Decimal("90.00"),
        "EUR",
        Status.INDEPENDENT,
        180,
    )
    assert (line.organisation, line.engagement) == (cast.chu(), karim)
    assert (line.on, line.owed_since, line.due_on) == (YESTERDAY, TODAY, TODAY + timedelta(days=30))
    assert line.how == "3\u00a0h × 30,00\u00a0€ de l’heure (la grille de la structure)"
    assert build.state(line) == State.DUE


@pytest.mark.spec("S1-41")
def test_a_volunteer_and_who_is_on_duty_are_owed_nothing():
    partnership = partnerships.begun()
    build.rate(Decimal(30))

    interventions.held(partnership)
    interventions.noted(build.karim(partnership))

    assert Line.objects.count() == 0
    with pytest.raises(IntegrityError, match="only_paid_time_is_owed"), guard.upkeep("tests"):
        Line.objects.create(
            engagement=build.karim(partnership),
            organisation=cast.chu(),
            given="X",
            status=Status.VOLUNTEER,
            how="x",
            on=TODAY,
            owed_since=TODAY,
            due_on=TODAY,
        )


@pytest.mark.spec("C6", "S1-44")
def test_each_kind_of_time_has_its_own_rate_from_its_own_day(partnership, karim):
    build.rate(Decimal(30))
    build.rate(Decimal(20), kind=ContributionKind.PREPARATION)
    build.rate(Decimal(25), kind=ContributionKind.PREPARATION, starts_on=TODAY)
    build.rate(Decimal(99), kind=ContributionKind.PREPARATION, status=Status.EMPLOYEE)

    interventions.noted(karim, minutes=60, on=TODAY)

    assert amounts() == [(Decimal("25.00"), State.DUE)]


def test_a_rate_that_ends_offers_nothing_more(partnership, karim):
    build.rate(Decimal(20), kind=ContributionKind.PREPARATION)
    build.rate(None, kind=ContributionKind.PREPARATION, starts_on=TODAY)

    interventions.noted(karim, minutes=60, on=TODAY)

    assert amounts() == [(None, State.DUE)]


@pytest.mark.spec("C6")
def test_what_she_chose_for_the_mission_comes_before_the_grid(partnership, karim):
    build.rate(Decimal(30))
    mission = build.mission(partnership, Status.VOLUNTEER, (Status.INDEPENDENT, Decimal(45)))
    build.chose(mission, karim, Status.INDEPENDENT, at=NOON - timedelta(days=10))

    build.session(mission, minutes=90)

    (line,) = Line.objects.all()
    assert line.amount == Decimal("67.50")
    assert "les conditions choisies pour la mission" in line.how


def test_a_choice_made_after_the_session_does_not_price_it(partnership, karim):
    build.rate(Decimal(30))
    mission = build.mission(partnership, (Status.INDEPENDENT, Decimal(45)))
    build.chose(mission, karim, Status.INDEPENDENT, at=NOON)  # the session was yesterday

    build.session(mission, minutes=60)

    assert amounts() == [(Decimal("30.00"), State.DUE)]


def test_terms_by_the_hour_hold_for_travel_too_unless_the_grid_says_otherwise(partnership, karim):
    mission = build.mission(partnership, (Status.INDEPENDENT, Decimal(30)))
    build.chose(mission, karim, Status.INDEPENDENT, at=NOON - timedelta(days=10))
    session = build.session(mission, minutes=180)
    build.rate(Decimal(10), kind=ContributionKind.DEBRIEF)

    for kind, minutes in ((ContributionKind.TRAVEL, 60), (ContributionKind.DEBRIEF, 30)):
        interventions.noted(karim, kind=kind, minutes=minutes, on=YESTERDAY, intervention=session)

    assert amounts() == [(Decimal(some), State.DUE) for some in ("90.00", "30.00", "5.00")]


def test_a_sum_for_the_whole_mission_is_due_once(partnership, karim):
    mission = build.mission(partnership, (Status.INDEPENDENT, Decimal(200), Unit.FLAT))
    build.chose(mission, karim, Status.INDEPENDENT, at=NOON - timedelta(days=20))

    for days in (3, 2, 1):
        build.session(mission, day=TODAY - timedelta(days=days))

    assert amounts() == [(Decimal("200.00"), State.DUE)]


@pytest.mark.spec("C6")
def test_where_nothing_was_agreed_it_says_so_and_waits_for_the_grid(partnership):
    line = build.line(partnership, 60)
    assert (line.amount, "Aucun montant n’est convenu" in line.how) == (None, True)
    with pytest.raises(Refused, match="aucun montant n’est convenu"):
        build.verbs.validate(line, by=cast.actor_of(cast.nadia()), at=NOON)

    build.rate(Decimal(30))

    line.refresh_from_db()
    assert line.amount == Decimal("30.00")


def test_how_long_one_waits_is_a_setting_of_the_house(partnership):
    set_parameter(
        cast.chu(),
        by=cast.actor_of(cast.nadia()),
        at=NOON,
        name="pay.due_days",
        value="10",
        starts_on=TODAY,
        source="Décision",
    )
    build.rate()

    assert build.line(partnership).due_on == TODAY + timedelta(days=10)


# --- it follows the time --------------------------------------------------------------------------
@pytest.mark.spec("C7")
def test_before_it_is_validated_the_line_follows_the_time(partnership):
    build.rate(Decimal(30))
    contribution = build.given(partnership, 60)

    correct(contribution, 90)
    assert amounts() == [(Decimal("45.00"), State.DUE)]

    contribution.refresh_from_db()
    contributions.remove(contribution, by=partnerships.actor_for(contribution.engagement), at=NOON)
    assert amounts() == [(Decimal("45.00"), State.CANCELLED)]


@pytest.mark.spec("C7")
def test_once_validated_it_stands_and_a_second_line_makes_up_the_difference(partnership):
    build.rate(Decimal(30))
    contribution = build.given(partnership, 60)
    build.at(Line.objects.get(), State.VALIDATED)

    correct(contribution, 90)
    assert amounts() == [(Decimal("30.00"), State.VALIDATED), (Decimal("15.00"), State.DUE)]
    second = Line.objects.order_by("pk").last()
    assert second.corrects == Line.objects.order_by("pk").first()
    assert second.how.startswith("Correction")

    correct(contribution, 30)
    assert amounts() == [(Decimal("30.00"), State.VALIDATED), (Decimal("-15.00"), State.DUE)]

    correct(contribution, 60)
    assert amounts() == [(Decimal("30.00"), State.VALIDATED), (Decimal("-15.00"), State.CANCELLED)]


def test_time_taken_back_after_it_was_paid_is_made_up_for(partnership):
    build.rate(Decimal(30))
    contribution = build.given(partnership, 60)
    build.at(Line.objects.get(), State.PAID)

    contributions.remove(contribution, by=partnerships.actor_for(contribution.engagement), at=NOON)

    assert amounts() == [(Decimal("30.00"), State.PAID), (Decimal("-30.00"), State.DUE)]


@settings(max_examples=6, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 600), st.booleans()), min_size=1, max_size=5))
def test_however_it_was_corrected_what_is_owed_comes_to_the_time_given(steps):
    """Lines that stand always add up to the price of the time as it is now."""
    from django.db import transaction

    with transaction.atomic():
        partnership = build.paid()
        build.rate(Decimal("22.50"))
        contribution = build.given(partnership, 60)
        for minutes, validated in steps:
            correct(contribution, minutes)
            due = Line.objects.filter(build.stands_at(State.DUE)).first()
            if validated and due is not None:
                build.step(due, State.VALIDATED)

        standing = [line for line in Line.objects.all() if build.state(line) != State.CANCELLED]
        expected = (Decimal("22.50") * steps[-1][0] / 60).quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")
        assert sum(line.amount for line in standing) == expected
        assert sum(build.state(line) == State.DUE for line in standing) <= 1
        transaction.set_rollback(True)


# --- the grid -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"status": Status.VOLUNTEER}, "status"),
        ({"unit": ""}, "unit"),
        ({"amount": Decimal(0)}, "amount"),
        ({"source": "  "}, "source"),
        ({"currency": "eu"}, "currency"),
    ],
)
def test_a_rate_that_says_half_is_refused_beside_its_field(wrong, where):
    with pytest.raises(ValidationError) as problem:
        build.rate(**wrong)

    assert set(problem.value.error_dict) == {where}
    assert Rate.objects.count() == 0


def test_two_rates_from_the_same_day_are_refused_by_the_form_and_by_the_database():
    first = build.rate()

    with pytest.raises(ValidationError, match="déjà écrit pour ce jour-là"):
        build.rate(Decimal(40))
    with pytest.raises(IntegrityError), guard.upkeep("tests"):
        Rate.objects.create(
            organisation=first.organisation,
            kind=first.kind,
            status=first.status,
            amount=Decimal(1),
            unit="hour",
            starts_on=first.starts_on,
            source="x",
            written_by=cast.nadia(),
            written_at=NOON,
        )


@pytest.mark.spec("C6")
def test_the_grid_is_read_by_the_house_and_by_who_is_engaged_there_and_by_nobody_else(partnership):
    build.rate()
    cast.lucie(), cast.morvan()

    def reads(someone) -> bool:
        return visible(Rate, cast.actor_of(someone)).exists()

    assert all(reads(someone) for someone in (cast.nadia(), cast.nurse(), cast.karim(), cast.lucie()))
    assert not any(reads(someone) for someone in (cast.charlie(), cast.morvan(), cast.ines()))
    assert not may(cast.actor_of(cast.nurse()), "set_rate", cast.chu())


# --- who reads ------------------------------------------------------------------------------------
@pytest.mark.spec("C7")
def test_nobody_reads_what_another_is_paid_but_the_coordination_that_owes_it(partnership, karim):
    build.rate()
    line = build.line(partnership)

    readers = [
        someone
        for someone in (
            *(cast.karim(), cast.nadia(), cast.nurse(), cast.lucie()),
            *(cast.paul(), cast.charlie(), cast.morvan(), cast.ines()),
        )
        if may(cast.actor_of(someone), "see", line)
    ]

    assert readers == [cast.karim(), cast.nadia()]
    assert partnerships.engagement(partnership, Side.CARE).person == cast.nurse()  # his referent's pair


# --- never one sum for two statuses ---------------------------------------------------------------
@given(
    st.lists(
        st.tuples(
            st.sampled_from([Status.EMPLOYEE, Status.INDEPENDENT]),
            st.decimals("-50", "500", places=2),
            st.sampled_from(["EUR", "CHF"]),
            st.booleans(),
        ),
        max_size=30,
    )
)
@pytest.mark.spec("C5", "S1-42")
def test_statuses_are_never_mixed_in_a_table_nor_in_a_sum(drawn):
    made = []
    for status, amount, currency, is_expense in drawn:
        line = Line(status=status, amount=amount, currency=currency, on=date(2026, 1, 1))
        line.state, line.what = State.DUE, lines.EXPENSES if is_expense else lines.TIME
        made.append(line)

    tables = lines.tables(made)

    assert sorted((line.status, line.what, id(line)) for table in tables for line in table.lines) == sorted(
        (line.status, line.what, id(line)) for line in made
    )
    for table in tables:
        assert {(line.status, line.what) for line in table.lines} == {(table.status, table.what)}
        for amount, currency in table.sums:
            assert amount == sum(line.amount for line in table.lines if line.currency == currency)
