"""Where somebody stands among accompanied people, said the same way on every page."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reciproque.foundation import clock
from reciproque.foundation.templatetags.house import icon
from reciproque.openings.kinds import State
from reciproque.openings.models import Opening
from reciproque.openings.queries.lists import openings_of
from reciproque.people.models import Person

register = template.Library()
LOOKS = {
    State.ASKED: ("warn", "hourglass"),
    State.OPEN: ("ok", "user-check"),
    State.SUSPENDED: ("late", "circle-pause"),
    State.EXPIRED: ("plain", "hourglass"),
    State.LEFT: ("plain", "circle-x"),
    State.REFUSED: ("plain", "circle-x"),
    State.ENDED: ("plain", "circle-x"),
}


@register.simple_tag
def opening_state(opening: Opening) -> SafeString:
    """The state of an opening, as a tag."""
    state = State(opening.state)  # type: ignore[attr-defined]
    look, drawing = LOOKS[state]
    return format_html('<span class="tag {}">{}{}</span>', look, icon(drawing, 14), state.label)


@register.simple_tag(takes_context=True)
def openings_of_person(context: Context, person: Person) -> list[Opening]:
    """The openings of somebody that the reader may see, one for each organisation. One query."""
    return openings_of(person, context["actor"], on=clock.today())
