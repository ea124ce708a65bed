"""How a voice is told: since when it waits, and its code in two halves, fit for being read aloud."""

from __future__ import annotations

from datetime import date

from django import template

from reciproque.foundation import clock, words
from reciproque.foundation.models import CODE_LENGTH
from reciproque.voices.kinds import SHORT_CONSENT

register = template.Library()


@register.filter
def days_ago(on: date) -> int:
    """How many days went by since a day."""
    return (clock.today() - on).days


@register.filter
def short_day(on: date) -> str:
    """« 3 octobre 2026 »: a day whose weekday tells nothing."""
    return words.day(on, weekday=False)


@register.filter
def in_halves(code: str) -> str:
    """« AB3DE FGH7K »."""
    half = CODE_LENGTH // 2
    return f"{code[:half]} {code[half:]}"


@register.filter
def short_consent(consent: str) -> str:
    """How far the words may travel, in few words."""
    return str(SHORT_CONSENT.get(consent, ""))
