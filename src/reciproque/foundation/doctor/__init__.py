"""What looks at an installation before it serves: nothing that loses data or opens a door starts unnoticed."""

from __future__ import annotations

from datetime import datetime

from django.db import DatabaseError
from django.utils.translation import gettext as _

from . import configuration, database, processes, surroundings
from .finding import Check, Finding, Level

__all__ = ["CHECKS", "Finding", "Level", "examine", "examine_copy", "refuses"]

CHECKS: tuple[Check, ...] = (
    surroundings.versions,
    configuration.debug_is_off,
    configuration.secret_is_long,
    configuration.data_are_private,
    configuration.address_is_safe,
    configuration.what_is_signed_is_read,
    configuration.house_rules_hold,
    surroundings.zones_are_known,
    surroundings.room_is_left,
    database.database_is_durable,
    database.role_is_known,
    database.file_is_sound,
    database.migrations,
    database.journal_is_whole,
    surroundings.backups_are_fresh,
    processes.processes_live,
    processes.jobs_end_well,
    processes.letters_leave,
)


def examine(*, at: datetime) -> list[Finding]:
    """Everything that is looked at, in the order in which one would mend it."""
    return [finding for check in CHECKS for finding in _findings(check, at)]


def examine_copy(*, at: datetime) -> list[Finding]:
    """What must be true of data just restored, wherever they stand."""
    data = (database.file_is_sound, database.migrations, database.journal_is_whole)
    return [finding for check in data for finding in _findings(check, at)]


def _findings(check: Check, at: datetime) -> list[Finding]:
    try:
        return list(check(at))
    except DatabaseError as problem:
        remedy = _("vérifiez DATABASE_URL, et que le serveur de base de données est en marche")
        return [Finding(Level.REFUSED, _("Base de données"), str(problem).strip().splitlines()[0], remedy)]


def refuses(findings: list[Finding]) -> bool:
    """True when something found must be mended before serving."""
    return any(finding.level is Level.REFUSED for finding in findings)
