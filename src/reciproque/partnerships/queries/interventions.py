"""The calendar: what takes place in a month, this week, next; and what nobody said had taken place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models import When as WhenTrue
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation import words, written
from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.foundation.policy import visible, with_rights

from ..kinds import Form
from ..models import CrossTraining, Engagement, Expected, Intervention, Partnership, PartnershipMode
from ..policy import ACCEPTED
from ..rules.calendar import Month, Wall, seen_from
from .page import Place, part, place
from .standing import engaged_now

ASKED_AT_ONCE = 10
SHOWN_NEXT = 3
SHOWN_IN_WEEK = 12
A_DAY = timedelta(days=1)

OF_ONE = tuple(
    f"partnerships:{name}"
    for name in ("intervention", "revision", "holding", "cancellation", "own_time", "private_note")
)
place(Place(gettext_lazy("Agenda"), "partnerships:calendar", "calendar", order=60, also=OF_ONE))


def with_people(rows: QuerySet[Intervention]) -> QuerySet[Intervention]:
    """Interventions with what a line of a calendar says: state, place, who is expected. Two queries."""
    expected = Expected.objects.select_related("engagement__person", "engagement__on_behalf_of").order_by(
        "engagement__person__name", "pk"
    )
    return rows.select_related("partnership", "holding", "cancellation").prefetch_related(
        Prefetch("expected", queryset=expected)
    )


def with_page() -> QuerySet[Intervention]:
    """Interventions with what the page of one of them says."""
    return with_people(Intervention.objects.all()).select_related("partnership__host", "planned_by")


def with_host() -> QuerySet[Partnership]:
    """Partnerships with their host, whose clock is that of what they plan."""
    return Partnership.objects.select_related("host")


def in_month(rows: QuerySet[Intervention], month: Month) -> QuerySet[Intervention]:
    """Those whose wall day falls in a month."""
    return between(rows, month.first, month.last)


def between(rows: QuerySet[Intervention], first: date, last: date) -> QuerySet[Intervention]:
    """Those whose wall day falls from one day to another; their instants bound the search, for the index."""
    opening = datetime.combine(first, time.min, tzinfo=UTC) - A_DAY
    closing = datetime.combine(last, time.min, tzinfo=UTC) + 2 * A_DAY
    return rows.filter(starts_at__gte=opening, starts_at__lt=closing, day__gte=first, day__lte=last)


def of_mine(actor: Actor) -> QuerySet[Intervention]:
    """Interventions of the partnerships the person is engaged in, under any hat: her calendar."""
    mine = Engagement.objects.filter(ACCEPTED, person=actor.person_id, partnership=OuterRef("partnership"))
    return visible(Intervention, actor).filter(Exists(mine))


def week_for(actor: Actor, today: date) -> list[Intervention]:
    """The week of `today`, Monday to Sunday, in the partnerships the actor is engaged in; two queries.

    Each row carries `expected` (people) and `expects_me`. What was cancelled is left out; in a week fuller than
    SHOWN_IN_WEEK, so are the days already gone, then the last ones.
    """
    if not actor.is_someone:
        return []
    nearest = written.rows(_week_for, actor, today, SHOWN_IN_WEEK)
    return sorted(nearest, key=lambda one: (one.starts_at, one.pk))


def _week_for(actor: Actor, today: date, most: int) -> QuerySet[Intervention]:
    monday = today - timedelta(days=today.weekday())
    rows = between(of_mine(actor), monday, monday + timedelta(days=6)).filter(cancellation=None)
    me = Expected.objects.filter(intervention=OuterRef("pk"), engagement__person=actor.person_id)
    gone = Case(WhenTrue(day__lt=today, then=Value(1)), default=Value(0))
    return with_people(rows.annotate(expects_me=Exists(me))).order_by(gone, "starts_at", "pk")[:most]


@dataclass(frozen=True)
class When:
    """When something takes place: on the clock of its place, and on the reader's where that one differs."""

    there: Wall
    here: Wall | None


