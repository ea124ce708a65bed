"""What can be said of a pathway without a database: its numbers, its content as a file, plain and neutral words."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.parameters import parameter

PRIORITY_APPOINTMENT = parameter(
    "pathway.priority_appointment",
    _("Jours entre un résultat connu du service et la consultation médicale, dans un parcours prioritaire"),
    15,
    unit="day",
    source=_(
        "HAS, mai 2026, premier exemple : « elles ont un rendez-vous dans les 15 jours suivants ». Jours de"
        " calendrier, faute de précision"
    ),
    status="verified",
    since=date(2026, 5, 1),
)
DELAYS = {PRIORITY_APPOINTMENT.name: PRIORITY_APPOINTMENT}
"""The delays a step may take from a dated, sourced number rather than from one of its own."""
LONGEST_DELAY, LONGEST_STEP, MOST_STEPS = 730, 1440, 40
"""Days, minutes and steps beyond which something was mistyped."""
