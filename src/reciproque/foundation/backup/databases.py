"""Copying a database while it is written to, and telling whether two copies hold the same rows."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.utils.translation import gettext as _
from psycopg import sql
from psycopg.conninfo import make_conninfo

from .installation import Installation, Unusable

SET_ASIDE = "before_restore_"
Tables = dict[str, dict[str, Any]]
"""For each table, its number of rows and the digest of all of them."""


def digest_of(rows: Iterable[tuple]) -> dict[str, Any]:
    """How many rows there are, and one digest for them all, in their order."""
    count, digest = 0, hashlib.sha256()
    for count, row in enumerate(rows, start=1):  # noqa: B007  (the last count is the number of rows)
        digest.update(repr(row).encode())
    return {"rows": count, "sha256": digest.hexdigest()}


def copy(installation: Installation, folder: Path) -> tuple[Path, Tables, list[str]]:
    """Write a consistent copy of the database in `folder`; returns it, its tables and its migrations."""
    return _copy_sqlite(installation, folder) if installation.is_sqlite else _dump(installation, folder)


def migrations_in(tables: Iterable[str], ask: Callable[[str], Iterable[tuple]]) -> list[str]:
    """The migrations a database has been through, as `app.name`."""
    if "django_migrations" not in tables:
        return []
    return sorted(f"{app}.{name}" for app, name in ask("SELECT app, name FROM django_migrations"))


# --- SQLite: the file is never copied while it lives; SQLite itself writes the copy ---------------
def _copy_sqlite(installation: Installation, folder: Path) -> tuple[Path, Tables, list[str]]:
    source = Path(installation.database["NAME"])
    if not source.is_file():
        raise Unusable(_("Il n’y a pas encore de base à sauvegarder (%(path)s).") % {"path": source})
    target = folder / "database.sqlite3"
    with closing(sqlite3.connect(source, timeout=60, isolation_level=None)) as live:
        live.execute("VACUUM INTO ?", [str(target)])
    tables, migrations = read_sqlite(target)
    return target, tables, migrations


def read_sqlite(file: Path) -> tuple[Tables, list[str]]:
    """The tables and the migrations of a copy at rest."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as base:
        names = [
            name
            for (name,) in base.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
            )
        ]
        tables = {name: digest_of(_sqlite_rows(base, name)) for name in names}
        return tables, migrations_in(names, lambda ask: base.execute(ask).fetchall())


def _sqlite_rows(base: sqlite3.Connection, table: str) -> Iterator[tuple]:
    columns = base.execute("SELECT name, pk FROM pragma_table_info(?)", [table]).fetchall()
    key = ", ".join(f'"{name}"' for name, place in sorted(columns, key=lambda column: column[1]) if place)
    yield from base.execute(f'SELECT * FROM "{table}" ORDER BY {key or "rowid"}')  # noqa: S608  (names of its own)


