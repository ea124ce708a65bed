"""Readings of time confirmed, of disagreements, of thanks, and the statement made from them."""

from . import confirmed, disputes, statement, thanks, told

__all__ = ["confirmed", "disputes", "statement", "thanks", "told"]
