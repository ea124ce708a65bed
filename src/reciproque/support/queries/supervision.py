"""When each partner's next supervision is due, which are planned, which took place and who led: no word of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation import parameters
from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.foundation.policy import visible
from reciproque.partnerships.kinds import ContributionKind, InterventionKind
from reciproque.partnerships.models import (
    Attendance,
    Contribution,
    Engagement,
    Expected,
    Intervention,
    Partnership,
)
from reciproque.partnerships.policy import running
from reciproque.partnerships.queries.page import Place, place

from ..models import Facilitation, SupervisionDue
from ..rules.supervision import LIMITS, MODES_OF_SUPPORT, SOON_DAYS, next_from_outside, quota_met
from .relays import PARTNERS, answered_by

SHOWN = 12
place(
    Place(
        gettext_lazy("Supervision"),
        "support:supervision",
        "life-buoy",
        order=65,
        also=("support:relays", "support:relay", "support:facilitation"),
    )
)
SUPPORT = (
    Q(kind=ContributionKind.SESSION)
    & (Q(intervention__meets_people=True) | Q(intervention__mode__in=MODES_OF_SUPPORT))
    & ~Q(intervention__kind=InterventionKind.SUPERVISION)
)
"""Time given to people: what supervision is for."""


def limits_of(organisation_id: int, *, on: date) -> dict[str, int]:
    """The numbers in force in a house. One query."""
    found = parameters.values(*(limit.name for limit in LIMITS), on=on, organisation_id=organisation_id)
    return {name: int(number) for name, number in found.items()}


# --- what a due date rests on (never shown) -------------------------------------------------------
def support_given(engagement: Engagement) -> list[tuple[date, int]]:
    """The days on which she gave support there, with the minutes."""
    mine = _same_person(Contribution.objects.filter(SUPPORT), engagement)
    return list(mine.order_by().values_list("on").annotate(Sum("minutes")))


def supervisions_attended(engagement: Engagement) -> list[date]:
    """The days of the supervisions she was at, there."""
    mine = _same_person(Attendance.objects.all(), engagement)
    return list(
        mine.filter(intervention__kind=InterventionKind.SUPERVISION).values_list(
            "intervention__day", flat=True
        )
    )


def _same_person(rows: QuerySet, engagement: Engagement) -> QuerySet:
    """Hers in this partnership, even under an engagement she left and took up again."""
    return rows.filter(
        engagement__person=engagement.person_id, engagement__partnership=engagement.partnership_id
    )


def partners_running() -> QuerySet[Engagement]:
    """Every partner in what goes on."""
    return Engagement.objects.filter(PARTNERS, running("partnership")[0]).order_by("pk")


# --- due ------------------------------------------------------------------------------------------
def standing() -> QuerySet[SupervisionDue]:
    """Of those who still take part, in what goes on."""
    still = PARTNERS & running("partnership")[0]
    return SupervisionDue.objects.filter(Exists(Engagement.objects.filter(still, pk=OuterRef("engagement"))))


def planned_for_her(today: date) -> Exists:
    """A supervision to come expects her."""
    expects = Expected.objects.filter(
        engagement=OuterRef("engagement"),
        intervention__kind=InterventionKind.SUPERVISION,
        intervention__day__gte=today,
        intervention__holding=None,
        intervention__cancellation=None,
    )
    return Exists(expects)


def to_plan(today: date) -> QuerySet[SupervisionDue]:
    """Those due soon or due already, for whom none is planned."""
    soon = today + timedelta(days=SOON_DAYS)
    return standing().filter(~planned_for_her(today), due_on__lte=soon)


@dataclass(frozen=True)
class NextOne:
    """By when somebody's next supervision is due, whether one is planned, whether it is to be led from outside."""

    engagement: Engagement
    due_on: date
    planned: bool
    from_outside: bool


def turns_of(partnership: Partnership, *, on: date, one_in: int) -> list[NextOne]:
    """The next supervision of each, the nearest first. Two queries."""
    rows = list(
        standing()
        .filter(engagement__partnership=partnership)
        .select_related("engagement__person")
        .annotate(planned=planned_for_her(on))
        .order_by("due_on", "engagement__person__name", "pk")
    )
    led = led_for([row.engagement for row in rows])
    return [
        NextOne(
            row.engagement,
            row.due_on,
            row.planned,
            next_from_outside(led[row.engagement.person_id], one_in=one_in),
        )
        for row in rows
    ]


