"""Readings of encounters.

For the person's own space, in a package above: `kept_by_code` finds what her code opens (count the tries first),
`verbs.deciding.keep_for` by `holding` ties it to a random token of that space, `reviews_for` reads it there.
"""

from . import told
from .codes import holding
from .lists import Review, kept_by_code, reviews_for

__all__ = ["Review", "holding", "kept_by_code", "reviews_for", "told"]
