"""What may serve to find missions for somebody without being shown to anyone: asked here, and nowhere else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from ..kinds import HEALTH
from ..models import Facet, MatchingConsent


def health_of(people: Iterable[int]) -> dict[int, list[str]]:
    """What some people (their keys) said of their health, line by line: those alone whose consent stands.

    Never to be shown, listed or given as the reason of anything: it may only weigh in an order.
    """
    allowed = MatchingConsent.objects.filter(person=OuterRef("person"), withdrawn_at=None)
    facets = Facet.objects.filter(Exists(allowed), person__in=people, topic__in=HEALTH)
    found: dict[int, list[str]] = defaultdict(list)
    for facet in facets.order_by("pk"):
        found[facet.person_id] += facet.lines
    return dict(found)
