"""What is kept of somebody in partnerships, told to herself: where she is engaged, what she wrote there, her time."""

from __future__ import annotations

from typing import Any

from reciproque.people.models import Person
from reciproque.people.queries import told_to_herself

from .before import charters, engaged, founded, framed, objectives
from .life import degrees, evaluations, presence, taking_place

CHAPTERS = (founded, engaged, framed, objectives, charters, taking_place, presence, evaluations, degrees)


@told_to_herself("partnerships")
def _partnerships(person: Person) -> dict[str, Any]:
    return {name: lines for chapter in CHAPTERS for name, lines in chapter(person).items()}
