"""What changes in support, one file a subject."""

from . import confidants, listening, relays, supervision, tensions

__all__ = ["confidants", "listening", "relays", "supervision", "tensions"]
