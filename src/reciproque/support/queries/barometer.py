"""What support brings to the barometer: supervision takes place, each has hers, somebody from outside leads too."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from reciproque.partnerships.models import Partnership
from reciproque.partnerships.queries.barometer import completes
from reciproque.partnerships.queries.known import Found, told
from reciproque.partnerships.rules.barometer import Facts, Nature, Reading
from reciproque.partnerships.rules.supervision import MONTHS

from ..models import Facilitation
from ..rules.barometer import supervision_holds
from ..rules.supervision import ONE_IN
from .supervision import planned_for_her, standing


def _rows(partnership: Partnership, today: date) -> tuple[QuerySet, ...]:
    """Who led what took place, and whose turn has come with none planned: rows without a name."""
    led = Facilitation.objects.filter(intervention__partnership=partnership)
    late = standing().filter(~planned_for_her(today), engagement__partnership=partnership, due_on__lt=today)
    return (
        told("supervision_led", led, "intervention__code", more="facilitator"),
        told("supervision_late", late, "code"),
    )


@completes(
    "S2-71",
    _("Des temps de supervision ou de retour d’expérience, aussi avec quelqu’un de l’extérieur"),
    Nature.VIGILANCE,
    rows=_rows,
    limits=(MONTHS, ONE_IN),
)
def supervision_takes_place(facts: Facts, found: Found) -> Reading:
    led_by = {code: facilitator for code, _number, facilitator in found["supervision_led"]}
    return supervision_holds(facts, led_by, late=len(found["supervision_late"]))
