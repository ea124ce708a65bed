"""How the number of an answer is told: in two halves, fit for being read aloud."""

from __future__ import annotations

from django import template

from reciproque.foundation.models import CODE_LENGTH

register = template.Library()


@register.filter
def in_two(code: str) -> str:
    """« AB3DE FGH7K »."""
    half = CODE_LENGTH // 2
    return f"{code[:half]} {code[half:]}"
