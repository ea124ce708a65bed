"""Whether the word somebody chose for her appointments names what it should keep quiet."""

from __future__ import annotations

from reciproque.foundation.models import plain
from reciproque.partnerships.models import Engagement, Hosting
from reciproque.people.models import Person


def tells_too_much(person: Person, word: str) -> bool:
    """True when it holds the title of a partnership of hers, or the name of an organisation of hers or of theirs."""
    said = f" {plain(word)} "
    return any(f" {plain(name)} " in said for name in _names(person) if name)


def _names(person: Person) -> set[str]:
    engagements = Engagement.objects.filter(person=person, declined_at=None)
    names = set(engagements.values_list("partnership__title", flat=True))
    hosts = Hosting.objects.filter(partnership__in=engagements.values("partnership"))
    for path in ("organisation__name", "organisation__acronym"):
        names |= set(hosts.values_list(path, flat=True))
        names |= set(person.memberships.values_list(path, flat=True))
    return names
