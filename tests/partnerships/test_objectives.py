"""Needs with what they rest on; objectives with an owner on each side, a day, and what becomes of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from reciproque.foundation.deadlines import warnings_owed, with_state
from reciproque.foundation.models import Message
from reciproque.foundation.outbox import NOTICES
from reciproque.foundation.policy import Refused
from reciproque.foundation.verbs import Stale
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Need, Objective
from reciproque.partnerships.queries.objectives import OBJECTIVE, aims_of, objectives_due
from reciproque.partnerships.verbs import objectives
from tests import cast
from tests.builders import partnerships as build

NOON, TODAY = cast.NOON, cast.TODAY
pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return build.met()


def later(days: int) -> dict:
    """The instant and the day some days later."""
    return {"at": NOON + timedelta(days=days)}


def state(objective) -> str:
    return with_state(Objective.objects.filter(pk=objective.pk), OBJECTIVE, today=TODAY).get().deadline_state


# --- needs ----------------------------------------------------------------------------------------
@pytest.mark.spec("B3")
def test_a_need_says_what_knowledge_it_rests_on_and_who_said_it(partnership):
    need = build.need(partnership)

    assert (need.knowledge, need.evidence, need.noted_by.person, need.noted_at) == (
        Need.Knowledge.EXPERIENTIAL,
        "Trois personnes du café du jeudi, en octobre.",
        cast.karim(),
        NOON,
    )


@pytest.mark.spec("B3")
def test_the_three_knowledges_stand_in_the_same_place_even_empty(partnership):
    build.need(partnership, knowledge=Need.Knowledge.PROFESSIONAL)

    aims = aims_of(cast.actor_of(cast.karim()), partnership, today=TODAY)

    assert [(knowledge, len(needs)) for knowledge, needs in aims.by_knowledge] == [
        (Need.Knowledge.EXPERIENTIAL, 0),
        (Need.Knowledge.PROFESSIONAL, 1),
        (Need.Knowledge.ACADEMIC, 0),
    ]


def test_an_empty_need_or_another_knowledge_is_refused(partnership):
    for wrong in ({"text": "  "}, {"knowledge": "rumeur"}):
        with pytest.raises(ValidationError) as refused:
            build.need(partnership, **wrong)
        assert list(refused.value.message_dict) == list(wrong)


def test_a_need_is_said_better_and_two_at_once_are_told(partnership):
    need = build.need(partnership)
    by = build.actor(partnership, Side.CARE)
    said = {"text": "Personne n’attend.", "knowledge": need.knowledge, "evidence": ""}
    objectives.revise_need(need, by=by, at=NOON, version=1, **said)

    with pytest.raises(Stale):
        objectives.revise_need(need, by=build.actor(partnership, Side.LIVED), at=NOON, version=1, **said)

    need.refresh_from_db()
    assert (need.text, need.version) == ("Personne n’attend.", 2)


# --- objectives -----------------------------------------------------------------------------------
@pytest.mark.spec("B3")
def test_an_objective_answers_a_need_and_has_an_owner_on_each_side(partnership):
    need = build.need(partnership)

    objective = build.objective(partnership, need=need)

    assert (objective.need, objective.owner_lived.person, objective.owner_care.person) == (
        need,
        cast.karim(),
        cast.nurse(),
    )
    assert (objective.indicator, objective.baseline, objective.target, objective.due_on) == (
        "Part des personnes vues en quinze jours",
        "6 sur 10",
        "9 sur 10",
        TODAY + timedelta(days=180),
    )
    assert objective.triggered_on == TODAY


@pytest.mark.spec("B3")
def test_an_objective_without_a_need_is_set_apart(partnership):
    alone = build.objective(partnership)

    aims = aims_of(cast.actor_of(cast.karim()), partnership, today=TODAY)

    assert aims.without_need == [alone]
    assert aims


def test_a_need_that_no_objective_answers_is_counted(partnership):
    build.objective(partnership, need=build.need(partnership))
    build.need(partnership, text="Un autre.")

    assert aims_of(cast.actor_of(cast.karim()), partnership, today=TODAY).unanswered == 1


def test_an_owner_of_the_wrong_side_or_who_has_not_accepted_is_refused():
    partnership = build.found()

    with pytest.raises(ValidationError) as refused:
        build.objective(partnership)
    assert refused.value.message_dict == {
        "owner_lived": ["Karim Sow n’est pas engagé de ce côté du partenariat."]
    }

    met = build.met(title="Un autre")
    with pytest.raises(ValidationError) as crossed:
        build.objective(
            met,
            owner_lived=build.engagement(met, Side.CARE),
            owner_care=build.engagement(met, Side.LIVED),
        )
    assert sorted(crossed.value.message_dict) == ["owner_care", "owner_lived"]


def test_a_need_or_an_owner_of_another_partnership_is_refused(partnership):
    other = build.met(title="Un autre")

    with pytest.raises(ValidationError) as refused:
        build.objective(partnership, need=build.need(other), owner_care=build.engagement(other, Side.CARE))

    assert sorted(refused.value.message_dict) == ["need", "owner_care"]


def test_an_objective_is_for_a_day_to_come(partnership):
    with pytest.raises(ValidationError) as refused:
        build.objective(partnership, due_on=TODAY - timedelta(days=1))

    assert refused.value.message_dict == {"due_on": ["Choisissez un jour à venir."]}


def revised(partnership, objective, **fields):
    said = {
        "version": objective.version,
        "text": objective.text,
        "indicator": objective.indicator,
        "baseline": "",
        "target": objective.target,
        "due_on": objective.due_on,
        "need": None,
        "owner_lived": objective.owner_lived,
        "owner_care": objective.owner_care,
    } | fields
    at = said.pop("at", NOON)
    return objectives.revise_objective(objective, by=build.actor(partnership, Side.CARE), at=at, **said)


def test_an_objective_changes_until_it_is_reached(partnership):
    objective = build.objective(partnership)

    revised(partnership, objective, target="10 sur 10")

    objective.refresh_from_db()
    assert (objective.target, objective.version) == ("10 sur 10", 2)


def test_a_late_objective_is_said_better_without_a_new_day_but_not_moved_into_the_past(partnership):
    objective = build.objective(partnership, due_on=TODAY + timedelta(days=10))
    twelve_days_on = later(12)["at"]

    revised(partnership, objective, text="Mieux dit.", at=twelve_days_on)
    with pytest.raises(ValidationError, match="Choisissez un jour à venir"):
        revised(partnership, objective, version=2, due_on=TODAY + timedelta(days=11), at=twelve_days_on)

    objective.refresh_from_db()
    assert (objective.text, objective.due_on) == ("Mieux dit.", TODAY + timedelta(days=10))


# --- reaching -------------------------------------------------------------------------------------
def reached(partnership, objective, *, on, at=NOON):
    return objectives.reach(
        objective,
        by=build.actor(partnership, Side.LIVED),
        at=at,
        reached_on=on,
        words=" Neuf sur dix en octobre. ",
    )


@pytest.mark.spec("B3")
def test_an_objective_is_reached_on_a_day_with_what_shows_it(partnership):
    objective = build.objective(partnership)

    reached(partnership, objective, on=TODAY)

    objective.refresh_from_db()
    assert (objective.reached_on, objective.reached_words, objective.entered_late) == (
        TODAY,
        "Neuf sur dix en octobre.",
        False,
    )
    assert state(objective) == "kept"


def test_what_was_late_stays_late(partnership):
    objective = build.objective(partnership, due_on=TODAY + timedelta(days=10))
    reached(partnership, objective, on=TODAY + timedelta(days=12), **later(12))
    in_time_said_late = build.objective(partnership, due_on=TODAY + timedelta(days=10))
    reached(partnership, in_time_said_late, on=TODAY + timedelta(days=9), **later(12))

    assert [state(objective), state(in_time_said_late)] == ["kept_late", "kept_late"]


def test_an_objective_is_reached_neither_tomorrow_nor_before_it_was_set(partnership):
    objective = build.objective(partnership)

    for day in (TODAY + timedelta(days=1), TODAY - timedelta(days=1)):
        with pytest.raises(ValidationError) as refused:
            reached(partnership, objective, on=day)
        assert list(refused.value.message_dict) == ["reached_on"]


def test_an_objective_is_reached_once_and_then_stands(partnership):
    objective = build.objective(partnership)
    reached(partnership, objective, on=TODAY)

    with pytest.raises(Refused, match="est déjà atteint"):
        reached(partnership, objective, on=TODAY)
    with pytest.raises(Refused, match="est déjà atteint"):
        revised(partnership, objective, version=2)


def test_a_stranger_notes_aims_and_reaches_nothing(partnership):
    objective = build.objective(partnership)
    charlie = cast.actor_of(cast.charlie())

    with pytest.raises(Refused):
        objectives.note_need(partnership, by=charlie, at=NOON, text="x", knowledge="academique")
    with pytest.raises(Refused):
        objectives.reach(objective, by=charlie, at=NOON, reached_on=TODAY)


# --- what waits -----------------------------------------------------------------------------------
def test_an_objective_waits_for_both_owners_from_a_week_before_its_day_until_it_is_reached(partnership):
    objective = build.objective(partnership, due_on=TODAY + timedelta(days=8))
    karim, nurse = cast.actor_of(cast.karim()), cast.actor_of(cast.nurse())

    assert cast.waiting(objectives_due, karim, TODAY) == []
    for actor in (karim, nurse):
        waiting = cast.waiting(objectives_due, actor, TODAY + timedelta(days=1))
        assert [(item.title, item.tone, item.due_on) for item in waiting] == [
            (objective.text, "warn", objective.due_on)
        ]
    assert [item.tone for item in cast.waiting(objectives_due, karim, TODAY + timedelta(days=9))] == ["late"]
    assert cast.waiting(objectives_due, cast.actor_of(cast.nadia()), TODAY + timedelta(days=9)) == []

    reached(partnership, objective, on=TODAY)
    assert cast.waiting(objectives_due, karim, TODAY + timedelta(days=9)) == []


def test_owner_and_substitute_are_warned_by_a_letter_that_names_nothing(partnership):
    objective = build.objective(partnership, due_on=TODAY + timedelta(days=7))

    owed = list(warnings_owed(OBJECTIVE, today=TODAY))

    assert [(one.code, one.step, set(one.readers)) for one in owed] == [
        (objective.code, -7, {cast.karim().pk, cast.nurse().pk})
    ]
    message = Message(kind=OBJECTIVE.notice, person_ref=cast.karim().pk, about=objective.code, due_at=NOON)
    letter = NOTICES[OBJECTIVE.notice](message)
    assert "dans 7 jours" in letter.subject
    assert objective.text not in letter.body
    assert partnership.title not in letter.body
    reached(partnership, objective, on=TODAY)
    assert NOTICES[OBJECTIVE.notice](message) is None
