"""What is due, paid and received in the demonstration."""

from __future__ import annotations

from .life import Story
from .people import Cast


def tell(story: Story, cast: Cast) -> None:
    """Nothing yet."""
