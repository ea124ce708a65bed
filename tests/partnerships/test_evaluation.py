"""Looking back together: each side apart, the gap shown, something that follows, and a next time, always."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from reciproque.foundation import guard
from reciproque.foundation.models import ParameterValue
from reciproque.foundation.policy import Refused, visible
from reciproque.foundation.requirements import Unmet
from reciproque.foundation.verbs import Stale
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import EvaluationAnswer, EvaluationRound, Partnership, Postponement
from reciproque.partnerships.queries.evaluation import (
    actions_to_do,
    answers_seen,
    looked,
    rounds,
    rounds_to_answer,
    side_by_side,
)
from reciproque.partnerships.verbs import engagement as engaging
from reciproque.partnerships.verbs import evaluation as verbs
from tests import cast
from tests.builders import evaluations, interventions
from tests.builders import partnerships as build
from tests.builders.people import NOON, TODAY

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def partnership() -> Partnership:
    return build.begun()


@pytest.fixture
def round_(partnership) -> EvaluationRound:
    return evaluations.first_round(partnership)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=PARIS)


# --- answering apart ------------------------------------------------------------------------------
@pytest.mark.spec("B6", "S2-73", "S1-06", "S2-39")
def test_both_sides_answer_the_same_questions(round_):
    lived = evaluations.answered(round_, Side.LIVED, works=4, trust=9, gave="Des jeudis.")
    care = evaluations.answered(round_, Side.CARE, works=8, trust=6, received="Un regard.")

    assert (lived.works, lived.trust, lived.gave, lived.answered_by.person.name) == (
        4,
        9,
        "Des jeudis.",
        "Karim Sow",
    )
    assert (care.works, care.trust, care.received, care.side) == (8, 6, "Un regard.", Side.CARE)


@pytest.mark.spec("B6")
def test_what_the_other_side_answered_is_sealed_until_one_has_answered_too(partnership, round_):
    lived = evaluations.answered(round_, Side.LIVED)
    of_care, of_lived = build.actor(partnership, Side.CARE), build.actor(partnership, Side.LIVED)
    coordination = cast.actor_of(cast.nadia())

    assert answers_seen(round_, of_lived) == {Side.LIVED: lived}
    assert answers_seen(round_, of_care) == {}
    assert answers_seen(round_, coordination) == {}

    care = evaluations.answered(round_, Side.CARE)
    both = {Side.LIVED: lived, Side.CARE: care}
    assert [answers_seen(round_, one) for one in (of_lived, of_care, coordination)] == [both] * 3
    assert not visible(EvaluationAnswer, cast.actor_of(cast.charlie())).exists()


def test_one_round_of_answers_opens_no_other(partnership, round_):
    evaluations.closed(round_)
    following = evaluations.first_round(partnership)
    evaluations.answered(following, Side.LIVED)

    assert answers_seen(following, build.actor(partnership, Side.CARE)) == {}


def test_one_side_changes_its_answers_while_the_other_is_silent(round_):
    given = evaluations.answered(round_, Side.LIVED, works=3)

    changed = evaluations.answered(round_, Side.LIVED, version=given.version, works=5)

    assert (changed.pk, changed.works) == (given.pk, 5)


def test_answers_that_both_sides_read_change_no_more(round_):
    given = evaluations.answered(round_, Side.LIVED)
    evaluations.answered(round_, Side.CARE)

    with pytest.raises(Refused, match="les réponses ne changent plus"):
        evaluations.answered(round_, Side.LIVED, version=given.version, works=0)

    assert EvaluationAnswer.objects.get(pk=given.pk).works == 7


def test_two_people_of_one_side_the_second_is_told(round_):
    evaluations.answered(round_, Side.LIVED, good="Le café.")

    with pytest.raises(Stale) as problem:
        evaluations.answered(round_, Side.LIVED, good="L’écoute.")

    assert problem.value.current.good == "Le café."


@pytest.mark.parametrize("wrong", [{"works": 11}, {"trust": 11}, {"good": "  "}, {"received": ""}])
def test_an_answer_is_whole(round_, wrong):
    with pytest.raises(ValidationError) as problem:
        evaluations.answered(round_, Side.LIVED, **wrong)

    assert set(problem.value.error_dict) & {*wrong, "__all__"}
    assert round_.answers.count() == 0


def test_nothing_is_evaluated_before_the_partnership_begins():
    framed = build.aimed()

    with pytest.raises(Refused, match="le partenariat n’a pas encore commencé"):
        evaluations.answered(evaluations.first_round(framed), Side.LIVED)


# --- the gap --------------------------------------------------------------------------------------
@pytest.mark.spec("B6")
def test_the_gap_of_each_scale_is_shown(round_):
    answers = [
        evaluations.answered(round_, Side.LIVED, works=4, trust=9),
        evaluations.answered(round_, Side.CARE, works=8, trust=8),
    ]

    facts = looked(round_, answers, actions=0, accepted="", on=TODAY)

    assert [(one.lived, one.care, one.gap, one.wide) for one in side_by_side(facts)] == [
        (4, 8, 4, True),
        (9, 8, 1, False),
    ]


def test_no_gap_is_told_while_one_side_is_silent(round_):
    facts = looked(round_, [evaluations.answered(round_, Side.LIVED)], actions=0, accepted="", on=TODAY)

    assert (side_by_side(facts), facts.is_wide) == ([], False)


# --- closing --------------------------------------------------------------------------------------
def close(round_, **said):
    said = {"conclusion": "Nous continuons.", "at": NOON} | said
    return verbs.close_round(round_, by=build.actor(round_.partnership, Side.CARE), **said)


@pytest.mark.spec("B6")
def test_a_round_is_not_closed_while_one_side_is_silent(round_):
    evaluations.answered(round_, Side.CARE)

    with pytest.raises(Unmet, match="Côté patients et proches, les réponses manquent"):
        close(round_)


@pytest.mark.spec("B6")
@pytest.mark.parametrize("scale", ["works", "trust"])
def test_a_wide_gap_needs_an_action_or_an_acceptance_in_words(round_, scale):
    evaluations.answered(round_, Side.LIVED, **{scale: 4})
    evaluations.answered(round_, Side.CARE, **{scale: 7})

    with pytest.raises(Unmet, match="Un écart de 3 points demande une action"):
        close(round_, gap_accepted="   ")

    evaluations.action(round_)
    assert close(round_).conclusion == "Nous continuons."


def test_an_acceptance_in_words_is_kept(round_):
    evaluations.answered(round_, Side.LIVED, works=4)
    evaluations.answered(round_, Side.CARE, works=7)

    assert close(round_, gap_accepted="Nous venons d’ouvrir.").gap_accepted == "Nous venons d’ouvrir."


def test_a_gap_under_the_parameter_needs_nothing(round_):
    evaluations.answered(round_, Side.LIVED, works=5)
    evaluations.answered(round_, Side.CARE, works=7)

    assert close(round_).gap_accepted == ""


def test_the_host_may_want_an_action_sooner(partnership, round_):
    with guard.upkeep("test"):
        ParameterValue.objects.create(
            name="partnerships.gap_needing_action",
            organisation_ref=partnership.host_id,
            value=2,
            starts_on=date(2026, 1, 1),
            source="Commission des usagers",
        )
    evaluations.answered(round_, Side.LIVED, works=5)
    evaluations.answered(round_, Side.CARE, works=7)

    with pytest.raises(Unmet, match="Un écart de 2 points"):
        close(round_)


@pytest.mark.spec("B6", "S2-72")
@pytest.mark.parametrize(
    ("closed_on", "months", "next_on"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 10, 15), 12, date(2027, 10, 15)),
        (date(2026, 10, 15), None, date(2027, 1, 15)),
    ],
)
def test_closing_plans_the_next_round_at_the_rhythm_of_the_partnership(
    partnership, closed_on, months, next_on
):
    with guard.upkeep("test"):
        Partnership.objects.filter(pk=partnership.pk).update(evaluation_months=months)
    round_ = evaluations.first_round(partnership)

    evaluations.closed(round_, at=at(closed_on))

    upcoming = evaluations.first_round(partnership)
    assert (upcoming.number, upcoming.due_on, upcoming.triggered_on) == (2, next_on, closed_on)
    assert (upcoming.owner, upcoming.substitute) == (
        build.engagement(partnership, Side.CARE),
        build.engagement(partnership, Side.LIVED),
    )


def test_a_closed_round_stays_closed(round_):
    evaluations.closed(round_)

    for act in (
        lambda: close(round_),
        lambda: evaluations.answered(round_, Side.LIVED),
        lambda: evaluations.action(round_),
        lambda: postponed(round_),
    ):
        with pytest.raises(Refused, match="cette évaluation est close"):
            act()
    assert round_.partnership.rounds.count() == 2


def test_a_second_round_is_not_planned_beside_an_open_one(partnership):
    with pytest.raises(Refused, match="une évaluation est déjà prévue"):
        verbs.plan_evaluation(
            partnership, by=build.actor(partnership, Side.CARE), at=NOON, due_on=TODAY + timedelta(days=9)
        )


# --- putting off ----------------------------------------------------------------------------------
def postponed(round_, *, days=10, when=NOON, **more):
    more = {"reason": "L’équipe est en congé.", "version": round_.version} | more
    by = build.actor(round_.partnership, Side.CARE)
    return verbs.postpone_round(round_, by=by, at=when, due_on=round_.due_on + timedelta(days=days), **more)


@pytest.mark.spec("B6")
def test_a_round_put_off_keeps_the_date_it_had_and_why(round_):
    was, triggered = round_.due_on, round_.triggered_on

    later = postponed(round_)

    moved = Postponement.objects.get()
    assert (later.due_on, later.triggered_on, later.entered_late) == (
        was + timedelta(days=10),
        triggered,
        False,
    )
    assert (moved.from_on, moved.to_on, moved.reason) == (was, later.due_on, "L’équipe est en congé.")
    assert moved.postponed_by == cast.nurse()


def test_a_late_round_put_off_stays_late(partnership, round_):
    day_after = round_.due_on + timedelta(days=1)

    postponed(round_, when=at(day_after))
    evaluations.closed(evaluations.first_round(partnership), at=at(day_after + timedelta(days=2)))

    first = rounds(partnership, today=day_after + timedelta(days=2)).get(number=1)
    assert (first.entered_late, first.deadline_state) == (True, "kept_late")


@pytest.mark.parametrize("days", [0, -30])
def test_a_round_is_not_brought_forward_by_a_postponement(round_, days):
    with pytest.raises(ValidationError) as wrong:
        postponed(round_, days=days)

    assert set(wrong.value.error_dict) == {"due_on"}


def test_putting_off_wants_a_reason(round_):
    with pytest.raises(ValidationError) as wrong:
        postponed(round_, reason="  ")

    assert set(wrong.value.error_dict) == {"reason"}


def test_two_people_putting_off_the_second_is_told(round_):
    seen = round_.version
    postponed(round_)

    with pytest.raises(Stale):
        postponed(evaluations.first_round(round_.partnership), version=seen)


def test_only_referents_put_off(partnership, round_):
    by = cast.actor_of(cast.nadia())

    with pytest.raises(Refused, match="il faut être engagé"):
        verbs.postpone_round(
            round_, by=by, at=NOON, version=1, due_on=round_.due_on + timedelta(days=3), reason="x"
        )


@pytest.mark.parametrize(("days", "state"), [(-1, "waiting"), (0, "today"), (1, "late")])
def test_where_a_round_stands_is_computed(partnership, round_, days, state):
    assert rounds(partnership, today=round_.due_on + timedelta(days=days)).get().deadline_state == state


@pytest.mark.parametrize(("days", "state"), [(0, "kept"), (1, "kept_late")])
def test_a_round_closed_on_its_day_is_kept_and_the_day_after_kept_late(partnership, round_, days, state):
    day = round_.due_on + timedelta(days=days)

    evaluations.closed(round_, at=at(day))

    assert rounds(partnership, today=day).get(number=1).deadline_state == state


# --- actions --------------------------------------------------------------------------------------
@pytest.mark.spec("B6")
def test_an_action_has_an_owner_and_a_date_and_is_done(partnership, round_):
    action = evaluations.action(round_, due_on=TODAY + timedelta(days=5))

    done = verbs.finish_action(action, by=build.actor(partnership, Side.CARE), at=NOON, done_on=TODAY)

    assert (done.owner.person, done.due_on, done.done_on, done.entered_late) == (
        cast.nurse(),
        TODAY + timedelta(days=5),
        TODAY,
        False,
    )
    with pytest.raises(Refused, match="l’action est déjà faite"):
        verbs.finish_action(action, by=build.actor(partnership, Side.CARE), at=NOON, done_on=TODAY)


def test_an_action_said_done_after_its_term_stays_late(partnership, round_):
    action = evaluations.action(round_, due_on=TODAY + timedelta(days=5))

    done = verbs.finish_action(
        action,
        by=build.actor(partnership, Side.CARE),
        at=at(TODAY + timedelta(days=6)),
        done_on=TODAY + timedelta(days=4),
    )

    assert done.entered_late


@pytest.mark.parametrize("days", [1, -1])
def test_an_action_is_done_between_its_decision_and_today(partnership, round_, days):
    action = evaluations.action(round_)

    with pytest.raises(ValidationError) as wrong:
        verbs.finish_action(
            action,
            by=build.actor(partnership, Side.CARE),
            at=NOON,
            done_on=TODAY + timedelta(days=days),
        )

    assert set(wrong.value.error_dict) == {"done_on"}


def test_an_action_is_owned_by_someone_engaged_here(partnership, round_):
    elsewhere = build.begun(title="Un autre partenariat")

    with pytest.raises(ValidationError) as wrong:
        evaluations.action(round_, owner=build.engagement(elsewhere, Side.CARE))

    assert set(wrong.value.error_dict) == {"owner"}


@pytest.mark.parametrize("how", ["asked", "declined", "left"])
def test_an_action_is_not_given_to_who_has_not_accepted_or_is_gone(partnership, round_, how):
    lucie = interventions.proposed(partnership, cast.lucie())
    if how == "declined":
        engaging.decline(lucie, by=cast.actor_of(cast.lucie()), at=NOON)
    if how == "left":
        accepted = engaging.accept(lucie, by=cast.actor_of(cast.lucie()), at=NOON)
        engaging.leave(accepted, by=cast.actor_of(cast.lucie()), at=NOON)
    lucie.refresh_from_db()

    with pytest.raises(ValidationError) as wrong:
        evaluations.action(round_, owner=lucie)

    assert set(wrong.value.error_dict) == {"owner"}


def test_an_action_is_promised_for_a_day_to_come(round_):
    with pytest.raises(ValidationError) as wrong:
        evaluations.action(round_, due_on=TODAY)

    assert set(wrong.value.error_dict) == {"due_on"}


# --- who answers for it, what waits ---------------------------------------------------------------
def test_the_open_round_follows_who_leaves(partnership):
    engaging.leave(
        build.engagement(partnership, Side.LIVED), by=build.actor(partnership, Side.LIVED), at=NOON
    )

    round_ = evaluations.first_round(partnership)
    assert (round_.owner, round_.substitute) == (build.engagement(partnership, Side.CARE), None)


def test_the_home_says_what_waits_for_ones_side(partnership, round_):
    of_care, of_lived = build.actor(partnership, Side.CARE), build.actor(partnership, Side.LIVED)
    near = round_.due_on - timedelta(days=7)

    def told(actor, day=near):
        return [(item.action, item.due_on) for item in cast.waiting(rounds_to_answer, actor, day)]

    assert told(of_care, near - timedelta(days=1)) == []
    assert told(of_care) == told(of_lived) == [("Répondre", round_.due_on)]

    evaluations.answered(round_, Side.LIVED)
    assert (told(of_lived)[0][0], told(of_care)[0][0]) == ("Voir", "Répondre")

    evaluations.answered(round_, Side.CARE)
    assert told(of_lived)[0][0] == told(of_care)[0][0] == "Lire et conclure"
    assert told(cast.actor_of(cast.charlie())) == []

    close(round_, at=at(near))
    assert told(of_care) == []


def test_the_home_says_what_one_promised(partnership, round_):
    action = evaluations.action(round_, due_on=TODAY + timedelta(days=8))
    owner = build.actor(partnership, Side.CARE)

    assert cast.waiting(actions_to_do, owner, TODAY) == []
    assert [item.title for item in cast.waiting(actions_to_do, owner, TODAY + timedelta(days=1))] == [
        action.text
    ]
    assert cast.waiting(actions_to_do, build.actor(partnership, Side.LIVED), TODAY + timedelta(days=1)) == []


@pytest.mark.spec("B10")
def test_the_evaluation_of_an_ended_partnership_is_left_as_it_is(partnership, round_):
    given = evaluations.answered(round_, Side.LIVED)
    action = evaluations.action(round_)
    evaluations.ended(partnership)

    for act in (
        lambda: evaluations.answered(round_, Side.CARE),
        lambda: evaluations.answered(round_, Side.LIVED, version=given.version),
        lambda: evaluations.action(round_),
        lambda: verbs.finish_action(action, by=build.actor(partnership, Side.CARE), at=NOON, done_on=TODAY),
        lambda: close(round_),
        lambda: postponed(round_),
    ):
        with pytest.raises(Refused, match="le partenariat est terminé"):
            act()
    late = round_.due_on + timedelta(days=1)
    assert cast.waiting(rounds_to_answer, build.actor(partnership, Side.CARE), late) == []
    assert cast.waiting(actions_to_do, build.actor(partnership, Side.CARE), late) == []
