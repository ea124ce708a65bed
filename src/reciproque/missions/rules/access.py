"""Who could come: what missions ask and what they pay back, read for the barometer (founding text: unequal access)."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reciproque.partnerships.rules.barometer import Evidence, Reading, State, Step


@dataclass(frozen=True)
class Access:
    """Of a partnership: how many missions are shown, and how many of them open a door."""

    code: str
    shown: int
    without_diploma: int
    remote: int
    supplied: int
    explained: int


def everyone_can_come(facts: Access) -> Reading:
    """Holds when a mission asks for no diploma and each shown one pays something back, or is done from home."""
    where = reverse("missions:of_partnership", args=[facts.code])
    if not facts.shown:
        text = _(
            "Aucune mission n’est encore publiée : c’est là que se disent les frais, l’accès et les titres."
        )
        return Reading(State.EARLY, text, (), Step(_("En proposer une"), where))
    told = (
        (facts.without_diploma, _("sans diplôme ni titre")),
        (facts.remote, _("à distance, ou au choix")),
        (facts.supplied, _("avec trajet, garde, relais ou interprète pris en charge")),
        (facts.explained, _("qui demandent un titre au-delà de la loi, en disant pourquoi")),
    )
    evidence = tuple(
        Evidence(ngettext("{n} mission {how}", "{n} missions {how}", number).format(n=number, how=how), where)
        for number, how in told
        if number
    )
    if not facts.without_diploma:
        text = _("Chaque mission publiée demande un titre : personne ne peut commencer sans.")
        return Reading(State.REVIEW, text, evidence, Step(_("Proposer une mission sans diplôme"), where))
    if facts.supplied + facts.remote < facts.shown:
        text = _("Une mission publiée au moins ne prend rien en charge et ne se fait pas à distance.")
        return Reading(State.REVIEW, text, evidence, Step(_("Dire ce qui est pris en charge"), where))
    text = _("On peut commencer sans diplôme, et venir ne coûte rien, ou se fait de chez soi.")
    return Reading(State.HOLDS, text, evidence)
