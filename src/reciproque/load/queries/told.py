"""What is kept of somebody's rhythm, pauses and load, told to herself: she is the only one to whom it is."""

from __future__ import annotations

from typing import Any

from reciproque.people.models import Person
from reciproque.people.queries import told_lines, told_to_herself

from ..models import Free, Override, Pause, PersonLoad, Rhythm


@told_to_herself("load")
def _load(person: Person) -> dict[str, Any]:
    return {
        "rhythm": told_lines(
            Rhythm.objects.filter(person=person),
            week_minutes="week_minutes",
            month_minutes="month_minutes",
            evenings="evenings",
            said_at="said_at",
        ),
        "free": told_lines(Free.objects.filter(rhythm__person=person), weekday="weekday", part="part"),
        "pauses": told_lines(
            Pause.objects.filter(person=person),
            starts_on="starts_on",
            ends_on="ends_on",
            said_at="said_at",
            ended_at="ended_at",
        ),
        "periods": told_lines(
            PersonLoad.objects.filter(person=person),
            measure="measure",
            starts_on="starts_on",
            promised="promised",
            given="given",
            ceiling="ceiling",
            allowed="allowed",
        ),
        "overrides": told_lines(
            Override.objects.filter(person=person),
            measure="measure",
            starts_on="starts_on",
            quantity="quantity",
            words="words",
            at="at",
        ),
    }
