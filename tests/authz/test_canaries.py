"""T3: every free text holds a word of its own; whoever crawls every page meets only those she may read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from types import SimpleNamespace

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from reciproque.foundation.models import Event

from . import matrix, world
from .objects import OBJECTS
from .test_matrix import ROUTES
from .worlds import load

INSIDE = {"partner_in", "professional_in", "representative_in", "partner_in_other_hat", "proposed"}
COORDINATION = {"coordinator_host", "coordinator_cohost"}
DRAFTING = {"partner_out", "professional_out"}
"""Who wrote the drafts, and whom she asked to sponsor one."""
TWO = {"professional_in", "professional_out", "partner_in", "partner_out"}
"""Colleagues who may agree to an opening, and those it is about."""
LISTENED = {"partner_in", "professional_out"}
"""Who said it, and whoever she chose, or turned to."""
LIVED = {"partner_in", "representative_in", "partner_in_other_hat", "proposed"}
ENGAGED = {"partner_in", "professional_in", "representative_in"}
"""Engaged with her who wrote the profile, and wearing the hat they engaged with."""
PROFILE = {
    "alone": {"partner_in"},
    "coordination": {"partner_in", "coordinator_host"},
    "partners": ENGAGED,
    "both": ENGAGED | {"coordinator_host"},
    "everyone": ENGAGED | {"coordinator_host", "proposed", "partner_out", "professional_out", "left"},
}
"""Who meets what she opened to each; nobody else, institutions and other coordinations included."""
OWED = {"partner_in", "coordinator_host"}
"""Who is owed something, and the coordination of the house that owes it: nobody else, her referent included."""
COLLEAGUES = ENGAGED | {
    *("coordinator_host", "proposed", "partner_out", "professional_out", "left", "partner_in_other_hat"),
}
HOUSE = COLLEAGUES | COORDINATION | {"coordinator_weak"}
"""Who holds a position today in a house that carries the partnership: they read the missions shown to it."""
KEEPERS = {
    *("coordinator_host", "partner_in", "professional_in", "proposed", "partner_out", "professional_out"),
    "left",
}
"""Whoever keeps useful addresses in the name of the host."""
OPEN_TO = {
    **{kind: {"partner_in"} for kind in ("privatenote", "override", "feed")},  # nobody but who wrote it
    **dict.fromkeys(("moment", "tension"), LISTENED),
    **dict.fromkeys(("draft", "sponsorship"), DRAFTING),
    **dict.fromkeys(("line", "step", "expense", "receipt", "paper", "batch"), OWED),
    "rate": COLLEAGUES,
    **dict.fromkeys(("wording", "steptext", "varianttext", "author", "reading"), COLLEAGUES | COORDINATION),
    "hercard": set(),  # hers alone, as long as the two have not opened together
    **{
        kind: {"professional_in"} for kind in ("hiscard", "shown", "chosen")
    },  # whom an encounter is held with
    "answer": {"coordinator_host"},
    "intake": {"coordinator_host"},
    **dict.fromkeys(("check", "apart"), KEEPERS),
    "opening": COORDINATION | TWO,
    "offer": COORDINATION | {"partner_in", "professional_in", "partner_in_other_hat", "partner_out"},
}
"""Kinds of rows that few people read, and who they are."""
USEFUL = ("canari-sheet-", "canari-service-", "canari-closure-")
"""Useful addresses: whoever is signed in reads them, whatever house keeps them."""
WORD = re.compile(r"canari-[a-z_0-9-]+")
YEAR = rf"(?<![\w-]){world.BORN_IN}(?![\w-])"
"""A year standing alone: four digits come by chance in a form's key or in a token."""
TOLD = re.compile("|".join([WORD.pattern, *map(re.escape, load.HERS), YEAR]))
"""What is looked for in every page: the words above, and what a rhythm says in numbers."""
ACTORS = sorted(
    {
        "visitor",
        "partner_out",
        "professional_out",
        "coordinator_other",
        "coordinator_weak",
        "institution",
        "user_out",
        "left",
        "former_member",
    }
    | INSIDE
    | COORDINATION
)
ASKED = ("canari-partnership", "canari-voice", "canari-decision", "canari-facet")
"""What is typed in the search, and said back to whoever typed it."""
HER_SHEET = re.compile(r"canari-engagement-.*-left$")
SHOWN = re.compile(r"canari-(mission-.*-shown|intervention-place-.*-slot-[a-z_]+|partnership-title-[a-z]+)$")
"""What a mission shown to the houses says: itself, the places of its dates, the partnership it is of."""
LENT = re.compile(r"canari-(wording|steptext|varianttext)-.*-lent$")
"""What a pathway shared with all houses says: whoever wears the hat of a house reads it."""
SEALED = re.compile(r"canari-framing-[a-z_]+-framing-lived$")
"""What one side answered while the other has not."""


@pytest.fixture(scope="module")
def small_world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(world.AT, tick=False):
            small = world.build()
            small.doors = matrix.doors(small)
        yield small
        transaction.set_rollback(True)


