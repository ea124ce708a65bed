"""Where a mission stands, said the same way on every page."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reciproque.foundation.templatetags.house import icon
from reciproque.missions.kinds import State

register = template.Library()
LOOKS = {
    State.DRAFT: ("plain", "pen-line"),
    State.REVIEW: ("warn", "hourglass"),
    State.RETURNED: ("warn", "pen-line"),
    State.OPEN: ("ok", "door-open"),
    State.FULL: ("plain", "users"),
    State.CLOSED: ("plain", "circle-x"),
}


@register.filter
def mission_state(state: str) -> SafeString:
    """The state of a mission, as a tag."""
    known = State(state)
    look, drawing = LOOKS[known]
    return format_html('<span class="tag {}">{}{}</span>', look, icon(drawing, 14), known.label)
