"""Readings about evaluations: rounds and who answered them, the two sides side by side, what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation import parameters
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
from reciproque.foundation.requirements import Verdict, verdict

from ..kinds import Side
from ..models import (
    Ending,
    Engagement,
    EvaluationAnswer,
    EvaluationRound,
    Partnership,
    Postponement,
    RoundAction,
)
from ..policy import ACCEPTED
from ..rules import evaluation as rules
from ..rules.rhythm import EVALUATION_MONTHS, months_later
from .page import Place, part, place
from .standing import engaged_now, held_by

place(Place(gettext_lazy("Évaluations"), "partnerships:rounds", "calendar-check", order=70))


def _goes_on(path: str) -> Q:
    return ~Q(Exists(Ending.objects.filter(partnership=OuterRef(path), reopened_at=None)))


ROUND = deadline(
    DeadlineKind(
        "partnerships.round",
        EvaluationRound,
        kept=Q(closing__isnull=False),
        owner="owner__person",
        substitute="substitute__person",
        notice="partnerships.round_due",
        kept_on="closing__closed_at__date",
        stands=_goes_on("partnership"),
    )
)
ACTION = deadline(
    DeadlineKind(
        "partnerships.round_action",
        RoundAction,
        kept=Q(done_on__isnull=False),
        owner="owner__person",
        substitute="round__owner__person",
        notice="partnerships.action_due",
        kept_on="done_on",
        stands=_goes_on("round__partnership"),
    )
)


# --- rounds ---------------------------------------------------------------------------------------
def rounds(partnership: Partnership, *, today: date) -> QuerySet[EvaluationRound]:
    """Every round, the latest first, with its state and which sides answered (`by_lived`, `by_care`)."""
    own = with_state(partnership.rounds.select_related("closing"), ROUND, today=today)
    return with_answers(own).order_by("-number")


def every_round(*, today: date) -> QuerySet[EvaluationRound]:
    """Where `find` starts from for a round, with its state and which sides answered."""
    joined = EvaluationRound.objects.select_related(
        "partnership", "closing__closed_by__person", "owner__person", "substitute__person"
    )
    return with_answers(with_state(joined, ROUND, today=today))


def with_answers(rows: QuerySet[EvaluationRound]) -> QuerySet[EvaluationRound]:
    given = EvaluationAnswer.objects.filter(round=OuterRef("pk"))
    return rows.annotate(
        by_lived=Exists(given.filter(side=Side.LIVED)), by_care=Exists(given.filter(side=Side.CARE))
    )


def with_ratings(rows: QuerySet[EvaluationRound]) -> QuerySet[EvaluationRound]:
    """Rounds with the ratings of each side: only for rounds that both sides answered, or the seal is broken."""
    given = EvaluationAnswer.objects.filter(round=OuterRef("pk"))
    return rows.annotate(
        **{
            f"{scale}_{side}": Subquery(given.filter(side=side).values(scale)[:1])
            for scale in rules.SCALES
            for side in Side
        }
    )


def open_round(partnership: Partnership) -> EvaluationRound | None:
    """The round that is planned and not closed; there is at most one."""
    return EvaluationRound.objects.filter(partnership=partnership, closing=None).order_by("number").first()


def answers_seen(round_: EvaluationRound, actor: Actor) -> dict[str, EvaluationAnswer]:
    """The answers the actor may read now, by side: her own, or both once both were given."""
    seen = visible(EvaluationAnswer, actor).filter(round=round_).select_related("answered_by__person")
    return {answer.side: answer for answer in seen}


def own_answers(round_: EvaluationRound, side: str, actor: Actor) -> EvaluationAnswer:
    """What one's side answered; a blank sheet at version 0 when it has not."""
    given = visible(EvaluationAnswer, actor).filter(round=round_, side=side).first()
    return given or EvaluationAnswer(round=round_, side=side, version=0)


def every_action() -> QuerySet[RoundAction]:
    """Where `find` starts from for an action."""
    return RoundAction.objects.select_related("round__partnership", "owner__person")


def actions_of(round_: EvaluationRound, actor: Actor, *, today: date) -> list[RoundAction]:
    """What was decided in a round, each with its state and `may_finish`."""
    stated = with_state(every_action().filter(round=round_), ACTION, today=today)
    return list(with_rights(stated, actor, "finish"))


def postponements_of(round_: EvaluationRound) -> list[Postponement]:
    """When the round was put off, by whom and why."""
    return list(round_.postponements.select_related("postponed_by"))


def looked(
    round_: EvaluationRound, answers: Iterable[EvaluationAnswer], *, actions: int, accepted: str, on: date
) -> rules.Looked:
    """The facts that the gate of a closing judges."""
    partnership = round_.partnership
    return rules.Looked(
        code=partnership.code,
        number=round_.number,
        ratings={one.side: {scale: getattr(one, scale) for scale in rules.SCALES} for one in answers},
        actions=actions,
        accepted=accepted,
        threshold=parameters.value(rules.GAP_NEEDING_ACTION.name, on=on, organisation_id=partnership.host_id),
    )


