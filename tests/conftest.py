"""What every test finds ready: an empty cache, French, no letter sent before it."""

import os

import pytest
from django.core.cache import cache
from django.utils import translation

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser driver keeps an event loop running


@pytest.fixture(autouse=True)
def a_clean_desk():
    """Rate limits and language of one test never reach the next."""
    cache.clear()
    with translation.override("fr"):
        yield


@pytest.fixture(autouse=True)
def the_installation(request):
    """The one row a migration makes, put back when a test that empties the tables came before."""
    marked = request.node.get_closest_marker("django_db") is not None
    if marked or {"db", "transactional_db"} & set(request.fixturenames):
        request.getfixturevalue("_django_db_helper")
        from tests.builders.people import installation

        installation()


def pytest_configure(config):
    """The catalogues are compiled first, so that a test begun by hand reads the sentences the checks read."""
    if not hasattr(config, "workerinput"):
        import run

        run.compile_catalogues()


LONGEST = (
    *(
        "authz/test_matrix.py",
        "authz/test_canaries.py",
        "browser/test_every_page.py",
        "authz/test_hostile.py",
    ),
    *("profiles/test_canary.py", "foundation/test_backup.py", "foundation/test_processes.py"),
)
"""Files that take half the time, begun first: no worker is left alone with one of them at the end."""


def _turn(item) -> int:
    path = item.path.as_posix()
    return next((turn for turn, name in enumerate(LONGEST) if path.endswith(f"tests/{name}")), len(LONGEST))


def pytest_collection_modifyitems(config, items):
    """Long files first; tests that need PostgreSQL are left out on another database, and the run says so."""
    from django.db import connection

    items.sort(key=_turn)

    if connection.vendor == "postgresql":
        return
    left_out = [item for item in items if item.get_closest_marker("postgres")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
