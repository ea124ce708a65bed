"""How long whoever is turned to has to answer: a number of practice."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.parameters import parameter

ANSWER_DAYS = parameter(
    "support.tension_days",
    _("Jours laissés pour répondre à une tension"),
    7,
    unit=_("jours"),
    source=_("Proposition de Réciproque : une semaine"),
    status="proposal",
    since=date(2026, 11, 1),
)
