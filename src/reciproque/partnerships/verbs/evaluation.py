"""Looking back together: answers of each side, actions, the closing that plans the next round, postponements."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import rewrite, verb

from ..kinds import Side
from ..models import (
    Engagement,
    EvaluationAnswer,
    EvaluationRound,
    Partnership,
    Postponement,
    RoundAction,
    RoundClosing,
)
from ..queries.evaluation import closing_verdict, looked, next_round_on
from ..queries.standing import acting_engagement, engaged_on


@verb(Partnership, "plan_evaluation", keeps=("due_on",))
def plan_evaluation(partnership: Partnership, *, by: Actor, at: datetime, due_on: date) -> EvaluationRound:
    """Plan a round when none is open any more (the partnership was opened again, for instance)."""
    _check_to_come(due_on, today=timezone.localdate(at))
    return plan_round(partnership, at=at, due_on=due_on)


def plan_round(partnership: Partnership, *, at: datetime, due_on: date) -> EvaluationRound:
    """Write the next round, inside a verb that had the right to; the care referent owns it, the other stands in."""
    last = partnership.rounds.order_by("-number").first()
    return EvaluationRound.objects.create(
        partnership=partnership,
        number=last.number + 1 if last else 1,
        owner=engaged_on(partnership, Side.CARE).first(),
        substitute=engaged_on(partnership, Side.LIVED).first(),
        planned_at=at,
        triggered_on=timezone.localdate(at),
        due_on=due_on,
    )


def give_open_rounds_to_referents(partnership: Partnership) -> None:
    """Let who answers for each side today own the rounds that are open, inside a verb."""
    EvaluationRound.objects.filter(partnership=partnership, closing=None).update(
        owner=engaged_on(partnership, Side.CARE).first(),
        substitute=engaged_on(partnership, Side.LIVED).first(),
    )


@verb(EvaluationRound, "answer")
def answer(
    round_: EvaluationRound, *, by: Actor, at: datetime, version: int, **fields: Any
) -> EvaluationAnswer:
    """Give the answers of one's side, or change them while the other side is silent.

    `version` is that of the answers read, 0 when there were none: raises Stale when somebody of the same side
    wrote meanwhile. Raises ValidationError for an empty answer.
    """
    own = acting_engagement(round_.partnership, by)
    given = round_.answers.filter(side=own.side).first()
    if given is not None:
        return revise_answer(given, by=by, at=at, version=version, **fields)
    said = EvaluationAnswer(round=round_, side=own.side, answered_by=own, answered_at=at, **_stripped(fields))
    said.full_clean(exclude=["round", "answered_by"])
    said.save()
    return said


@verb(EvaluationAnswer, "revise")
def revise_answer(
    given: EvaluationAnswer, *, by: Actor, at: datetime, version: int, **fields: Any
) -> EvaluationAnswer:
    """Change the answers of one's side while the other side is silent. Raises Stale."""
    for name, value in (said := _stripped(fields)).items():
        setattr(given, name, value)
    given.full_clean(exclude=["round", "answered_by"])
    own = acting_engagement(given.round.partnership, by)
    return rewrite(given, version=version, answered_by=own, answered_at=at, **said)


@verb(EvaluationRound, "decide_action", keeps=("due_on",))
def decide_action(
    round_: EvaluationRound, *, by: Actor, at: datetime, text: str, owner: Engagement, due_on: date
) -> RoundAction:
    """Decide what follows from the round: what, who, by when."""
    today = timezone.localdate(at)
    _check_to_come(due_on, today=today)
    if (
        owner.partnership_id != round_.partnership_id
        or owner.accepted_at is None
        or owner.left_at is not None
    ):
        raise ValidationError({"owner": _("Choisissez une personne engagée dans ce partenariat.")})
    action = RoundAction(
        round=round_, text=text.strip(), owner=owner, decided_at=at, triggered_on=today, due_on=due_on
    )
    action.full_clean(exclude={"round", "owner", "done_on", "paused_on", "resumes_on"})
    action.save()
    return action


@verb(RoundAction, "finish", keeps=("done_on",))
def finish_action(action: RoundAction, *, by: Actor, at: datetime, done_on: date) -> RoundAction:
    """Say that an action is done, since a day that has come; said after its term, it stays late."""
    today = timezone.localdate(at)
    if done_on > today:
        raise ValidationError({"done_on": _("Ce jour n’est pas encore venu.")})
    if done_on < action.triggered_on:
        raise ValidationError({"done_on": _("L’action n’était pas encore décidée ce jour-là.")})
    return rewrite(action, done_on=done_on, entered_late=today > action.due_on)


@verb(EvaluationRound, "close")
def close_round(
    round_: EvaluationRound, *, by: Actor, at: datetime, conclusion: str, gap_accepted: str = ""
) -> RoundClosing:
    """Conclude the round and plan the next one, at the partnership's rhythm from today.

    Raises Unmet while a side is silent, or while a wide gap has neither action nor acceptance in words.
    """
    today = timezone.localdate(at)
    facts = looked(
        round_, round_.answers.all(), actions=round_.actions.count(), accepted=gap_accepted, on=today
    )
    closing_verdict(facts, on=today).demand()
    closing = RoundClosing(
        round=round_,
        closed_at=at,
        closed_by=acting_engagement(round_.partnership, by),
        conclusion=conclusion.strip(),
        gap_accepted=gap_accepted.strip(),
    )
    closing.full_clean(exclude=["round", "closed_by"])
    closing.save()
    plan_round(round_.partnership, at=at, due_on=next_round_on(round_.partnership, after=today))
    return closing


@verb(EvaluationRound, "postpone", keeps=("due_on",))
def postpone_round(
    round_: EvaluationRound, *, by: Actor, at: datetime, version: int, due_on: date, reason: str
) -> EvaluationRound:
    """Put the round off, with a reason. What was late stays late: the date promised before is kept beside."""
    today = timezone.localdate(at)
    _check_to_come(due_on, today=today)
    if due_on <= round_.due_on:
        raise ValidationError({"due_on": _("Choisissez un jour plus tardif que celui qui était prévu.")})
    return put_off(round_, by=by, at=at, due_on=due_on, reason=reason, version=version)


def put_off(
    round_: EvaluationRound, *, by: Actor, at: datetime, due_on: date, reason: str, version: int | None = None
) -> EvaluationRound:
    """Move the date of a round and write down the date it had, inside a verb that had the right to."""
    moved = Postponement(
        round=round_,
        from_on=round_.due_on,
        to_on=due_on,
        reason=reason.strip(),
        postponed_by_id=by.person_id,
        postponed_at=at,
    )
    moved.full_clean(exclude=["round", "postponed_by"])
    late = round_.entered_late or timezone.localdate(at) > round_.due_on
    rewrite(round_, version=version, due_on=due_on, entered_late=late)
    moved.save()
    return round_


def _check_to_come(due_on: date, *, today: date) -> None:
    if due_on <= today:
        raise ValidationError({"due_on": _("Choisissez un jour à venir.")})


def _stripped(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
