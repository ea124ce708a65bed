"""Expenses: which ones are paid in advance, for which dates one may ask."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import visible
from reciproque.missions.models import SuppliedMeans
from reciproque.partnerships.models import Attendance, Engagement, Expected, Intervention

from ..models import Expense, Receipt

BEFORE, AFTER = timedelta(days=120), timedelta(days=90)
MOST = 60


def paid_in_advance(intervention: Intervention | None, kind: str) -> bool:
    """Whether the mission of that date says that this means is paid before."""
    slot = getattr(intervention, "slot", None)
    if slot is None:
        return False
    return SuppliedMeans.objects.filter(mission=slot.mission_id, means=kind, in_advance=True).exists()


def mine_to_ask(actor: Actor) -> QuerySet[Engagement]:
    """The engagements for which one may ask one’s expenses."""
    return (
        visible(Engagement, actor, "ask_expense")
        .select_related("partnership__host", "person")
        .order_by("partnership__title", "pk")
    )


def my_dates(actor: Actor, *, today: date) -> list[Intervention]:
    """The dates one was at, or is expected at, lately and soon."""
    me = {"intervention": OuterRef("pk"), "engagement__person": actor.person_id}
    there = Q(Exists(Attendance.objects.filter(**me))) | Q(Exists(Expected.objects.filter(**me)))
    rows = visible(Intervention, actor).filter(
        there, day__gte=today - BEFORE, day__lte=today + AFTER, cancellation=None
    )
    return list(rows.select_related("partnership").order_by("-day", "-pk")[:MOST])


def with_page() -> QuerySet[Expense]:
    """An expense with what its page shows."""
    return Expense.objects.select_related(
        "engagement__person", "engagement__partnership__host", "intervention", "line", "receipt", "gift"
    )


def receipts() -> QuerySet[Receipt]:
    return Receipt.objects.select_related("expense")
