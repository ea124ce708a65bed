"""What is kept of the imports somebody ran, told to herself: the file by its name, never the people in it."""

from __future__ import annotations

from typing import Any

from reciproque.people.models import Person
from reciproque.people.queries import told_lines, told_to_herself

from ..models import Import, Passage

COUNTS = ("created", "changed", "unchanged", "faulty", "held")


@told_to_herself("imports")
def _imports(person: Person) -> dict[str, Any]:
    return {
        "files": told_lines(
            Import.objects.filter(person=person),
            number="code",
            contains="importer",
            organisation="organisation__name",
            filename="filename",
            size="size",
            deposited_at="deposited_at",
            removed_at="removal__removed_at",
        ),
        "passages": told_lines(
            Passage.objects.filter(batch__person=person),
            file="batch__code",
            purpose="purpose",
            partial="partial",
            asked_at="asked_at",
            ended_at="result__ended_at",
            **{name: f"result__{name}" for name in COUNTS},
        ),
    }
