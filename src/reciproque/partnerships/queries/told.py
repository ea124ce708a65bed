"""What is kept of somebody in partnerships, told to herself: where she is engaged, what she wrote there, her time."""

from __future__ import annotations

from typing import Any

from reciproque.people.models import Person
from reciproque.people.queries import told_lines, told_to_herself

from ..models import (
    Activation,
    Attendance,
    Cancellation,
    Charter,
    CheckIn,
    Clause,
    Concord,
    Contribution,
    CrossTraining,
    DegreeAim,
    DegreeSeen,
    Difference,
    Ending,
    Engagement,
    EvaluationAnswer,
    EvaluationRound,
    Expected,
    Framing,
    Hesitation,
    Holding,
    Intervention,
    Need,
    Objective,
    Partnership,
    Postponement,
    PrivateNote,
    Readiness,
    Remark,
    RemarkAnswer,
    RoleConfirmation,
    RoundAction,
    RoundClosing,
    Series,
    Settlement,
    Signature,
)

Told = dict[str, list[dict[str, Any]]]
IN = {"partnership": "partnership__title"}
IN_ROUND = {"partnership": "round__partnership__title", "evaluation": "round__number"}
AT = {
    "partnership": "intervention__partnership__title",
    "intervention": "intervention__title",
    "day": "intervention__day",
}


@told_to_herself("partnerships")
def _partnerships(person: Person) -> Told:
    return (
        _engaged(person)
        | _framed(person)
        | _objectives(person)
        | _charters(person)
        | _evaluations(person)
        | _degrees(person)
        | _taking_place(person)
        | _presence(person)
        | _founded(person)
    )


def _engaged(person: Person) -> Told:
    return {
        "engagements": told_lines(
            Engagement.objects.filter(person=person),
            **IN,
            side="side",
            position="position",
            on_behalf_of="on_behalf_of__name",
            seat="seat__name",
            status="status",
            does="does",
            does_not="does_not",
            decides="decides",
            consulted_on="consulted_on",
            role_revised_at="role_revised_at",
            role_revised_by="role_revised_by__name",
            referent_since="referent_since",
            proposed_at="proposed_at",
            proposed_by="proposed_by__name",
            accepted_at="accepted_at",
            declined_at="declined_at",
            left_at="left_at",
            left_words="left_words",
        ),
        "role_confirmations": told_lines(
            RoleConfirmation.objects.filter(engagement__person=person),
            partnership="engagement__partnership__title",
            evaluation="round__number",
            confirmed_at="confirmed_at",
        ),
        "engagements_proposed": told_lines(
            Engagement.objects.filter(proposed_by=person),
            **IN,
            proposed_at="proposed_at",
        ),
        "role_sheets_revised": told_lines(
            Engagement.objects.filter(role_revised_by=person),
            **IN,
            revised_at="role_revised_at",
        ),
    }


def _framed(person: Person) -> Told:
    hers = {"engagement__person": person}
    return {
        "framings": told_lines(
            Framing.objects.filter(answered_by__person=person),
            **IN,
            side="side",
            need="need",
            wish="wish",
            reason="reason",
            answered_at="answered_at",
        ),
        "concords": told_lines(
            Concord.objects.filter(noted_by__person=person), **IN, question="question", noted_at="noted_at"
        ),
        "differences": told_lines(
            Difference.objects.filter(noted_by__person=person),
            **IN,
            question="question",
            text="text",
            noted_at="noted_at",
        ),
        "wordings_proposed": told_lines(
            Settlement.objects.filter(proposed_by__person=person),
            partnership="difference__partnership__title",
            question="difference__question",
            wording="wording",
            proposed_at="proposed_at",
        ),
        "wordings_agreed": told_lines(
            Settlement.objects.filter(agreed_by__person=person),
            partnership="difference__partnership__title",
            question="difference__question",
            agreed_at="agreed_at",
        ),
        "hesitations": told_lines(
            Hesitation.objects.filter(**hers), **IN, words="words", said_at="said_at", lifted_at="lifted_at"
        ),
        "readiness": told_lines(
            Readiness.objects.filter(**hers),
            **IN,
            words="words",
            said_at="said_at",
            withdrawn_at="withdrawn_at",
        ),
    }


def _objectives(person: Person) -> Told:
    aimed = IN | {
        "text": "text",
        "indicator": "indicator",
        "baseline": "baseline",
        "target": "target",
        "due_on": "due_on",
        "reached_on": "reached_on",
        "reached_words": "reached_words",
    }
    return {
        "needs": told_lines(
            Need.objects.filter(noted_by__person=person),
            **IN,
            text="text",
            knowledge="knowledge",
            said_by="said_by",
            source="source",
            evidence="evidence",
            noted_at="noted_at",
        ),
        "objectives_for_patients": told_lines(Objective.objects.filter(owner_lived__person=person), **aimed),
        "objectives_for_professionals": told_lines(
            Objective.objects.filter(owner_care__person=person), **aimed
        ),
    }


def _charters(person: Person) -> Told:
    version = {"partnership": "charter__partnership__title", "version": "charter__number"}
    of_clause = {"partnership": "clause__charter__partnership__title", "version": "clause__charter__number"}
    of_remark = {name: f"remark__{path}" for name, path in of_clause.items()}
    return {
        "charters_drafted": told_lines(
            Charter.objects.filter(drafted_by__person=person), **IN, version="number", drafted_at="drafted_at"
        ),
        "clauses_removed": told_lines(
            Clause.objects.filter(removed_by__person=person), **version, kind="kind", removed_at="removed_at"
        ),
        "remarks": told_lines(
            Remark.objects.filter(made_by__person=person),
            **of_clause,
            clause="clause__kind",
            text="text",
            before_signing="before_signing",
            made_at="made_at",
            taken_back_at="taken_back_at",
            outcome="answer__outcome",
            outcome_reason="answer__reason",
            answered_by="answer__answered_by__person__name",
            answered_at="answer__answered_at",
        ),
        "remarks_answered": told_lines(
            RemarkAnswer.objects.filter(answered_by__person=person),
            **of_remark,
            outcome="outcome",
            reason="reason",
            answered_at="answered_at",
        ),
        "signatures": told_lines(
            Signature.objects.filter(engagement__person=person),
            **version,
            side="side",
            name="name",
            position="position_words",
            signed_at="signed_at",
            digest="digest",
        ),
    }


def _evaluations(person: Person) -> Told:
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


def _degrees(person: Person) -> Told:
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


def _taking_place(person: Person) -> Told:
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


def _presence(person: Person) -> Told:
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
            status="engagement__status",
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


def _founded(person: Person) -> Told:
    return {
        "founded": told_lines(
            Partnership.objects.filter(founded_by=person),
            title="title",
            purpose="purpose",
            host="host__name",
            founded_at="founded_at",
        ),
        "begun": told_lines(
            Activation.objects.filter(activated_by=person), **IN, activated_at="activated_at"
        ),
        "ended": told_lines(
            Ending.objects.filter(ended_by=person),
            **IN,
            reason="reason",
            words="words",
            thanks="thanks",
            what_remains="what_remains",
            hours="hours",
            contacts="contacts",
            ended_at="ended_at",
        ),
        "reopened": told_lines(
            Ending.objects.filter(reopened_by=person), **IN, why="reopened_why", reopened_at="reopened_at"
        ),
    }
