"""Titles are not protected by law: one that is suspended is looked at again before anything else is planned."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .facts import Facts
from .reading import Nature, Reading, State, Step, reads


@reads("S1-92", gettext_lazy("Aucun titre n’est mis en cause"), Nature.LIMIT)
def no_title_is_suspended(facts: Facts) -> Reading:
    if any(one.suspended for one in facts.people):
        text = _("Le titre de quelqu’un qui est engagé ici est suspendu : ce qui est prévu est à revoir.")
        return Reading(State.REVIEW, text, step=Step(_("Revoir l’agenda"), facts.page("calendar")))
    if not facts.people:
        return Reading(State.EARLY, _("Personne n’est encore engagé."))
    return Reading(State.HOLDS, _("Aucun titre des personnes engagées n’est suspendu."))
