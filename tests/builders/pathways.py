"""Pathways for tests, made by the verbs themselves, as far along as a test needs.

pathway = build.adopted()                    # Nadia adopts the hepatitis one at the CHU: a draft
pathway = build.published()                  # … Solène and Karim read it again, and Nadia publishes it
"""

from __future__ import annotations

from typing import Any

from reciproque.partnerships.models import Partnership
from reciproque.pathways import verbs
from reciproque.pathways.kinds import Verdict
from reciproque.pathways.models import Pathway, Step, Version
from reciproque.pathways.queries.contents import STEP_WORDS
from reciproque.pathways.rules.content import Content
from reciproque.pathways.rules.shipped import shipped
from reciproque.people.models import Organisation, Person
from tests import cast

HEPATITIS, MEDIATION = "consultation-prioritaire-hepatites", "mediation-en-sante"


def adopted(
    name: str = HEPATITIS,
    *,
    by: Person | None = None,
    house: Organisation | None = None,
    partnership: Partnership | None = None,
    content: Content | None = None,
) -> Pathway:
    """Begun from a shipped one, unless another content is given."""
    house = house or cast.chu()
    return verbs.begin_pathway(
        house,
        by=cast.actor_of(by or cast.nadia(), house),
        at=cast.NOON,
        content=content or shipped(name),
        shipped="" if content else name,
        partnership=partnership,
    )


def draft(pathway: Pathway) -> Version:
    return pathway.versions.get(publication=None)


def read_again(
    version: Version, by: Person, verdict: str = Verdict.READY, missing: str = "", **hat: Any
) -> None:
    version.refresh_from_db()
    how = {"version": version.version, "verdict": verdict, "missing": missing}
    verbs.read_again(version, by=cast.actor_of(by, **hat), at=cast.NOON, **how)


def publish(pathway: Pathway, by: Person | None = None) -> Version:
    version = draft(pathway)
    for reader in (cast.nurse(), cast.karim()):
        read_again(version, reader)
    return verbs.publish(version, by=cast.actor_of(by or cast.nadia()), at=cast.NOON)


def published(**how: Any) -> Pathway:
    pathway = adopted(**how)
    publish(pathway)
    return pathway


def rewritten(step: Step, by: Person, language: str = "fr", **said: Any) -> Step:
    """The step with some of its words changed."""
    step.refresh_from_db()
    text = step.texts.get(language=language)
    words = {name: getattr(text, name) for name in STEP_WORDS} | said
    return verbs.revise_step(
        step, by=cast.actor_of(by), at=cast.NOON, version=step.version, language=language, **words
    )
