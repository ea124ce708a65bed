"""Readings of decisions, one file a chapter; none of them writes."""

from . import told
from .barometer import what_is_said_is_answered
from .followed import (
    MOST_VOICES,
    Kept,
    answered_by,
    decisions_answering,
    kept_word,
    said_and_done,
    said_part,
    voices_to_tick,
)
from .promised import (
    COMING_BACK,
    NOT_HELD,
    OPEN,
    PROMISE,
    commitments_for,
    commitments_of,
    promised_by_me,
    reviewers,
    reviews_for,
    reviews_of,
    substitute_of,
)
from .taken import (
    Decided,
    carried_by_me,
    decisions_for,
    latest_part,
    matching,
    options_of,
    who_decided,
)

__all__ = [
    "COMING_BACK",
    "MOST_VOICES",
    "NOT_HELD",
    "OPEN",
    "PROMISE",
    "Decided",
    "Kept",
    "answered_by",
    "carried_by_me",
    "commitments_for",
    "commitments_of",
    "decisions_answering",
    "decisions_for",
    "kept_word",
    "latest_part",
    "matching",
    "options_of",
    "promised_by_me",
    "reviewers",
    "reviews_for",
    "reviews_of",
    "said_and_done",
    "said_part",
    "substitute_of",
    "told",
    "voices_to_tick",
    "what_is_said_is_answered",
    "who_decided",
]
