"""What a person is told before her health may serve to find missions for her, by the day each wording took effect."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

CONSENT_TEXTS: dict[date, tuple[Any, ...]] = {
    date(2026, 11, 1): (
        _(
            "Ce que vous avez écrit de votre santé, de votre parcours et de votre vie d’aidant pourra servir à"
            " vous proposer des missions."
        ),
        _("Personne ne le lira pour autant : une proposition ne dira jamais qu’elle vient de là."),
        _(
            "Ce que vous ouvrez ou fermez sur votre page n’y change rien, et cela ne change rien à votre page."
        ),
        _("Vous retirez cet accord quand vous voulez, sans dire pourquoi, et c’est fini aussitôt."),
    ),
}
"""A wording once used is never changed: a new one is added under its own date."""


def consent_wording(on: date) -> date:
    """The wording in force on a day; the first one for a day before it."""
    return max((since for since in CONSENT_TEXTS if since <= on), default=min(CONSENT_TEXTS))
