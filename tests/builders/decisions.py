"""Builds decisions through verbs: taken, promises told, reviews held."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from reciproque.decisions import verbs
from reciproque.decisions.kinds import Degree, Effect, Outcome
from reciproque.decisions.models import Commitment, Decision, Review
from reciproque.decisions.rules import CommitmentDraft, OptionDraft
from reciproque.foundation.actor import Actor
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Partnership

from .partnerships import actor, engagement
from .people import NOON, TODAY

REASON = "Le secrétariat ferme à 18 heures."


def options(partnership: Partnership) -> list[OptionDraft]:
    """Three options: one of each side taken up, one refused with its reason."""
    lived, care = engagement(partnership, Side.LIVED), engagement(partnership, Side.CARE)
    return [
        OptionDraft("Poser la question à chaque entretien", Outcome.ADOPTED, lived),
        OptionDraft("Une fiche dans le dossier", Outcome.ADAPTED, care, "Une ligne suffit."),
        OptionDraft("Une permanence le soir", Outcome.REFUSED, lived, REASON),
    ]


def decided(partnership: Partnership, *, by: Actor | None = None, **fields: Any) -> Decision:
    """A decision with three options, one promise in a month, and a review in six months."""
    taken = {
        "title": "Demander à chacun ce qu’il veut",
        "text": "À chaque entretien, la première question est : « Et vous, que voulez-vous ? »",
        "decided_on": TODAY,
        "degree": Degree.CO_DECISION,
        "options": options(partnership),
        "commitments": [
            CommitmentDraft(
                "Former l’équipe à cette question",
                engagement(partnership, Side.CARE),
                TODAY + timedelta(days=30),
            )
        ],
        "review_on": TODAY + timedelta(days=182),
        "at": NOON,
    } | fields
    return verbs.decide(partnership, by=by or actor(partnership, Side.CARE), **taken)


def told(promise: Commitment, *, by: Actor | None = None, **fields: Any) -> Commitment:
    """Somebody says that a promise is kept today."""
    said = {"done": True, "on": TODAY, "words": "L’équipe est formée.", "at": NOON} | fields
    return verbs.fulfil(promise, by=by or actor(promise.decision.partnership, Side.CARE), **said)


def held(review: Review, *, by: Actor | None = None, **fields: Any) -> Review:
    """Somebody comes back to a decision."""
    said = {"effect": Effect.PARTLY, "words": "La question est posée une fois sur deux.", "at": NOON} | fields
    return verbs.hold(review, by=by or actor(review.decision.partnership, Side.LIVED), **said)
