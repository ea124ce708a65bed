"""Cases of misuse: those of an organisation, and what waits in them for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

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
from reciproque.foundation.policy import visible
from reciproque.people.kinds import Role

from ..models import Case

CASE = deadline(
    DeadlineKind(
        code="titles.case",
        model=Case,
        kept=Q(closing__isnull=False),
        owner="owner",
        substitute="substitute",
        notice="titles.case",
        kept_on="closing__closed_at__date",
    )
)


def with_page() -> QuerySet[Case]:
    """A case with what its page shows."""
    return Case.objects.select_related(
        "credential__person",
        "credential__title",
        "organisation",
        "owner",
        "answer",
        "suspension__suspended_by",
        "suspension__lift_asked_by",
        "suspension__lifted_by",
        "closing__closed_by",
    )


def cases_for(actor: Actor, *, today: date) -> QuerySet[Case]:
    """The cases the actor may read, those still open first."""
    rows = with_state(visible(Case, actor), CASE, today=today)
    joined = rows.select_related(
        "credential__person", "credential__title", "organisation", "closing", "suspension"
    )
    return joined.order_by("closing", "due_on", "pk")


# --- what waits -----------------------------------------------------------------------------------
def _case_told(facts: Facts, today: date) -> Iterator[Waiting]:
    due_on = date.fromisoformat(facts["due_on"])
    yield Waiting(
        title=_("Un titre est signalé : une réponse est due"),
        detail=_("Signalement {number}").format(number=facts["code"]),
        url=reverse("titles:case", args=[facts["code"]]),
        action=_("Lire"),
        icon="flag",
        tone="late" if due_on < today else "institution",
        due_on=due_on,
    )


@waits(_case_told)
def cases_to_close(actor: Actor, today: date) -> QuerySet | None:
    """Open cases of the organisation one coordinates."""
    if actor.role != Role.COORDINATOR:
        return None
    return facts_of(visible(Case, actor, "close"), code="code", due_on="due_on")


def _named_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("L’usage d’un de vos titres est signalé : vous pouvez répondre"),
        detail=_("Rien n’est retiré avant que vous ayez pu le faire."),
        url=reverse("titles:case", args=[facts["code"]]),
        action=_("Lire et répondre"),
        icon="flag",
        tone="warn",
    )


@waits(_named_told)
def cases_to_answer(actor: Actor, today: date) -> QuerySet:
    """Open cases in which one is named and has not answered."""
    return facts_of(visible(Case, actor, "answer"), code="code")
