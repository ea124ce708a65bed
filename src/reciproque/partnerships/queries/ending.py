"""Readings about the end of a partnership: whether it ended, what is left open, what stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Sum

from reciproque.foundation.actor import Actor
from reciproque.foundation.requirements import Verdict, verdict

from ..kinds import Stage
from ..models import Contribution, Ending, Engagement, Intervention, Partnership, RoundAction
from ..policy import ACCEPTED
from ..rules.ending import GATE, Unfinished
from .page import part


def ending_now(partnership: Partnership) -> Ending | None:
    """How the partnership ended, unless it goes on or was opened again."""
    found = Ending.objects.filter(partnership=partnership, reopened_at=None)
    return found.select_related("ended_by").first()


@part(order=1, template="partnerships/_ended.html", from_start=True)
def ended_part(partnership: Partnership, actor: Actor, today: date) -> dict[str, Any] | None:
    """On the summary of an ended partnership: that it ended, why, since when. One query, none while it goes on."""
    if partnership.stage != Stage.ENDED:  # type: ignore[attr-defined]
        return None
    return {"ending": ending_now(partnership)}


def past_endings(partnership: Partnership) -> list[Ending]:
    """The endings after which it was opened again, the latest first."""
    found = Ending.objects.filter(partnership=partnership, reopened_at__isnull=False)
    return list(found.select_related("ended_by", "reopened_by").order_by("-ended_at"))


def ending_verdict(partnership: Partnership, *, on: date) -> Verdict:
    """Whether the partnership may end today, and what is left open."""
    left = Intervention.objects.filter(partnership=partnership, holding=None, cancellation=None)
    return verdict(GATE, Unfinished(partnership.code, left.count()), on=on)


@dataclass(frozen=True)
class Remains:
    """What a partnership leaves: people engaged, minutes counted, actions still promised."""

    people: int
    minutes: int
    actions: int


def remains(partnership: Partnership) -> Remains:
    """What the page says before one ends (two queries)."""
    counted = Contribution.objects.filter(engagement__partnership=partnership).aggregate(
        minutes=Sum("minutes"), people=Count("engagement__person", distinct=True)
    )
    engaged = Engagement.objects.filter(ACCEPTED, partnership=partnership)
    open_actions = RoundAction.objects.filter(round__partnership=partnership, done_on=None)
    return Remains(engaged.count(), counted["minutes"] or 0, open_actions.count())
