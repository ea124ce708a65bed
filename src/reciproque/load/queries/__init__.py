"""Readings of load: where one stands, what binds the people a mission could be offered to, what waits for oneself."""

from . import told, waiting
from .limits import is_available, limits_of
from .standing import standing_of

__all__ = ["is_available", "limits_of", "standing_of", "told", "waiting"]
