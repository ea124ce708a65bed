"""How often a partnership looks back, and when the first time is: without it, evaluations would be « one day »."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.clock import months_later
from reciproque.foundation.parameters import parameter

EVALUATION_MONTHS = parameter(
    "partnerships.evaluation_months",
    _("Mois entre deux évaluations d’un partenariat"),
    3,
    unit=_("mois"),
    source=_("Fiche HAS de mai 2026 : « évaluations régulières » ; le rythme est proposé par Réciproque"),
    status="proposal",
    since=date(2026, 5, 1),
)

__all__ = ["EVALUATION_MONTHS", "months_later"]
