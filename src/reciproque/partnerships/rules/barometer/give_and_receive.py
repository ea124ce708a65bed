"""Reciprocity: each side says, at an evaluation, what it gave and what it received."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation import words

from .facts import Facts
from .reading import Evidence, Nature, Reading, State, Step, reads


@reads("S1-06", gettext_lazy("Chaque côté dit ce qu’il donne et ce qu’il reçoit"), Nature.FOUNDATION)
def each_side_says_what_it_gives_and_receives(facts: Facts) -> Reading:
    told = next((look for look in facts.looks if look.both), None)
    silent = next((look for look in facts.looks if not look.both and look.due_on < facts.today), None)
    evidence: tuple[Evidence, ...] = ()
    if told is not None:
        said = _("Évaluation {n}, prévue le {day} : les deux côtés l’ont dit")
        said = said.format(n=told.number, day=words.day(told.due_on, weekday=False))
        evidence = (Evidence(said, facts.page("round", told.number)),)
    if silent is not None:
        text = _("L’évaluation {n} est passée, et il manque la réponse d’un côté au moins.")
        step = Step(_("Répondre à l’évaluation"), facts.page("round", silent.number))
        return Reading(State.REVIEW, text.format(n=silent.number), evidence, step)
    if told is not None:
        return Reading(State.HOLDS, _("Les deux côtés l’ont dit à la dernière évaluation."), evidence)
    return Reading(
        State.EARLY, _("Cela se dit à l’évaluation : aucune n’a encore été remplie des deux côtés.")
    )
