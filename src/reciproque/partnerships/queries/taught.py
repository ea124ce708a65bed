"""Where accompanied people are taught, everyone who intervenes has the hours of therapeutic education (ETP)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from reciproque.foundation.requirements import Reason
from reciproque.people.models import Person
from reciproque.titles.queries.gate import not_qualified

from ..kinds import InterventionKind
from ..models import Engagement, Intervention
from .with_people import unopened

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
    """What has changed since it was planned: a title suspended, hours withdrawn, an opening ended. The past stays."""
    over = (
        intervention.day < today or hasattr(intervention, "holding") or hasattr(intervention, "cancellation")
    )
    if over:
        return []
    people = [one.engagement for one in intervention.expected.all()]
    reasons = lacking(
        people, kind=intervention.kind, mode=intervention.mode, on=intervention.day, today=today
    )
    if intervention.meets_people:
        where = reverse("openings:openings")
        closed = unopened(intervention.partnership, people, on=intervention.day)
        reasons += [Reason(False, text, where) for text in closed]
    return reasons
