"""Anonymity: code names come with the people accompanied, who are not there yet."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .facts import Facts
from .reading import Nature, Reading, State, reads


@reads("S2-45", gettext_lazy("L’anonymat des personnes accompagnées"), Nature.VIGILANCE)
def people_stay_anonymous(facts: Facts) -> Reading:
    text = _("Les noms de code viendront avec l’accompagnement. Ici, personne d’accompagné n’a de fiche.")
    return Reading(State.UNKNOWN, text)
