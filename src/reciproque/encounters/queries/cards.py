"""The two cards as one may read them, line by line, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import visible

from .. import rules
from ..kinds import BY_CODE, QUESTIONS, Gap, Mark, Side
from ..models import Decision, Encounter, Line


def side_of(actor: Actor) -> Side:
    """On which side of an encounter somebody stands: with its code, or with an account."""
    return Side.PERSON if actor.role == BY_CODE else Side.PRO


@dataclass(frozen=True)
class Read:
    """A line as its reader sees it. `mine`: it stands on her own card."""

    code: str
    words: str
    mine: bool
    side: str
    mark: str
    mark_words: str
    talked: bool
    gap: Gap


@dataclass(frozen=True)
class Asked:
    """A question of a card and its lines."""

    question: Any
    lines: tuple[Read, ...]


@dataclass(frozen=True)
class Card:
    """One side's card: its three questions. `empty` when nothing was written."""

    side: Side
    mine: bool
    asked: tuple[Asked, ...]

    @property
    def empty(self) -> bool:
        return not any(one.lines for one in self.asked)


def card(encounter: Encounter, actor: Actor) -> Card:
    """One's own card, opened or not. One query."""
    own, _other = _cards(encounter, actor)
    return own


def both_cards(encounter: Encounter, actor: Actor) -> tuple[Card, Card]:
    """The person's card, then the professional's. What one may not read yet is not there. One query."""
    own, other = _cards(encounter, actor)
    return (own, other) if own.side is Side.PERSON else (other, own)


def _cards(encounter: Encounter, actor: Actor) -> tuple[Card, Card]:
    mine = side_of(actor)
    found: dict[tuple[str, str], list[Read]] = {}
    for line in visible(Line, actor).filter(encounter=encounter).order_by("pk"):
        line.encounter = encounter
        found.setdefault((line.side, line.question), []).append(_read(line, mine))
    own, other = (
        Card(
            side,
            side is mine,
            tuple(Asked(question, tuple(found.get((side, question), ()))) for question in QUESTIONS[side]),
        )
        for side in (mine, mine.other)
    )
    return own, other


def _read(line: Line, mine: Side) -> Read:
    return Read(
        code=line.code,
        words=line.words,
        mine=line.side == mine,
        side=line.side,
        mark=line.mark,
        mark_words=str(Mark(line.mark).label) if line.mark else "",
        talked=line.talked_at is not None,
        gap=rules.gap(line.mark, talked=line.talked_at is not None),
    )


def decision_of(encounter: Encounter) -> Decision | None:
    """What was decided in it, if anything was written yet."""
    found = getattr(encounter, "decision", None)
    if found is not None:
        found.encounter = encounter
    return found


def decided_in(encounter: Encounter) -> rules.Decided | None:
    """Its options and what was chosen, opened."""
    found = decision_of(encounter)
    return rules.Decided.from_data(found.data) if found else None


def held_by_one(encounter: Encounter) -> bool:
    """Held on paper and typed by the professional, the person having taken no code: he writes for both, beside her."""
    return encounter.typed_at is not None and encounter.own_digest is None
