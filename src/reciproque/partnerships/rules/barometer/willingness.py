"""Will and openness of all: what each one said, « pas prêt » included, in her own words and never as a mark."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .facts import Facts
from .reading import Nature, Reading, Said, State, Step, reads


@reads("S2-66", gettext_lazy("Une volonté réelle, et de l’ouverture, chez tous"), Nature.CONDITION)
def each_one_says_where_she_stands(facts: Facts) -> Reading:
    said = tuple(
        Said(one.name, one.side, one.ready, one.words, one.said_on)
        for one in facts.people
        if one.ready is not None
    )
    text = (
        _("Rien n’est compté ici : ce sont leurs mots.")
        if said
        else _("Personne n’a encore dit où il en est. Rien n’y oblige.")
    )
    return Reading(State.SAID, text, step=Step(_("Dire où j’en suis"), facts.page("framing")), said=said)
