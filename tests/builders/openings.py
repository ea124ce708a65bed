"""Openings for tests, made by the verbs themselves: asked by one person, agreed by another.

opening = build.asked(cast.karim())                       # by Nadia, of Solène, at the CHU
opening = build.opened(cast.karim())                      # … and Solène agrees
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from reciproque.openings import verbs
from reciproque.openings.kinds import Extract, Identity
from reciproque.openings.models import Opening
from reciproque.people.models import Organisation, Person
from tests import cast

NO = {"sells": False, "industry": False, "movement": False}


def asked(
    person: Person,
    *,
    by: Person | None = None,
    house: Organisation | None = None,
    second: Person | None = None,
    asked_of: Organisation | None = None,
    at: datetime = cast.NOON,
    **fields: Any,
) -> Opening:
    """Nadia of the CHU asks, and Solène is asked to agree, unless somebody or somewhere else is named."""
    if second is None and asked_of is None:
        second = cast.nurse()
    said = {
        "met_on": cast.LONG_AGO,
        "identity": Identity.DOCUMENT,
        "extract": Extract.NOT_ASKED,
        "seen": "Trois cafés ensemble : il écoute, et sait s’arrêter.",
        "second": second,
        "asked_of": asked_of,
    }
    actor = cast.actor_of(by or cast.nadia(), house or cast.chu())
    return verbs.ask_opening(person, by=actor, at=at, **(NO | said | fields))


def agreed(
    opening: Opening, by: Person | None = None, hat: Any = None, *, at: datetime = cast.NOON
) -> Opening:
    """The second person agrees: who was asked, unless somebody else is named."""
    actor = cast.actor_of(by or opening.second, hat or opening.organisation)
    return verbs.agree(opening, by=actor, at=at)


def opened(person: Person, *, by: Person | None = None, **fields: Any) -> Opening:
    return agreed(asked(person, **({"by": by} | fields)))
