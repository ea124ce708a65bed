"""A condition stands on the pages she opened and nowhere else: no list, search, export, feed, document or message."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from reciproque.foundation import guard
from reciproque.foundation.models import Event
from reciproque.people.models import Person
from reciproque.profiles.kinds import HEALTH, Topic, Visibility
from reciproque.profiles.models import Facet, MatchingConsent
from tests.authz import matrix, world
from tests.authz.objects import OBJECTS, is_aside
from tests.builders.profiles import CANARY

pytestmark = pytest.mark.django_db
HER_PAGES = {"people:person", "profiles:shown"}
"""Where others read it, those she chose."""
HER_OWN = {"profiles:mine", "profiles:part", "profiles:as_read", "people:my_data"}
"""Where she reads it herself."""
READS_IT = {
    "partner_in": {"profiles:shown"} | HER_OWN - {"profiles:part"},
    "coordinator_host": HER_PAGES,
    "professional_in": HER_PAGES,
    "professional_out": HER_PAGES,
    "coordinator_other": set(),
    "institution": set(),
}
"""Even opened to everyone who may see her page; the page of one part is that of the part asked for, here another."""


@pytest.fixture(scope="module")
def small(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), time_machine.travel(world.AT, tick=False), transaction.atomic():
        built = world.build()
        person = built.actors["partner_in"].person
        with guard.upkeep("test world"):
            Facet.objects.filter(person=person, topic__in=HEALTH).delete()
            for topic in (Topic.TREATMENTS, Topic.CARING):
                Facet.objects.create(
                    person=person,
                    topic=topic,
                    words=CANARY,
                    visibility=Visibility.EVERYONE,
                    said_at=world.AT,
                )
        built.doors = matrix.doors(built)
        yield built
        transaction.set_rollback(True)


def bodies(small: world.World, actor: str):
    """Every page and every file that an actor may ask for in the partnership under way, by the name of its route."""
    client = small.doors[actor]
    objects = SimpleNamespace(**vars(small.objects["begun"]) | {"person": small.actors["partner_in"].person})
    for route in matrix.routes():
        if is_aside(route.name) or (route.takes and route.name not in OBJECTS):
            continue
        given = matrix.arguments(route, objects, OBJECTS) if route.takes else {}
        if given is None:
            continue
        answer = matrix.ask(client, "GET", reverse(route.name, kwargs=given)).response
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        yield route.name, body.decode(errors="replace")


@pytest.mark.spec("A10", "S1-39", "N10")
@pytest.mark.parametrize("actor", READS_IT)
def test_a_condition_stands_on_her_own_page_alone_for_those_she_chose(small, actor):
    met = set()
    with time_machine.travel(world.AT, tick=False):
        for name, body in bodies(small, actor):
            if CANARY in body:
                met.add(name)
                outside = re.sub(r"<main.*?</main>", "", body, flags=re.DOTALL) if "<main" in body else ""
                assert CANARY not in outside, f"title or menu of {name}"

    assert met == READS_IT[actor]


@pytest.mark.spec("A10")
def test_no_search_finds_it_nor_says_that_it_exists(small):
    hers = small.actors["partner_in"].person.get_absolute_url()
    with time_machine.travel(world.AT, tick=False):
        for actor, client in small.doors.items():
            for words in (CANARY, CANARY.lower(), CANARY[:8]):
                for name in ("web:search", "people:people"):
                    page = client.get(reverse(name), {"q": words}, follow=True).content.decode()
                    found = re.search(r"<main.*?</main>", page, re.DOTALL)[0].replace(words, "")
                    assert CANARY not in found, actor
                    assert hers not in found, actor


@pytest.mark.spec("A10")
def test_the_journal_never_holds_it(small):
    assert CANARY not in " ".join(f"{line.particulars} {line.hat}" for line in Event.objects.all())


SOURCE = Path(__file__).parents[2] / "src" / "reciproque"
NAMED_BY = {
    *("settings.py", "urls.py", "web/demonstration/profiles.py"),
    "pay/queries/equity.py",  # counts, through the statistics engine alone, what she lets be counted
    "missions/queries/partners.py",  # matching: what she allowed it to read, and never in its words
}
WORDS_OF = r"from reciproque\.profiles\.(kinds|queries\.places) import"
"""Names of languages, rhythms and places say nothing of anybody."""
SHOWN_BY = {
    "people/templates/people/me.html",
    "people/templates/people/person.html",
    "partnerships/templates/partnerships/engagement.html",
}


@pytest.mark.spec("A10")
def test_nothing_else_in_the_house_names_it():
    """A list, an export, a feed or a document that cannot name a profile cannot leak one."""

    def naming(words: str, files) -> set[str]:
        read = {file: re.sub(WORDS_OF, "", file.read_text("utf-8")) for file in files}
        found = {str(file.relative_to(SOURCE)) for file, text in read.items() if re.search(words, text)}
        return {name for name in found if not name.startswith("profiles/")}

    assert (
        naming(r"reciproque\.profiles|import .*\bprofiles\b|profiles\.models", SOURCE.rglob("*.py"))
        == NAMED_BY
    )
    assert naming(r"profiles/|load .*\bprofiles\b", SOURCE.rglob("*.html")) == SHOWN_BY
    assert not [
        field for field in Person._meta.get_fields() if field.related_model in (Facet, MatchingConsent)
    ]
