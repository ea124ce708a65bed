"""How long somebody is opened among accompanied people before two people look again: a number of practice."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.parameters import parameter

OPENING_MONTHS = parameter(
    "openings.months",
    _("Mois pendant lesquels quelqu’un est ouvert auprès des personnes accompagnées"),
    12,
    unit="month",
    source=_("Proposition de Réciproque : un an, le temps de se revoir à deux"),
    status="proposal",
    since=date(2026, 1, 1),
)
SOON_DAYS = 30
"""Days before an opening ends at which the coordination is told."""
