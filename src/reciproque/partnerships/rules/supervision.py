"""How long a partnership goes without supervision before one is to be planned: a number of practice.

The point of the barometer it serves is read in the package of support, which knows who led, and who had one.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy

from reciproque.foundation.parameters import parameter

MONTHS = parameter(
    "partnerships.months_between_supervisions",
    gettext_lazy("Mois sans temps de supervision, après lesquels c’est à revoir"),
    2,
    unit=gettext_lazy("mois"),
    source=gettext_lazy(
        "Fiche HAS de mai 2026 : « temps de supervision » ; le rythme est proposé par Réciproque"
    ),
    status="proposal",
    since=date(2026, 11, 1),
)
