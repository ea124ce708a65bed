"""What is kept of somebody in the useful addresses, told to herself."""

from __future__ import annotations

from typing import Any

from reciproque.people.models import Person
from reciproque.people.queries import told_lines, told_to_herself

from ..models import Check, Closure, Difference, Feedback, Intake, Sheet, Withdrawal


@told_to_herself("directory")
def _directory(person: Person) -> dict[str, Any]:
    """What she said of an address, whole; what she did for the house, by what and when."""
    sheets, of_sheet = Sheet.objects, {"sheet": "sheet__name"}
    return {
        "said": told_lines(
            Feedback.objects.filter(person=person), **of_sheet, heard="heard", said_at="said_at"
        ),
        "added": told_lines(sheets.filter(added_by=person), sheet="name", added_at="added_at"),
        "checked": told_lines(sheets.filter(checked_by=person), sheet="name", checked_on="checked_on"),
        "closed": told_lines(
            Closure.objects.filter(closed_by=person), **of_sheet, reason="reason", closed_at="closed_at"
        ),
        "services_withdrawn": told_lines(
            Withdrawal.objects.filter(withdrawn_by=person),
            service="service__name",
            withdrawn_at="withdrawn_at",
        ),
        "checks": told_lines(
            Check.objects.filter(closed_by=person),
            **of_sheet,
            outcome="outcome",
            words="words",
            closed_at="closed_at",
        ),
        "files_read": told_lines(Intake.objects.filter(read_by=person), files="files", read_at="read_at"),
        "differences": told_lines(
            Difference.objects.filter(answered_by=person),
            **of_sheet,
            field="field",
            answer="answer",
            answered_at="answered_at",
        ),
    }
