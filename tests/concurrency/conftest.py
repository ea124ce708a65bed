"""What races need: a database that several connections really share, and a day to race on."""

import pytest
import time_machine
from django.db import connection

from tests import cast


@pytest.fixture(scope="package", autouse=True)
def a_database_of_files(django_db_setup, django_db_blocker, tmp_path_factory):
    """SQLite in memory knows neither WAL nor waiting: the test database is copied to a file, as installed.

    PostgreSQL stays as it is.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with django_db_blocker.unblock():
        connection.ensure_connection()
        memory, name = connection.connection, connection.settings_dict["NAME"]
        connection.connection = None
        connection.settings_dict["NAME"] = tmp_path_factory.mktemp("races") / "reciproque.sqlite3"
        connection.ensure_connection()
        memory.backup(connection.connection)
        connection.close()
        yield
        connection.close()
        connection.settings_dict["NAME"] = name
        connection.connection = memory


@pytest.fixture(scope="package", autouse=True)
def _swept_row_by_row():
    """PostgreSQL makes every file of every table anew when it truncates: seconds, where a few rows go at once."""
    if connection.vendor != "postgresql":
        yield
        return

    def emptied(style, tables, **_options):
        return [f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables]  # noqa: S608

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection.ops, "sql_flush", emptied)
        yield


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(cast.NOON, tick=True):
        yield
