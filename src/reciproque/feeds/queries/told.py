"""What is kept of the calendars somebody takes along, told to herself; never an address, which nothing here holds."""

from __future__ import annotations

from typing import Any

from reciproque.people.models import Person
from reciproque.people.queries import told_lines, told_to_herself

from ..models import Feed


@told_to_herself("feeds")
def _feeds(person: Person) -> list[dict[str, Any]]:
    return told_lines(
        Feed.objects.filter(person=person),
        device="device",
        language="language",
        zone="zone",
        title="detail",
        word="word",
        reminder_minutes="reminder",
        made_at="made_at",
        revoked_at="revoked_at",
        last_read_on="last_read_on",
    )
