"""What missions bring to the barometer: whether everyone can take part, whatever her health and means."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.actor import Actor
from reciproque.partnerships.models import Partnership
from reciproque.partnerships.queries.barometer import brings
from reciproque.partnerships.rules.barometer import Nature, Reading

from ..kinds import Where
from ..models import Mission, RequiredTitle, SuppliedMeans
from ..rules.access import Access, everyone_can_come


@brings("S1-95", _("Chacun peut prendre part, quels que soient sa santé et ses moyens"), Nature.LIMIT)
def who_could_come(partnership: Partnership, actor: Actor, today: date) -> Reading:
    """What the missions shown, and not closed, ask and supply. One query."""
    titled = Exists(RequiredTitle.objects.filter(mission=OuterRef("pk"))) | Q(mode="etp")
    supplied = Exists(SuppliedMeans.objects.filter(mission=OuterRef("pk")))
    shown = Mission.objects.filter(partnership=partnership, publication__isnull=False, closing=None)
    counted = shown.aggregate(
        shown=Count("pk"),
        without_diploma=Count("pk", filter=~titled),
        remote=Count("pk", filter=~Q(where=Where.ON_SITE)),
        supplied=Count("pk", filter=Q(supplied, where=Where.ON_SITE)),
        explained=Count("pk", filter=~Q(beyond_law="")),
    )
    return everyone_can_come(Access(code=partnership.code, **counted))
