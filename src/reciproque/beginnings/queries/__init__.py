"""Readings about beginnings, one file a chapter: calls, drafts, starts and first missions."""

from . import calls, drafts, starts

__all__ = ["calls", "drafts", "starts"]
