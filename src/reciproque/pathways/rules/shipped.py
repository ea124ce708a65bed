"""The pathways shipped with the house, read as any file of a pathway is."""

from __future__ import annotations

from functools import cache

from ..examples import NAMES, told_in
from .content import Content
from .files import content_of_file


@cache
def shipped(name: str) -> Content:
    """The content of one. Raises KeyError for a name that is not shipped."""
    return content_of_file(told_in(name))


def all_shipped() -> dict[str, Content]:
    """Each by its name, in the order shown."""
    return {name: shipped(name) for name in NAMES}
