"""What people of the tests say of themselves, said by the verb itself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from reciproque.people.models import Person, Territory
from reciproque.profiles import verbs
from reciproque.profiles.kinds import Topic, Visibility
from reciproque.profiles.models import Facet, MatchingConsent, SelfDescription
from tests import cast

CANARY = "Canarièpathie"
"""A condition nobody has, that stands nowhere but where a test wrote it."""


def counted(person: Person, *, at: datetime = cast.NOON, **said: Any) -> SelfDescription | None:
    """What somebody lets be counted of her, said for the first time."""
    return verbs.be_counted(person, by=cast.actor_of(person), at=at, version=0, **said)


def said(
    person: Person,
    visibility: str = Visibility.ALONE,
    words: str = CANARY,
    *,
    topic: str = Topic.CONDITIONS,
    picks: Collection[str] = (),
    places: Collection[Territory] = (),
    version: int | None = None,
    at: datetime = cast.NOON,
) -> Facet | None:
    """One part of a profile, said or said again by the person herself."""
    held = Facet.objects.filter(person=person, topic=topic).first()
    return verbs.describe(
        person,
        by=cast.actor_of(person),
        at=at,
        version=version if version is not None else held.version if held else 0,
        topic=topic,
        visibility=visibility,
        words=words,
        picks=picks,
        places=places,
    )


def allowed(person: Person, *, at: datetime = cast.NOON) -> MatchingConsent:
    """She lets her health serve unseen."""
    return verbs.allow_matching(person, by=cast.actor_of(person), at=at)
