"""How a step is shown: its facts in one line; its parts with a drawing, named where the house speaks the language."""

from __future__ import annotations

from django import template

from reciproque.pathways.kinds import Language, Part
from reciproque.pathways.queries import StepTold
from reciproque.pathways.queries.telling import facts_of

register = template.Library()
DRAWINGS = {Part.WHO: "users", Part.WHERE: "map-pin", Part.WHY: "lightbulb", Part.BRING: "backpack"}


@register.simple_tag
def facts(step: StepTold, days: int | None) -> str:
    """« Le même jour · 30 min · dans les 15 jours après : … », in the language of the moment."""
    return facts_of(step, days)


@register.simple_tag
def step_parts(step: StepTold, language: Language) -> list[tuple[str, str, str]]:
    """The parts that say something: drawing, name (empty in a language the house does not speak), words."""
    return [
        (drawing, str(part.label) if language.ours else "", getattr(step, part.value))
        for part, drawing in DRAWINGS.items()
        if getattr(step, part.value)
    ]
