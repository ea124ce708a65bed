"""The cells of a table of hours."""

from __future__ import annotations

from django import template

from reciproque.foundation import words
from reciproque.partnerships.queries.hours import Line

register = template.Library()


@register.simple_tag
def minutes_of(line: Line, kind: str) -> str:
    """What a line holds of one kind of time, « 1 h 30 »; a dash for none."""
    minutes = line.by_kind.get(kind, 0)
    return words.length(minutes) if minutes else "–"
