"""What was promised and what comes back: states, owners, and what waits for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator
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
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Engagement, Partnership
from reciproque.partnerships.queries.standing import held_by
from reciproque.voices.queries import answerers

from ..models import Commitment, Decision, Review

SOON = timedelta(days=-WARNINGS[0])
OPEN = Q(fulfilment=None)
NOT_HELD = Q(held_at=None)
PROMISE = deadline(
    DeadlineKind(
        code="decisions.commitment",
        model=Commitment,
        kept=Q(fulfilment__isnull=False),
        owner="owner__person",
        substitute="substitute__person",
        notice="decisions.commitment",
        kept_on="fulfilment__on",
    )
)
COMING_BACK = deadline(
    DeadlineKind(
        code="decisions.review",
        model=Review,
        kept=Q(held_at__isnull=False),
        owner="owner__person",
        substitute="substitute__person",
        notice="decisions.review",
        kept_on="held_at__date",
    )
)


def substitute_of(owner: Engagement, partnership: Partnership) -> Engagement | None:
    """Who is told with the owner of a promise: a referent who is not herself."""
    return next((one for one in answerers(partnership) if one.pk != owner.pk), None)


def reviewers(partnership: Partnership) -> tuple[Engagement | None, Engagement | None]:
    """Who calls to come back to a decision: the referent of patients first, who feel its effect."""
    referents = sorted(answerers(partnership), key=lambda engagement: engagement.side != Side.LIVED)
    owner, substitute, *_rest = (*referents, None, None)
    return owner, substitute


def promised_by_me(actor: Actor, *, today: date) -> QuerySet[Commitment]:
    """What the actor promised, under any hat, the nearest day first among what is still to do."""
    rows = commitments_for(actor, today=today).filter(owner__person=actor.person_id)
    return rows.order_by(F("fulfilment__pk").asc(nulls_first=True), "due_on", "pk")


def commitments_of(decision: Decision, actor: Actor, *, today: date) -> QuerySet[Commitment]:
    """The promises of a decision, their state, and whether the actor may say what became of each."""
    rows = with_rights(with_state(decision.commitments.all(), PROMISE, today=today), actor, "fulfil")
    return rows.select_related("owner__person", "fulfilment__recorded_by__person")


def reviews_of(decision: Decision, actor: Actor, *, today: date) -> QuerySet[Review]:
    """The times one comes back to a decision, their state, and whether the actor may hold each."""
    rows = with_rights(with_state(decision.reviews.all(), COMING_BACK, today=today), actor, "hold")
    return rows.select_related("owner__person", "held_by__person")


def commitments_for(actor: Actor, *, today: date) -> QuerySet[Commitment]:
    """Every promise the actor may read, with what its own page shows."""
    rows = with_state(visible(Commitment, actor), PROMISE, today=today)
    return rows.select_related(
        "decision__partnership", "owner__person", "substitute__person", "fulfilment__recorded_by__person"
    )


def reviews_for(actor: Actor, *, today: date) -> QuerySet[Review]:
    """Every review the actor may read, with what its own page shows."""
    rows = with_state(visible(Review, actor), COMING_BACK, today=today)
    return rows.select_related(
        "decision__partnership", "owner__person", "substitute__person", "held_by__person"
    )


def _mine(actor: Actor) -> Q:
    return Q(owner__in=held_by(actor)) | Q(substitute__in=held_by(actor))


def _promise_told(facts: Facts, today: date) -> Iterator[Waiting]:
    due_on = date.fromisoformat(facts["due_on"])
    yield Waiting(
        title=Truncator(facts["text"]).chars(90),
        detail=f"{facts['partnership']} · {facts['owner']}",
        url=reverse("decisions:commitment", args=[facts["code"]]),
        action=gettext_lazy("Dire où c’en est"),
        icon="handshake",
        tone="late" if due_on < today else "warn",
        due_on=due_on,
    )


@waits(_promise_told)
def promises_to_tell(actor: Actor, today: date) -> QuerySet:
    """Promises of mine that come due within a week, or are late."""
    return facts_of(
        visible(Commitment, actor).filter(_mine(actor), OPEN, due_on__lte=today + SOON),
        text="text",
        partnership="decision__partnership__title",
        owner="owner__person__name",
        code="code",
        due_on="due_on",
    )


def _review_told(facts: Facts, today: date) -> Iterator[Waiting]:
    due_on = date.fromisoformat(facts["due_on"])
    yield Waiting(
        title=_("Revenir sur « {decision} »").format(decision=facts["decision"]),
        detail=facts["partnership"],
        url=reverse("decisions:review", args=[facts["code"]]),
        action=gettext_lazy("Dire l’effet constaté"),
        icon="scale",
        tone="late" if due_on < today else "shared",
        due_on=due_on,
    )


@waits(_review_told)
def reviews_to_hold(actor: Actor, today: date) -> QuerySet:
    """Decisions of mine to come back to within a week, or that should have been."""
    return facts_of(
        visible(Review, actor).filter(_mine(actor), NOT_HELD, due_on__lte=today + SOON),
        decision="decision__title",
        partnership="decision__partnership__title",
        code="code",
        due_on="due_on",
    )
