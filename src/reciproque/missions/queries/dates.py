"""The dates of a mission: places left, who comes, who waits; what one person has at the same hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from reciproque.foundation import words
from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.foundation.policy import visible
from reciproque.partnerships.models import Expected

from ..models import Mission, SignUp, Slot
from ..models import Waiting as WaitingRow
from ..rules.conflicts import Span

TO_COME = Q(intervention__holding=None, intervention__cancellation=None)
NEAR = timedelta(days=2)


def with_date(rows: QuerySet[Slot] | None = None) -> QuerySet[Slot]:
    """Slots with their date, their mission and its partnership."""
    rows = Slot.objects.all() if rows is None else rows
    return rows.select_related("intervention__partnership__host", "mission__partnership__host")


def sign_ups_with_date() -> QuerySet[SignUp]:
    """Sign-ups with their date, their mission and who signed up."""
    return SignUp.objects.select_related(
        "slot__mission__partnership__host", "slot__intervention", "taking__engagement__person"
    )


def waiting_with_date() -> QuerySet[WaitingRow]:
    """Who waits, with the date waited for."""
    return WaitingRow.objects.select_related("slot__mission", "slot__intervention")


def dates_of(mission: Mission, actor: Actor, *, since: date) -> QuerySet[Slot]:
    """The dates to come of a mission, each with what the actor has there.

    `signed` and `moved`: the code of her sign-up, and whether the date moved since; `waits`: the code of her place
    in the list, `kept` when a place is kept for her.
    """
    mine = SignUp.objects.filter(
        slot=OuterRef("pk"), cancelled_at=None, taking__engagement__person=actor.person_id
    )
    waiting = WaitingRow.objects.filter(
        slot=OuterRef("pk"), left_at=None, taking__engagement__person=actor.person_id
    )
    rows = visible(Slot, actor).filter(TO_COME, mission=mission, intervention__day__gte=since)
    return (
        with_date(rows)
        .annotate(
            left=F("places") - F("taken"),
            signed=Subquery(mine.values("code")[:1]),
            moved=Exists(mine.filter(moved_at__isnull=False)),
            waits=Subquery(waiting.values("code")[:1]),
            kept=Exists(waiting.filter(offered_at__isnull=False)),
        )
        .order_by("intervention__starts_at", "pk")
    )


def spans_of(person_id: int, *, around: datetime, but: Slot | None = None) -> list[Span]:
    """Where somebody is already expected around an instant, in any organisation, with the way she said it takes."""
    travel = SignUp.objects.filter(
        slot__intervention=OuterRef("intervention"),
        taking__engagement=OuterRef("engagement"),
        cancelled_at=None,
    )
    rows = Expected.objects.filter(
        engagement__person=person_id,
        intervention__starts_at__range=(around - NEAR, around + NEAR),
        intervention__holding=None,
        intervention__cancellation=None,
    )
    if but is not None:
        rows = rows.exclude(intervention=but.intervention_id)
    found: Any = rows.annotate(
        travel=Subquery(travel.values("travel")[:1]), rest=F("intervention__slot__mission__rest_hours")
    ).values_list(
        "intervention__title",
        "intervention__day",
        "intervention__starts_at",
        "intervention__minutes",
        "travel",
        "rest",
    )
    return [
        Span(title, day, starts, minutes, travel or 0, rest or 0)
        for title, day, starts, minutes, travel, rest in found
    ]


def first_waiting(slot: Slot) -> WaitingRow | None:
    """Who has waited longest for a place there, to whom none was offered yet."""
    rows = WaitingRow.objects.filter(slot=slot, left_at=None, offered_at=None)
    return rows.select_related("taking__engagement__person", "slot__intervention").order_by("pk").first()


def signed_up(slot: Slot) -> QuerySet[SignUp]:
    """Who will be there, by name."""
    rows = SignUp.objects.filter(slot=slot, cancelled_at=None)
    return rows.select_related("taking__engagement__person", "slot__intervention").order_by(
        "taking__engagement__person__name", "pk"
    )


# --- what waits -----------------------------------------------------------------------------------
def _place_told(facts: Facts, today: date) -> Iterator[Waiting]:
    day = date.fromisoformat(facts["day"])
    yield Waiting(
        title=_("Une place s’est libérée : {title}").format(title=facts["title"]),
        detail=words.day(day),
        url=reverse("missions:mission", args=[facts["code"]]),
        action=_("Répondre"),
        icon="calendar-check",
        tone="warn",
        due_on=day,
    )


@waits(_place_told)
def kept_places(actor: Actor, today: date) -> QuerySet:
    """Places kept for her, that she had waited for."""
    rows = WaitingRow.objects.filter(
        taking__engagement__person=actor.person_id,
        offered_at__isnull=False,
        left_at=None,
        slot__intervention__day__gte=today,
    )
    return facts_of(
        rows, title="slot__mission__title", day="slot__intervention__day", code="slot__mission__code"
    )


def _moved_told(facts: Facts, today: date) -> Iterator[Waiting]:
    day = date.fromisoformat(facts["day"])
    yield Waiting(
        title=_("La date a changé : y serez-vous ? {title}").format(title=facts["title"]),
        detail=words.day(day),
        url=reverse("missions:mission", args=[facts["code"]]),
        action=_("Le dire"),
        icon="calendar",
        tone="warn",
        due_on=day,
    )


@waits(_moved_told)
def moved_dates(actor: Actor, today: date) -> QuerySet:
    """Dates that moved after she signed up, until she says whether she still comes."""
    rows = SignUp.objects.filter(
        taking__engagement__person=actor.person_id,
        moved_at__isnull=False,
        cancelled_at=None,
        slot__intervention__day__gte=today,
    )
    return facts_of(
        rows, title="slot__mission__title", day="slot__intervention__day", code="slot__mission__code"
    )
