"""Voices and what they led to: those a decision may answer, « vous avez dit, nous avons fait »."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import with_state
from reciproque.foundation.policy import visible
from reciproque.partnerships.models import Partnership
from reciproque.partnerships.queries.page import part
from reciproque.voices.models import Voice
from reciproque.voices.queries import NO_ANSWER, voices_for

from ..models import Answering, Commitment, Decision
from .promised import PROMISE

MOST_VOICES = 100
"""How many voices one form lets tick, the oldest first."""
SHOWN = 3


def voices_to_tick(partnership: Partnership, actor: Actor, *, also: str = "") -> QuerySet[Voice]:
    """The voices a new decision may answer: those no decision answered yet, the ones without any answer first.

    `also` is the code of one that is offered whatever its place in the list.
    """
    undecided = visible(Voice, actor).filter(partnership=partnership, withdrawal=None, answerings=None)
    oldest = undecided.order_by(F("reply__pk").asc(nulls_first=True), "heard_on", "code").values("pk")[
        :MOST_VOICES
    ]
    return undecided.filter(Q(pk__in=oldest) | Q(code=also)).order_by("heard_on", "code")


def decisions_answering(voice: Voice, actor: Actor) -> QuerySet[Decision]:
    """The decisions that answer a voice, among those the actor may read."""
    return visible(Decision, actor).filter(answerings__voice=voice).order_by("-decided_on", "-code")


def answered_by(decision: Decision, actor: Actor, *, today: date) -> QuerySet[Voice]:
    """The voices a decision answers, among those the actor may hear."""
    return voices_for(actor, today=today).filter(answerings__decision=decision).order_by("heard_on", "code")


def said_and_done(partnership: Partnership, actor: Actor, *, today: date) -> QuerySet[Voice]:
    """« Vous avez dit, nous avons fait » : each voice with its answer, its decisions, and what they promised."""
    promises = with_state(Commitment.objects.all(), PROMISE, today=today)
    followed = Answering.objects.select_related("decision").prefetch_related(
        Prefetch("decision__commitments", promises.select_related("owner__person", "fulfilment"))
    )
    return (
        voices_for(actor, today=today)
        .filter(partnership=partnership, withdrawal=None)
        .prefetch_related(Prefetch("answerings", followed.order_by("decision__decided_on", "pk")))
    )


@dataclass(frozen=True)
class Kept:
    """How a partnership keeps its word: voices heard and answered, promises due and kept."""

    heard: int
    answered: int
    promised: int
    done: int


def kept_word(partnership: Partnership, actor: Actor) -> Kept:
    """Exact counts, over rows the actor may open one by one."""
    voices = visible(Voice, actor).filter(partnership=partnership, withdrawal=None)
    promises = visible(Commitment, actor).filter(decision__partnership=partnership)
    return Kept(
        **voices.aggregate(heard=Count("pk"), answered=Count("pk", filter=~NO_ANSWER)),
        **promises.aggregate(promised=Count("pk"), done=Count("pk", filter=Q(fulfilment__done=True))),
    )


@part(order=80, template="decisions/_said_part.html")
def said_part(partnership: Partnership, actor: Actor, today: date) -> dict[str, Any] | None:
    """The last voices, and the decision that answers each."""
    answer = Decision.objects.filter(answerings__voice=OuterRef("pk")).order_by("-decided_on", "-code")
    voices = (
        voices_for(actor, today=today)
        .filter(partnership=partnership, withdrawal=None)
        .annotate(
            decision_title=Subquery(answer.values("title")[:1]),
            decision_code=Subquery(answer.values("code")[:1]),
        )
        .order_by("-heard_on", "-code")
    )
    return {"voices": list(voices[:SHOWN])}
