"""The same session, somebody unpaid beside somebody paid: seen, with who chose it; and what small groups hide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from reciproque.foundation import words
from reciproque.partnerships.kinds import Side, Status
from reciproque.partnerships.rules.fairness import PAID


@dataclass(frozen=True)
class There:
    """Somebody who was there: her side, the status her time was given under, and when she chose to be a volunteer.

    `offered`: paid terms were offered to her there.
    """

    side: str
    status: str
    chosen_on: date | None = None
    offered: bool = False


def is_flagged(present: Iterable[There]) -> bool:
    """Somebody of the side of patients was there for nothing while somebody of the care side was paid."""
    there = list(present)
    unpaid = any(one.side == Side.LIVED and one.status == Status.VOLUNTEER for one in there)
    return unpaid and any(one.side == Side.CARE and one.status in PAID for one in there)


def said(one: There) -> str:
    """« bénévole par choix, le 3 novembre 2026 », « aucune rémunération proposée », or how she is paid."""
    if one.status == Status.ON_DUTY:
        return _("payé par ailleurs : c’est dans ses fonctions")
    if one.status == Status.EMPLOYEE:
        return _("payé, comme salarié")
    if one.status == Status.INDEPENDENT:
        return _("payé, comme indépendant")
    if one.chosen_on is not None:
        return _("bénévole par choix, le {day}").format(day=words.day(one.chosen_on, weekday=False))
    if one.offered:
        return _("bénévole ; une rémunération est proposée, elle n’a encore rien choisi")
    return _("bénévole ; aucune rémunération proposée")
