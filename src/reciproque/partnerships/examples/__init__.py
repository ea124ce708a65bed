"""The two examples of the HAS sheet and the blank one, in both languages: what one may start from, and never must.

An example only proposes: a title, modes, needs, objectives, clauses of the charter, role sheets. What each side
answers to the three questions is hers; no example answers it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..kinds import Domain, Level

FOLDER = Path(__file__).parent
BLANK = "vierge"
NAMES = ("consultation-prioritaire", "douleur-chronique")
"""The examples, in the order shown; each is a file of this folder, named so."""
SIMPLE = "commencer-simplement"
"""What is started on one page: a plain charter of one page and two role sheets; not shown among the others."""


@dataclass(frozen=True)
class NeedDraft:
    """A need the example proposes to note; `knowledge` is one of the three."""

    text: str
    knowledge: str


@dataclass(frozen=True)
class ObjectiveDraft:
    """An objective the example proposes; `need` is the rank of its need, `months` the delay to reach it."""

    text: str
    indicator: str
    target: str
    need: int
    months: int


@dataclass(frozen=True)
class Sheet:
    """A role sheet the example proposes for one side."""

    does: str
    does_not: str
    decides: str
    consulted_on: str


@dataclass(frozen=True)
class Example:
    """One example in one language. `clauses` are (kind of clause, text, plain sentence), ready for a
    charter."""

    code: str
    language: str
    level: Level | None = None
    domain: Domain | None = None
    modes: tuple[str, ...] = ()
    title: str = ""
    summary: str = ""
    purpose: str = ""
    axes: tuple[str, ...] = ()
    needs: tuple[NeedDraft, ...] = ()
    objectives: tuple[ObjectiveDraft, ...] = ()
    clauses: tuple[tuple[str, str, str], ...] = ()
    lived: Sheet | None = None
    care: Sheet | None = None


def examples(language: str) -> list[Example]:
    """The examples of the HAS sheet in a language, in the order shown (the blank one left out)."""
    return [example(name, language) for name in NAMES]


def example(code: str, language: str) -> Example:
    """One example in a language, French when it is not told in that one; the blank one for an unknown code."""
    if code not in (*NAMES, SIMPLE):
        return Example(BLANK, language)
    told = _read(code)
    return _as_example(code, language if language in told else "fr", told)


@cache
def _read(code: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))


def _as_example(code: str, language: str, told: dict[str, Any]) -> Example:
    said = told[language]
    return Example(
        code=code,
        language=language,
        level=Level(told["level"]),
        domain=Domain(told["domain"]),
        modes=tuple(told["modes"]),
        title=said["title"],
        summary=said["summary"],
        purpose=said["purpose"],
        axes=tuple(said.get("axes", ())),
        needs=tuple(NeedDraft(**need) for need in said["needs"]),
        objectives=tuple(ObjectiveDraft(**objective) for objective in said["objectives"]),
        clauses=tuple((clause["kind"], clause["text"], clause["plain"]) for clause in said["clauses"]),
        lived=Sheet(**said["roles"]["lived"]),
        care=Sheet(**said["roles"]["care"]),
    )
