"""Disagreements about a time: their threads, whose turn it is, and what the home says of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.foundation.policy import visible
from reciproque.partnerships.models import Contribution

from ..kinds import Party
from ..models import Dispute, Remark
from ..policy import confirmed


def with_thread() -> QuerySet[Dispute]:
    """Disagreements with all that their page shows."""
    remarks = Remark.objects.select_related("said_by").order_by("pk")
    return Dispute.objects.select_related(
        "engagement__person",
        "engagement__partnership",
        "contribution__intervention",
        "opened_by",
        "settled_by",
    ).prefetch_related(Prefetch("remarks", remarks))


def party_of(actor: Actor, dispute: Dispute) -> Party:
    """On whose behalf the actor speaks there: her own time is hers, whatever her hat."""
    return Party.SELF if dispute.engagement.person_id == actor.person_id else Party.HOUSE


def open_for(actor: Actor, **about: object) -> QuerySet[Dispute]:
    """Open disagreements the actor reads, the first opened first."""
    rows = visible(Dispute, actor).filter(settled_at=None, **about)
    return rows.select_related("engagement__person", "engagement__partnership", "opened_by").order_by("pk")


def to_correct(actor: Actor) -> QuerySet[Dispute]:
    """What the house wrote as agreed about the actor's time, while she has neither corrected nor had it confirmed."""
    as_it_was = Contribution.objects.filter(
        ~confirmed(Party.SELF),
        ~confirmed(Party.HOUSE),
        version=OuterRef("of_version"),
        pk=OuterRef("contribution"),
    )
    return visible(Dispute, actor).filter(
        Exists(as_it_was), engagement__person=actor.person_id, settled_as=Party.HOUSE
    )


# --- what waits -----------------------------------------------------------------------------------
def _turn_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("{name} n’est pas d’accord sur un temps noté").format(name=facts["name"]),
        detail=facts["title"],
        url=reverse("hours:dispute", args=[facts["code"]]),
        action=_("Lire et répondre"),
        icon="message-circle-question-mark",
        tone="warn",
    )


@waits(_turn_told)
def disputes_to_answer(actor: Actor, today: date) -> QuerySet:
    """Open disagreements in which the other party spoke last."""
    last = Remark.objects.filter(dispute=OuterRef("pk")).order_by("-pk")
    rows = visible(Dispute, actor, "answer").annotate(
        last_as=Subquery(last.values("said_as")[:1]), last_name=Subquery(last.values("said_by__name")[:1])
    )
    mine = Q(engagement__person=actor.person_id)
    turn = rows.filter((mine & Q(last_as=Party.HOUSE)) | (~mine & Q(last_as=Party.SELF)))
    return facts_of(turn, code="code", name="last_name", title="engagement__partnership__title")


def _agreed_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("Ce qui a été convenu d’un de vos temps est écrit"),
        detail=facts["title"],
        url=reverse("hours:dispute", args=[facts["code"]]),
        action=_("Lire"),
        icon="handshake",
        tone="shared",
    )


@waits(_agreed_told)
def disputes_to_correct(actor: Actor, today: date) -> QuerySet:
    """What the house wrote as agreed, that the person has not yet followed by a correction or a confirmation."""
    return facts_of(to_correct(actor), code="code", title="engagement__partnership__title")
