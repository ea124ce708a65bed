"""Questions written in SQL once: writing one costs Django several times what the database takes to answer it.

    def held_here(actor: Actor, organisation: int) -> QuerySet: …

    written.rows(held_here, actor, organisation=house.pk)

The function says what is asked; it is called twice for each shape of its question, never for each reader: with
stand-ins for the keys of the actor and for the values, whose places in the SQL are then known. It must therefore
put these keys and values in the question and nowhere else: it reads no table, and never compares them by itself.
A question in which a stand-in does not come out as it went in is written anew each time, as Django does.
The tests ask every question in both ways the first times and compare them (WRITTEN_TWICE); see docs/decisions/0014.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import count
from typing import Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from . import clock
from .actor import Actor, Hat

Ask = Callable[..., QuerySet]
KEPT = 256
"""How many questions a worker keeps; the one least recently asked goes first."""
LARGEST = 2**63 - 1
NUMBERS, TEXTS = (20_011, 23_003), ("\ue000", "\ue001")
"""What stand-ins begin with, in the first and in the second writing: small numbers, and letters of no language."""
APART = 500
"""From the stand-ins of one tuple to those of the next."""
OF_THE_ACTOR = ("actor.person", "actor.account", "actor.organisation", "actor.link", "actor.hat")


@dataclass(frozen=True)
class Question:
    """What was asked, its SQL (empty: no row can answer), and which of its parameters are to be filled in."""

    asked: Any
    compiler: Any
    sql: str
    parameters: tuple[Any, ...]
    places: tuple[tuple[int, Any], ...]
    times: Iterator[int] = field(default_factory=count, compare=False)

    def filled(self, values: dict[Any, Any]) -> tuple[Any, ...]:
        parameters = list(self.parameters)
        for place, name in self.places:
            parameters[place] = values[name]
        return tuple(parameters)

    def answer(self, values: dict[Any, Any]) -> list[Any]:
        if not self.sql:
            return []
        compiler = copy(self.compiler)
        compiler.connection = connections[compiler.using]
        compiler.as_sql = lambda *_args, **_kwargs: (self.sql, self.filled(values))
        settled: Any = _Settled(self.asked.query, compiler)
        rows: Any = QuerySet(model=self.asked.model, query=settled)
        rows._iterable_class, rows._fields = self.asked._iterable_class, self.asked._fields
        rows._prefetch_related_lookups = tuple(map(_anew, self.asked._prefetch_related_lookups))
        return list(rows)


def _anew(lookup: str | Prefetch) -> str | Prefetch:
    """The same rows to bring along, of which nothing was read yet (copying a Prefetch would bring none)."""
    if isinstance(lookup, str) or lookup.queryset is None:
        return lookup
    again = Prefetch.__new__(Prefetch)
    queryset: Any = lookup.queryset
    again.__dict__ = lookup.__dict__ | {"queryset": queryset._chain()}
    return again


class _Settled:
    """A query whose SQL is known; all else is asked of the query itself."""

    def __init__(self, query: Any, compiler: Any):
        self._query, self._compiler = query, compiler

    def get_compiler(self, *_args: Any, **_kwargs: Any) -> Any:
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)


def rows(ask: Ask, actor: Actor, *fixed: Any, **values: Any) -> list[Any]:
    """The rows of `ask(actor, *fixed, **values)`, in one query.

    `fixed` and the names of `values` choose the question; numbers, texts and tuples of keys among the values fill
    it. Tuples of many lengths are as many questions: see `padded`.
    """
    filled = {name: value for name, value in values.items() if _fills(value)}
    chosen = tuple((name, value) for name, value in values.items() if name not in filled)
    kinds = tuple(
        (name, len(value) if type(value) is tuple else type(value)) for name, value in filled.items()
    )
    try:
        question = _written(ask, fixed, chosen, kinds, _shape(actor), _circumstances(actor))
    except TypeError:  # a value that cannot be a key
        question = None
    if question is None:
        return list(ask(actor, *fixed, **values))
    filling = _one_by_one(filled) | _keys(actor)
    if next(question.times) < settings.WRITTEN_TWICE:
        _compare(question, filling, ask(actor, *fixed, **values))
    return question.answer(filling)


def first(ask: Ask, actor: Actor, *fixed: Any, **values: Any) -> Any:
    """The first of these rows, or None: the question itself should ask for one only."""
    return next(iter(rows(ask, actor, *fixed, **values)), None)


def day() -> date:
    """The civil day a rule may go by, for rights that end with a date: questions are kept for that day alone."""
    return clock.today()


def padded(keys: Iterable[int], most: int) -> tuple[int, ...]:
    """As many keys as are asked for at once, `most`: those given, then some that no row has."""
    found = tuple(keys)
    return found + tuple(range(-1, len(found) - most - 1, -1))


def _fills(value: Any) -> bool:
    if type(value) is tuple:
        return len(value) < APART and all(type(one) is int for one in value)
    return type(value) is str or (type(value) is int and 0 <= value <= LARGEST)


def _one_by_one(values: dict[str, Any]) -> dict[Any, Any]:
    """The values by their names; those of a tuple by its name and their ranks."""
    found: dict[Any, Any] = {}
    for name, value in values.items():
        if type(value) is tuple:
            found |= {(name, rank): one for rank, one in enumerate(value)}
        else:
            found[name] = value
    return found


# --- what the actor brings ------------------------------------------------------------------------
def _keys(actor: Actor) -> dict[str, Any]:
    hat = actor.hat
    found = (
        actor.person_id,
        actor.account_id,
        actor.organisation_id,
        actor.link_id,
        hat.code if hat else None,
    )
    return dict(zip(OF_THE_ACTOR, found, strict=True))


def _shape(actor: Actor) -> Actor:
    """Who asks, without whom: two actors of one shape ask the same question with other keys."""
    hat = actor.hat
    return replace(
        actor,
        person_id=None if actor.person_id is None else 0,
        account_id=None if actor.account_id is None else 0,
        link_id=None if actor.link_id is None else 0,
        hat=hat
        and Hat("", hat.role, None if hat.organisation_id is None else 0, "", hat.needs_second_factor),
        key=None,
    )


def _circumstances(actor: Actor) -> tuple[date, str, str | None, str]:
    """What a rule may read beside the actor, and that changes little in a day."""
    return (
        day(),
        timezone.get_current_timezone_name(),
        get_language(),
        settings.DATABASES["default"]["ENGINE"],
    )


# --- writing --------------------------------------------------------------------------------------
@lru_cache(maxsize=KEPT)
def _written(
    ask: Ask, fixed: tuple, chosen: tuple, kinds: tuple, shape: Actor, circumstances: tuple
) -> Question | None:
    """The question, or None when it cannot be kept. Its arguments are all that it depends on."""
    one, other = (_writing(ask, fixed, chosen, kinds, shape, writing) for writing in (0, 1))
    if one._known_related_objects or _brought(one) != _brought(other):
        return None
    compiler, sql, parameters = _compiled(one)
    _again, same, seconds_given = _compiled(other)
    if sql != same or len(parameters) != len(seconds_given):
        return None
    names = {value: name for name, value in _one_by_one(_stand_ins(kinds, 0)).items()}
    seconds = _one_by_one(_stand_ins(kinds, 1))
    places = []
    for place, (here, there) in enumerate(zip(parameters, seconds_given, strict=True)):
        name = names.get(here) if type(here) in (int, str) else None
        if name is not None and there == seconds[name]:
            places.append((place, name))
        elif here != there or type(here) is not type(there):
            return None
    return Question(one, compiler, sql, parameters, tuple(places))


def _stand_ins(kinds: tuple, writing: int) -> dict[str, Any]:
    number, text = NUMBERS[writing], TEXTS[writing]
    kinds = (*kinds, *((name, str if name == "actor.hat" else int) for name in OF_THE_ACTOR))
    found: dict[str, Any] = {}
    for rank, (name, kind) in enumerate(kinds):
        here = number + APART * rank
        found[name] = (
            f"{text}{rank}" if kind is str else here if kind is int else tuple(range(here, here + kind))
        )
    return found


def _writing(ask: Ask, fixed: tuple, chosen: tuple, kinds: tuple, shape: Actor, writing: int) -> Any:
    values = _stand_ins(kinds, writing)
    stand_ins = {name: values.pop(name) for name in OF_THE_ACTOR}
    actor = replace(
        shape,
        person_id=None if shape.person_id is None else stand_ins["actor.person"],
        account_id=None if shape.account_id is None else stand_ins["actor.account"],
        link_id=None if shape.link_id is None else stand_ins["actor.link"],
        hat=shape.hat
        and replace(
            shape.hat,
            code=stand_ins["actor.hat"],
            organisation_id=None if shape.organisation_id is None else stand_ins["actor.organisation"],
        ),
    )
    return ask(actor, *fixed, **dict(chosen), **values)


def _compiled(asked: QuerySet) -> tuple[Any, str, tuple]:
    """The compiler, the SQL and its parameters; an empty SQL when no row can answer."""
    compiler = asked.query.get_compiler(using=asked.db)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return compiler, "", ()
    return compiler, sql, tuple(parameters)


def _brought(asked: Any) -> list[Any]:
    """What comes along with the rows, in SQL: nothing in it may depend on a stand-in."""
    told: list[Any] = []
    for lookup in asked._prefetch_related_lookups:
        if isinstance(lookup, str):
            told.append(lookup)
        else:
            told.append((lookup.prefetch_to, lookup.to_attr))
            if lookup.queryset is not None:
                told += [_compiled(lookup.queryset)[1:], *_brought(lookup.queryset)]
    return told


def forget() -> None:
    """Every question is written anew: for when what it was written from has changed."""
    _written.cache_clear()


# --- trust, but verify ----------------------------------------------------------------------------
def _compare(question: Question, filling: dict[Any, Any], asked: QuerySet) -> None:
    _compiler, sql, parameters = _compiled(asked)
    kept = question.filled(filling) if question.sql else ()
    if (sql, parameters, _brought(asked)) != (question.sql, kept, _brought(question.asked)):
        raise AssertionError(
            f"a question kept is not the one asked:\n{question.sql} {kept}\n{sql} {parameters}"
        )
