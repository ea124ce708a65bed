"""For how long one is asked how it was, and when whoever was chosen is called: numbers of practice."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.parameters import parameter

SINCE = date(2026, 11, 1)
QUESTION_DAYS = parameter(
    "support.question_days",
    _("Jours pendant lesquels la question « Comment était-ce ? » reste posée à la personne"),
    7,
    unit=_("jours"),
    source=_("Proposition de Réciproque : une semaine, puis elle s’efface d’elle-même"),
    status="proposal",
    since=SINCE,
)
HEAVY_DAYS = parameter(
    "support.heavy_days",
    _("Jours dans lesquels se comptent les moments dits lourds"),
    14,
    unit=_("jours"),
    source=_("Proposition de Réciproque : deux semaines, le temps qu’une fatigue se voie"),
    status="proposal",
    since=SINCE,
)
HEAVY_TIMES = parameter(
    "support.heavy_times",
    _("Moments dits lourds, dans ces jours, après lesquels la personne choisie est appelée"),
    2,
    unit=_("fois"),
    source=_("Proposition de Réciproque : la deuxième fois, pour ne pas peser sur un seul moment"),
    status="proposal",
    since=SINCE,
)
CALL_DAYS = parameter(
    "support.call_days",
    _("Jours laissés à la personne choisie pour venir vers qui l’a choisie"),
    3,
    unit=_("jours"),
    source=_("Proposition de Réciproque : assez court pour que ce soit utile"),
    status="proposal",
    since=SINCE,
)
