"""Builds what follows the beginning of a partnership: answers of a round, actions, conclusions, an end.

round_ = build.first_round(partnership)
build.answered(round_, Side.LIVED, works=3)
build.closed(round_)                          # both sides answer what they have not, then it is concluded
build.ended(partnership)
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from reciproque.partnerships.kinds import EndReason, Side
from reciproque.partnerships.models import (
    Ending,
    EvaluationAnswer,
    EvaluationRound,
    Partnership,
    RoundAction,
    RoundClosing,
)
from reciproque.partnerships.verbs import ending, evaluation

from .partnerships import actor, engagement
from .people import NOON, TODAY

SAID = {
    "works": 7,
    "trust": 7,
    "good": "Le café d’accueil.",
    "bad": "Les créneaux arrivent tard.",
    "change": "Ouvrir un créneau le jeudi.",
    "gave": "Du temps et une écoute.",
    "received": "Une place dans l’équipe.",
}


def first_round(partnership: Partnership) -> EvaluationRound:
    """The round that is open."""
    return partnership.rounds.get(closing=None)


def answered(
    round_: EvaluationRound, side: str, *, version: int = 0, at: datetime = NOON, **said: Any
) -> EvaluationAnswer:
    """One side answers, by its referent."""
    by = actor(round_.partnership, side)
    return evaluation.answer(round_, by=by, at=at, version=version, **(SAID | said))


def action(round_: EvaluationRound, side: str = Side.CARE, **decided: Any) -> RoundAction:
    """What follows from the round, promised by the care referent."""
    by = actor(round_.partnership, side)
    decided = {
        "text": "Ouvrir un créneau le jeudi.",
        "owner": engagement(round_.partnership, Side.CARE),
        "due_on": TODAY + timedelta(days=20),
        "at": NOON,
    } | decided
    return evaluation.decide_action(round_, by=by, **decided)


def closed(round_: EvaluationRound, *, at: datetime = NOON, **said: Any) -> RoundClosing:
    """Both sides have answered, and conclude."""
    for side in Side:
        if not round_.answers.filter(side=side).exists():
            answered(round_, side, at=at)
    by = actor(round_.partnership, Side.CARE)
    said = {"conclusion": "Nous continuons."} | said
    return evaluation.close_round(round_, by=by, at=at, **said)


def ended(partnership: Partnership, *, at: datetime = NOON, **said: Any) -> Ending:
    """The partnership ends, by the care referent."""
    said = {
        "reason": EndReason.REACHED,
        "words": "La consultation tourne sans nous.",
        "thanks": "Merci à celles et ceux du café du jeudi.",
        "what_remains": "Le dossier reste au CHU deux ans.",
        "hours": "Les attestations partent en décembre.",
        "contacts": "La cadre de santé.",
    } | said
    return ending.end(partnership, by=actor(partnership, Side.CARE), at=at, **said)
