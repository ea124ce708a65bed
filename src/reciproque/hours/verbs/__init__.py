"""What changes: a time confirmed, discussed, completed; a word of thanks and who reads it."""

from . import confirming, disputing, thanking

__all__ = ["confirming", "disputing", "thanking"]
