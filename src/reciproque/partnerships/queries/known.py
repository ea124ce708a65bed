"""All that is known of one partnership, asked in one question: a few rows of each kind, put together in here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Case, CharField, Count, QuerySet, Value, When
from django.db.models.functions import Cast

from reciproque.people.models import Organisation

from ..kinds import Side
from ..models import (
    Charter,
    Concord,
    Difference,
    EvaluationRound,
    Framing,
    Hosting,
    Objective,
    Partnership,
    PartnershipMode,
    Signature,
)

NOTHING, NONE = Value(""), Value(0)
SLOT = -1
"""Where the key of a partnership goes: no row has it, and nothing else in the question is negative."""


@dataclass(frozen=True)
class Known:
    """What the gate and the summary read: sides, questions and modes by their codes, versions by their numbers."""

    framed: frozenset[str]
    compared: frozenset[str]
    unsettled: int
    objectives: int
    charter: int | None
    signed: frozenset[str]
    charter_in_force: int | None
    first_evaluation: date | None
    modes: frozenset[str]
    carriers: tuple[Organisation, ...]


Found = dict[str, list[tuple[str, int, str]]]
"""Rows by kind: a word, a number, another word."""


def known_of(partnership: Partnership) -> Known:
    """What stands in a partnership now. One query."""
    return _known(_by_kind(_asked(partnership.pk)))


def known_with(partnership: Partnership, *more: QuerySet) -> tuple[Known, Found]:
    """The same, with `more` rows of one's own (made by `told`) asked in the same query, and given back by kind."""
    first, *others = _rows(partnership.pk)
    found = _by_kind(first.union(*others, *more, all=True))
    return _known(found), found


def _by_kind(rows: Iterable[tuple[str, str, int, str]]) -> Found:
    found: Found = defaultdict(list)
    for kind, word, number, more in rows:
        found[kind].append((word, number, more))
    return found


def _known(found: Found) -> Known:
    charter = max((number for _word, number, _more in found["charter"]), default=None)
    signed = defaultdict(set)
    for side, number, _more in found["signature"]:
        signed[number].add(side)
    by_both = [number for number, sides in signed.items() if sides >= set(Side.values)]
    rounds = sorted((number, day) for _word, number, day in found["round"])
    return Known(
        framed=_words(found["framing"]),
        compared=_words(found["concord"]) | _words(found["difference"]),
        unsettled=sum(number for _word, number, _more in found["difference"]),
        objectives=sum(number for _word, number, _more in found["objective"]),
        charter=charter,
        signed=frozenset(signed[charter]) if charter is not None else frozenset(),
        charter_in_force=max(by_both, default=None),
        first_evaluation=date.fromisoformat(rounds[0][1]) if rounds else None,
        modes=_words(found["mode"]),
        carriers=tuple(Organisation(name=name, code=code) for name, _n, code in sorted(found["carrier"])),
    )


def _words(rows: list[tuple[str, int, str]]) -> frozenset[str]:
    return frozenset(word for word, _number, _more in rows)


def _asked(key: int) -> list[tuple[str, str, int, str]]:
    sql, values = _written(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [key if value == SLOT else value for value in values])
        return cursor.fetchall()


@cache
def _written(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The question in SQL, written once for a kind of database: writing it costs more than asking it."""
    first, *others = _rows(SLOT)
    return first.union(*others, all=True).query.sql_with_params()


def _rows(key: int) -> list[QuerySet]:
    """Rows of the same four columns: a kind, a word, a number, and another word."""
    of = {"partnership": key}
    open_still = Case(When(settlement__agreed_at=None, then=Value(1)), default=NONE)
    day = Cast("due_on", CharField(max_length=10))
    objectives = Objective.objects.filter(**of).order_by().values("partnership").annotate(n=Count("pk"))
    signatures = Signature.objects.filter(charter__partnership=key).distinct()
    return [
        told("framing", Framing.objects.filter(**of), "side"),
        told("concord", Concord.objects.filter(**of), "question"),
        told("difference", Difference.objects.filter(**of), "question", open_still),
        told("objective", objectives, number="n"),
        told("charter", Charter.objects.filter(**of), number="number"),
        told("signature", signatures, "side", "charter__number"),
        told("round", EvaluationRound.objects.filter(**of), number="number", more=day),
        told("mode", PartnershipMode.objects.filter(**of), "mode"),
        told("carrier", Hosting.objects.filter(**of), "organisation__name", more="organisation__code"),
    ]


def told(kind: str, rows: QuerySet, word: Any = NOTHING, number: Any = NONE, more: Any = NOTHING) -> QuerySet:
    """Rows of a kind, each a word, a number and another word."""
    return rows.order_by().values_list(Value(kind), word, number, more)
