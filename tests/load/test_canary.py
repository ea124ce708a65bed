"""Rhythm, pauses, weeks and words to oneself stand on her own pages and nowhere else, numbers included."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from reciproque.foundation import words
from reciproque.load.models import Override, Pause, PersonLoad, Rhythm
from reciproque.people.models import Person
from tests.authz import matrix, world
from tests.authz.objects import OBJECTS, is_aside
from tests.authz.worlds.load import ALLOWED, CEILING, PROMISED, UNTIL

pytestmark = pytest.mark.django_db
HERS = [
    *(words.length(minutes) for minutes in (CEILING, PROMISED, PROMISED + 103, ALLOWED)),
    *(f'"{name}": {minutes}' for name, minutes in (("ceiling", CEILING), ("promised", PROMISED))),
    words.day(UNTIL),
    UNTIL.isoformat(),
    "canari-override-",
    "changer de rythme",
]
HER_PAGES = {"load:mine", "load:settings", "people:my_data", "web:home"}
OTHERS = sorted(
    {
        *("professional_in", "representative_in", "partner_in_other_hat", "partner_out", "user_out"),
        *("coordinator_host", "coordinator_cohost", "coordinator_other", "institution", "visitor"),
    }
)


@pytest.fixture(scope="module")
def small(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), time_machine.travel(world.AT, tick=False), transaction.atomic():
        built = world.build()
        built.doors = matrix.doors(built)
        yield built
        transaction.set_rollback(True)


def met_by(small: world.World, actor: str) -> set[str]:
    """The routes of every page and file that an actor may ask for, that say something of hers."""
    her = small.actors["partner_in"].person
    objects = SimpleNamespace(**vars(small.objects["begun"]) | {"person": her})
    met = set()
    for route in matrix.routes():
        if is_aside(route.name) or (route.takes and route.name not in OBJECTS):
            continue
        given = matrix.arguments(route, objects, OBJECTS) if route.takes else {}
        if given is None:
            continue
        whole = "?tout=oui" if route.name == "web:home" else ""  # all that waits, not its first lines alone
        url = reverse(route.name, kwargs=given) + whole
        answer = matrix.ask(small.doors[actor], "GET", url).response
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if any(said in body.decode(errors="replace") for said in HERS):
            met.add(route.name)
    return met


@pytest.mark.spec("C9", "C10", "C17", "J3.AC3")
@pytest.mark.parametrize("actor", OTHERS)
def test_nobody_else_meets_a_word_or_a_number_of_it(small, actor):
    with time_machine.travel(world.AT, tick=False):
        assert met_by(small, actor) == set()


def test_she_meets_all_of_it_on_her_own_pages(small):
    with time_machine.travel(world.AT, tick=False):
        assert met_by(small, "partner_in") == HER_PAGES


SOURCE = Path(__file__).parents[2] / "src" / "reciproque"
MAY_NAME_IT = {"load", "missions", "web/demonstration", "settings.py", "urls.py"}
"""Missions count what they promise and offer only to who is free; no other package reads it."""


@pytest.mark.spec("C10", "C17")
def test_no_list_report_or_digest_of_the_house_can_name_it():
    naming = {
        str(file.relative_to(SOURCE))
        for file in SOURCE.rglob("*.py")
        if re.search(r"reciproque\.load\b|from reciproque import .*\bload\b", file.read_text("utf-8"))
    }

    assert [file for file in naming if not file.startswith(tuple(MAY_NAME_IT))] == []
    mine = (Rhythm, Pause, PersonLoad, Override)
    assert [field for field in Person._meta.get_fields() if field.related_model in mine] == []
