"""How often a partnership looks back, and when the first time is: without it, evaluations would be « one day »."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from django.utils.translation import gettext_lazy as _

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


def months_later(day: date, months: int) -> date:
    """The same day some months later; the last of the month when that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
