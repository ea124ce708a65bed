"""Readings of openings."""

from .standing import not_open, with_state

__all__ = ["not_open", "with_state"]
