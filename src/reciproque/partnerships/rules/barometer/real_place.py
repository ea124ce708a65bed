"""A real place rather than an image: the degree both sides aim at, stage by stage, and the one they see."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ...kinds import Degree, Observed, Phase
from ..degrees import gap
from .facts import Facts, Place
from .reading import Evidence, Nature, Reading, State, Step, reads


@reads(
    "S1-14",
    gettext_lazy("Un rôle qui décide, et pas seulement une image"),
    Nature.FOUNDATION,
    also=("S1-94", "S2-61"),
)
def the_place_seen_is_the_place_aimed_at(facts: Facts) -> Reading:
    where = facts.page("degrees")
    if not any(place.aim for place in facts.places):
        text = _("Aucun degré de participation n’est encore visé : on ne peut pas dire s’il est tenu.")
        state = State.EARLY if facts.begun_on is None else State.REVIEW
        return Reading(state, text, step=Step(_("Dire ce que nous visons"), where))
    told = [(place, gap(place.aim, place.lived, place.care)) for place in facts.places]
    evidence = tuple(
        Evidence(_("{phase} : {words}").format(phase=_phase(place), words=found.words), where)
        for place, found in told
        if found is not None and (found.wide or place.aim)
    )
    wide = sum(1 for _place, found in told if found is not None and found.wide)
    if wide:
        text = ngettext(
            "À {n} étape, la place vue n’est pas celle qui est visée, ou les deux côtés ne la voient pas pareil.",
            "À {n} étapes, la place vue n’est pas celle qui est visée, ou les deux côtés ne la voient pas pareil.",
            wide,
        )
        return Reading(State.REVIEW, text.format(n=wide), evidence, Step(_("En parler ensemble"), where))
    if not any(place.aim and place.lived not in (None, Observed.NOT_YET) for place in facts.places):
        aims = tuple(
            Evidence(
                _("{phase}, visé : {degree}").format(phase=_phase(place), degree=Degree(place.aim).label),
                where,
            )
            for place in facts.places
            if place.aim
        )
        text = _("Ce qui est visé est dit. Ce qui est vu se dira à l’évaluation, de chaque côté.")
        return Reading(State.EARLY, text, aims)
    return Reading(State.HOLDS, _("Aucune étape vécue n’est en dessous de ce qui est visé."), evidence)


def _phase(place: Place) -> str:
    return str(Phase(place.phase).label)
