"""Writing many rows at once: COPY on PostgreSQL, one prepared statement on SQLite. Only inside a verb, as any write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from itertools import chain, repeat
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Field, Model
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import guard
from reciproque.foundation.models import PlainField, new_code, new_codes, plain


class Rewritten(NamedTuple):
    """A row to change: its key, the version it was read at, its new columns, all the values it will then have."""

    pk: int
    version: int
    columns: Mapping[str, Any]
    values: Mapping[str, Any]


class Inserting:
    """Inserts rows given by column (`attname`); where a column has None, the row takes the default.

    On PostgreSQL the server writes while the next rows are made ready: call `finish` before asking it anything
    else. Leaving the block finishes, or gives up if something was raised in it.
    """

    def __init__(self) -> None:
        self._open = ExitStack()
        self._copy: Any = None
        self._statement = ""

    def __enter__(self) -> Inserting:
        return self

    def __exit__(self, *problem: Any) -> None:
        self._open.__exit__(*problem)

    def insert(self, model: type[Model], columns: Mapping[str, Sequence[Any]]) -> None:
        count = len(next(iter(columns.values()), ()))
        if not count:
            return
        fields = [field for field in model._meta.concrete_fields if not field.primary_key]
        lines = zip(*_filled(fields, columns, count), strict=True)
        names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
        table = connection.ops.quote_name(model._meta.db_table)
        if connection.vendor == "postgresql":
            self._send(f"COPY {table} ({names}) FROM STDIN", lines)
            return
        places = ", ".join(["%s"] * len(fields))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", lines)  # noqa: S608

    def _send(self, statement: str, lines: Iterable[Sequence]) -> None:
        guard.check(statement)
        if statement != self._statement:
            self.finish()
            with ExitStack() as opening:
                opening.enter_context(connection.wrap_database_errors)
                cursor = opening.enter_context(connection.cursor())
                self._copy = opening.enter_context(cursor.copy(statement))
                self._open, self._statement = opening.pop_all(), statement
        for line in lines:
            self._copy.write_row(line)

    def finish(self) -> None:
        """Wait until all that was handed over is written."""
        written, self._open, self._statement = self._open, ExitStack(), ""
        written.close()


def columns_of(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Rows as columns: None where a row does not say."""
    return {name: [row.get(name) for row in rows] for name in dict.fromkeys(chain.from_iterable(rows))}


def update_rows(model: type[Model], rows: Iterable[Rewritten]) -> int:
    """Change rows and raise their version; returns how many.

    Raises ValidationError when one of them was changed by somebody else since it was read.
    """
    alike: dict[tuple[str, ...], list[tuple]] = defaultdict(list)
    fields = {field.attname: field for field in model._meta.concrete_fields}
    derived = [field for field in fields.values() if isinstance(field, PlainField)]
    for row in rows:
        columns = dict(row.columns) | {field.attname: _plain(field, row.values) for field in derived}
        values = [_prepared(fields[name], value) for name, value in columns.items()]
        alike[tuple(columns)].append((*values, row.pk, row.version))
    changed = 0
    with connection.cursor() as cursor:
        for names, lines in alike.items():
            cursor.executemany(_update(model, [fields[name] for name in names]), lines)
            if cursor.rowcount != len(lines):
                raise ValidationError(
                    _(
                        "Quelqu’un a modifié la même chose pendant l’import. Rien n’a été enregistré : recommencez."
                    ),
                    code="overtaken",
                )
            changed += len(lines)
    return changed


def _update(model: type[Model], fields: list[Field]) -> str:
    quoted = connection.ops.quote_name
    columns = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    return (
        f"UPDATE {quoted(model._meta.db_table)} SET {columns}, version = version + 1"  # noqa: S608  (our own names)
        " WHERE id = %s AND version = %s"
    )


def _filled(fields: list[Field], columns: Mapping[str, Sequence[Any]], count: int) -> Iterator[Iterable[Any]]:
    """A column for each of `fields`, defaults and derived ones filled in. Raises ValueError on an unknown column."""
    if unknown := columns.keys() - {field.attname for field in fields}:
        raise ValueError(f"unknown columns: {sorted(unknown)}")
    for field in fields:
        values: Iterable[Any] = columns.get(field.attname) or _defaults(field, count)
        if isinstance(field, PlainField):
            texts = [[said or "" for said in columns.get(name) or repeat("", count)] for name in field.of]
            values = map(plain, map(" ".join, zip(*texts, strict=True)))
        elif None in columns.get(field.attname, ()):
            pairs = zip(values, _defaults(field, count), strict=True)
            values = [default if value is None else value for value, default in pairs]
        prepare = _preparing(field)
        yield values if prepare is None else [None if value is None else prepare(value) for value in values]


def _defaults(field: Field, count: int) -> Iterable[Any]:
    """The default of a field, for so many rows."""
    if field.default is new_code:
        return new_codes(count)
    if field.has_default() and callable(field.default):
        return [field.default() for _row in range(count)]
    return repeat(field.get_default(), count)


def _plain(field: PlainField, values: Mapping[str, Any]) -> str:
    return plain(" ".join([str(values.get(name) or "") for name in field.of]))


def _preparing(field: Field) -> Callable[[Any], Any] | None:
    """How a value reaches the library of the database, which knows no enum nor, for SQLite, any decimal."""
    if field.choices:
        return _word
    if connection.vendor == "sqlite" and field.get_internal_type() in {"DecimalField", "DateField"}:
        return str
    return None


@cache
def _word(choice: Any) -> str:
    return str(choice)


def _prepared(field: Field, value: Any) -> Any:
    prepare = _preparing(field)
    return value if prepare is None or value is None else prepare(value)
