"""What is kept of somebody in pathways: what she wrote, read again and decided."""

from __future__ import annotations

from typing import Any

from reciproque.people.models import Person
from reciproque.people.queries import told_lines, told_to_herself

from ..models import Author, Pathway, Publication, Reading, Sharing, Version

HOUSE = {"organisation": "of__pathway__organisation__name", "number": "of__number"}


@told_to_herself("pathways")
def _pathways(person: Person) -> dict[str, Any]:
    """Her words about a draft, whole; what she did for a pathway, by its date and organisation."""
    own = {"organisation": "pathway__organisation__name"}
    wrote = Author.objects.filter(person=person)
    named = Author.objects.filter(added_by=person).exclude(person=person)
    readings = {"side": "side", "verdict": "verdict", "missing": "missing", "read_at": "read_at"}
    return {
        "written": told_lines(wrote, **HOUSE, side="side", added_at="added_at"),
        "authors_named": told_lines(named, **HOUSE, added_at="added_at"),
        "read_again": told_lines(Reading.objects.filter(person=person), **HOUSE, **readings),
        "begun": told_lines(
            Pathway.objects.filter(begun_by=person), organisation="organisation__name", begun_at="begun_at"
        ),
        "versions_begun": told_lines(
            Version.objects.filter(begun_by=person), **own, number="number", begun_at="begun_at"
        ),
        "published": told_lines(
            Publication.objects.filter(published_by=person), **HOUSE, published_at="published_at"
        ),
        "shared": told_lines(Sharing.objects.filter(shared_by=person), **own, shared_at="shared_at"),
        "sharing_ended": told_lines(Sharing.objects.filter(ended_by=person), **own, ended_at="ended_at"),
    }
