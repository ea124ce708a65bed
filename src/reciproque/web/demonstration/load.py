"""What people of the demonstration carry, and how they set it."""

from __future__ import annotations

from .life import Story
from .people import Cast


def tell(story: Story, cast: Cast) -> None:
    """Nothing yet."""
