"""What happened in a partnership, as values: the barometer judges these and asks nothing of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from ...kinds import Side


@dataclass(frozen=True)
class Someone:
    """Somebody who takes part today.

    `signed`: the charter in force; `written`: her role sheet says something; `confirmed`: the number of the last
    evaluation for which she confirmed it; `minutes` and `trained`: her time of the last days, and her training of
    the last year; `ready`: what she last said (None: nothing), `words` and `said_on` with it.
    """

    code: str
    name: str
    side: str
    status: str
    joined_on: date
    association: str = ""
    signed: bool = False
    written: bool = False
    decides: str = ""
    confirmed: int | None = None
    minutes: int = 0
    trained: int = 0
    suspended: bool = False
    ready: bool | None = None
    words: str = ""
    said_on: date | None = None


@dataclass(frozen=True)
class Moment:
    """Something planned, or held (`held`), with how many people of each side were there.

    `meets_people`: accompanied people were there too, and it was for them. `unpaid_beside_paid`: a volunteer of the
    side of patients was there beside somebody paid of the care side; `not_chosen`: without having chosen it.
    """

    code: str
    title: str
    kind: str
    day: date
    held: bool = False
    meets_people: bool = False
    remote: bool = False
    lived: int = 0
    care: int = 0
    crossed: bool = False
    unpaid_beside_paid: bool | None = None
    not_chosen: bool | None = None

    @property
    def both(self) -> bool:
        return bool(self.lived and self.care)

    @property
    def where(self) -> str:
        return reverse("partnerships:intervention", args=[self.code])


@dataclass(frozen=True)
class Look:
    """An evaluation: when it was promised, which sides answered, the gap between them once both did."""

    number: int
    due_on: date
    closed: bool = False
    sides: frozenset[str] = frozenset()
    gap: int | None = None

    @property
    def both(self) -> bool:
        return self.sides >= set(Side.values)


@dataclass(frozen=True)
class Place:
    """One stage: the degree both sides aim at, and what each saw at the last evaluation both answered."""

    phase: str
    aim: str | None = None
    lived: str | None = None
    care: str | None = None


@dataclass(frozen=True)
class Facts:
    """All that the rules read. `limits` holds the numbers in force, by the names of their parameters.

    `carriers` are (name, is it an association); `clauses` the headings of the charter in force (`charter`, None
    when no version is signed by both sides); `compared` the questions read side by side; `looks` the latest first.
    """

    code: str
    today: date
    begun_on: date | None = None
    people: tuple[Someone, ...] = ()
    carriers: tuple[tuple[str, bool], ...] = ()
    framed: frozenset[str] = frozenset()
    compared: frozenset[str] = frozenset()
    unsettled: int = 0
    charter: int | None = None
    clauses: frozenset[str] = frozenset()
    moments: tuple[Moment, ...] = ()
    looks: tuple[Look, ...] = ()
    places: tuple[Place, ...] = ()
    limits: Mapping[str, Any] = field(default_factory=dict)

    def page(self, name: str, *more: Any) -> str:
        return reverse(f"partnerships:{name}", args=[self.code, *more])

    def of(self, side: str) -> tuple[Someone, ...]:
        return tuple(one for one in self.people if one.side == side)

    def held(self, *kinds: str) -> tuple[Moment, ...]:
        """What took place, of some kinds or of all, the latest first."""
        return tuple(one for one in self.moments if one.held and (not kinds or one.kind in kinds))

    def to_come(self, *kinds: str) -> tuple[Moment, ...]:
        """What is planned from today on, the nearest first."""
        ahead = [one for one in self.moments if not one.held and one.day >= self.today and one.kind in kinds]
        return tuple(sorted(ahead, key=lambda one: (one.day, one.code)))
