"""Readings of exchange: where imports stand, and what goes out."""

from . import told
from .exports import organisation_rows, organisation_titles
from .imports import (
    imports_joined,
    last_passage,
    lines_of,
    my_imports,
    owner,
    reading,
    said,
    same_before,
    standing,
    waiting,
)

__all__ = [
    "imports_joined",
    "last_passage",
    "lines_of",
    "my_imports",
    "organisation_rows",
    "organisation_titles",
    "owner",
    "reading",
    "said",
    "same_before",
    "standing",
    "told",
    "waiting",
]
