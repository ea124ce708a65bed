"""How long an offer waits, a place is kept, a body rests: numbers of practice, each dated, sourced, editable."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.parameters import parameter

SINCE = date(2026, 11, 30)
OFFER_DAYS = parameter(
    "missions.offer_days",
    _("Jours pour répondre à une proposition de mission"),
    14,
    unit="day",
    source=_("Proposition de Réciproque : deux semaines, le temps d’en parler autour de soi"),
    status="proposal",
    since=SINCE,
)
REMINDER_DAYS = parameter(
    "missions.reminder_days",
    _("Jours avant une date auxquels un rappel part à qui s’y est inscrit"),
    1,
    unit="day",
    source=_("Proposition de Réciproque : la veille"),
    status="proposal",
    since=SINCE,
)
KEPT_HOURS = parameter(
    "missions.kept_place_hours",
    _("Heures pendant lesquelles une place libérée est gardée à qui l’attendait"),
    48,
    unit="hour",
    source=_("Proposition de Réciproque : deux jours, sans obliger à répondre dans l’heure"),
    status="proposal",
    since=SINCE,
)
REST_HOURS = parameter(
    "missions.rest_hours",
    _("Heures de repos entre deux séances, quand la mission n’en dit rien"),
    11,
    unit="hour",
    source=_(
        "D’après le repos quotidien des salariés (code du travail, art. L. 3131-1) ; proposé à tous par Réciproque"
    ),
    status="proposal",
    since=SINCE,
)
SHORT_HOURS = parameter(
    "missions.short_hours",
    _("Heures au total jusqu’auxquelles une mission est dite « courte »"),
    4,
    unit="hour",
    source=_("Proposition de Réciproque : une demi-journée, pour essayer"),
    status="proposal",
    since=SINCE,
)
ROTATION_MONTHS = parameter(
    "missions.rotation_months",
    _("Mois regardés pour que ce ne soient pas toujours les mêmes personnes"),
    6,
    unit="month",
    source=_("Proposition de Réciproque"),
    status="proposal",
    since=SINCE,
)
