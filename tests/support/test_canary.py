"""That she said something changes nothing on any page of anybody else: not even its existence shows."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.db import connection, transaction
from django.urls import reverse

from reciproque.foundation import guard
from reciproque.foundation.models import Event
from reciproque.support.models import Call, Moment, Tension
from tests.authz import matrix, world
from tests.authz.objects import OBJECTS, is_aside

pytestmark = pytest.mark.django_db
HIDDEN_FROM = ("professional_in", "coordinator_host", "representative_in", "partner_out")
"""The referent of the other side, the coordination, a partner beside her, a colleague: those who are nearest."""
ALWAYS_NEW = re.compile(
    r'name="(csrfmiddlewaretoken|cle)" value="[^"]+"|"(nonce|made_at|copied_at)": ?"[^"]+"|nonce-[\w+/=-]+'
)


@pytest.fixture(scope="module")
def small(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), time_machine.travel(world.AT, tick=False), transaction.atomic():
        built = world.build()
        built.doors = matrix.doors(built)
        yield built
        transaction.set_rollback(True)


def bodies(small: world.World, actor: str) -> dict[str, str]:
    """Every page and file an actor may ask for around the partnership under way, by the name of its route."""
    found, objects = {}, small.objects["begun"]
    for route in matrix.routes():
        if is_aside(route.name) or (route.takes and route.name not in OBJECTS):
            continue
        given = matrix.arguments(route, objects, OBJECTS) if route.takes else {}
        if given is not None:
            answer = matrix.ask(small.doors[actor], "GET", reverse(route.name, kwargs=given)).response
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            found[route.name] = ALWAYS_NEW.sub("", body.decode(errors="replace"))
    return found


@pytest.mark.spec("C11", "C17", "J3.AC4")
@pytest.mark.parametrize("actor", HIDDEN_FROM)
def test_nothing_changes_for_anybody_else_whether_she_said_something_or_not(small, actor):
    """The same pages, letter for letter, with moments, calls and tensions, and without them."""
    with time_machine.travel(world.AT, tick=False):
        with_them = bodies(small, actor)
        with transaction.atomic(), guard.upkeep("test world"):
            for model in (Call, Moment, Tension):
                model.objects.all().delete()
            without = bodies(small, actor)
            transaction.set_rollback(True)

    differing = {name for name, body in with_them.items() if body != without[name]}
    assert differing - {"people:my_data"} == set()
    assert not re.search(r"canari-(moment|tension)-", with_them["people:my_data"])


@pytest.mark.spec("C11")
def test_neither_the_database_nor_the_journal_holds_them_in_clear(small):
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM support_moment")
        stored = " ".join(row[0] for row in cursor.fetchall())
    journal = " ".join(f"{one.verb} {one.subject_type} {one.particulars}" for one in Event.objects.all())

    assert "canari" not in stored
    assert ("support.Moment" in journal, "canari" in journal) == (False, False)
