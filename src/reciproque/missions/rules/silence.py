"""What weighs without ever being said: without it, an order could not use a confidence that may not be shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NoReturn

from reciproque.foundation.models import plain

LIVED = 100
"""Thousandths for a lived experience that the mission says would help."""
WORD = re.compile(r"[^\W\d_]{4,}")
EMPTY = frozenset(
    (
        "avec",
        "sans",
        "pour",
        "dans",
        "chez",
        "depuis",
        "comme",
        "vivre",
        "vecu",
        "parcours",
        "maladie",
        "personne",
    )
)
"""Words that would bring anything together."""


class Silent:
    """Thousandths that order and say nothing: no number, no word, no comparison, no copy kept anywhere."""

    __slots__ = ("__thousandths",)

    def __init__(self, thousandths: int = 0):
        self.__thousandths = thousandths

    def added_to(self, points: int) -> int:
        """Only to order, or in the objective of a plan."""
        return points + self.__thousandths

    def __repr__(self) -> str:
        return "Silent()"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Silent)

    def __hash__(self) -> int:
        return 0

    def __deepcopy__(self, _memo: Any) -> Silent:
        return self

    def __reduce_ex__(self, _protocol: Any) -> NoReturn:
        raise TypeError("What is silent is never written down.")


def words(text: str) -> frozenset[str]:
    """The words that tell something, longer than three letters, without accents nor plural."""
    return frozenset(word.removesuffix("s") for word in WORD.findall(plain(text)) if word not in EMPTY)


def lived(asked: str, lines: Iterable[str]) -> Silent:
    """What lines of somebody's health weigh where a mission says which lived experience would help."""
    sought = words(asked)
    return Silent(LIVED if sought and any(sought & words(line) for line in lines) else 0)
