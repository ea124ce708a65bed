"""Readings of calendars that are taken along."""

from . import told

__all__ = ["told"]
