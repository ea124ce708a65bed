"""Whether what is written stays written: durability, role, structure, and the seals of the journal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from .. import journal
from ..models import Event
from .finding import Finding, refused_if

OLDEST_POSTGRESQL = 14


def database_is_durable(at: datetime) -> Iterator[Finding]:
    """What the database says of its own way of writing."""
    if connection.vendor == "sqlite":
        told = {name: pragma(name) for name in ("journal_mode", "synchronous", "foreign_keys")}
        yield sqlite_is_durable(**told, in_memory=connection.is_in_memory_db())  # type: ignore[attr-defined]
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', "
            "'synchronous_commit', 'server_version_num')"
        )
        told = dict(cursor.fetchall())
    yield from postgresql_is_durable(told)


def role_is_known(at: datetime) -> Iterator[Finding]:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
            superuser, bypasses = cursor.fetchone()
        yield role_is_humble(superuser=superuser, bypasses=bypasses)


def file_is_sound(at: datetime) -> Iterator[Finding]:
    if connection.vendor == "sqlite":
        told = pragma("quick_check")
        yield refused_if(
            told != "ok",
            _("Fichier de la base"),
            _("sain") if told == "ok" else str(told),
            _("arrêtez tout et restaurez la dernière sauvegarde (« reciproque restore »)"),
        )


def pragma(name: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]


def sqlite_is_durable(
    *, journal_mode: str, synchronous: int, foreign_keys: int, in_memory: bool = False
) -> Finding:
    """WAL with FULL is the weakest setting under which no acknowledged write was ever lost in a power cut."""
    wanted = in_memory or journal_mode == "wal"
    durable = wanted and synchronous >= 2 and foreign_keys == 1
    return refused_if(
        not durable,
        _("Durabilité (SQLite)"),
        f"journal_mode={journal_mode}, synchronous={synchronous}, foreign_keys={foreign_keys}",
        _(
            "il faut journal_mode=wal, synchronous=2 (FULL) ou plus, foreign_keys=1 : gardez les OPTIONS de settings.py"
        ),
    )


def postgresql_is_durable(told: dict[str, str]) -> Iterator[Finding]:
    """`told` holds the server's own settings, by name. Each of the three off has lost acknowledged writes."""
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        yield refused_if(
            told[name] == "off",
            _("Durabilité (PostgreSQL)"),
            f"{name}={told[name]}",
            _("remettez %(name)s=on dans postgresql.conf") % {"name": name},
        )
    major = int(told["server_version_num"]) // 10_000
    yield refused_if(
        major < OLDEST_POSTGRESQL,
        _("Version de PostgreSQL"),
        str(major),
        _("installez PostgreSQL %(least)s ou plus récent") % {"least": OLDEST_POSTGRESQL},
    )


def role_is_humble(*, superuser: bool, bypasses: bool) -> Finding:
    """A role that ignores row-level security takes the second wall down."""
    found = (
        _("superutilisateur")
        if superuser
        else _("contourne les règles de lignes")
        if bypasses
        else _("ordinaire")
    )
    return refused_if(
        superuser or bypasses,
        _("Rôle de la base"),
        found,
        _("connectez Réciproque avec un rôle NOSUPERUSER NOBYPASSRLS"),
        unless_demo=True,
    )


def migrations(at: datetime) -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    yield refused_if(
        bool(waiting),
        _("Structure de la base"),
        _("%(count)s migrations en attente") % {"count": len(waiting)} if waiting else _("à jour"),
        _("faites une sauvegarde, puis lancez « reciproque migrate »"),
    )


def journal_is_whole(at: datetime) -> Iterator[Finding]:
    if Event._meta.db_table not in connection.introspection.table_names():
        return
    broken = journal.first_broken_seal()
    yield refused_if(
        broken is not None,
        _("Journal"),
        _("une ligne a été changée, ajoutée ou retirée (sceau %(seal)s)") % {"seal": broken.pk}
        if broken
        else _("entier"),
        _(
            "n’effacez rien : comparez avec une sauvegarde ; SECRET_KEY est-elle bien celle de cette installation ?"
        ),
    )