def led_for(engagements: Iterable[Engagement]) -> dict[int, list[str | None]]:
    """Who led the supervisions each attended, the latest first, by key of person. One query."""
    there = list(engagements)
    found: dict[int, list[str | None]] = defaultdict(list)
    rows = Attendance.objects.filter(
        engagement__person__in=[one.person_id for one in there],
        engagement__partnership__in={one.partnership_id for one in there},
        intervention__kind=InterventionKind.SUPERVISION,
    )
    latest = rows.order_by("-intervention__starts_at", "-pk")
    for person, led_by in latest.values_list("engagement__person", "intervention__facilitation__facilitator"):
        found[person].append(led_by)
    return found


# --- planned and held -----------------------------------------------------------------------------
def supervisions(partnership: Partnership, actor: Actor) -> QuerySet[Intervention]:
    """Those of a partnership that were not cancelled, with who led."""
    seen = visible(Intervention, actor).filter(
        partnership=partnership, kind=InterventionKind.SUPERVISION, cancellation=None
    )
    return seen.select_related("holding", "facilitation")


def to_come(partnership: Partnership, actor: Actor, *, on: date) -> list[Intervention]:
    rows = supervisions(partnership, actor).filter(holding=None, day__gte=on)
    return list(rows.order_by("starts_at", "pk")[:SHOWN])


def past(partnership: Partnership, actor: Actor, *, on: date) -> list[Intervention]:
    """Those that took place, or that nobody said had, the latest first."""
    rows = supervisions(partnership, actor).filter(Q(holding__isnull=False) | Q(day__lt=on))
    return list(rows.order_by("-starts_at", "-pk")[:SHOWN])


def quota_of(held: Iterable[Intervention], *, one_in: int) -> bool | None:
    """Whether one of the last supervisions held here was led from outside; None while there were too few."""
    return quota_met([led_by(one) for one in held if hasattr(one, "holding")], one_in=one_in)


def led_by(intervention: Intervention) -> str | None:
    said = getattr(intervention, "facilitation", None)
    return said.facilitator if said else None


def facilitation_of(intervention: Intervention) -> Facilitation:
    """Who led it; a blank one at version 0 while nobody said."""
    known = Facilitation.objects.filter(intervention=intervention).first()
    return known or Facilitation(intervention=intervention, version=0)


# --- hers -----------------------------------------------------------------------------------------
def own_turns(actor: Actor, *, on: date) -> list[SupervisionDue]:
    """By when her next supervision is due, in each thing she takes part in. One query."""
    mine = standing().filter(engagement__person=actor.person_id).annotate(planned=planned_for_her(on))
    return list(mine.select_related("engagement__partnership").order_by("due_on", "pk"))


def own_to_come(actor: Actor, *, on: date) -> list[Intervention]:
    """The supervisions that expect her. One query."""
    rows = visible(Intervention, actor).filter(
        kind=InterventionKind.SUPERVISION,
        day__gte=on,
        holding=None,
        cancellation=None,
        expected__engagement__person=actor.person_id,
    )
    return list(rows.select_related("partnership").order_by("starts_at", "pk")[:SHOWN])


# --- what waits -----------------------------------------------------------------------------------
def _turn_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("Une supervision est à prévoir pour {name}").format(name=facts["name"]),
        detail=facts["title"],
        url=reverse("support:supervision", args=[facts["code"]]),
        action=_("Voir"),
        icon="life-buoy",
        due_on=date.fromisoformat(facts["due_on"]),
    )


@waits(_turn_told)
def supervisions_to_plan(actor: Actor, today: date) -> QuerySet:
    """Partners for whom the actor answers today, whose supervision is due soon and planned by nobody."""
    rows = to_plan(today).filter(engagement__in=answered_by(actor, on=today).values("pk"))
    return facts_of(
        rows,
        name="engagement__person__name",
        title="engagement__partnership__title",
        code="engagement__partnership__code",
        due_on="due_on",
    )
