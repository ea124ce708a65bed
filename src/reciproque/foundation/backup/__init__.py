"""Backups that restore: one archive for all that an installation holds, and its keys in a file apart."""

from .installation import Installation, Unusable, here
from .making import keys_beside, last_drill, last_good, make, note_drill, old_archives, our_version
from .restoring import drill, restore

__all__ = [
    "Installation",
    "Unusable",
    "drill",
    "here",
    "keys_beside",
    "last_drill",
    "last_good",
    "make",
    "note_drill",
    "old_archives",
    "our_version",
    "restore",
]
