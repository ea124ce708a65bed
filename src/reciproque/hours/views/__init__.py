"""Pages of time confirmed, of disagreements, of the statement and of thanks."""

from . import confirming, disputing, statement, thanking

__all__ = ["confirming", "disputing", "statement", "thanking"]
