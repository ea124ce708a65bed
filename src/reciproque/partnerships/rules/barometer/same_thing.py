"""Take time at the start, to speak of the same thing: answers compared, differences settled together."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ...kinds import Question
from .facts import Facts
from .reading import Evidence, Nature, Reading, State, Step, reads


@reads("S2-42", gettext_lazy("Se poser ensemble, et parler de la même chose"), Nature.CONDITION)
def both_speak_of_the_same_thing(facts: Facts) -> Reading:
    where = facts.page("framing")
    compared = tuple(
        Evidence(_("« {question} » : les réponses ont été comparées").format(question=question.label), where)
        for question in Question
        if question in facts.compared
    )
    if facts.unsettled:
        text = ngettext(
            "{n} différence n’est pas encore réglée.",
            "{n} différences ne sont pas encore réglées.",
            facts.unsettled,
        ).format(n=facts.unsettled)
    elif len(compared) < len(Question):
        text = _("Les réponses des deux côtés n’ont pas toutes été comparées.")
    else:
        return Reading(State.HOLDS, _("Les réponses ont été comparées, et plus rien ne diffère."), compared)
    state = State.EARLY if facts.begun_on is None else State.REVIEW
    return Reading(state, text, compared, Step(_("Reprendre le cadrage"), where))
