"""The rules of permission in the words of who reads them: the thing, the act, for whom and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation.policy import ANYONE, RULES, SOMEONE
from reciproque.people.kinds import Role

from .acts import ACTS
from .things import THINGS

OTHERS = {
    ANYONE: gettext_lazy("n’importe lequel, et même sans compte"),
    SOMEONE: gettext_lazy("n’importe lequel"),
    "system": gettext_lazy("Réciproque lui-même"),
    "encounter": gettext_lazy("qui tient le code d’une rencontre"),
}


@dataclass(frozen=True)
class Right:
    """One rule: what may be done, by whom in the end, and the condition in a sentence."""

    act: Any
    served: str
    because: Any


@dataclass(frozen=True)
class Thing:
    """What the rules bear on, with each act that may be done to it."""

    name: Any
    rights: list[Right]


def in_words() -> list[Thing]:
    """Every rule the software applies, under the thing it bears on, in alphabetical order."""
    things = [
        Thing(THINGS[label], list(_rights(declared)))
        for label, declared in groupby(sorted(RULES), key=lambda key: key[0])
    ]
    return sorted(things, key=lambda thing: str(thing.name))


def _rights(declared: Iterable[tuple[str, str]]) -> Iterator[Right]:
    for label, verb in declared:
        rule = RULES[label, verb]
        served = sorted(str(Role(one).label if one in Role else OTHERS[one]) for one in rule.serves)
        yield Right(ACTS[verb], ", ".join(served) or _("aucun"), rule.because)
