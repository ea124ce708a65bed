"""Readings of openings."""

from . import told
from .standing import not_open, with_state

__all__ = ["not_open", "told", "with_state"]
