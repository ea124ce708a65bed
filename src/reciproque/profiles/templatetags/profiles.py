"""What somebody says of herself, on pages of the packages below."""

from __future__ import annotations

from django import template
from django.template.context import Context

from reciproque.people.models import Person
from reciproque.profiles.models import Facet
from reciproque.profiles.queries.shown import shown_to

register = template.Library()


@register.simple_tag(takes_context=True)
def shown_of(context: Context, person: Person) -> list[Facet]:
    """The parts of somebody's profile that she lets the reader of this page read."""
    return shown_to(context["actor"], person)
