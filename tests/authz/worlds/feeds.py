"""What the package of feeds holds in the small world."""

from __future__ import annotations

from types import SimpleNamespace

from reciproque.feeds.models import Feed

from ..world import AT, World, canary, make


def furnish(world: World, orgs: SimpleNamespace, where: str) -> None:
    """One calendar taken along, by who is engaged on the side of patients and carers."""
    world.objects[where].feed = make(
        Feed,
        where,
        person=world.objects[where].lived.person,
        digest=f"f{where:0>63}",
        device=canary(Feed, "device", where),
        language="fr",
        zone="Europe/Paris",
        detail="choisi",
        word=canary(Feed, "word", where),
        made_at=AT,
    )
