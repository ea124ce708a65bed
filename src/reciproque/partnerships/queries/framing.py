"""The framing as an actor may read it: each side's answers, what was compared, what differs, who is not ready."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.foundation.policy import visible, with_rights

from ..kinds import Question, Side
from ..models import (
    Activation,
    Concord,
    Difference,
    Engagement,
    Framing,
    Hesitation,
    Partnership,
    Readiness,
    Settlement,
)
from ..policy import ACCEPTED
from .page import Place, place

place(Place(gettext_lazy("Cadrage"), "partnerships:framing", "message-circle-question-mark", order=20))


@dataclass(frozen=True)
class Compared:
    """One of the three questions: what each side says, once both may be read, and what was made of it."""

    question: Question
    lived: str
    care: str
    same: bool
    differences: list[Difference]


def framings_read_by(actor: Actor, partnership: Partnership) -> dict[str, Framing]:
    """The answers the actor may read, by side, with `may_revise`. One query."""
    rows = visible(Framing, actor).filter(partnership=partnership).select_related("answered_by__person")
    return {framing.side: framing for framing in with_rights(rows, actor, "revise")}


def sides_answered(partnership: Partnership) -> set[str]:
    """Which sides have answered: that a side answered is no secret, what it said is."""
    return set(partnership.framings.values_list("side", flat=True))


def compared(actor: Actor, partnership: Partnership, framings: dict[str, Framing]) -> list[Compared]:
    """The three questions side by side, with the differences noted on each (three queries)."""
    same = set(partnership.concords.values_list("question", flat=True))
    differences = differences_of(actor, partnership)
    return [
        Compared(
            question=question,
            lived=getattr(framings[Side.LIVED], question),
            care=getattr(framings[Side.CARE], question),
            same=question in same,
            differences=[one for one in differences if one.question == question],
        )
        for question in Question
    ]


def differences_of(actor: Actor, partnership: Partnership) -> list[Difference]:
    """What differs, each with its wording (`common`) if one was proposed, and the buttons of both."""
    rows = visible(Difference, actor).filter(partnership=partnership).select_related("noted_by__person")
    found = list(with_rights(rows, actor, "propose_settlement"))
    wordings = (
        visible(Settlement, actor)
        .filter(difference__partnership=partnership)
        .select_related("proposed_by__person", "agreed_by__person")
    )
    by_difference = {one.difference_id: one for one in with_rights(wordings, actor, "revise", "agree")}
    for difference in found:
        difference.common = by_difference.get(difference.pk)
    return found


def settlements_read_by(actor: Actor) -> QuerySet[Settlement]:
    return visible(Settlement, actor).select_related("difference__partnership", "proposed_by__person")


def hesitations_of(actor: Actor, partnership: Partnership) -> QuerySet[Hesitation]:
    """Who says she is not ready today, with the words she chose to give; `may_lift` for herself."""
    rows = visible(Hesitation, actor).filter(
        partnership=partnership, lifted_at=None, engagement__left_at=None
    )
    return with_rights(rows.select_related("engagement__person"), actor, "lift").order_by("said_at")


def ready_in(actor: Actor, partnership: Partnership) -> QuerySet[Readiness]:
    """Who says she is ready today, with her words if she gave some."""
    rows = visible(Readiness, actor).filter(
        partnership=partnership, withdrawn_at=None, engagement__left_at=None
    )
    return rows.select_related("engagement__person").order_by("said_at")


# --- what waits -----------------------------------------------------------------------------------
def _being_framed(actor: Actor) -> QuerySet[Engagement]:
    """The actor's engagements where nothing has begun, each with what the framing still asks of her side."""
    of = {"partnership": OuterRef("partnership")}
    said = {side: Exists(Framing.objects.filter(side=side, **of)) for side in Side}
    all_compared = Q(pk__isnull=False)
    for question in Question:
        all_compared &= Q(Exists(Concord.objects.filter(question=question, **of))) | Q(
            Exists(Difference.objects.filter(question=question, **of))
        )
    theirs = Settlement.objects.filter(
        difference__partnership=OuterRef("partnership"), agreed_at=None
    ).exclude(proposed_by__side=OuterRef("side"))
    begun = Activation.objects.filter(**of)
    return (
        Engagement.objects.filter(ACCEPTED, ~Q(Exists(begun)), person=actor.person_id)
        .annotate(
            own_said=Exists(Framing.objects.filter(side=OuterRef("side"), **of)),
            to_compare=Case(
                When(Q(said[Side.LIVED]) & Q(said[Side.CARE]) & ~all_compared, then=Value(True)),
                default=Value(False),
            ),
            to_agree=Exists(theirs),
        )
        .filter(Q(own_said=False) | Q(to_compare=True) | Q(to_agree=True))
    )


def _framing_told(facts: Facts, today: date) -> Iterator[Waiting]:
    code, detail = facts["code"], facts["title"]
    if not facts["own_said"]:
        yield Waiting(
            title=_("Trois questions vous attendent"),
            detail=detail,
            url=reverse("partnerships:answers", args=[code]),
            action=_("Répondre"),
            icon="message-circle-question-mark",
            tone="lived" if facts["side"] == Side.LIVED else "care",
        )
    if facts["to_compare"]:
        yield Waiting(
            title=_("Les deux côtés ont répondu : comparez vos réponses"),
            detail=detail,
            url=reverse("partnerships:framing", args=[code]),
            action=_("Comparer"),
            icon="columns-2",
        )
    if facts["to_agree"]:
        yield Waiting(
            title=_("Une formulation commune attend votre accord"),
            detail=detail,
            url=reverse("partnerships:framing", args=[code]),
            action=_("Lire"),
            icon="message-square-diff",
        )


@waits(_framing_told)
def framing_to_do(actor: Actor, today: date) -> QuerySet:
    """Questions to answer, answers to compare, wordings of the other side to agree to, whatever her hat."""
    return facts_of(
        _being_framed(actor),
        code="partnership__code",
        title="partnership__title",
        side="side",
        own_said="own_said",
        to_compare="to_compare",
        to_agree="to_agree",
    )
