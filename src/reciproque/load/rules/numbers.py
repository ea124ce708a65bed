"""The numbers of practice of load: when an evening begins, from what share of her own ceiling a person is warned."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.parameters import parameter

EVENING_HOUR = parameter(
    "load.evening_hour",
    _("Heure à partir de laquelle une séance compte comme une soirée"),
    18,
    unit=_("h"),
    source=_("Proposition de Réciproque : une séance qui commence à 18 h prend la soirée"),
    status="proposal",
    since=date(2026, 1, 1),
)
WARN_SHARE = parameter(
    "load.warn_share",
    _("Part de son propre plafond à partir de laquelle la personne, elle seule, est prévenue"),
    80,
    unit="%",
    source=_(
        "Proposition de Réciproque, pour le point de vigilance « risque de surcharge » des fiches HAS de mai 2026"
    ),
    status="proposal",
    since=date(2026, 1, 1),
)
