"""What a version holds, as plain values: what is copied from one house to another, exported, imported, shipped.

The format of a file, in JSON (and in TOML for the pathways shipped, in `examples`):

    format      "reciproque-parcours-1"
    language    the code of the language it was first written in; every text exists in that one
    wording     by language: title, neutral, aim, condition, lost
    steps       in order: kind, and when they apply same_day, minutes, days or delay (the name of a dated number),
                offered; `texts`, by language: name, neutral, what, who, where, why, bring, trigger
    variants    kind; `texts`, by language, a list of: step (its rank, from 1), when, part, replaces, words

Codes are those of `kinds`. All that is not `kind`, `title`, `neutral`, `name`, `what` or `words` may be left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

FORMAT = "reciproque-parcours-1"


@dataclass(frozen=True)
class Words:
    """What is said of the whole pathway in one language. `lost` defines who is « perdu de vue »."""

    title: str
    neutral: str
    aim: str = ""
    condition: str = ""
    lost: str = ""


@dataclass(frozen=True)
class StepWords:
    """A step in one language. `neutral` is its short name that tells nothing; `trigger`, what starts its delay."""

    name: str
    neutral: str
    what: str
    who: str = ""
    where: str = ""
    why: str = ""
    bring: str = ""
    trigger: str = ""


@dataclass(frozen=True)
class Step:
    kind: str
    same_day: bool = False
    minutes: int | None = None
    days: int | None = None
    delay: str = ""
    offered: bool = False
    texts: Mapping[str, StepWords] = field(default_factory=dict)


@dataclass(frozen=True)
class VariantWords:
    """Words of a step for people in some circumstance: in the place of one of its parts, or after it."""

    step: int
    part: str
    words: str
    when: str = ""
    replaces: bool = False


@dataclass(frozen=True)
class Variant:
    kind: str
    texts: Mapping[str, tuple[VariantWords, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Content:
    language: str
    wording: Mapping[str, Words]
    steps: tuple[Step, ...] = ()
    variants: tuple[Variant, ...] = ()


def blank(language: str, title: str, neutral: str) -> Content:
    """A pathway of which only the name is known."""
    return Content(language, {language: Words(title, neutral)})


def as_file(content: Content) -> dict[str, Any]:
    """The content in the shape of a file, fit for JSON; what is empty is left out."""
    return {
        "format": FORMAT,
        "language": content.language,
        "wording": {code: _shortly(words) for code, words in content.wording.items()},
        "steps": [
            _shortly(one) | {"texts": {code: _shortly(words) for code, words in one.texts.items()}}
            for one in content.steps
        ],
        "variants": [
            {
                "kind": one.kind,
                "texts": {code: [_shortly(words) for words in said] for code, said in one.texts.items()},
            }
            for one in content.variants
        ],
    }


def _shortly(one: Any) -> dict[str, Any]:
    told = {part.name: getattr(one, part.name) for part in fields(one) if part.name != "texts"}
    return {name: value for name, value in told.items() if value not in ("", None, False)}
