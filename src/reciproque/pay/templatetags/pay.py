"""Amounts, states and ages of lines, said the same way on every page; and what pay adds to pages of other packages."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation import clock
from reciproque.foundation.policy import rights
from reciproque.foundation.templatetags.house import icon
from reciproque.partnerships.models import Intervention, Partnership
from reciproque.pay.kinds import Age, State
from reciproque.pay.models import Line
from reciproque.pay.queries import equity, landmarks, lines
from reciproque.pay.rules import amounts
from reciproque.people.models import Organisation

register = template.Library()
LOOKS = {
    State.DUE: ("plain", "hourglass"),
    State.VALIDATED: ("plain", "check"),
    State.SENT: ("plain", "send"),
    State.PAID: ("ok", "wallet"),
    State.RECEIVED: ("ok", "check"),
    State.REFUSED: ("late", "circle-alert"),
    State.CANCELLED: ("plain", "x"),
}
AGES = {Age.RECENT: "plain", Age.WAITING: "warn", Age.LATE: "late"}
HIS_WORDS = {
    State.DUE: gettext_lazy("à valider par la structure"),
    State.VALIDATED: gettext_lazy("en chemin : validé"),
    State.SENT: gettext_lazy("en chemin : envoyé à la comptabilité"),
}
"""What the person reads before « payé »: never more than what is sure."""


@register.filter
def money(amount: Decimal | None, currency: str = "EUR") -> str:
    """« 90,00 € », or « à convenir »."""
    return amounts.money(amount, currency)


@register.filter
def at(counts: dict[str, int], which: str) -> int:
    """How many lines there are at one step."""
    return counts[which]


@register.simple_tag
def line_state(line: Line, *, hers: bool = False) -> SafeString:
    """The state of a line, as a tag; `hers`: in the words the person reads."""
    state = State(line.state)  # type: ignore[attr-defined]
    look, drawing = LOOKS[state]
    said = HIS_WORDS.get(state, state.label) if hers else state.label
    return format_html('<span class="tag {}">{}{}</span>', look, icon(drawing, 14), said)


@register.simple_tag
def line_age(line: Line) -> SafeString:
    """How long an unpaid line has waited, in words and colour; nothing once it is paid."""
    if line.age is None:  # type: ignore[attr-defined]
        return mark_safe("")
    days = (clock.today() - line.owed_since).days
    late = line.age == Age.LATE  # type: ignore[attr-defined]
    said = _("en retard : {n} j d’attente") if late else _("{n} j d’attente")
    return format_html('<span class="tag {}">{}</span>', AGES[line.age], said.format(n=days))  # type: ignore[attr-defined]


@register.simple_tag(takes_context=True)
def rights_of_pay(context: Context, organisation: Organisation) -> dict[str, bool]:
    """What the reader may open of the pay of a house. One query."""
    return rights(context["actor"], organisation, "move_lines", "read_grid", "read_papers", "read_equity")


@register.simple_tag(takes_context=True)
def reads_equity(context: Context, intervention: Intervention) -> bool:
    return rights(context["actor"], intervention, "read_equity")["read_equity"]


@register.simple_tag(takes_context=True)
def to_look_at(context: Context, partnership: Partnership) -> dict[str, Any] | None:
    """The sessions there of unequal pay that the reader was at or answers for. One query."""
    return equity.to_look_at(partnership, context["actor"])


@register.simple_tag(takes_context=True)
def has_lines(context: Context) -> bool:
    """Whether something is or was owed to the reader. One query."""
    return lines.mine(context["actor"]).exists()


@register.simple_tag(takes_context=True)
def landmarks_on(context: Context, about: str) -> list[Any]:
    """The landmarks of one chapter, for a callout where terms are chosen. One query."""
    chapters = landmarks.landmarks_of(context["actor"].organisation_id, on=clock.today())
    return [told for _title, chapter in chapters for told in chapter if told.landmark.about == about]
