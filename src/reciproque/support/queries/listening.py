"""Whom one chose, what one said and is asked; what somebody says to who was chosen. All of it under any hat."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from reciproque.foundation import parameters, words
from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import DeadlineKind, Facts, Waiting, deadline, facts_of, waits
from reciproque.foundation.policy import visible

from ..kinds import CallReason, Weight
from ..models import Call, Confidant, Moment, Question
from ..policy import CHOSEN, STANDING
from ..rules.listening import HEAVY_DAYS, HEAVY_TIMES

SHOWN = 12
TO_REACH = deadline(
    DeadlineKind(
        code="support.call",
        model=Call,
        kept=Q(answered_at__isnull=False),
        owner="confidant__chosen",
        substitute=None,
        notice="support.call_due",
        kept_on="answered_at__date",
        stands=Q(confidant__ended_at=None),
    )
)


# --- hers -----------------------------------------------------------------------------------------
def own_choices(actor: Actor) -> tuple[Confidant | None, list[Confidant]]:
    """Whom she chose, with `heavy_due` and `talk_due` when she is called; those who chose her, by name. One query."""
    calls = Call.objects.filter(confidant=OuterRef("pk"), answered_at=None)
    due = {f"{reason}_due": calls.filter(reason=reason).values("due_on")[:1] for reason in CallReason}
    mine = Q(person=actor.person_id) | Q(chosen=actor.person_id)
    rows = Confidant.objects.filter(STANDING, mine).select_related("person", "chosen").annotate(**due)
    standing = list(rows.order_by("person__name", "pk"))
    chosen = next((one for one in standing if one.person_id == actor.person_id), None)
    return chosen, [one for one in standing if one.person_id != actor.person_id]


def own_calls(confidant: Confidant | None) -> list[tuple[str, date]]:
    """Why whoever she chose is called, and by when; read with `own_choices`."""
    due = [(reason.value, getattr(confidant, f"{reason}_due", None)) for reason in CallReason]
    return [(reason, due_on) for reason, due_on in due if due_on]


def own_confidant(person_id: int | None) -> Confidant | None:
    """Whom she chose and who stands, asked or accepted. One query."""
    return Confidant.objects.filter(STANDING, person=person_id).select_related("chosen").first()


def own_moments(actor: Actor) -> list[Moment]:
    """What she said last, with the question each one answered. One query."""
    question = Question.objects.filter(person=OuterRef("person"), intervention=OuterRef("intervention"))
    rows = Moment.objects.filter(person=actor.person_id).select_related("intervention__partnership")
    return list(rows.annotate(question=question.values("code")[:1]).order_by("-said_at", "-pk")[:SHOWN])


def own_questions(actor: Actor, *, on: date) -> list[Question]:
    """What she is still asked. One query."""
    asked = Question.objects.filter(person=actor.person_id, closed_at=None, until__gte=on)
    return list(asked.select_related("intervention").order_by("asked_at", "pk"))


def questions_with_page() -> QuerySet[Question]:
    """Where `find` starts from for a question."""
    return Question.objects.select_related("intervention__partnership__host", "person")


# --- how much is a lot ----------------------------------------------------------------------------
def limits_on(day: date) -> tuple[int, int]:
    """In how many days how many heavy moments call whoever was chosen."""
    found = parameters.values(HEAVY_DAYS.name, HEAVY_TIMES.name, on=day)
    return int(found[HEAVY_DAYS.name]), int(found[HEAVY_TIMES.name])


def heavy_within(person_id: int, *, days: int, at: datetime, since: datetime | None = None) -> int:
    """How many moments she said were heavy in the last days, among those said `since`. One query."""
    heavy = Moment.objects.filter(
        person=person_id, weight=Weight.HEAVY, said_at__gt=at - timedelta(days=days)
    )
    return (heavy.filter(said_at__gte=since) if since else heavy).count()


def would_call(person_id: int, confidant: Confidant | None, *, at: datetime, on: date) -> bool:
    """Whether one more heavy moment would call whoever she chose, or be the one after which she may choose someone."""
    days, times = limits_on(on)
    since = confidant.reads_since if confidant else None
    return heavy_within(person_id, days=days, at=at, since=since) + 1 >= times


# --- beside somebody ------------------------------------------------------------------------------
def confidants_with_page() -> QuerySet[Confidant]:
    """Where `find` starts from for a choice."""
    return Confidant.objects.select_related("person", "chosen")


def moments_beside(confidant: Confidant, actor: Actor) -> list[Moment]:
    """What somebody says to who was chosen, the latest first. One query."""
    said = visible(Moment, actor).filter(person=confidant.person_id)
    return list(said.select_related("intervention").order_by("-said_at", "-pk")[:SHOWN])


def calls_beside(confidant: Confidant) -> list[Call]:
    """What waits for who was chosen. One query."""
    return list(confidant.calls.filter(answered_at=None).order_by("due_on", "pk"))


# --- what waits -----------------------------------------------------------------------------------
def _question_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("« {title} » : comment était-ce ?").format(title=facts["title"]),
        detail=_("{day} · deux touches suffisent, ou rien du tout").format(
            day=words.day(date.fromisoformat(facts["day"]))
        ),
        url=reverse("support:question", args=[facts["code"]]),
        action=_("Le dire"),
        icon="heart-handshake",
        tone="lived",
    )


@waits(_question_told)
def questions_for_me(actor: Actor, today: date) -> QuerySet:
    """What the actor alone is asked about a mission with accompanied people, until its day."""
    mine = Question.objects.filter(person=actor.person_id, closed_at=None, until__gte=today)
    return facts_of(mine, code="code", title="intervention__title", day="intervention__day")


def _request_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("{name} aimerait pouvoir vous parler").format(name=facts["name"]),
        detail=_("Vous acceptez ou vous déclinez, sans donner de raison."),
        url=reverse("support:beside", args=[facts["code"]]),
        action=_("Répondre"),
        icon="heart-handshake",
        tone="shared",
    )


@waits(_request_told)
def requests_to_listen(actor: Actor, today: date) -> QuerySet:
    """Those who would like to be able to talk to the actor, and wait for her answer."""
    asked = Confidant.objects.filter(STANDING, chosen=actor.person_id, accepted_at=None)
    return facts_of(asked, code="code", name="person__name")


def _call_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("Prendre des nouvelles de {name}").format(name=facts["name"]),
        detail=_("Elle vous a choisi pour cela. Personne d’autre ne le sait."),
        url=reverse("support:beside", args=[facts["code"]]),
        action=_("Voir"),
        icon="heart-handshake",
        tone="lived",
        due_on=date.fromisoformat(facts["due_on"]),
    )


@waits(_call_told)
def people_to_go_to(actor: Actor, today: date) -> QuerySet:
    """Whom the actor, chosen by them, is called to go to; each once."""
    calls = Call.objects.filter(answered_at=None, confidant=OuterRef("pk"))
    mine = Confidant.objects.filter(CHOSEN, Exists(calls), chosen=actor.person_id)
    first = calls.order_by("due_on").values("due_on")[:1]
    return facts_of(mine.annotate(due_on=first), code="code", name="person__name", due_on="due_on")
