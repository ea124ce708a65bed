"""Readings of titles and training."""

from . import told
from .standing import (
    Hours,
    etp_hours,
    qualification_of,
    qualified_among,
    titles_of,
    with_state,
)

__all__ = [
    "Hours",
    "etp_hours",
    "qualification_of",
    "qualified_among",
    "titles_of",
    "told",
    "with_state",
]
