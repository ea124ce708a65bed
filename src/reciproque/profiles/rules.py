"""What a person is told before her health may serve to find missions for her; groups of age, to be counted."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.parameters import parameter

OLDEST = 120
"""Years: nobody known has lived much longer."""
AGES_TOGETHER = parameter(
    "profiles.ages_together",
    _("Années d’âge comptées ensemble"),
    15,
    unit="year",
    source=_("Tranches d’âge de quinze ans, comme dans les tableaux de l’Insee"),
    status="to_confirm",
    since=date(2026, 1, 1),
)
LAST_AGES = parameter(
    "profiles.last_ages",
    _("Âge à partir duquel toutes les personnes sont comptées ensemble"),
    75,
    unit="year",
    source=_("Tranches d’âge de quinze ans, comme dans les tableaux de l’Insee"),
    status="to_confirm",
    since=date(2026, 1, 1),
)

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


# --- to be counted --------------------------------------------------------------------------------
def check_year_of_birth(year: int | None, *, today: date) -> None:
    """Raises ValidationError for a year to come, or so far that nobody born then is alive."""
    if year is not None and not today.year - OLDEST <= year <= today.year:
        said = gettext("Écrivez une année entre {first} et {last}, par exemple 1974.")
        raise ValidationError({"born_in": said.format(first=today.year - OLDEST, last=today.year)})


def ages(together: int, last: int) -> list[tuple[int, int | None]]:
    """Groups of ages, from and to (both included); the last one has no end."""
    step, last = max(1, together), min(max(last, 1), OLDEST)
    starts = [*range(0, last, step), last]
    return [(first, after - 1) for first, after in pairwise(starts)] + [(last, None)]
