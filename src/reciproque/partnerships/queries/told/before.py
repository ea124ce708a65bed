"""What somebody is and said in partnerships until they begin: role, framing, needs, objectives, charter."""

from __future__ import annotations

from typing import Any

from reciproque.people.models import Person
from reciproque.people.queries import told_lines

from ...models import (
    Activation,
    Charter,
    Clause,
    Concord,
    Difference,
    Ending,
    Engagement,
    Framing,
    Hesitation,
    Need,
    Objective,
    Partnership,
    Readiness,
    Remark,
    RemarkAnswer,
    RoleConfirmation,
    Settlement,
    Signature,
)

Told = dict[str, list[dict[str, Any]]]
IN = {"partnership": "partnership__title"}


def founded(person: Person) -> Told:
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


def engaged(person: Person) -> Told:
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


def framed(person: Person) -> Told:
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


def objectives(person: Person) -> Told:
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


def charters(person: Person) -> Told:
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
