"""What may be given as a portable credential, and for how long a status list may be believed once it was read."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.parameters import parameter
from reciproque.titles.kinds import STANDING, Nature, State

LIST_HOURS = parameter(
    "badges.list_hours",
    _("Heures pendant lesquelles l’état d’une attestation portable, une fois lu, peut être cru sans réseau"),
    24,
    unit="hour",
    source=_(
        "Proposition de Réciproque : un jour, assez pour vérifier sans réseau, pas assez pour montrer longtemps l’état"
        " d’avant une suspension"
    ),
    status="proposal",
    since=date(2026, 1, 1),
)
FRESH_SECONDS = 60
"""How long a cache on the way may answer for us: what is suspended is seen everywhere within a minute (J2.AC5)."""

NOT_A_TITLE = _(
    "Une formation se montre avec son attestation ; seul un titre, dont les mots sont connus de tous, devient une"
    " attestation portable."
)
NOT_YET: dict[str, Any] = {
    State.DECLARED: _("Personne d’autre que vous ne répond encore de ce titre : faites-le d’abord vérifier."),
    State.EXPIRED: _(
        "Plus personne ne répond de ce titre : la vérification a pris fin. Faites-la renouveler."
    ),
    State.SUSPENDED: _("Ce titre est suspendu : l’attestation attend que la suspension soit levée."),
    State.WITHDRAWN: _("Ce titre est retiré : il n’y a plus rien à attester."),
}
OUTDATED = _("Ce que dit cette attestation a changé depuis : prenez-en une à jour.")


def why_not(nature: str, state: str) -> Any:
    """Why nothing can be given for a claim in this state, in a sentence; None when it can."""
    if nature != Nature.TITLE:
        return NOT_A_TITLE
    return None if state in STANDING else NOT_YET[State(state)]
