"""Calls and their answers: what a visitor reads, what the coordination has to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import words
from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import (
    DeadlineKind,
    Facts,
    Waiting,
    deadline,
    facts_of,
    waits,
    with_state,
)
from reciproque.foundation.parameters import value
from reciproque.foundation.policy import visible
from reciproque.people.kinds import Role
from reciproque.people.models import Organisation

from ..models import Answer, Call
from ..rules import KEPT_DAYS

UNSETTLED = Q(meeting=None, erasure=None)

TO_MEET = deadline(
    DeadlineKind(
        code="beginnings.answer",
        model=Answer,
        kept=Q(meeting__isnull=False),
        owner="call__opened_by",
        substitute=None,
        notice="beginnings.answer_due",
        kept_on="meeting__noted_at__date",
        stands=Q(erasure=None),
    )
)


def open_calls() -> QuerySet[Call]:
    """Calls shown to everyone, with the organisation that makes them."""
    return Call.objects.filter(closed_at=None).select_related("organisation")


def call_of(organisation: Organisation, actor: Actor) -> Call | None:
    """The call an organisation has open now, for its coordination."""
    return visible(Call, actor).filter(organisation=organisation, closed_at=None).first()


def answers_to(organisation: Organisation, actor: Actor, *, today: date) -> QuerySet[Answer]:
    """Answers to the calls of an organisation that are not erased: those that wait first, the earliest due first."""
    rows = visible(Answer, actor).filter(call__organisation=organisation, erasure=None)
    return (
        with_state(rows, TO_MEET, today=today)
        .select_related("meeting__noted_by", "call__organisation")
        .order_by(F("meeting__noted_at").asc(nulls_first=True), "due_on", "pk")
    )


def with_page() -> QuerySet[Answer]:
    """Answers with what the page of one of them shows."""
    return Answer.objects.select_related("call__organisation", "meeting__noted_by", "erasure")


def answer_numbered(organisation_code: str, number: str) -> Answer | None:
    """The answer whose number somebody holds; the number alone opens it."""
    return with_page().filter(call__organisation__code=organisation_code, code=number).first()


def kept_until(organisation: Organisation, *, today: date) -> date:
    """Until when an answer left today would be kept."""
    return today + timedelta(days=int(value(KEPT_DAYS.name, on=today, organisation_id=organisation.pk)))


def past_their_term(today: date) -> QuerySet[Answer]:
    """Answers that were to be kept until a day now gone."""
    return Answer.objects.filter(kept_until__lt=today, erasure=None)


def _answer_told(facts: Facts, today: date) -> Iterator[Waiting]:
    due_on = date.fromisoformat(facts["due_on"])
    received = words.day(date.fromisoformat(facts["received"]))
    yield Waiting(
        title=_("{name} voudrait participer").format(name=facts["name"]),
        detail=_("A répondu à votre appel, {day}").format(day=received),
        url=reverse("beginnings:answer", args=[facts["code"]]),
        action=_("La rencontrer"),
        icon="hand-heart",
        tone="late" if due_on < today else "lived",
        due_on=due_on,
    )


@waits(_answer_told)
def people_to_meet(actor: Actor, today: date) -> QuerySet | None:
    """For the coordination: those who answered its call, until someone says she was met."""
    if actor.role != Role.COORDINATOR or not actor.organisation_id:
        return None
    waiting = visible(Answer, actor).filter(UNSETTLED)
    return facts_of(waiting, code="code", name="first_name", due_on="due_on", received="triggered_on")
