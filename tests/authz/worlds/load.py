"""What the package of load holds in the small world."""

from __future__ import annotations

from types import SimpleNamespace

from ..world import World


def furnish(world: World, orgs: SimpleNamespace, where: str) -> None:
    """Rows around one partnership, for the relation `where`."""
