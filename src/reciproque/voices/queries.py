"""Readings of voices: those of a partnership, what waits for an answer, what was heard lately."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from reciproque.foundation import written
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
from reciproque.foundation.models import searched
from reciproque.foundation.policy import visible
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Engagement, Partnership
from reciproque.partnerships.policy import ACCEPTED
from reciproque.partnerships.queries.standing import held_by
from reciproque.people.models import Person
from reciproque.people.queries import told_lines, told_to_herself

from .kinds import Consent
from .models import Reply, Voice

LATELY = timedelta(days=7)
ANSWERED, UNANSWERED = "avec", "sans"
"""The two values of the filter of the lists."""

NO_ANSWER = Q(reply=None, withdrawal=None)

ANSWER = deadline(
    DeadlineKind(
        code="voices.answer",
        model=Voice,
        kept=Q(reply__isnull=False) | Q(withdrawal__isnull=False),
        owner="owner__person",
        substitute="substitute__person",
        notice="voices.answer",
        kept_on="reply__replied_at__date",
    )
)


# --- who answers, who is named --------------------------------------------------------------------
def answerers(partnership: Partnership) -> list[Engagement]:
    """Who owes answers: the referents, the professionals' first; where nobody is one, the first engaged."""
    engaged = Engagement.objects.filter(ACCEPTED, partnership=partnership)
    referents = list(engaged.filter(referent_since__isnull=False))
    if referents:
        return sorted(referents, key=lambda engagement: engagement.side != Side.CARE)
    return list(engaged.order_by("accepted_at", "pk")[:1])


def names_known(partnership: Partnership) -> list[str]:
    """Names of all those who are or were engaged: none is to stand in a voice."""
    people = Engagement.objects.filter(partnership=partnership).values_list("person__name", flat=True)
    return sorted(set(people))


# --- lists ----------------------------------------------------------------------------------------
def voices_for(actor: Actor, *, today: date) -> QuerySet[Voice]:
    """Every voice the actor may hear, each with its answer and the state of its deadline."""
    return with_state(visible(Voice, actor), ANSWER, today=today).select_related(
        "partnership", "reply__replied_by__person", "reply__replied_by__on_behalf_of", "withdrawal"
    )


def matching(rows: QuerySet[Voice], *, words: str = "", kind: str = "", answer: str = "") -> QuerySet[Voice]:
    """Those of `rows` that hold every word (accents and case aside) or bear the code typed."""
    for word in searched(words):
        rows = rows.filter(Q(plain__contains=word) | Q(code=word.upper()))
    if kind:
        rows = rows.filter(kind=kind)
    if answer == UNANSWERED:
        rows = rows.filter(NO_ANSWER)
    elif answer == ANSWERED:
        rows = rows.filter(reply__isnull=False)
    return rows


# --- what the home asks ---------------------------------------------------------------------------
def _voices_told(facts: Facts, today: date) -> Iterator[Waiting]:
    number, due_on = facts["number"], date.fromisoformat(facts["due_on"])
    days = (today - date.fromisoformat(facts["heard_on"])).days
    address = reverse("voices:voices", args=[facts["code"]])
    since = ngettext("depuis %(n)d jour", "depuis %(n)d jours", days) % {"n": days}
    yield Waiting(
        title=ngettext("%(n)d parole attend une réponse", "%(n)d paroles attendent une réponse", number)
        % {"n": number},
        detail=f"{facts['title']} · {since}",
        url=f"{address}?reponse={UNANSWERED}" if number > 1 else reverse("voices:voice", args=[facts["one"]]),
        action=_("Répondre"),
        icon="message-square",
        tone="late" if due_on < today else "lived",
        due_on=due_on,
    )


@waits(_voices_told)
def voices_to_answer(actor: Actor, today: date) -> QuerySet:
    """Unanswered voices the actor answers for, one line a partnership."""
    mine = Q(owner__in=held_by(actor)) | Q(substitute__in=held_by(actor))
    a_partnership = (
        visible(Voice, actor).filter(NO_ANSWER, mine).values("partnership__code", "partnership__title")
    )
    return facts_of(
        a_partnership.annotate(
            number=Count("pk"), first=Min("due_on"), since=Min("heard_on"), one=Min("code")
        ),
        code="partnership__code",
        title="partnership__title",
        number="number",
        due_on="first",
        heard_on="since",
        one="one",
    )


def heard_lately(actor: Actor, *, today: date) -> Voice | None:
    """« Entendu cette semaine » : the latest voice that may be quoted, among those the actor may hear."""
    return written.first(_heard_lately, actor, today)


def _heard_lately(actor: Actor, today: date) -> QuerySet[Voice]:
    return (
        visible(Voice, actor)
        .filter(consent=Consent.QUOTED, withdrawal=None, heard_on__gt=today - LATELY, heard_on__lte=today)
        .select_related("partnership")
        .order_by("-heard_on", "-recorded_at", "-code")[:1]
    )


# --- what is told to oneself ----------------------------------------------------------------------
@told_to_herself("voices")
def _told(person: Person) -> dict[str, Any]:
    """The answers she gave and the voices she answers for: never what somebody else said."""
    owed = {"partnership": "partnership__title", "due_on": "due_on"}
    return {
        "replies": told_lines(
            Reply.objects.filter(replied_by__person=person),
            partnership="voice__partnership__title",
            text="text",
            replied_at="replied_at",
        ),
        "to_answer": told_lines(Voice.objects.filter(owner__person=person), **owed),
        "to_answer_as_substitute": told_lines(Voice.objects.filter(substitute__person=person), **owed),
    }