def closing_verdict(facts: rules.Looked, *, on: date) -> Verdict:
    return verdict(rules.GATE, facts, on=on)


def next_round_on(partnership: Partnership, *, after: date) -> date:
    """When the partnership looks back next: its own rhythm, else that of its host, else the usual one."""
    months = partnership.evaluation_months or parameters.value(
        EVALUATION_MONTHS.name, on=after, organisation_id=partnership.host_id
    )
    return months_later(after, months)


# --- side by side ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class Scale:
    """One rating of both sides, with the points between them."""

    label: Any
    lived: int
    care: int
    wide: bool

    @property
    def gap(self) -> int:
        return abs(self.lived - self.care)


@dataclass(frozen=True)
class Compared:
    """One question in words, and what each side answered."""

    label: Any
    lived: str
    care: str


QUESTIONS = ("good", "bad", "change", "gave", "received")


def side_by_side(facts: rules.Looked) -> list[Scale]:
    """The ratings of both sides; empty while one of them is silent."""
    if not facts.both:
        return []
    lived, care = facts.ratings[Side.LIVED], facts.ratings[Side.CARE]
    return [
        Scale(label, lived[scale], care[scale], facts.gap(scale) >= facts.threshold)
        for scale, label in rules.SCALES.items()
    ]


def in_their_words(answers: dict[str, EvaluationAnswer]) -> list[Compared]:
    """The words of both sides, question by question; empty while one of them is silent."""
    if len(answers) < len(Side):
        return []
    lived, care = answers[Side.LIVED], answers[Side.CARE]
    fields = {
        field.name: field.verbose_name for field in EvaluationAnswer._meta.get_fields() if field.concrete
    }
    return [Compared(fields[name], getattr(lived, name), getattr(care, name)) for name in QUESTIONS]


# --- what the summary and the home show -----------------------------------------------------------
@part(order=70, template="partnerships/_evaluation.html")
def evaluation_part(partnership: Partnership, actor: Actor, today: date) -> dict[str, Any] | None:
    """The next round, and what the last one closed showed. One query."""
    known = list(with_ratings(rounds(partnership, today=today))[:6])
    if not known:
        return None
    closed = [one for one in known if hasattr(one, "closing")]
    upcoming = [one for one in known if not hasattr(one, "closing")]
    return {"next": upcoming[-1] if upcoming else None, "last": closed[0] if closed else None}


NEAR = timedelta(days=-WARNINGS[0])


def _round_told(facts: Facts, today: date) -> Iterator[Waiting]:
    mine = facts["by_lived"] if facts["my_side"] == Side.LIVED else facts["by_care"]
    if facts["by_lived"] and facts["by_care"]:
        title, action = _("Évaluation : les deux côtés ont répondu"), _("Lire et conclure")
    elif mine:
        title, action = _("Évaluation : l’autre côté n’a pas encore répondu"), _("Voir")
    else:
        title, action = _("Évaluation : votre côté n’a pas encore répondu"), _("Répondre")
    yield Waiting(
        title=title,
        detail=facts["title"],
        url=reverse("partnerships:round", args=[facts["code"], facts["number"]]),
        action=action,
        icon="calendar-check",
        due_on=date.fromisoformat(facts["due_on"]),
    )


@waits(_round_told)
def rounds_to_answer(actor: Actor, today: date) -> QuerySet:
    """Evaluations that come or are late, for one's side: to answer, to await, to conclude."""
    mine = Engagement.objects.filter(ACCEPTED, person=actor.person_id, partnership=OuterRef("partnership"))
    due = with_answers(EvaluationRound.objects.filter(partnership__in=engaged_now(actor))).filter(
        ROUND.stands, closing=None, partnership__activation__isnull=False, due_on__lte=today + NEAR
    )
    return facts_of(
        due.annotate(my_side=Subquery(mine.values("side")[:1])),
        code="partnership__code",
        title="partnership__title",
        number="number",
        due_on="due_on",
        my_side="my_side",
        by_lived="by_lived",
        by_care="by_care",
    )


def _action_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=facts["text"],
        detail=facts["title"],
        url=reverse("partnerships:round", args=[facts["code"], facts["number"]]) + "#actions",
        action=_("Voir l’action"),
        icon="list-checks",
        due_on=date.fromisoformat(facts["due_on"]),
    )


@waits(_action_told)
def actions_to_do(actor: Actor, today: date) -> QuerySet:
    """Actions that follow from an evaluation, promised by this person and due soon or late."""
    promised = RoundAction.objects.filter(
        ACTION.stands, owner__in=held_by(actor), done_on=None, due_on__lte=today + NEAR
    )
    return facts_of(
        promised,
        text="text",
        due_on="due_on",
        number="round__number",
        code="round__partnership__code",
        title="round__partnership__title",
    )
