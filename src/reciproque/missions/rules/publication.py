"""What a mission must say before it is shown: read over by a second person, against this list.

Source: role profile for recruiting user-partners (HAS, avis 2-2023, resource sheet 2); « compensation decided and
announced beforehand » (HUG 3P); charter and supervision (HAS sheet of May 2026, conditions and vigilance).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from reciproque.foundation.requirements import Reason, requires

GATE = "missions.publish"
SINCE = date(2026, 1, 1)


@dataclass(frozen=True)
class Sheet:
    """What is known of a mission when it is to be shown. `charter`: the version in force, None without one."""

    code: str
    partnership: str
    purpose: bool
    does: bool
    tasks: int
    pay: bool
    expenses: bool
    contact: bool
    supervision: bool
    access: bool
    charter: int | None
    titles: bool = False
    beyond_law: bool = False

    def page(self, name: str) -> str:
        return reverse(f"missions:{name}", args=[self.code])


@requires(GATE, since=SINCE)
def it_says_what_for(sheet: Sheet) -> list[Reason]:
    return [
        Reason(sheet.purpose, _("à quoi elle sert"), sheet.page("sheet")),
        Reason(sheet.does, _("ce que l’on y fait"), sheet.page("sheet")),
        Reason(sheet.tasks > 0, _("au moins une mission du mode d’intervention"), sheet.page("sheet")),
    ]


@requires(GATE, since=SINCE)
def it_says_the_pay(sheet: Sheet) -> list[Reason]:
    return [
        Reason(
            sheet.pay,
            _("si elle est rémunérée, et combien, ou qu’elle ne l’est pas"),
            sheet.page("conditions"),
        ),
        Reason(sheet.expenses, _("les frais remboursés, et comment"), sheet.page("conditions")),
    ]


@requires(GATE, since=SINCE)
def somebody_answers(sheet: Sheet) -> list[Reason]:
    return [
        Reason(sheet.contact, _("à qui s’adresser"), sheet.page("conditions")),
        Reason(
            sheet.supervision, _("qui soutient la personne, et quand (supervision)"), sheet.page("conditions")
        ),
        Reason(
            sheet.access,
            _("comment on y accède, avec un handicap ou des contraintes"),
            sheet.page("conditions"),
        ),
    ]


@requires(GATE, since=SINCE)
def the_charter_stands(sheet: Sheet) -> Reason:
    where = reverse("partnerships:charter", args=[sheet.partnership])
    if sheet.charter is None:
        return Reason(False, _("une charte signée des deux côtés du partenariat"), where)
    return Reason(True, _("la charte (version {n}) est signée des deux côtés").format(n=sheet.charter), where)


@requires(GATE, since=SINCE)
def more_than_the_law_asks_is_explained(sheet: Sheet) -> list[Reason]:
    if not sheet.titles:
        return []
    text = _("pourquoi un titre est demandé, quand la loi n’en demande pas")
    return [Reason(sheet.beyond_law, text, sheet.page("expectations"))]
