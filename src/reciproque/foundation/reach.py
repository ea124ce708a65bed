"""Where the rows somebody may see stand, so that a list of few among many need not walk the whole table."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Exists, F, Func, Q, QuerySet

FEW = 1_000
"""Up to so many keys, rows are gone to one by one; beyond, a page of them is met soon enough in its order."""


@dataclass(frozen=True)
class Reach:
    """The rows whose `path` stands among `keys`: columns of keys, each read by an index, that may overlap."""

    path: str
    keys: tuple[QuerySet, ...]

    def all(self) -> QuerySet:
        """All these keys, some more than once, as rows of one column. There must be a column at least."""
        first, *others = (source.order_by() for source in self.keys)
        return first.union(*others, all=True) if others else first


NOWHERE = Reach("", ())
"""The reach of somebody whom a rule does not serve."""


def either(one: Reach | None, other: Reach | None) -> Reach | None:
    """What two reaches hold together; None as soon as one of them is not known, or they follow other paths."""
    if one is None or other is None:
        return None
    if not one.keys or not other.keys:
        return one if one.keys else other
    return Reach(one.path, one.keys + other.keys) if one.path == other.path else None


class StandsAmong(Func):
    """True of rows whose `path` is one of these keys: one parameter, however many they are.

    An `IN` of a thousand parameters costs Django and the driver more than the database takes to answer it.
    """

    output_field = BooleanField()

    def __init__(self, path: str, keys: Iterable[int]):
        super().__init__(F(path))
        self.keys = list(keys)

    def as_sqlite(self, compiler, connection, **_extra):
        return self._of(
            compiler, connection, "%(expressions)s IN (SELECT value FROM json_each(%%s))", json.dumps
        )

    def as_postgresql(self, compiler, connection, **_extra):
        return self._of(compiler, connection, "%(expressions)s = ANY(%%s::bigint[])", list)

    def _of(self, compiler, connection, template, together):
        sql, parameters = self.as_sql(compiler, connection, template=template)
        return sql, (*parameters, together(self.keys))


class OfEachRow(Exists):
    """An `Exists` asked of each row met. PostgreSQL would rather begin by reading every row that could answer."""

    def as_postgresql(self, compiler, connection, **extra):
        return super().as_sql(compiler, connection, template="((%(subquery)s) IS NOT NULL)", **extra)


def row_by_row(condition: Q) -> Q:
    """The same condition, each `Exists` of which is asked of the rows one by one: for a list cut after a page."""
    return Q.create(list(_asked(condition.children)), condition.connector, condition.negated)


def _asked(children: Iterable[Any]) -> Iterable[Any]:
    for child in children:
        if isinstance(child, Q):
            yield row_by_row(child)
        elif type(child) is Exists:
            yield OfEachRow(child.query)
        else:
            yield child
