"""What somebody did, gave and said once partnerships live: presence, time, evaluations, degrees."""

from __future__ import annotations

from typing import Any

from reciproque.people.models import Person
from reciproque.people.queries import told_lines

from ...models import (
    Attendance,
    Cancellation,
    CheckIn,
    Contribution,
    CrossTraining,
    DegreeAim,
    DegreeSeen,
    EvaluationAnswer,
    EvaluationRound,
    Expected,
    Holding,
    Intervention,
    Postponement,
    PrivateNote,
    RoundAction,
    RoundClosing,
    Series,
)

Told = dict[str, list[dict[str, Any]]]
IN = {"partnership": "partnership__title"}
IN_ROUND = {"partnership": "round__partnership__title", "evaluation": "round__number"}
AT = {
    "partnership": "intervention__partnership__title",
    "intervention": "intervention__title",
    "day": "intervention__day",
}


def taking_place(person: Person) -> Told:
    """What she planned, recorded, called off: the meetings of everyone, of which she wrote something."""
    return {
        "interventions_planned": told_lines(
            Intervention.objects.filter(planned_by=person),
            **IN,
            title="title",
            kind="kind",
            day="day",
            hour="hour",
            zone="zone",
            minutes="minutes",
            place="place",
            planned_at="planned_at",
        ),
        "series_planned": told_lines(
            Series.objects.filter(planned_by=person),
            **IN,
            title="title",
            kind="kind",
            weeks="weeks",
            times="times",
            planned_at="planned_at",
        ),
        "interventions_recorded": told_lines(
            Holding.objects.filter(recorded_by=person), **AT, words="words", recorded_at="recorded_at"
        ),
        "interventions_cancelled": told_lines(
            Cancellation.objects.filter(cancelled_by=person),
            **AT,
            reason="reason",
            cancelled_at="cancelled_at",
        ),
        "cross_trainings_marked": told_lines(
            CrossTraining.objects.filter(marked_by=person), **AT, about="about", marked_at="marked_at"
        ),
        "cross_trainings_taken_back": told_lines(
            CrossTraining.objects.filter(taken_back_by=person), **AT, taken_back_at="taken_back_at"
        ),
    }


def presence(person: Person) -> Told:
    """Where she was expected and came, the time she gave, what she noted for herself, the quiet words to her."""
    hers = {"engagement__person": person}
    given = {
        "partnership": "engagement__partnership__title",
        "kind": "kind",
        "minutes": "minutes",
        "on": "on",
        "entered_at": "entered_at",
        "entered_late": "entered_late",
    }
    return {
        "expected": told_lines(Expected.objects.filter(**hers), **AT),
        "attendances": told_lines(Attendance.objects.filter(**hers), **AT),
        "contributions": told_lines(
            Contribution.objects.filter(**hers),
            **given,
            status="status",
            intervention="intervention__title",
            place="intervention__place",
            entered_by="entered_by__name",
        ),
        "contributions_entered_for_others": told_lines(
            Contribution.objects.filter(entered_by=person).exclude(**hers), **given
        ),
        "private_notes": told_lines(
            PrivateNote.objects.filter(person=person), **AT, text="text", written_at="written_at"
        ),
        "check_ins": told_lines(
            CheckIn.objects.filter(**hers),
            partnership="engagement__partnership__title",
            series="series__title",
            asked_at="asked_at",
            word="word",
            answered_at="answered_at",
            passed_on_at="passed_on_at",
            resumed_at="resumed_at",
            settled_at="settled_at",
        ),
        "check_ins_settled_for_others": told_lines(
            CheckIn.objects.filter(settled_by__person=person).exclude(**hers),
            partnership="engagement__partnership__title",
            settled_at="settled_at",
        ),
    }


def evaluations(person: Person) -> Told:
    planned = IN | {"evaluation": "number", "due_on": "due_on"}
    return {
        "evaluations": told_lines(EvaluationRound.objects.filter(owner__person=person), **planned),
        "evaluations_as_substitute": told_lines(
            EvaluationRound.objects.filter(substitute__person=person), **planned
        ),
        "evaluation_answers": told_lines(
            EvaluationAnswer.objects.filter(answered_by__person=person),
            **IN_ROUND,
            side="side",
            works="works",
            trust="trust",
            good="good",
            bad="bad",
            change="change",
            gave="gave",
            received="received",
            answered_at="answered_at",
        ),
        "evaluation_actions": told_lines(
            RoundAction.objects.filter(owner__person=person),
            **IN_ROUND,
            text="text",
            decided_at="decided_at",
            due_on="due_on",
            done_on="done_on",
        ),
        "evaluations_put_off": told_lines(
            Postponement.objects.filter(postponed_by=person),
            **IN_ROUND,
            from_on="from_on",
            to_on="to_on",
            reason="reason",
            postponed_at="postponed_at",
        ),
        "evaluations_closed": told_lines(
            RoundClosing.objects.filter(closed_by__person=person),
            **IN_ROUND,
            conclusion="conclusion",
            gap_accepted="gap_accepted",
            closed_at="closed_at",
        ),
    }


def degrees(person: Person) -> Told:
    aimed = IN | {"phase": "phase", "degree": "degree"}
    return {
        "degrees_proposed": told_lines(
            DegreeAim.objects.filter(proposed_by__person=person),
            **aimed,
            proposed_at="proposed_at",
            agreed_at="agreed_at",
            replaced_at="replaced_at",
        ),
        "degrees_agreed": told_lines(
            DegreeAim.objects.filter(agreed_by__person=person), **aimed, agreed_at="agreed_at"
        ),
        "degrees_seen": told_lines(
            DegreeSeen.objects.filter(seen_by__person=person),
            **IN_ROUND,
            phase="phase",
            side="side",
            observed="observed",
            seen_at="seen_at",
        ),
    }
