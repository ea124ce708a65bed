"""Decisions as one reads them: lists, options and who carried them, who weighed on what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from reciproque.foundation.actor import Actor
from reciproque.foundation.models import searched
from reciproque.foundation.policy import EVERY_ROW, visible
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Partnership
from reciproque.partnerships.queries.page import part
from reciproque.partnerships.rules.rhythm import months_later

from ..kinds import TAKEN_UP
from ..models import Decision, Option, Review
from .promised import NOT_HELD

QUARTER_MONTHS = 3


def decisions_for(actor: Actor) -> QuerySet[Decision]:
    """Every decision the actor may read, each with the options taken up by side and its next review."""
    coming = Review.objects.filter(NOT_HELD, decision=OuterRef("pk")).order_by("due_on")
    return (
        visible(Decision, actor)
        .select_related("partnership")
        .annotate(
            lived=_taken_up(_carried(Side.LIVED)),
            care=_taken_up(_carried(Side.CARE)),
            review_on=Subquery(coming.values("due_on")[:1]),
        )
    )


def _taken_up(carried: Q, *, where: str = "decision", same: str = "pk", of: str = "pk") -> Coalesce:
    """How many options were taken up, for each row of a page alone: no join, nothing grouped beyond it.

    Counted in the decision itself; `where` and `same` widen it (its whole partnership), `of` counts something else.
    """
    rows = Option.objects.filter(carried, outcome__in=TAKEN_UP, **{where: OuterRef(same)})
    counted = rows.order_by().values(where).annotate(n=Count(of, distinct=True)).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _carried(side: str) -> Q:
    return Q(carried_by__side=side) | Q(carried_by=None)


def matching(rows: QuerySet[Decision], *, words: str = "", degree: str = "") -> QuerySet[Decision]:
    """Those of `rows` that hold every word, accents and case aside."""
    for word in searched(words):
        rows = rows.filter(plain__contains=word)
    return rows.filter(degree=degree) if degree else rows


def options_of(decision: Decision) -> QuerySet[Option]:
    return decision.options.select_related("carried_by__person", "carried_by__on_behalf_of")


def carried_by_me(actor: Actor) -> QuerySet[Option]:
    """« Ma contribution » : the options the actor carried herself, under any hat, where she may still read."""
    return Option.objects.filter(
        carried_by__person=actor.person_id, decision__in=visible(Decision, actor)
    ).select_related("decision__partnership")


@dataclass(frozen=True)
class Decided:
    """Options taken up, by the side that carried them (together: for both), in how many decisions and where."""

    lived: int
    care: int
    total: int
    decisions: int
    partnerships: int


def who_decided(actor: Actor, *, today: date) -> Decided:
    """« Qui a décidé, ce trimestre » : counts of acts over the last three months, where the actor may read."""
    since = months_later(today, -QUARTER_MONTHS)
    return _shares(visible(Decision, actor).filter(decided_on__gt=since, decided_on__lte=today))


def _shares(decisions: QuerySet[Decision]) -> Decided:
    taken_up = Option.objects.filter(outcome__in=TAKEN_UP, decision__in=decisions)
    counts = taken_up.aggregate(
        lived=Count("pk", filter=_carried(Side.LIVED)),
        care=Count("pk", filter=_carried(Side.CARE)),
        total=Count("pk"),
        decisions=Count("decision", distinct=True),
        partnerships=Count("decision__partnership", distinct=True),
    )
    return Decided(**counts)


@part(order=85, template="decisions/_latest_part.html")
def latest_part(partnership: Partnership, actor: Actor, today: date) -> dict[str, Any] | None:
    """« Dernière décision », and « Part des voix » : who carried the options taken up here, since the beginning.

    One query: whoever reads one decision of a partnership reads them all.
    """
    here = {"where": "decision__partnership", "same": "partnership"}
    latest = (
        decisions_for(actor)
        .filter(partnership=partnership)
        .annotate(
            lived=_taken_up(_carried(Side.LIVED), **here),
            care=_taken_up(_carried(Side.CARE), **here),
            total=_taken_up(EVERY_ROW, **here),
            decisions=_taken_up(EVERY_ROW, **here, of="decision"),
        )
        .order_by("-decided_on", "-code")
        .first()
    )
    if latest is None:
        return None
    return {
        "decision": latest,
        "shares": Decided(latest.lived, latest.care, latest.total, latest.decisions, partnerships=1),
    }
