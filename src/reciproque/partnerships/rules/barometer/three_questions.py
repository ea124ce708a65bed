"""What do we need, what do we want to do, why: each side has said it for itself."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...kinds import Side
from .facts import Facts
from .reading import Evidence, Nature, Reading, State, Step, reads


@reads(
    "S2-43", gettext_lazy("Savoir de quoi on a besoin, ce qu’on veut faire, et pourquoi"), Nature.CONDITION
)
def both_sides_answered_the_questions(facts: Facts) -> Reading:
    where = facts.page("framing")
    said = tuple(
        Evidence(_("{side} : les trois questions ont leurs réponses").format(side=side.label), where)
        for side in Side
        if side in facts.framed
    )
    if len(said) == len(Side):
        return Reading(State.HOLDS, _("Chaque côté a répondu aux trois questions."), said)
    state = State.EARLY if facts.begun_on is None else State.REVIEW
    text = _("Il manque les réponses d’un côté au moins.")
    return Reading(state, text, said, Step(_("Répondre aux trois questions"), where))
