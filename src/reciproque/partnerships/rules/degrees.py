"""How what is seen differs from what is aimed at, in words: between the two sides first, then with the aim."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..kinds import Observed

RANK = {observed.value: rank for rank, observed in enumerate(Observed)}
"""From « not yet » (0) and « without » (1) to co-decision: an aim has the rank of its degree."""


@dataclass(frozen=True)
class Gap:
    """What is to be said of a stage; `wide` when there is something to talk about."""

    words: str
    wide: bool = False


def gap(aim: str | None, lived: str | None, care: str | None) -> Gap | None:
    """The gap of a stage; None until both sides have said what they see."""
    if lived is None or care is None:
        return None
    if lived != care:
        return Gap(_("Les deux côtés ne voient pas la même chose : à vous d’en parler"), wide=True)
    if lived == Observed.NOT_YET:
        return Gap(_("Pas encore eu lieu"))
    if aim is None:
        return Gap(_("Aucun degré n’est encore visé"))
    steps = RANK[aim] - RANK[lived]
    if steps > 0:
        words = ngettext(
            "{n} degré en dessous de ce qui est visé", "{n} degrés en dessous de ce qui est visé", steps
        )
        return Gap(words.format(n=steps), wide=True)
    return Gap(_("Comme visé") if steps == 0 else _("Au-delà de ce qui est visé"))
