"""How a reading of the barometer looks: a drawing beside its words, and what was said, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reciproque.foundation.templatetags.house import icon
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.rules.barometer import Said, State

register = template.Library()
MARKS = {
    State.HOLDS: ("ok", "check"),
    State.REVIEW: ("warn", "triangle-alert"),
    State.EARLY: ("", "hourglass"),
    State.UNKNOWN: ("", "circle-question-mark"),
    State.ASIDE: ("", "minus"),
    State.SAID: ("", "message-circle"),
}
"""The class and the drawing of each state; its words always stand beside it."""


@register.simple_tag
def state_mark(state: str) -> SafeString:
    look, drawing = MARKS[State(state)]
    return format_html('<span class="mark {}">{}</span>', look, icon(drawing, 16))


@register.filter
def by_side(said: Iterable[Said]) -> list[dict[str, Any]]:
    """What each side said, a silent side included."""
    told = list(said)
    return [
        {"label": side.label, "voice": side.value, "said": [one for one in told if one.side == side]}
        for side in Side
    ]
