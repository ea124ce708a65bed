"""Whether what a sheet says still holds: since when nobody looked, and what those who tried say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from reciproque.foundation.actor import Actor

from ..kinds import Heard
from ..models import Feedback, Sheet


@dataclass(frozen=True)
class Standing:
    """How many people say that it answers, and that it does not any more, since it was last checked."""

    answers: int = 0
    silent: int = 0


def is_stale(sheet: Sheet, on: date) -> bool:
    """Whether a sheet has gone without a check for longer than its rule: from the day of `recheck_on`. No query."""
    return on >= sheet.recheck_on


def standings(sheets: Iterable[Sheet]) -> dict[int, Standing]:
    """The standing of each sheet, by key; the last word of each person counts. One query."""
    told: dict[int, dict[str, int]] = defaultdict(dict)
    rows = last_words().filter(sheet__in=[sheet.pk for sheet in sheets])
    for sheet, heard, people in rows.values_list("sheet", "heard").annotate(people=Count("pk")).order_by():
        told[sheet][heard] = people
    return {
        sheet: Standing(counts.get(Heard.ANSWERS, 0), counts.get(Heard.SILENT, 0))
        for sheet, counts in told.items()
    }


def last_words() -> QuerySet[Feedback]:
    """What each person said last of a sheet, since somebody made sure of it."""
    later = Feedback.objects.filter(
        sheet=OuterRef("sheet"), person=OuterRef("person"), said_at__gt=OuterRef("said_at")
    )
    return Feedback.objects.filter(~Exists(later), said_at__gte=F("sheet__checked_at"))


def said_by(actor: Actor, sheet: Sheet, *, on: date) -> str:
    """What the actor said of a sheet this month; empty when nothing."""
    rows = Feedback.objects.filter(sheet=sheet, person=actor.person_id, month=on.replace(day=1))
    return rows.values_list("heard", flat=True).first() or ""
