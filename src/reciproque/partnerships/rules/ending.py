"""What must be settled before a partnership ends: nothing stays promised that nobody could hold any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reciproque.foundation.requirements import Reason, requires

GATE = "partnerships.end"
SINCE = date(2026, 1, 1)


@dataclass(frozen=True)
class Unfinished:
    """What is left open in a partnership: interventions neither held nor cancelled."""

    code: str
    interventions: int = 0


@requires(GATE, since=SINCE)
def no_intervention_is_left_open(facts: Unfinished) -> Reason:
    if not facts.interventions:
        text = _("Aucune intervention n’est restée ouverte")
    else:
        text = ngettext(
            "{n} intervention n’est ni tenue ni annulée : dites ce qu’elle devient",
            "{n} interventions ne sont ni tenues ni annulées : dites ce qu’elles deviennent",
            facts.interventions,
        ).format(n=facts.interventions)
    return Reason(not facts.interventions, text, reverse("partnerships:calendar", args=[facts.code]))
