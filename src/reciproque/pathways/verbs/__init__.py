"""Verbs of pathways: beginning one, writing a draft, reading it again, publishing and sharing it."""

from .beginning import begin_pathway, begin_version, tie
from .publishing import keep_in, publish, read_again, share
from .writing import (
    add_language,
    add_step,
    credit,
    move_step,
    remove_author,
    remove_language,
    remove_step,
    revise_step,
    revise_wording,
    vary,
)

__all__ = [
    "add_language",
    "add_step",
    "begin_pathway",
    "begin_version",
    "credit",
    "keep_in",
    "move_step",
    "publish",
    "read_again",
    "remove_author",
    "remove_language",
    "remove_step",
    "revise_step",
    "revise_wording",
    "share",
    "tie",
    "vary",
]
