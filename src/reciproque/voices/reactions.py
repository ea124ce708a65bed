"""When referents change, so does who owes the answers still due."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import reacts_to
from reciproque.partnerships.models import Engagement

from . import queries
from .models import Voice


@reacts_to("partnerships.Engagement.name_referent")
@reacts_to("partnerships.Engagement.leave")
@reacts_to("partnerships.Engagement.lapse")
def answers_change_hands(engagement: Engagement, result: Any, *, by: Actor, at: datetime, **how: Any) -> None:
    """The voices still unanswered go to the referents of now; a promised day stays as it was."""
    owner, substitute = (*queries.answerers(engagement.partnership), None, None)[:2]
    waiting = Voice.objects.filter(queries.NO_ANSWER, partnership=engagement.partnership)
    waiting.update(owner=owner, substitute=substitute, version=F("version") + 1)
