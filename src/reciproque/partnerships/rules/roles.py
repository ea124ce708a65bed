"""Who decides what: two role sheets that give the same decision to two people must say how they share it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from reciproque.foundation.models import plain


@dataclass(frozen=True)
class SharedDecision:
    """The same item stands under « décide » of several people, and nobody wrote how they decide it."""

    item: str
    people: tuple[str, ...]


def undecided(sheets: Iterable[tuple[str, str]]) -> list[SharedDecision]:
    """The items decided by several people without a word on how. `sheets` are (name, text of « décide »).

    An item is a line; what follows a colon says how (« le programme : ensemble, sans vote »).
    """
    holders: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
    for name, text in sheets:
        for line in text.splitlines():
            item, _colon, how = line.strip().lstrip("-•– ").partition(":")
            if item.strip():
                holders[plain(item).rstrip(" .;")].append((item.strip(), name, bool(how.strip())))
    return [
        SharedDecision(found[0][0], tuple(dict.fromkeys(name for _item, name, _how in found)))
        for found in holders.values()
        if len({name for _item, name, _how in found}) > 1 and not any(how for _item, _name, how in found)
    ]
