"""Readings about beginnings: calls, drafts, starts, first missions, and their place in the barometer."""

from . import barometer, calls, drafts, starts, told

__all__ = ["barometer", "calls", "drafts", "starts", "told"]