def sqlite_tables(file: Path) -> list[str]:
    if not file.exists():
        return []
    with closing(sqlite3.connect(file)) as base:
        return [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def claim_sqlite(file: Path) -> None:
    """Bring a database to rest before it is moved. Raises Unusable while any process has it open."""
    with closing(sqlite3.connect(file, timeout=1, isolation_level=None)) as base:
        try:
            base.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError:
            raise Unusable(
                _(
                    "La base est ouverte : arrêtez le serveur, le worker et le planificateur, puis recommencez."
                )
            ) from None


# --- PostgreSQL: by its own tools, on one exported snapshot ----------------------------------------
def parameters(database: Mapping[str, Any]) -> dict[str, str]:
    """How libpq names what Django's settings say of a server."""
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    return {theirs: str(database[ours]) for ours, theirs in names.items() if database.get(ours)}


def connect(database: Mapping[str, Any], *, autocommit: bool = False) -> psycopg.Connection:
    return psycopg.connect(make_conninfo("", **parameters(database)), autocommit=autocommit)


def tool(name: str, database: Mapping[str, Any], *words: str) -> None:
    """Run pg_dump or pg_restore; the password goes by the environment, never by the command line."""
    program = shutil.which(name)
    if program is None:
        raise Unusable(
            _(
                "Il manque le programme %(name)s : installez postgresql-client, de la version de votre serveur."
            )
            % {"name": name}
        )
    how = parameters(database)
    variables = {f"PG{key.upper() if key != 'dbname' else 'DATABASE'}": value for key, value in how.items()}
    ran = subprocess.run([program, *words], env=os.environ | variables, capture_output=True, text=True)  # noqa: S603
    if ran.returncode:
        last = ran.stderr.strip().splitlines()[-1] if ran.stderr.strip() else ""
        raise Unusable(_("%(name)s n’a pas abouti : %(reason)s") % {"name": name, "reason": last})


def _dump(installation: Installation, folder: Path) -> tuple[Path, Tables, list[str]]:
    target = folder / "database.dump"
    with connect(installation.database) as base:
        base.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        snapshot = only(base.execute("SELECT pg_export_snapshot()"))
        tool(
            "pg_dump", installation.database, "--format=custom", "--no-owner", "--no-privileges",
            f"--exclude-schema={SET_ASIDE}*", f"--snapshot={snapshot}", f"--file={target}",
        )  # fmt: skip
        tables, migrations = _read_postgresql(base)
    return target, tables, migrations


def read_postgresql(database: Mapping[str, Any]) -> tuple[Tables, list[str]]:
    with connect(database) as base:
        return _read_postgresql(base)


def _read_postgresql(base: psycopg.Connection) -> tuple[Tables, list[str]]:
    names = postgresql_tables(base)
    tables = {name: digest_of(_postgresql_rows(base, name)) for name in names}
    return tables, migrations_in(names, lambda ask: base.execute(ask).fetchall())


def only(answer: psycopg.Cursor) -> Any:
    """The one value of an answer that has just one."""
    return answer.fetchall()[0][0]


def postgresql_tables(base: psycopg.Connection) -> list[str]:
    found = base.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    return [name for (name,) in found]


def _postgresql_rows(base: psycopg.Connection, table: str) -> Iterator[tuple]:
    whole = sql.Identifier("public", table)
    key = base.execute(
        "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey) "
        "WHERE i.indrelid = %s::regclass AND i.indisprimary ORDER BY array_position(i.indkey, a.attnum)",
        [f'public."{table}"'],
    ).fetchall()
    order = sql.SQL(", ").join(sql.Identifier(name) for (name,) in key) if key else sql.SQL("1")
    with base.cursor(name="backup") as rows:
        rows.itersize = 5000
        yield from rows.execute(sql.SQL("SELECT * FROM {} ORDER BY {}").format(whole, order))


@contextmanager
def scratch_database(database: Mapping[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """An empty database on the same server for as long as the drill lasts."""
    quoted = sql.Identifier(name)
    try:
        with connect(database, autocommit=True) as base:
            base.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(quoted))
    except psycopg.errors.InsufficientPrivilege:
        raise Unusable(
            _(
                "L’essai crée une base le temps de l’essai : donnez CREATEDB au rôle, ou lancez-le avec un autre rôle."
            )
        ) from None
    try:
        yield {**database, "NAME": name}
    finally:
        with connect(database, autocommit=True) as base:
            base.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(quoted))


@contextmanager
def room_made(database: Mapping[str, Any], aside: str) -> Iterator[None]:
    """Set the present tables aside in a schema of their own; they come back if what follows fails."""
    with connect(database, autocommit=True) as base:
        if postgresql_tables(base):
            _set_aside(base, aside)
        else:
            aside = ""
    try:
        yield
    except BaseException:
        if aside:
            with connect(database, autocommit=True) as base, base.transaction():
                base.execute("DROP SCHEMA public CASCADE")
                base.execute(sql.SQL("ALTER SCHEMA {} RENAME TO public").format(sql.Identifier(aside)))
        raise


def _set_aside(base: psycopg.Connection, aside: str) -> None:
    others = only(
        base.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
    )
    if others:
        raise Unusable(
            _("La base est ouverte : arrêtez le serveur, le worker et le planificateur, puis recommencez.")
        )
    with base.transaction():
        base.execute(sql.SQL("ALTER SCHEMA public RENAME TO {}").format(sql.Identifier(aside)))
        base.execute("CREATE SCHEMA public")
