"""What pay keeps about a person, told to her."""

from __future__ import annotations

from typing import Any

from reciproque.people.models import Person
from reciproque.people.queries import told_lines, told_to_herself

from ..models import Batch, Expense, Line, Paper, Rate, Step

OWED = {"organisation": "organisation__name", "partnership": "engagement__partnership__title"}


@told_to_herself("pay")
def _pay(person: Person) -> dict[str, Any]:
    return {**_hers(person), **_done_for_others(person)}


def _hers(person: Person) -> dict[str, Any]:
    """What is owed to her, each step of it, what she spent, her papers."""
    steps = Step.objects.filter(line__engagement__person=person)
    return {
        "lines": told_lines(
            Line.objects.filter(engagement__person=person),
            **OWED,
            line="code",
            on="on",
            status="status",
            kind="kind",
            minutes="minutes",
            amount="amount",
            currency="currency",
            how="how",
            owed_since="owed_since",
            due_on="due_on",
            corrects="corrects__code",
        ),
        "steps": told_lines(
            steps,
            line="line__code",
            state="state",
            at="at",
            on="on",
            by="by__name",
            words="words",
            reference="reference",
            sent_in="batch__reference",
        ),
        "expenses": told_lines(
            Expense.objects.filter(engagement__person=person),
            partnership="engagement__partnership__title",
            intervention="intervention__title",
            on="on",
            kind="kind",
            amount="amount",
            kilometres="kilometres",
            in_advance="in_advance",
            words="words",
            asked_at="asked_at",
            receipt="receipt__name",
            given_up_at="gift__given_at",
        ),
        "papers": told_lines(
            Paper.objects.filter(engagement__person=person),
            organisation="engagement__partnership__host__name",
            kind="kind",
            reference="reference",
            since="since",
            until="until",
            noted_by="noted_by__name",
            noted_at="noted_at",
        ),
    }


def _done_for_others(person: Person) -> dict[str, Any]:
    house = {"organisation": "organisation__name"}
    return {
        "rates_written": told_lines(
            Rate.objects.filter(written_by=person),
            **house,
            kind="kind",
            status="status",
            starts_on="starts_on",
            written_at="written_at",
        ),
        "batches_sent": told_lines(
            Batch.objects.filter(sent_by=person), **house, reference="reference", sent_at="sent_at"
        ),
        "steps_taken": told_lines(
            Step.objects.filter(by=person).exclude(line__engagement__person=person),
            organisation="line__organisation__name",
            state="state",
            at="at",
        ),
        "papers_noted_for_others": told_lines(
            Paper.objects.filter(noted_by=person).exclude(engagement__person=person),
            organisation="engagement__partnership__host__name",
            noted_at="noted_at",
        ),
    }
