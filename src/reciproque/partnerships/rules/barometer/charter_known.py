"""Say clearly what is aimed at, how, the rights and the limits: a charter that named people of both sides signed."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...kinds import Side
from .facts import Facts
from .reading import Evidence, Nature, Reading, State, Step, reads


@reads("S2-77", gettext_lazy("Objectifs, modalités, droits et limites sont dits clairement"), Nature.START)
def the_charter_is_signed_by_both_sides(facts: Facts) -> Reading:
    where = facts.page("charter")
    if facts.charter is None:
        state = State.EARLY if facts.begun_on is None else State.REVIEW
        text = _("Aucune charte n’est encore signée des deux côtés.")
        return Reading(state, text, step=Step(_("Écrire et signer la charte"), where))
    signed = tuple(
        Evidence(
            _("{side}, signée par {names}").format(
                side=side.label, names=", ".join(one.name for one in facts.of(side) if one.signed)
            ),
            where,
        )
        for side in Side
        if any(one.signed for one in facts.of(side))
    )
    if len(signed) < len(Side):
        text = _(
            "La charte en vigueur (version {n}) n’engage plus personne d’un des côtés : qui l’avait signée est parti."
        )
        return Reading(
            State.REVIEW, text.format(n=facts.charter), signed, Step(_("Lire et signer la charte"), where)
        )
    text = _("La charte (version {n}) est signée des deux côtés.").format(n=facts.charter)
    return Reading(State.HOLDS, text, signed)
