"""Which papers each status asks for, and which independent work looks like employment: told, never decided here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from reciproque.partnerships.kinds import Status

from ..kinds import PaperKind

NEEDED: dict[str, tuple[PaperKind, ...]] = {
    Status.VOLUNTEER: (PaperKind.INSURANCE, PaperKind.AGREEMENT),
    Status.EMPLOYEE: (PaperKind.CONTRACT,),
    Status.INDEPENDENT: (PaperKind.SIRET, PaperKind.QUOTE),
    Status.ON_DUTY: (),
}
"""Proposition of the project, after reference texts: associations intervene in a hospital under an agreement."""
IMPOSED = _("Les horaires sont fixés par d’autres.")
ONE_CLIENT = _("Cette structure est le seul client connu ici.")
REQUALIFICATION = _(
    "Un travail indépendant fait sous des ordres permanents peut être requalifié en contrat de travail (Code du"
    " travail, art. L8221-6). Parlez-en ensemble, et avec qui vous conseille."
)


def missing(status: str, held: Iterable[tuple[str, date | None]], *, on: date) -> list[PaperKind]:
    """The papers that a status needs and that nobody holds on a day, from those known with their last day."""
    good = {kind for kind, until in held if until is None or until >= on}
    return [kind for kind in NEEDED.get(status, ()) if kind not in good]
