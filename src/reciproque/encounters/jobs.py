"""What this package does by itself: an encounter is erased at its term, words, dates and key."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.actor import system
from reciproque.foundation.schedule import every

from .queries.codes import past_their_term
from .verbs.deciding import erase


@every("encounters.erase", label=_("Effacer les rencontres arrivées à leur terme"), minutes=15)
def erase_past_their_term(at: datetime) -> int:
    """Erase each encounter whose term has come; its term stops counting from that instant for whoever reads."""
    found = list(past_their_term(at))
    for encounter in found:
        erase(encounter, by=system("encounters.erase"), at=at)
    return len(found)
