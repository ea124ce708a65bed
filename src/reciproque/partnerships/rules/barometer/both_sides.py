"""A partnership has two sides: with one of them gone, what is left is somebody speaking for the other."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...kinds import Side
from .facts import Facts
from .reading import Evidence, Nature, Reading, State, Step, reads


@reads("S1-01", gettext_lazy("Les deux côtés sont là"), Nature.FOUNDATION)
def both_sides_are_there(facts: Facts) -> Reading:
    where = facts.page("people")
    there = tuple(
        Evidence(_("{side} : {names}").format(side=side.label, names=_names(facts, side)), where)
        for side in Side
        if facts.of(side)
    )
    missing = [side for side in Side if not facts.of(side)]
    if not missing:
        return Reading(State.HOLDS, _("Des deux côtés, quelqu’un est engagé."), there)
    words = _("{side}, personne n’est engagé aujourd’hui.").format(side=missing[0].label)
    if len(missing) > 1:
        words = _("Personne n’est engagé aujourd’hui.")
    return Reading(State.REVIEW, words, there, Step(_("Proposer à quelqu’un d’entrer"), where))


def _names(facts: Facts, side: str) -> str:
    return ", ".join(one.name for one in facts.of(side))
