"""What a charter must say before anyone signs it, the digest of what is signed, what changed between versions.

Source: HAS sheet of May 2026, conditions of success: « communiquer clairement sur les objectifs, les modalités
d’implication, les droits et les limites ».
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Protocol

from django.urls import reverse
from django.utils.translation import gettext as _

from reciproque.foundation.requirements import Reason, requires

from ..kinds import ClauseKind

GATE = "partnerships.sign_charter"
SINCE = date(2026, 1, 1)
ALWAYS_SAID = (ClauseKind.OBJECTIVES, ClauseKind.MODALITIES, ClauseKind.RIGHTS, ClauseKind.LIMITS)
"""The four headings without which a charter is not signed."""
STEP = 50
"""Room left between two headings, so that clauses of one heading stay together."""


class Passage(Protocol):
    """What a clause must carry to be read here."""

    pk: int
    kind: str
    text: str
    plain: str


@dataclass(frozen=True)
class Draft:
    """The text of one version, as the gate judges it: headings with their texts, in order.

    `awaited` are the remarks whose writer asked for an answer before signing: her name, the heading, the page.
    """

    code: str
    clauses: tuple[tuple[str, str], ...]
    awaited: tuple[tuple[str, str, str], ...] = ()


@requires(GATE, since=SINCE)
def what_binds_is_said(draft: Draft) -> list[Reason]:
    """Objectives, modalities, rights and limits: each has a clause that says something."""
    written = {kind for kind, text in draft.clauses if text.strip()}
    where = reverse("partnerships:charter", args=[draft.code])
    return [
        Reason(
            kind in written,
            _("La clause « {heading} » est écrite").format(heading=kind.label)
            if kind in written
            else _("La clause « {heading} » reste à écrire").format(heading=kind.label),
            where,
        )
        for kind in ALWAYS_SAID
    ]


@requires(GATE, since=SINCE)
def no_clause_is_empty(draft: Draft) -> list[Reason]:
    """A heading with nothing under it is either written or taken out."""
    where = reverse("partnerships:charter", args=[draft.code])
    return [
        Reason(
            False,
            _("La clause « {heading} » est vide : écrivez-la, ou retirez-la").format(
                heading=ClauseKind(kind).label
            ),
            where,
        )
        for kind, text in draft.clauses
        if not text.strip() and kind not in ALWAYS_SAID
    ]


@requires(GATE, since=SINCE)
def who_asked_for_an_answer_has_one(draft: Draft) -> list[Reason]:
    """A remark blocks only if its writer asked so; any answer, even « it stays », lets one sign, or not sign."""
    return [
        Reason(
            False,
            _("La remarque de {name} sur « {heading} » attend une réponse avant de signer").format(
                name=name, heading=ClauseKind(kind).label
            ),
            where,
        )
        for name, kind, where in draft.awaited
    ]


def usual_headings() -> list[str]:
    """The headings a first version starts with."""
    return [str(kind.label) for kind in ClauseKind if kind is not ClauseKind.OTHER]


def digest(code: str, number: int, language: str, clauses: Iterable[tuple[str, ...]]) -> str:
    """SHA-256 of a version: anybody who holds the same text, and its plain sentences, finds the same digest."""
    text = json.dumps([code, number, language, [list(clause) for clause in clauses]], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def place_for(kind: str, taken: Iterable[int]) -> int:
    """Where a new clause of a heading stands: after those of the same heading, headings in their order."""
    first = (list(ClauseKind).index(ClauseKind(kind)) + 1) * STEP
    beside = [position for position in taken if first <= position < first + STEP]
    return min(max(beside, default=first - 1) + 1, first + STEP - 1)


# --- from one version to the next ---------------------------------------------------------------------
SAME, CHANGED, ADDED, REMOVED = "same", "changed", "added", "removed"


@dataclass(frozen=True)
class Run:
    """Some words of a comparison: kept, put in (`ins`) or taken out (`del`)."""

    mark: str
    text: str


@dataclass(frozen=True)
class Change:
    """What became of one clause from a version to the next."""

    state: str
    kind: str
    before: str = ""
    after: str = ""

    @property
    def heading(self) -> str:
        return str(ClauseKind(self.kind).label)

    @property
    def runs(self) -> list[Run]:
        return word_by_word(self.before, self.after)


def changes(before: Sequence[Passage], after: Sequence) -> list[Change]:
    """Clause by clause, in the order of the later version; what was taken out comes last."""
    known = {clause.pk: clause for clause in before}
    told = []
    for clause in after:
        origin = known.pop(clause.follows_id, None)
        if origin is None:
            told.append(Change(ADDED, clause.kind, "", clause.text))
        else:
            same = (origin.kind, origin.text, origin.plain) == (clause.kind, clause.text, clause.plain)
            told.append(Change(SAME if same else CHANGED, clause.kind, origin.text, clause.text))
    return told + [Change(REMOVED, clause.kind, clause.text, "") for clause in known.values()]


def word_by_word(before: str, after: str) -> list[Run]:
    """The two texts as one, each word kept, put in or taken out."""
    old, new = _words(before), _words(after)
    runs: list[Run] = []
    for how, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        if how == "equal":
            runs.append(Run("", "".join(old[i1:i2])))
            continue
        if i2 > i1:
            runs.append(Run("del", "".join(old[i1:i2])))
        if j2 > j1:
            runs.append(Run("ins", "".join(new[j1:j2])))
    return runs


def _words(text: str) -> list[str]:
    return re.findall(r"\w+\s*|[^\w\s]\s*|\s+", text)
