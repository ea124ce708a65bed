"""Readings of useful addresses. Packages above use `search`, `alternatives_to`, `is_stale`, `Wanted` and `Found`."""

from . import told
from .freshness import is_stale, standings
from .places import communes_known, communes_named, place_of
from .search import Found, Wanted, alternatives_to, found_among, matching, search

__all__ = [
    "Found",
    "Wanted",
    "alternatives_to",
    "communes_known",
    "communes_named",
    "found_among",
    "is_stale",
    "matching",
    "place_of",
    "search",
    "standings",
    "told",
]
