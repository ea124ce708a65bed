"""Needs and objectives, as a page shows them, and those whose day is near."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import (
    WARNINGS,
    DeadlineKind,
    Facts,
    Waiting,
    deadline,
    facts_of,
    waits,
    with_state,
)
from reciproque.foundation.policy import visible, with_rights

from ..models import Need, Objective, Partnership
from ..policy import running
from ..rules.needs import Aim, lacks
from .page import Place, place
from .standing import held_by

place(Place(gettext_lazy("Besoins et objectifs"), "partnerships:needs", "target", order=30))

OBJECTIVE = deadline(
    DeadlineKind(
        code="partnerships.objective",
        model=Objective,
        kept=Q(reached_on__isnull=False),
        owner="owner_lived__person",
        substitute="owner_care__person",
        notice="partnerships.objective_due",
        kept_on="reached_on",
        stands=running("partnership")[0],
    )
)


@dataclass
class NeedShown:
    """A need and the objectives that answer it."""

    need: Need
    objectives: list[Objective] = field(default_factory=list)


@dataclass(frozen=True)
class Aims:
    """All that a partnership aims at: its needs by knowledge, and the objectives that no need carries."""

    by_knowledge: list[tuple[Need.Knowledge, list[NeedShown]]]
    without_need: list[Objective]

    @property
    def unanswered(self) -> int:
        """Needs that no objective answers yet."""
        return sum(1 for _knowledge, needs in self.by_knowledge for shown in needs if not shown.objectives)

    def __bool__(self) -> bool:
        return bool(self.without_need) or any(needs for _knowledge, needs in self.by_knowledge)


def aims_of(actor: Actor, partnership: Partnership, *, today: date) -> Aims:
    """The needs and objectives the actor may read, with the state of each promise and her buttons (two queries)."""
    needs = visible(Need, actor).filter(partnership=partnership).select_related("noted_by__person")
    shown = {need.pk: NeedShown(need) for need in with_rights(needs, actor, "revise")}
    without: list[Objective] = []
    for objective in objectives_of(actor, partnership, today=today):
        objective.lacks = what_lacks(objective)  # type: ignore[attr-defined]
        carrier = shown.get(objective.need_id)
        (carrier.objectives if carrier else without).append(objective)
    grouped = [
        (knowledge, [one for one in shown.values() if one.need.knowledge == knowledge])
        for knowledge in Need.Knowledge
    ]
    return Aims(grouped, without)


def what_lacks(objective: Objective) -> list[str]:
    """What an objective read with its owners still lacks, in sentences; nothing once it is reached."""
    if objective.reached_on is not None:
        return []
    return lacks(
        Aim(
            has_need=objective.need_id is not None,
            has_baseline=bool(objective.baseline),
            held_by_lived=objective.owner_lived.left_at is None,
            held_by_care=objective.owner_care.left_at is None,
        )
    )


def objectives_of(actor: Actor, partnership: Partnership, *, today: date) -> QuerySet[Objective]:
    """The objectives of a partnership, the nearest first, each with `deadline_state` and her buttons."""
    rows = visible(Objective, actor).filter(partnership=partnership)
    rows = rows.select_related("owner_lived__person", "owner_care__person").order_by("due_on", "pk")
    return with_rights(with_state(rows, OBJECTIVE, today=today), actor, "revise", "reach")


def rows_with_owners() -> QuerySet[Objective]:
    """Where `find` starts from for an objective."""
    return Objective.objects.select_related(
        "partnership", "need", "owner_lived__person", "owner_care__person"
    )


def _objective_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=facts["text"],
        detail=facts["title"],
        url=reverse("partnerships:reaching", args=[facts["partnership"], facts["code"]]),
        action=_("Dire où il en est"),
        icon="target",
        tone="late" if facts["state"] == "late" else "warn",
        due_on=date.fromisoformat(facts["due_on"]),
    )


@waits(_objective_told)
def objectives_due(actor: Actor, today: date) -> QuerySet:
    """Objectives the actor owns, from the first warning on until they are reached."""
    mine = Q(owner_lived__in=held_by(actor)) | Q(owner_care__in=held_by(actor))
    near = today - timedelta(days=min(WARNINGS))
    rows = Objective.objects.filter(mine, OBJECTIVE.stands, reached_on=None, due_on__lte=near)
    return facts_of(
        with_state(rows, OBJECTIVE, today=today).exclude(deadline_state="paused"),
        text="text",
        code="code",
        due_on="due_on",
        state="deadline_state",
        partnership="partnership__code",
        title="partnership__title",
    )
