"""The tensions one opened, those in which one is turned to, and what waits for an answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import DeadlineKind, Facts, Waiting, deadline, facts_of, waits
from reciproque.foundation.policy import visible
from reciproque.partnerships.models import Partnership
from reciproque.partnerships.queries.standing import engaged_now
from reciproque.people.kinds import OrganisationKind
from reciproque.people.models import Organisation

from ..models import Tension

SHOWN = 12
TO_ANSWER = deadline(
    DeadlineKind(
        code="support.tension",
        model=Tension,
        kept=Q(answered_at__isnull=False) | Q(closed_at__isnull=False),
        owner="turns_to",
        substitute=None,
        notice="support.tension_due",
        kept_on="answered_at__date",
    )
)


def with_page() -> QuerySet[Tension]:
    """Where `find` starts from for a tension."""
    return Tension.objects.select_related("opened_by", "turns_to", "partnership", "outside", "answered_by")


def opened_or_told(actor: Actor) -> list[Tension]:
    """Those she opened and those in which she is turned to, what goes on first. One query."""
    rows = visible(Tension, actor).select_related("opened_by", "turns_to")
    return list(rows.order_by("-closed_at", "-opened_at", "-pk")[:SHOWN])


def own_partnerships(actor: Actor) -> QuerySet[Partnership]:
    """What she takes part in: a tension may be about one of them, or about none."""
    return visible(Partnership, actor).filter(pk__in=engaged_now(actor)).order_by("title", "pk")


def who_could_help(actor: Actor) -> QuerySet[Organisation]:
    """Organisations from outside whose help may be asked for: resource structures."""
    return visible(Organisation, actor).filter(kind=OrganisationKind.RESOURCE_CENTRE).order_by("name", "pk")


# --- what waits -----------------------------------------------------------------------------------
def _turned_to_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("{name} se tourne vers vous").format(name=facts["name"]),
        detail=_("Cela reste entre vous."),
        url=reverse("support:tension", args=[facts["code"]]),
        action=_("Lire"),
        icon="ear",
        due_on=date.fromisoformat(facts["due_on"]),
    )


@waits(_turned_to_told)
def tensions_to_answer(actor: Actor, today: date) -> QuerySet:
    """What the actor is to answer: as who is turned to, or in her absence as the substitute let in."""
    rows = visible(Tension, actor, "answer").filter(answered_at=None)
    return facts_of(rows, code="code", name="opened_by__name", due_on="due_on")
