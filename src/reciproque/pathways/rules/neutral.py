"""Words that would tell of what somebody is ill: a neutral name has none, a neutral page leaves their sentences out."""

from __future__ import annotations

import re

from reciproque.foundation.models import plain

STEMS = (
    *("hepat", "cancer", "oncolog", "tumeur", "tumor", "chimio", "chemo", "leucem", "leukaem", "leukem"),
    *("tubercul", "diabet", "syphili", "drepano", "sickle", "epilep", "dialys", "cirrho", "seropositi"),
    *(
        "psychiatr",
        "schizo",
        "bipolair",
        "bipolar",
        "depressi",
        "demenc",
        "dementia",
        "alzheimer",
        "parkinson",
    ),
    *("addict", "alcool", "alcohol", "methadon", "toxicoman", "infectio", "venerolog", "proctolog", "viral"),
    *("avortement", "abortion", "hemophil", "haemophil", "mucoviscid", "endometrio", "obesit"),
)
"""Beginnings of words, without accents: those of an illness or of the service that treats it."""
WHOLE = frozenset(
    {"vih", "hiv", "sida", "aids", "ist", "sti", "mst", "vhb", "vhc", "hbv", "hcv", "ivg", "virus"}
)
OF_NOTHING = frozenset(
    {"avec", "dans", "pour", "sans", "chez", "leur", "leurs", "with", "from", "after", "apres"}
)
SHORTEST = 4
_LETTERS = re.compile(r"[^\W\d_]+")


def _told(text: str) -> list[tuple[str, str]]:
    """Each word with its plain form. An apostrophe parts two words: « d’hépatologie »."""
    return [(word, plain(word)) for word in _LETTERS.findall(text)]


def _of_condition(condition: str) -> frozenset[str]:
    words = {word for _written, word in _told(condition)} - OF_NOTHING
    return frozenset(word.removesuffix("s") for word in words if len(word) >= SHORTEST)


def telling_words(text: str, condition: str = "") -> list[str]:
    """The words of `text`, as written, that name an illness: known ones, and those of the pathway's own condition.

    A list of words finds what it knows: whoever reads again remains the judge.
    """
    own = _of_condition(condition)
    return [
        written
        for written, word in _told(text)
        if word in WHOLE or word.startswith(STEMS) or word.removesuffix("s") in own
    ]


def without_telling(text: str, condition: str = "") -> tuple[str, int]:
    """`text` less its sentences that name an illness, and how many were left out."""
    kept, left_out = [], 0
    for line in text.split("\n"):
        said = [one for one in re.split(r"(?<=[.!?…])\s+", line) if one]
        fit = [one for one in said if not telling_words(one, condition)]
        left_out += len(said) - len(fit)
        kept.append(" ".join(fit))
    return "\n".join(one for one in kept if one.strip()), left_out
