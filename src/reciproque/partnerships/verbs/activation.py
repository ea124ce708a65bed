"""Planning the first evaluation, and beginning: the gate is asked, and what it said is kept."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import verb

from ..models import Activation, EvaluationRound, Partnership
from ..queries.activation import activation_verdict
from .evaluation import plan_round


@verb(Partnership, "plan_first_evaluation", keeps=("due_on",))
def plan_first_evaluation(
    partnership: Partnership, *, by: Actor, at: datetime, due_on: date
) -> EvaluationRound:
    """Fix the day of the first evaluation; the referents of the two sides own it.

    Raises ValidationError when it is fixed already or for a day that is not to come.
    """
    today = timezone.localdate(at)
    if partnership.rounds.exists():
        raise ValidationError(_("La première évaluation a déjà une date."))
    if due_on <= today:
        raise ValidationError({"due_on": _("Choisissez un jour à venir.")})
    return plan_round(partnership, at=at, due_on=due_on)


@verb(Partnership, "activate")
def activate(partnership: Partnership, *, by: Actor, at: datetime) -> Activation:
    """Begin, when nothing is missing any more. Raises Unmet, which says all that is missing, in words."""
    verdict = activation_verdict(partnership, on=timezone.localdate(at))
    verdict.demand()
    return Activation.objects.create(
        partnership=partnership,
        activated_at=at,
        activated_by_id=by.person_id,
        gate_version=verdict.version,
    )
