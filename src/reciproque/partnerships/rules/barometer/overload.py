"""Too much on somebody's shoulders: the time each one noted here; what she carries elsewhere is hers to know."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reciproque.foundation import words
from reciproque.foundation.parameters import parameter

from ...kinds import Side
from .facts import Facts
from .reading import Evidence, Nature, Reading, State, Step, reads

HOURS_A_MONTH = parameter(
    "partnerships.hours_to_talk_about",
    gettext_lazy("Heures données par une personne en trente jours à partir desquelles on en parle"),
    20,
    unit=gettext_lazy("heures"),
    source=gettext_lazy(
        "Proposition de Réciproque : environ un jour par semaine, en attendant que chacun dise son propre plafond"
    ),
    status="proposal",
    since=date(2026, 11, 1),
)


@reads("S1-90", gettext_lazy("Personne n’en porte trop"), Nature.LIMIT)
def nobody_carries_too_much(facts: Facts) -> Reading:
    most = int(facts.limits[HOURS_A_MONTH.name])
    heavy = sum(1 for one in facts.people if one.minutes >= most * 60)
    evidence = tuple(
        Evidence(
            _("{side} : {length} en trente jours, pour {n}").format(
                side=side.label,
                length=words.length(sum(one.minutes for one in facts.of(side))),
                n=_people(len(facts.of(side))),
            ),
            facts.page("hours"),
        )
        for side in Side
        if facts.of(side)
    )
    if heavy:
        text = ngettext(
            "{n} personne a noté {hours} h ou plus en trente jours.",
            "{n} personnes ont noté {hours} h ou plus en trente jours.",
            heavy,
        )
        step = Step(_("Regarder les heures de chacun"), facts.page("hours"))
        return Reading(State.REVIEW, text.format(n=heavy, hours=most), evidence, step)
    if not evidence:
        return Reading(State.EARLY, _("Personne n’est encore engagé."))
    text = _(
        "Personne n’a noté {hours} h ou plus ici en trente jours. Chacun fixe son propre plafond, toutes structures"
        " confondues : lui seul le lit, et personne ne le dépasse sans l’avoir voulu."
    )
    return Reading(State.HOLDS, text.format(hours=most), evidence)


def _people(number: int) -> str:
    return ngettext("{n} personne", "{n} personnes", number).format(n=number)
