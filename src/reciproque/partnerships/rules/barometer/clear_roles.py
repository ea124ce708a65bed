"""Roles clear from the start, and read again: a sheet for each, confirmed at the last evaluation that came."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..roles import undecided
from .facts import Facts
from .reading import Evidence, Nature, Reading, State, Step, reads


@reads("S2-70", gettext_lazy("Le rôle de chacun est clair, et relu"), Nature.VIGILANCE, also=("S1-07",))
def roles_are_clear_and_read_again(facts: Facts) -> Reading:
    where = facts.page("people")
    if not facts.people:
        return Reading(State.EARLY, _("Personne n’est encore engagé."))
    empty = [one for one in facts.people if not one.written]
    look = next((one for one in facts.looks if one.due_on <= facts.today), None)
    asked = [one for one in facts.people if look is not None and one.joined_on <= look.due_on]
    unread = [one for one in asked if look is not None and (one.confirmed or 0) < look.number]
    shared = undecided((one.name, one.decides) for one in facts.people)
    evidence = [Evidence(_sheets(len(facts.people) - len(empty), len(facts.people)), where)]
    if look is not None and asked:
        evidence.append(Evidence(_read(len(asked) - len(unread), len(asked), look.number), where))
    for one in shared:
        said = _("« {item} » est décidé par {people}, sans dire comment")
        evidence.append(Evidence(said.format(item=one.item, people=_(" et ").join(one.people)), where))
    if empty:
        text = ngettext(
            "{n} fiche de rôle reste à écrire.", "{n} fiches de rôle restent à écrire.", len(empty)
        ).format(n=len(empty))
    elif unread:
        text = ngettext(
            "{n} fiche de rôle n’a pas été relue à l’évaluation {number}.",
            "{n} fiches de rôle n’ont pas été relues à l’évaluation {number}.",
            len(unread),
        ).format(n=len(unread), number=look.number if look else 0)
    elif shared:
        text = _("Une même chose est décidée par plusieurs personnes, sans dire comment.")
    else:
        text = _("Chaque fiche de rôle est écrite, et relue quand une évaluation le demandait.")
        return Reading(State.HOLDS, text, tuple(evidence))
    state = State.EARLY if facts.begun_on is None else State.REVIEW
    return Reading(state, text, tuple(evidence), Step(_("Relire les rôles de chacun"), where))


def _sheets(written: int, everyone: int) -> str:
    return ngettext(
        "{n} fiche de rôle écrite, sur {all}", "{n} fiches de rôle écrites, sur {all}", written
    ).format(n=written, all=everyone)


def _read(done: int, asked: int, number: int) -> str:
    return ngettext(
        "Évaluation {number} : {n} fiche relue, sur {all}",
        "Évaluation {number} : {n} fiches relues, sur {all}",
        done,
    ).format(number=number, n=done, all=asked)
