"""Where accompanied people are taught, everyone who intervenes has the hours of therapeutic education (ETP)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from reciproque.foundation.requirements import Reason
from reciproque.people.models import Person
from reciproque.titles.queries.gate import not_qualified

from ..kinds import InterventionKind
from ..models import Engagement, Intervention

ETP = "etp"
TAUGHT = frozenset({InterventionKind.WORKSHOP, InterventionKind.TALKING_GROUP, InterventionKind.PRESENCE})
"""What, in the mode of therapeutic education, is done with accompanied people: the rest asks for no hours."""


def lacking(people: Iterable[Engagement], *, kind: str, mode: str, on: date, today: date) -> list[Reason]:
    """What the people expected lack to teach on that day, in words; nothing where nobody is taught."""
    if mode != ETP or kind not in TAUGHT:
        return []
    asked = Person.objects.filter(pk__in=[one.person_id for one in people]).order_by("name", "pk")
    return not_qualified(asked, on=on, today=today)


def to_review(intervention: Intervention, *, today: date) -> list[Reason]:
    """The same for something planned: a title may have been suspended since, or hours withdrawn. The past stays."""
    over = (
        intervention.day < today or hasattr(intervention, "holding") or hasattr(intervention, "cancellation")
    )
    if over:
        return []
    people = [one.engagement for one in intervention.expected.all()]
    return lacking(people, kind=intervention.kind, mode=intervention.mode, on=intervention.day, today=today)
