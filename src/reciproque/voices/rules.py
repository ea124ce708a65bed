"""What is promised to someone whose words are kept: an answer within a delay, a consent read to her, no name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.models import plain
from reciproque.foundation.parameters import parameter

ANSWER_DAYS = parameter(
    "voices.answer_days",
    _("Délai pour répondre à une parole"),
    30,
    unit=_("jours"),
    source=_("Proposition de Réciproque, d’après l’usage : au-delà d’un mois, une parole passe pour oubliée"),
    status="proposal",
    since=date(2026, 1, 1),
)

CONSENT_TEXTS: dict[date, tuple[Any, ...]] = {
    date(2026, 11, 1): (
        _("Ce que vous dites peut être écrit ici, sans votre nom."),
        _(
            "Les personnes engagées dans ce partenariat et la coordination de ses structures le liront."
            " Elles vous doivent une réponse."
        ),
        _("Vous choisissez si vos mots peuvent aussi être cités ailleurs, toujours sans votre nom."),
        _(
            "Vous recevez un code. Avec lui, vous pouvez faire effacer vos mots quand vous voulez, sans dire pourquoi."
        ),
        _("Si vous dites non, rien n’est écrit, et cela ne change rien pour vous."),
    ),
}
"""What is read to the person before her words are written, by the day each version took effect.

A version once used is never changed: a new one is added under its own date.
"""

SHORTEST_NAME = 3
NO_NAME = frozenset({"dr", "pr", "mme", "mlle", "mr"})
WORD = re.compile(r"\w+")


def consent_version(on: date) -> date:
    """The version of the consent in force on a day; the first one for a day before it."""
    return max((since for since in CONSENT_TEXTS if since <= on), default=min(CONSENT_TEXTS))


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """Those of `names` of which a part (first name or family name) stands in `text`, accents and case aside."""
    said = set(WORD.findall(plain(text)))
    return [name for name in names if said & _parts(name)]


def _parts(name: str) -> set[str]:
    parts = set(WORD.findall(plain(name))) - NO_NAME
    return {part for part in parts if len(part) >= SHORTEST_NAME}
