"""Drafts and their sponsors: mine, who may be asked, what waits for an answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

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
from reciproque.foundation.models import LONGEST_SEARCH, plain, searched
from reciproque.foundation.policy import visible, with_rights
from reciproque.partnerships.queries.positions import (
    MOST_PROPOSED,
    SHORTEST_SEARCH,
    Position,
    as_positions,
)
from reciproque.people.kinds import Role
from reciproque.people.models import Membership, Person
from reciproque.people.queries import in_force

from ..kinds import Sponsoring
from ..models import UNANSWERED, Draft, Sponsorship
from ..policy import WAITS_FOR_AGREEMENT, asked_of_me, of_my_draft

SPONSORS = (Role.PROFESSIONAL, Role.COORDINATOR)
"""Positions in which one sponsors a draft: those that sit with the professionals and may found."""

TO_ANSWER = deadline(
    DeadlineKind(
        code="beginnings.sponsorship",
        model=Sponsorship,
        kept=Q(answered_at__isnull=False),
        owner="sponsor",
        substitute=None,
        notice="beginnings.sponsor_due",
        kept_on="answered_at__date",
        stands=Q(withdrawn_at=None),
    )
)


# --- reading --------------------------------------------------------------------------------------
def mine(actor: Actor) -> QuerySet[Draft]:
    """The drafts of the actor, the latest first; what became a partnership or was put aside comes last."""
    asked = Sponsorship.objects.select_related("sponsor").order_by("-asked_at", "-pk")
    own = Draft.objects.filter(drafted_by=actor.person_id).prefetch_related(Prefetch("sponsorships", asked))
    return own.select_related("partnership").order_by("put_aside_at", "partnership", "-drafted_at", "-pk")


def with_page() -> QuerySet[Draft]:
    """Drafts with what their page shows."""
    return Draft.objects.select_related("drafted_by", "partnership")


def requests_of(draft: Draft, actor: Actor, *, today: date) -> list[Sponsorship]:
    """To whom the draft was shown, as far as the actor may read it, the latest first, with what she may do."""
    rows = visible(Sponsorship, actor).filter(draft=draft).select_related("sponsor", "on_behalf_of")
    told = with_state(rows, TO_ANSWER, today=today).order_by("-asked_at", "-pk")
    return list(with_rights(told, actor, "withdraw", "agree", "turn_down"))


def requests_with_page() -> QuerySet[Sponsorship]:
    """Requests with what their page shows."""
    return Sponsorship.objects.select_related(
        "draft__drafted_by", "draft__partnership", "sponsor", "on_behalf_of", "asked_for", "asked_seat"
    )


# --- who may be asked -----------------------------------------------------------------------------
def possible_sponsors(actor: Actor, text: str, *, on: date) -> list[Position]:
    """Professionals and coordinators with these words in their names, herself left out.

    Those the actor may see are found by some letters; the others by their whole name only.
    """
    asked = plain(text[:LONGEST_SEARCH])
    if len(asked.replace(" ", "")) < SHORTEST_SEARCH:
        return []
    near = Q(person__in=visible(Person, actor).values("pk"))
    for word in searched(asked):
        near &= Q(person__plain__contains=word)
    held = _sponsors(on).filter(near | Q(person__plain=asked)).exclude(person=actor.person_id)
    return as_positions(held.order_by("person__name", "pk")[:MOST_PROPOSED], [])


def sponsor_named(actor: Actor, code: str, *, on: date) -> Position | None:
    """The position of that code, when one may sponsor in it and it is somebody else's."""
    held = _sponsors(on).filter(code=code).exclude(person=actor.person_id)
    return next(iter(as_positions(held, [])), None)


def _sponsors(on: date) -> QuerySet[Membership]:
    return Membership.objects.filter(in_force(on), role__in=SPONSORS).select_related("person", "organisation")


# --- what waits -----------------------------------------------------------------------------------
def _request_told(facts: Facts, today: date) -> Iterator[Waiting]:
    due_on = date.fromisoformat(facts["due_on"])
    yield Waiting(
        title=_("{name} vous demande de parrainer « {title} »").format(
            name=facts["name"], title=facts["title"]
        ),
        detail=_("Oui, oui à une condition, ou non : avec votre raison"),
        url=reverse("beginnings:sponsorship", args=[facts["code"]]),
        action=_("Répondre"),
        icon="sprout",
        tone="late" if due_on < today else "shared",
        due_on=due_on,
    )


@waits(_request_told)
def requests_to_answer(actor: Actor, today: date) -> QuerySet:
    """Drafts the actor is asked to sponsor, whatever her hat."""
    asked = Sponsorship.objects.filter(UNANSWERED, asked_of_me(actor))
    return facts_of(asked, code="code", title="draft__title", name="draft__drafted_by__name", due_on="due_on")


def _reply_told(facts: Facts, today: date) -> Iterator[Waiting]:
    refused = facts["answer"] == Sponsoring.REFUSED
    yield Waiting(
        title=(
            _("« {title} » cherche quelqu’un d’autre pour le parrainer")
            if refused
            else _("{name} accepte « {title} », à une condition")
        ).format(name=facts["name"], title=facts["title"]),
        detail=_("Vous seul lisez cette réponse. Le brouillon reste le vôtre."),
        url=reverse("beginnings:draft", args=[facts["draft"]]),
        action=_("Lire la réponse"),
        icon="sprout",
        tone="shared",
    )


@waits(_reply_told)
def replies_to_read(actor: Actor, today: date) -> QuerySet:
    """For who drafted: a condition to agree to, or a refusal after which nobody else was asked yet."""
    later = Sponsorship.objects.filter(draft=OuterRef("draft"), pk__gt=OuterRef("pk"))
    refused = Q(answer=Sponsoring.REFUSED) & ~Q(Exists(later))
    waiting = Sponsorship.objects.filter(
        WAITS_FOR_AGREEMENT | refused, of_my_draft(actor), draft__put_aside_at=None, draft__partnership=None
    )
    return facts_of(waiting, draft="draft__code", title="draft__title", name="sponsor__name", answer="answer")