def when(intervention: Intervention, zone: str) -> When:
    """The wall time promised, and what it is for a reader living in `zone` when her clock shows another."""
    there = Wall(intervention.day, intervention.hour, intervention.zone)
    here = seen_from(intervention.starts_at, zone)
    same = (here.day, here.hour) == (there.day, there.hour)
    return When(there, None if same else here)


def told(rows: Iterable[Intervention], zone: str) -> list[Intervention]:
    """The rows, each carrying `when` for a reader of that zone."""
    shown = list(rows)
    for row in shown:
        row.when = when(row, zone)  # type: ignore[attr-defined]
    return shown


def could_attend(intervention: Intervention) -> QuerySet[Engagement]:
    """Who may have been there: those engaged today, and those who left after it began."""
    still = Q(left_at=None) | Q(left_at__gte=intervention.starts_at)
    return (
        Engagement.objects.filter(
            still, partnership=intervention.partnership_id, accepted_at__isnull=False, declined_at=None
        )
        .select_related("person", "on_behalf_of", "seat")
        .order_by("-side", "person__name", "pk")
    )


def cross_training_of(intervention: Intervention, actor: Actor) -> CrossTraining | None:
    """Why it counts as a cross-training, with `may_take_back`; None when it does not. One query."""
    rows = visible(CrossTraining, actor).filter(intervention=intervention, taken_back_at=None)
    return with_rights(rows.select_related("marked_by"), actor, "take_back").first()


def cross_trainings_with_intervention() -> QuerySet[CrossTraining]:
    """Where `find` starts from for a cross-training."""
    return CrossTraining.objects.select_related("intervention__partnership__host")


def modes_of(partnership: Partnership) -> list[str]:
    """The modes of intervention a partnership works in."""
    return list(PartnershipMode.objects.filter(partnership=partnership).values_list("mode", flat=True))


@part(order=60, template="partnerships/_calendar.html", from_start=True)
def calendar_part(partnership: Partnership, actor: Actor, today: date) -> dict[str, Any] | None:
    """What comes next, with how many people are expected; before it begins, where it was started simply."""
    if partnership.form != Form.SIMPLE and not hasattr(partnership, "activation"):
        return None
    rows = visible(Intervention, actor).filter(
        partnership=partnership, day__gte=today, holding=None, cancellation=None
    )
    upcoming = rows.annotate(number=Count("expected")).order_by("starts_at", "pk")[:SHOWN_NEXT]
    zone = timezone.get_current_timezone_name()
    return {"partnership": partnership, "upcoming": told(upcoming, zone)}


def _unsettled_told(facts: Facts, today: date) -> Iterator[Waiting]:
    day = words.day(date.fromisoformat(facts["day"]))
    yield Waiting(
        title=_("{title} : a-t-elle eu lieu ?").format(title=facts["title"]),
        detail=f"{facts['partnership']} · {day}",
        url=reverse("partnerships:intervention", args=[facts["code"]]),
        action=_("Le dire"),
        icon="calendar-check",
        tone="warn",
    )


@waits(_unsettled_told)
def unsettled(actor: Actor, today: date) -> QuerySet:
    """Past interventions neither held nor cancelled, asked to who planned them and to the referents: the oldest."""
    referent = engaged_now(actor).filter(referent_since__isnull=False)
    asked_to_me = Q(planned_by=actor.person_id) | Q(partnership__in=referent)
    rows = Intervention.objects.filter(
        asked_to_me, partnership__in=engaged_now(actor), day__lt=today, holding=None, cancellation=None
    )
    oldest = Intervention.objects.filter(pk__in=rows.order_by("starts_at", "pk").values("pk")[:ASKED_AT_ONCE])
    return facts_of(oldest, title="title", partnership="partnership__title", day="day", code="code")
