"""The wall that lets nothing but a verb write to a table of the domain, held at the database itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from uuid import UUID, uuid4

from django.apps import apps
from django.conf import settings

WRITE = re.compile(
    r"^\s*(?:WITH\b.*?\)\s*)?(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM|"
    r"TRUNCATE(?:\s+TABLE)?|COPY)\s+(?:ONLY\s+)?[\"`]?(?P<table>\w+)[\"`]?",
    re.IGNORECASE | re.DOTALL,
)
KEPT_BY_LIBRARIES = {"people_account"}
"""Our tables that a library writes by itself (sign-in dates, passwords)."""

_act: ContextVar[UUID | None] = ContextVar("act", default=None)
_upkeep: ContextVar[str | None] = ContextVar("upkeep", default=None)


class WriteOutsideVerb(RuntimeError):
    """Something tried to change the domain without saying who, when and by what right."""


@lru_cache(maxsize=1)
def guarded_tables() -> frozenset[str]:
    return frozenset(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if (model._meta.app_config.name if model._meta.app_config else "").startswith("reciproque.")
    ) - frozenset(KEPT_BY_LIBRARIES)


def current_act() -> UUID | None:
    """The identifier of the act under way, or None outside of any verb."""
    return _act.get()


@contextmanager
def act() -> Iterator[UUID]:
    """Open an act, or join the one under way."""
    under_way = _act.get()
    if under_way is not None:
        yield under_way
        return
    identifier = uuid4()
    token = _act.set(identifier)
    try:
        yield identifier
    finally:
        _act.reset(token)


@contextmanager
def upkeep(what: str) -> Iterator[None]:
    """Let the house itself write (migrations, sealing, sending): `what` names the reason."""
    token = _upkeep.set(what)
    try:
        yield
    finally:
        _upkeep.reset(token)


def check(sql: str) -> None:
    """Raise WriteOutsideVerb when `sql` writes to the domain outside of a verb.

    To be called for what passes beside the execute wrappers: PostgreSQL's COPY.
    """
    if _act.get() is None and _upkeep.get() is None:
        found = WRITE.match(sql)
        if found and found["table"] in guarded_tables():
            raise WriteOutsideVerb(f"{found['table']}: only verbs write ({sql[:60]}…)")


def only_verbs_write(execute, sql, params, many, context):
    """An execute wrapper: refuse what writes to the domain outside of a verb."""
    check(sql)
    return execute(sql, params, many, context)


def stand(connection, **_: object) -> None:
    """Put the wall on a new database connection."""
    if settings.GUARD_WRITES and only_verbs_write not in connection.execute_wrappers:
        connection.execute_wrappers.append(only_verbs_write)
