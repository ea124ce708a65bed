"""The guided tour of the demonstration: ten minutes, nine stops, each from the place of somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Stop:
    """Where to look, from whose place, and what to try there.

    `partnership` is a title in both languages; `{title}` in `to_try` is the one it has here.
    """

    who: str
    minutes: int
    question: Any
    to_try: Any
    view: str
    partnership: Any = ""


CONSULTATION, PAIN, CAFE = (
    _("Consultation prioritaire"),
    _("Vivre avec la douleur chronique"),
    _("Un café des patients"),
)

STOPS: tuple[Stop, ...] = (
    Stop(
        "nadia",
        1,
        _("Qu’est-ce qui attend quelqu’un, ce matin ?"),
        _(
            "Lisez la liste : chaque ligne a une date et mène à ce qu’il faut faire. Changez de chapeau, en bas."
        ),
        "web:home",
    ),
    Stop(
        "karim",
        1,
        _("Comment un patient partenaire fonde-t-il un partenariat ?"),
        _("Karim a fondé « {title} ». Voyez ce qui manque encore pour commencer, et qui doit le faire."),
        "partnerships:partnership",
        CAFE,
    ),
    Stop(
        "nadia",
        2,
        _("Que répond l’autre côté, sans avoir lu le premier ?"),
        _("Répondez aux trois questions pour l’hôpital : les réponses de Karim s’ouvrent seulement ensuite."),
        "partnerships:framing",
        CAFE,
    ),
    Stop(
        "malik",
        1,
        _("Qu’ont signé les deux côtés ?"),
        _("Lisez la charte, ses signataires, et emportez-la en PDF."),
        "partnerships:charter",
        CONSULTATION,
    ),
    Stop(
        "malik",
        1,
        _("Où passe le temps des bénévoles ?"),
        _("Dites tenue une rencontre passée, puis retrouvez ce temps dans vos heures."),
        "partnerships:calendar",
        CONSULTATION,
    ),
    Stop(
        "karim",
        1,
        _("Comment accepte-t-on une mission, à son rythme ?"),
        _(
            "On propose une mission à Karim : lisez pourquoi, dites oui pour deux séances, ou non sans raison."
        ),
        "missions:missions",
    ),
    Stop(
        "solene",
        1,
        _("Que devient ce que les personnes disent ?"),
        _("Répondez à une parole qui attend, ou faites-la entrer dans une décision."),
        "voices:voices",
        CONSULTATION,
    ),
    Stop(
        "lucie",
        1,
        _("Les deux côtés voient-ils la même chose ?"),
        _("Ouvrez la dernière évaluation close : les mêmes questions aux deux, et l’écart."),
        "partnerships:rounds",
        PAIN,
    ),
    Stop(
        "ines",
        1,
        _("Et quelqu’un qui n’est pas du partenariat, que voit-elle ?"),
        _("Cherchez « café » : de ce qui n’est pas à vous, rien ne se voit, pas même l’existence."),
        "web:search",
    ),
)
