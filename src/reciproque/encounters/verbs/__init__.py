"""What can be done in an encounter, one file a chapter; nothing else writes to these tables."""

from . import beginning, cards, deciding

__all__ = ["beginning", "cards", "deciding"]
