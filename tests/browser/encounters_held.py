"""A head nurse holds encounters too: one to hand over, one open, one kept."""

from __future__ import annotations

from types import SimpleNamespace

from django.urls import reverse

from reciproque.encounters.verbs import beginning
from reciproque.people.models import Organisation, Person
from reciproque.web.demonstration import encounters
from reciproque.web.demonstration.life import Story, hat_in


def add(story: Story, hospital: Organisation, solene: Person) -> list[str]:
    """Add them; what no link leads to: the drawing that a page shows."""
    who = SimpleNamespace(helene=solene, msp=hospital)
    encounters.kept(story, who)
    encounters.opened(story, who, -3)
    handed = beginning.begin(hospital, by=hat_in(solene, hospital, on=story.today), at=story.now)
    opened = encounters.opened(story, who, -4)
    return [
        reverse("encounters:drawn", args=[handed.code]),
        reverse("encounters:decision", args=[opened.code]),
    ]