def may_read(actor: str, word: str) -> bool:
    """Written by people: who may meet a word, by where it stands and by what it is."""
    if word.startswith("canari-call-"):
        return True  # an open call is public
    if word.startswith(USEFUL):
        return actor != "visitor"
    where = re.search(r"-(framing|framed|begun|ended|other)(-|$)", word.removeprefix("canari-framing"))
    if where is None or where[1] == "other":
        return False
    kind = word.split("-")[1]
    if kind == "facet":
        return actor in PROFILE[word.rpartition("-")[2]]
    if LENT.match(word):
        return actor in COLLEAGUES | COORDINATION | {"coordinator_other", "institution"}
    if kind in OPEN_TO:
        return actor in OPEN_TO[kind]
    if SHOWN.match(word):
        return actor in HOUSE
    if actor == "left":
        # the copy of her data keeps what was written of her there
        return bool(HER_SHEET.match(word))
    if SEALED.match(word):
        return actor in LIVED
    return actor in INSIDE | COORDINATION


Met = dict[str, set[str]]
"""Words by the name of the route where they were met, and the partnership asked for: « web:home - »."""


@pytest.fixture(scope="module")
def met_by(small_world) -> Callable[[str], Met]:
    """What an actor meets on every page and file she may ask for; each is read once for all the tests."""

    @cache
    def met(actor: str) -> Met:
        found: Met = {}
        client = small_world.doors[actor]
        with time_machine.travel(world.AT, tick=False):
            for name, relation, url in _addresses(small_world):
                response = matrix.ask(client, "GET", url).response
                body = b"".join(response.streaming_content) if response.streaming else response.content
                found[f"{name} {relation}"] = set(TOLD.findall(body.decode(errors="replace")))
            found["search -"] = set(WORD.findall(_searched(client))) - set(ASKED)
        return found

    return met


def _addresses(small: world.World) -> Iterator[tuple[str, str, str]]:
    """Every route, at each partnership it may be asked of; and at her whose words these are (« hers »)."""
    her = small.actors["partner_in"].person
    for route in ROUTES:
        asked = set()
        whole = "?tout=oui" if route.name == "web:home" else ""  # all that waits, not its first lines alone
        for relation in (*matrix.relations_of(route), "hers"):
            objects = matrix.objects_for(small, relation)
            if relation == "hers":
                objects = SimpleNamespace(**vars(small.objects["begun"]) | {"person": her})
            given = matrix.arguments(route, objects, OBJECTS) if route.takes else {}
            if given is None or relation == "none":
                continue
            url = reverse(route.name, kwargs=given) + whole
            if url not in asked:
                asked.add(url)
                yield route.name, relation, url


def met_around(met: Met, wanted: Callable[[str], bool]) -> set[str]:
    """The routes where such words are met, around the partnership under way and on pages of one’s own."""
    around = ("-", "begun", "hers")
    routes = {where.partition(" ")[0] for where, words in met.items() if any(map(wanted, words))}
    return {name for name in routes if any(any(map(wanted, met.get(f"{name} {one}", ()))) for one in around)}


@pytest.mark.django_db
@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.spec("N1")
def test_one_meets_only_what_one_may_read(actor, met_by):
    met = {word for word in set().union(*met_by(actor).values()) if WORD.fullmatch(word)}

    assert sorted(word for word in met if not may_read(actor, word)) == []
    own = {word for word in met if not word.startswith(("canari-call-", *USEFUL)) and not LENT.match(word)}
    assert bool(own) is (actor in INSIDE | HOUSE)


@pytest.mark.django_db
@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor != "partner_in"])
@pytest.mark.spec("C9", "C10", "C17", "J3.AC3")
def test_nobody_else_meets_a_word_or_a_number_of_her_rhythm(actor, met_by):
    """Rhythm, pauses, weeks and words to oneself stand on her own pages and nowhere else, numbers included."""
    assert met_around(met_by(actor), load.is_hers) == set()


@pytest.mark.django_db
def test_she_meets_all_of_her_rhythm_on_her_own_pages(met_by):
    assert met_around(met_by("partner_in"), load.is_hers) == load.HER_PAGES


@pytest.mark.django_db
@pytest.mark.spec("C8", "N10")
@pytest.mark.parametrize("actor", ACTORS)
def test_what_may_be_counted_of_her_is_read_by_herself_alone(actor, met_by):
    met = met_around(met_by(actor), lambda word: word == str(world.BORN_IN))

    assert met == ({"profiles:counted", "people:my_data"} if actor == "partner_in" else set())


@pytest.mark.django_db
@pytest.mark.spec("C11", "J3.AC4")
@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        ("partner_in", {"support:mine", "people:my_data"}),
        ("professional_out", {"support:beside"}),
        ("coordinator_host", set()),
    ],
)
def test_a_moment_stands_on_her_page_and_on_that_of_whoever_she_chose(actor, expected, met_by):
    assert met_around(met_by(actor), lambda word: word.startswith("canari-moment-words-begun")) == expected


def _searched(client) -> str:
    return "".join(
        client.get(reverse("web:search"), {"q": asked}).content.decode() for asked in ("canari", *ASKED)
    )


@pytest.mark.django_db
def test_the_journal_holds_no_free_text(small_world):
    """Refused attempts of the other tests were undone; what is kept of any act is counted here."""
    kept = " ".join(str(line.particulars) for line in Event.objects.all())

    assert WORD.findall(kept) == []
