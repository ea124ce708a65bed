"""What is kept of somebody's encounters, told to the professional; of the person, nothing says who she is."""

from __future__ import annotations

from typing import Any

from reciproque.people.models import Person
from reciproque.people.queries import told_to_herself

from ..kinds import Side
from ..models import Encounter


@told_to_herself("encounters")
def _encounters(person: Person) -> list[dict[str, Any]]:
    """Each with its dates and his own lines: what the other wrote is hers, and what they decided is on its page."""
    rows = Encounter.objects.filter(professional=person).select_related("organisation", "decision")
    return [_told(one) for one in rows.prefetch_related("lines").order_by("pk")]


def _told(encounter: Encounter) -> dict[str, Any]:
    own = [line for line in encounter.lines.all() if line.side == Side.PRO]
    for line in own:
        line.encounter = encounter
    decision = getattr(encounter, "decision", None)
    return {
        "organisation": encounter.organisation.name,
        "begun_at": encounter.begun_at,
        "opened_at": encounter.opened_at,
        "closed_at": encounter.closed_at,
        "erased_at": encounter.expires_at,
        "review_on": decision.review_on if decision else None,
        "lines": [{"question": line.question, "words": line.words} for line in own],
    }
