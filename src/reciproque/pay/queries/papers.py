"""Which papers are missing, for whom, in the partnerships a house carries; and what may look like employment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import visible
from reciproque.missions.models import Choice
from reciproque.partnerships.kinds import ContributionKind, Status
from reciproque.partnerships.models import Contribution, Engagement
from reciproque.partnerships.policy import ACCEPTED
from reciproque.people.models import Organisation

from ..kinds import PaperKind
from ..models import Paper
from ..rules import papers as rules


@dataclass(frozen=True)
class Folder:
    """Somebody engaged, under which statuses, with the papers known of her, those that are missing, and warnings."""

    engagement: Engagement
    statuses: tuple[Status, ...]
    held: tuple[Paper, ...]
    missing: tuple[PaperKind, ...]
    warnings: tuple[Any, ...]


def folders_of(organisation: Organisation, actor: Actor, *, on: date) -> list[Folder]:
    """Those engaged in the partnerships a house carries, whose status asks for papers, by name. Three queries."""
    rows = Engagement.objects.filter(ACCEPTED, partnership__host=organisation)
    return _folders(rows, actor, on=on)


def my_folders(actor: Actor, *, on: date) -> list[Folder]:
    """One’s own papers, engagement by engagement. Three queries."""
    return _folders(Engagement.objects.filter(ACCEPTED, person=actor.person_id), actor, on=on)


def _folders(rows: QuerySet[Engagement], actor: Actor, *, on: date) -> list[Folder]:
    engaged = list(
        _with_signs(rows).select_related("person", "partnership__host").order_by("person__name", "pk")
    )
    chosen = _statuses_chosen(engaged)
    known: dict[int, list[Paper]] = {}
    for paper in visible(Paper, actor).filter(engagement__in=engaged).order_by("-since", "-pk"):
        known.setdefault(paper.engagement_id, []).append(paper)
    folders = []
    for one in engaged:
        under = {one.status, *chosen.get(one.pk, ())}
        statuses = tuple(status for status in Status if status in under)
        held = known.get(one.pk, [])
        dates = [(paper.kind, paper.until) for paper in held]
        lacking = [kind for status in statuses for kind in rules.missing(status, dates, on=on)]
        if any(rules.NEEDED[status] for status in statuses):
            folders.append(Folder(one, statuses, tuple(held), tuple(lacking), _warnings(one, statuses)))
    return folders


def _statuses_chosen(engaged: Iterable[Engagement]) -> dict[int, set[str]]:
    """The status of the last terms each chose, mission by mission."""
    later = Choice.objects.filter(taking=OuterRef("taking"), pk__gt=OuterRef("pk"))
    rows = Choice.objects.filter(~Exists(later), taking__engagement__in=list(engaged), taking__ended_at=None)
    found: dict[int, set[str]] = {}
    for engagement, status in rows.values_list("taking__engagement", "terms__status"):
        found.setdefault(engagement, set()).add(status)
    return found


def _with_signs(rows: QuerySet[Engagement]) -> QuerySet[Engagement]:
    """Two signs that independent work may look like employment: dates set by others, one client."""
    given = Contribution.objects.filter(
        status=Status.INDEPENDENT, kind=ContributionKind.SESSION, engagement=OuterRef("pk")
    )
    elsewhere = Contribution.objects.filter(
        status=Status.INDEPENDENT, engagement__person=OuterRef("person")
    ).exclude(engagement__partnership__host=OuterRef("partnership__host"))
    return rows.annotate(
        imposed=Exists(given.filter(~Q(intervention__planned_by=F("engagement__person")))),
        elsewhere=Exists(elsewhere),
    )


def _warnings(engagement: Any, statuses: tuple[Status, ...]) -> tuple[Any, ...]:
    if Status.INDEPENDENT not in statuses or not engagement.imposed:
        return ()
    signs = (rules.IMPOSED,) if engagement.elsewhere else (rules.IMPOSED, rules.ONE_CLIENT)
    return (*signs, rules.REQUALIFICATION)


def with_house() -> QuerySet[Engagement]:
    """Engagements with the person and the house the papers are for."""
    return Engagement.objects.select_related("person", "partnership__host")


def statuses_of(engagement: Engagement) -> tuple[Status, ...]:
    """The statuses somebody is engaged under here. One query."""
    under = {engagement.status, *_statuses_chosen([engagement]).get(engagement.pk, ())}
    return tuple(status for status in Status if status in under)
