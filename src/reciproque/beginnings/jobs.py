"""What this package does by itself: what was left in answer to a call is erased at the term that was told."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.actor import system
from reciproque.foundation.schedule import every

from .queries.calls import past_their_term
from .verbs.calls import erase


@every(
    "beginnings.answers",
    label=_("Effacer les réponses aux appels arrivées à leur terme"),
    queued=True,
    hours=12,
)
def erase_answers_past_their_term(at: datetime) -> None:
    """Blank the first names and ways to meet of those whose day has gone."""
    for answer in past_their_term(timezone.localdate(at)):
        erase(answer, by=system("beginnings.answers"), at=at)
