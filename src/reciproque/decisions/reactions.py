"""When someone leaves or a referent is named, what was promised finds another owner; promised days stay."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import reacts_to, rewrite
from reciproque.partnerships.models import Engagement

from . import queries
from .models import Commitment, Review


@reacts_to("partnerships.Engagement.name_referent")
@reacts_to("partnerships.Engagement.leave")
@reacts_to("partnerships.Engagement.lapse")
def reviews_change_hands(engagement: Engagement, result: Any, *, by: Actor, at: datetime, **how: Any) -> None:
    """Decisions not yet come back to are called by the referents of now."""
    owner, substitute = queries.reviewers(engagement.partnership)
    coming = Review.objects.filter(queries.NOT_HELD, decision__partnership=engagement.partnership)
    coming.update(owner=owner, substitute=substitute, version=F("version") + 1)


@reacts_to("partnerships.Engagement.leave")
@reacts_to("partnerships.Engagement.lapse")
def promises_change_hands(
    engagement: Engagement, result: Any, *, by: Actor, at: datetime, **how: Any
) -> None:
    """The open promises of someone who leaves go to a referent; those she only watched over lose nobody."""
    partnership = engagement.partnership
    heir = queries.substitute_of(engagement, partnership)
    open_here = Commitment.objects.filter(queries.OPEN, decision__partnership=partnership)
    if heir is not None:
        watcher = queries.substitute_of(heir, partnership)
        open_here.filter(owner=engagement).update(owner=heir, substitute=watcher, version=F("version") + 1)
    for promise in open_here.filter(substitute=engagement).select_related("owner"):
        rewrite(promise, substitute=queries.substitute_of(promise.owner, partnership))
