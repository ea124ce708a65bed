"""Readings of encounters; `reviews_for` and `kept_by_code` are for the person's own space, in a package above."""

from . import told
from .lists import Review, kept_by_code, reviews_for

__all__ = ["Review", "kept_by_code", "reviews_for", "told"]
