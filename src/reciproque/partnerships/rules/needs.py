"""What a need may not say, and what an objective still lacks: names stay out, gaps are said in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reciproque.foundation.models import plain


def named_in(text: str, names: Iterable[str]) -> str | None:
    """The first of these names that stands in a text, whatever its case and accents; None when none does."""
    said = plain(text)
    return next((name for name in names if re.search(rf"\b{re.escape(plain(name))}\b", said)), None)


@dataclass(frozen=True)
class Aim:
    """What is known of an objective: has it a need, a starting point, someone on each side."""

    has_need: bool
    has_baseline: bool
    held_by_lived: bool
    held_by_care: bool


def lacks(aim: Aim) -> list[str]:
    """What an objective still lacks, in sentences; nothing for one that is whole."""
    told = (
        (aim.has_need, _("Aucun besoin noté n’y mène : à quoi répond-il ?")),
        (aim.has_baseline, _("Le point de départ n’est pas dit : on ne verra pas ce qui a changé.")),
        (aim.held_by_lived, _("Plus personne n’y veille côté patients et proches.")),
        (aim.held_by_care, _("Plus personne n’y veille côté professionnels.")),
    )
    return [sentence for holds, sentence in told if not holds]
