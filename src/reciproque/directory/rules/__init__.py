"""Numbers of practice, distances, and how files of others are read."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.parameters import parameter

RECHECK_MONTHS = parameter(
    "directory.recheck_months",
    _("Mois après lesquels une adresse utile est à revérifier"),
    6,
    unit="month",
    source=_("Proposition de Réciproque : deux fois par an"),
    status="proposal",
    since=date(2026, 1, 1),
)
SILENT_PEOPLE = parameter(
    "directory.silent_people",
    _("Personnes qui disent « ça ne répond plus » avant que la fiche soit à contrôler"),
    2,
    unit="person",
    source=_("Proposition de Réciproque : une personne peut s’être trompée, deux rarement"),
    status="proposal",
    since=date(2026, 1, 1),
)
