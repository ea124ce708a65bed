"""When time is entered so late that it must say so, and how much a day can hold."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.parameters import parameter, value

MINUTES_A_DAY = 24 * 60

LATE_AFTER = parameter(
    "contributions.late_after_days",
    _("Temps noté « après coup » au-delà de"),
    7,
    unit="day",
    source=_(
        "Proposition de Réciproque : une semaine pour noter son temps ; au-delà, on l’accepte et on le dit"
    ),
    status="proposal",
    since=date(2026, 1, 1),
)


def is_late(on: date, *, entered_on: date, organisation_id: int | None) -> bool:
    """True when time given `on` a day is entered more days later than the host allows."""
    allowed = value(LATE_AFTER.name, on=entered_on, organisation_id=organisation_id)
    return (entered_on - on).days > allowed
