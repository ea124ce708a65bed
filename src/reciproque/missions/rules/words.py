"""Reasons and refusals in words, to the person and to others: none names her health, nor what keeps her away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from reciproque.partnerships.modes import MODES
from reciproque.profiles.kinds import LANGUAGES

from .fit import Against, Fit, For, Obstacle, Reason
from .partner import Key
from .why import Because, Why

SPOKEN = dict(LANGUAGES)


@dataclass(frozen=True)
class Names:
    """The names of the territories and titles that reasons are about, by their keys."""

    territories: Mapping[Key, Any] = field(default_factory=dict)
    titles: Mapping[Key, Any] = field(default_factory=dict)

    def of(self, code: For | Against, key: Key) -> str:
        return str(self._by_code(code).get(key, key))

    def _by_code(self, code: For | Against) -> Mapping[Key, Any]:
        if code in (For.LANGUAGE, Against.LANGUAGE):
            return {key: _inside(label) for key, label in SPOKEN.items()}
        if code == For.DAY:
            return {key: _inside(label) for key, label in WEEKDAYS.items()}
        if code == For.MODE_WISHED:
            return {key: mode.label for key, mode in MODES.items()}
        return self.territories if code in (For.TERRITORY, Against.TERRITORY) else self.titles


def _inside(label: Any) -> str:
    """A language or a day inside a sentence: no capital in French."""
    said = str(label)
    return said[:1].lower() + said[1:] if (get_language() or "fr").startswith("fr") else said


FOR: dict[For, tuple[Any, Any]] = {
    For.LANGUAGE: (_("la langue : {what}"), _("la langue : {what}")),
    For.TERRITORY: (_("le territoire : {what}"), _("le territoire : {what}")),
    For.REMOTE: (_("elle se fait à distance, comme vous le pouvez"), _("à distance, comme elle le peut")),
    For.DAY: (_("le jour : {what}"), _("le jour : {what}")),
    For.MODE_WISHED: (_("ce que vous aimeriez faire : {what}"), _("ce qu’elle aimerait faire : {what}")),
    For.TITLE_VERIFIED: (_("votre titre vérifié : {what}"), _("titre vérifié : {what}")),
    For.RHYTHM: (_("le rythme que vous souhaitez"), _("le rythme souhaité")),
    For.ROTATION: (
        _("vous n’avez pas pris de mission ces derniers temps"),
        _("n’a pas pris de mission ces derniers temps"),
    ),
    For.NEWCOMER: (
        _("nous ne vous avons encore rien proposé cette saison"),
        _("pas encore sollicitée cette saison"),
    ),
}
"""What each reason says to the person, then to others."""

UNAVAILABLE = _("indisponible")
AGAINST: dict[Against, tuple[Any, Any]] = {
    Against.LANGUAGE: (_("on y parle : {what}"), _("on y parle : {what}")),
    Against.TERRITORY: (_("trop loin de là où vous allez : {what}"), _("trop loin : {what}")),
    Against.REMOTE: (_("elle ne peut se faire de là où vous êtes"), _("ne peut se faire de là où elle est")),
    Against.TITLE: (_("un titre est demandé : {what}"), _("titre demandé : {what}")),
    Against.TITLE_UNVERIFIED: (
        _("votre titre n’est pas encore vérifié : {what}"),
        _("titre pas encore vérifié : {what}"),
    ),
    Against.ETP: (
        _("les quarante heures d’éducation thérapeutique sont demandées"),
        _("sans les quarante heures d’éducation thérapeutique"),
    ),
    Against.NOT_OPENED: (
        _("vous n’êtes pas encore parmi ceux qui rencontrent des personnes accompagnées"),
        _("pas encore ouverte auprès des personnes accompagnées"),
    ),
    Against.UNAVAILABLE: (
        _("vos horaires, votre pause ou les plafonds que vous avez choisis ne le permettent pas"),
        UNAVAILABLE,
    ),
    Against.NO_DATE: (_("aucune date n’est encore prévue"), _("aucune date n’est encore prévue")),
    Against.FULL: (_("toutes les places sont prises"), _("toutes les places sont prises")),
    Against.ALREADY_TAKEN: (
        _("vous l’avez déjà prise, ou elle vous est déjà proposée"),
        _("déjà prise ou déjà proposée"),
    ),
}
"""What each obstacle says to the person, then to others."""

_TAKEN = _("les places de cette date sont prises par des personnes mieux placées ou moins sollicitées")
BECAUSE: dict[Because, tuple[Any, Any]] = {
    Because.PROPOSED: (_("proposée"), _("proposée")),
    Because.OBSTACLE: (_("elle ne vous convient pas"), _("ne convient pas")),
    Because.OVERLAP: (
        _("autre chose vous est proposé au même moment, ou trop près"),
        _("autre chose est proposé au même moment, ou trop près"),
    ),
    Because.CEILING: (_("avec ce qui vous est déjà proposé, vous passeriez votre plafond"), UNAVAILABLE),
    Because.BEGINNERS: (
        _("quelqu’un qui débute y est déjà, et deux débutants n’y vont pas ensemble"),
        _("quelqu’un qui débute y est déjà, et deux débutants n’y vont pas ensemble"),
    ),
    Because.PLACES: (_TAKEN, _TAKEN),
    Because.PEOPLE: (
        _("cette mission est proposée à des personnes mieux placées ou moins sollicitées"),
        _("cette mission est proposée à des personnes mieux placées ou moins sollicitées"),
    ),
    Because.LOAD: (
        _("d’autres missions vous sont proposées, et celle-ci l’est à quelqu’un de moins sollicité"),
        _("proposée à quelqu’un de moins sollicité"),
    ),
    Because.AS_GOOD: (
        _("une autre répartition, tout aussi bonne, vous la proposerait"),
        _("une autre répartition, tout aussi bonne, la lui proposerait"),
    ),
    Because.NOT_KEPT: (
        _("trop de personnes conviennent pour les comparer toutes"),
        _("trop de personnes conviennent pour les comparer toutes"),
    ),
}
"""What decided, to the person, then to others."""


def reason(one: Reason, *, names: Names, to_her: bool) -> str:
    """One reason to propose, in words."""
    if one.code == For.DAY and not one.about:
        return (
            gettext("vous pouvez n’importe quel jour") if to_her else gettext("elle peut n’importe quel jour")
        )
    return _said(FOR[one.code], one, names, to_her)


def obstacle(one: Obstacle, *, names: Names, to_her: bool) -> str:
    """One obstacle, in words."""
    return _said(AGAINST[one.code], one, names, to_her)


def reasons(fit: Fit, *, names: Names, to_her: bool) -> list[str]:
    return [reason(one, names=names, to_her=to_her) for one in fit.reasons]


def obstacles(fit: Fit, *, names: Names, to_her: bool) -> list[str]:
    return [obstacle(one, names=names, to_her=to_her) for one in fit.against]


def proposed_because(fit: Fit, *, names: Names, to_her: bool) -> str:
    """« Proposée pour : la langue : soninké ; le jour : jeudi. »; nothing where there is no reason."""
    if not fit.reasons:
        return ""
    said = "\u00a0; ".join(reasons(fit, names=names, to_her=to_her))
    if to_her:
        return gettext("Cette mission vous est proposée pour : {reasons}.").format(reasons=said)
    return gettext("Proposée pour : {reasons}.").format(reasons=said)


def why(one: Why, *, names: Names, to_her: bool) -> list[str]:
    """What decided in a plan: the reasons or the obstacles, otherwise each limit that binds."""
    if one.because == Because.OBSTACLE:
        return obstacles(one.fit, names=names, to_her=to_her)
    if one.because == Because.PROPOSED:
        return reasons(one.fit, names=names, to_her=to_her)
    voice = 0 if to_her else 1
    return list(dict.fromkeys(str(BECAUSE[code][voice]) for code in one.binding or (one.because,)))


def _said(voices: tuple[Any, Any], one: Reason | Obstacle, names: Names, to_her: bool) -> str:
    what = ", ".join(names.of(one.code, key) for key in one.about)
    return str(voices[0 if to_her else 1]).format(what=what)
