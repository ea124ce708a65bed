"""What is kept of somebody's openings among accompanied people, told to herself."""

from __future__ import annotations

from typing import Any

from reciproque.people.models import Person
from reciproque.people.queries import told_lines, told_to_herself

from ..models import End, Opening, Refusal


@told_to_herself("openings")
def _openings(person: Person) -> dict[str, Any]:
    return {"hers": _hers(person), **_done_for_others(person)}


def _hers(person: Person) -> list[dict[str, Any]]:
    """Each as its page shows it to her: what was seen, who asked, who agreed or not, who ended it and why."""
    return told_lines(
        Opening.objects.filter(person=person),
        organisation="organisation__name",
        as_member="as_member",
        met_on="met_on",
        identity="identity",
        extract="extract",
        seen="seen",
        sells="sells",
        industry="industry",
        movement="movement",
        interests="interests",
        asked_by="asked_by__name",
        asked_at="asked_at",
        second="second__name",
        asked_of="asked_of__name",
        agreed_by="agreed_by__name",
        agreed_for="agreed_for__name",
        agreed_at="agreed_at",
        words="words",
        valid_until="valid_until",
        refused_by="refusal__refused_by__name",
        refused_at="refusal__refused_at",
        refused_because="refusal__reason",
        ended_by="end__ended_by__name",
        ended_at="end__ended_at",
        ended_because="end__reason",
    )


def _done_for_others(person: Person) -> dict[str, Any]:
    house, asked = {"organisation": "organisation__name"}, {"organisation": "opening__organisation__name"}
    rows = Opening.objects
    return {
        "asked": told_lines(rows.filter(asked_by=person), **house, asked_at="asked_at"),
        "asked_to_agree": told_lines(rows.filter(second=person), **house, asked_at="asked_at"),
        "agreed": told_lines(rows.filter(agreed_by=person), **house, agreed_at="agreed_at"),
        "refused": told_lines(Refusal.objects.filter(refused_by=person), **asked, refused_at="refused_at"),
        "ended": told_lines(
            End.objects.filter(ended_by=person).exclude(opening__person=person), **asked, ended_at="ended_at"
        ),
    }
