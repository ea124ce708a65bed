"""Readings of support, one file a subject; none of them writes."""

from . import barometer, digest, listening, month, near, relays, supervision, tensions, told

__all__ = [
    "barometer",
    "digest",
    "listening",
    "month",
    "near",
    "relays",
    "supervision",
    "tensions",
    "told",
]
