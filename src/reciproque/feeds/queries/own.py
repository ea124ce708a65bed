"""The addresses somebody holds, for her own pages."""

from __future__ import annotations

from django.db.models import QuerySet

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import visible

from ..models import Feed
from ..policy import STANDING


def own_feeds(actor: Actor) -> QuerySet[Feed]:
    """Those that are open, the latest first."""
    return visible(Feed, actor).filter(STANDING).order_by("-pk")
