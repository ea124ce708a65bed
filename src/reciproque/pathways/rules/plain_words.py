"""How long sentences are: what a script can say of plain words, next to the field and without refusing anything."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

MOST_WORDS = 15
"""Words a sentence should hold on average (row S2-06, journey J6): beyond, a sentence is pointed at."""
_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_WORD = re.compile(r"\w[\w’'-]*")


@dataclass(frozen=True)
class Measure:
    """Of some texts together: sentences, words, and the sentences of more than MOST_WORDS words, as written."""

    sentences: int
    words: int
    long: tuple[str, ...]

    @property
    def average(self) -> float:
        """Words in a sentence, on average; 0 when nothing is written."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def is_plain(self) -> bool:
        return self.average <= MOST_WORDS


def sentences(text: str) -> list[str]:
    """The sentences of a text: what ends with a stop, a question or exclamation mark, or a line."""
    return [one.strip() for one in _END.split(text) if _WORD.search(one)]


def measure(texts: Iterable[str]) -> Measure:
    """Of all the sentences of these texts; « l’accueil » is one word."""
    found = [(one, len(_WORD.findall(one))) for text in texts for one in sentences(text)]
    return Measure(
        len(found),
        sum(words for _sentence, words in found),
        tuple(sentence for sentence, words in found if words > MOST_WORDS),
    )
