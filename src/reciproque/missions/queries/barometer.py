"""What missions bring to the barometer: whether everyone can take part, whatever her health and means."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from reciproque.partnerships.models import Partnership
from reciproque.partnerships.queries.barometer import completes
from reciproque.partnerships.queries.known import Found, told
from reciproque.partnerships.rules.barometer import Facts, Nature, Reading

from ..kinds import Where
from ..models import Mission, RequiredTitle, SuppliedMeans
from ..rules.access import Access, everyone_can_come


def _rows(partnership: Partnership, today: date) -> tuple[QuerySet, ...]:
    """The missions shown, and not closed: all of them, then those that open each door."""
    titled = Exists(RequiredTitle.objects.filter(mission=OuterRef("pk"))) | Q(mode="etp")
    supplied = Exists(SuppliedMeans.objects.filter(mission=OuterRef("pk")))
    shown = Mission.objects.filter(partnership=partnership, publication__isnull=False, closing=None)
    return (
        told("mission_shown", shown),
        told("mission_without_diploma", shown.exclude(titled)),
        told("mission_remote", shown.exclude(where=Where.ON_SITE)),
        told("mission_supplied", shown.filter(supplied, where=Where.ON_SITE)),
        told("mission_explained", shown.exclude(beyond_law="")),
    )


@completes(
    "S1-95", _("Chacun peut prendre part, quels que soient sa santé et ses moyens"), Nature.LIMIT, rows=_rows
)
def who_could_come(facts: Facts, found: Found) -> Reading:
    """What the missions shown ask and supply."""
    return everyone_can_come(
        Access(
            code=facts.code,
            shown=len(found["mission_shown"]),
            without_diploma=len(found["mission_without_diploma"]),
            remote=len(found["mission_remote"]),
            supplied=len(found["mission_supplied"]),
            explained=len(found["mission_explained"]),
        )
    )
