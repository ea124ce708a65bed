"""What a rule of the barometer says: a state in words, what it rests on, where the next step is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .facts import Facts


class Nature(TextChoices):
    """What the founding texts call it."""

    FOUNDATION = "foundation", _("Fondement")
    LIMIT = "limit", _("Limite connue")
    CONDITION = "condition", _("Condition de réussite")
    VIGILANCE = "vigilance", _("Point de vigilance")
    START = "start", _("Pour commencer")


class State(TextChoices):
    """Where a point stands. `SAID` judges nothing: it hands over what people said."""

    HOLDS = "holds", _("C’est là")
    REVIEW = "review", _("À revoir")
    EARLY = "early", _("Trop tôt pour le dire")
    UNKNOWN = "unknown", _("On ne le sait pas encore")
    ASIDE = "aside", _("Ne se pose pas ici")
    SAID = "said", _("Ce que chacun dit")


@dataclass(frozen=True)
class Evidence:
    """A fact the reading rests on, and the page that shows it."""

    text: Any
    where: str = ""


@dataclass(frozen=True)
class Step:
    """What to do next, and the page where it is done."""

    text: Any
    where: str


@dataclass(frozen=True)
class Said:
    """Where somebody says she stands, in her own words; nothing when she said nothing, which is her right."""

    name: str
    side: str
    ready: bool | None = None
    words: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Reading:
    """What a rule says of a partnership on a day. `words` tell the state, and why when it is not known."""

    state: State
    words: Any
    evidence: tuple[Evidence, ...] = ()
    step: Step | None = None
    said: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A point of the founding texts. `code` is its place there, `also` the places that say the same."""

    code: str
    title: Any
    nature: Nature
    read: Callable[..., Reading]
    also: tuple[str, ...] = ()


RULES: dict[str, Rule] = {}


def reads(code: str, title: Any, nature: Nature, *, also: tuple[str, ...] = ()) -> Callable:
    """Declare how a point is read from the facts; the function keeps its name, the registry finds it by its code."""

    def declare(read: Callable[[Facts], Reading]) -> Callable[[Facts], Reading]:
        if code in RULES:
            raise ValueError(f"two rules for {code}")
        RULES[code] = Rule(code, title, nature, read, also)
        return read

    return declare
