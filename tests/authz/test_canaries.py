"""T3: every free text holds a word of its own; whoever crawls every page meets only those she may read."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from reciproque.foundation.models import Event

from . import matrix, world
from .objects import OBJECTS
from .test_matrix import ROUTES

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
OPEN_TO = {
    **{kind: {"partner_in"} for kind in ("privatenote", "override", "feed")},  # nobody but who wrote it
    **dict.fromkeys(("moment", "tension"), LISTENED),
    **dict.fromkeys(("draft", "sponsorship"), DRAFTING),
    **dict.fromkeys(("line", "step", "expense", "receipt", "paper", "batch"), OWED),
    "rate": COLLEAGUES,
    "answer": {"coordinator_host"},
    "opening": COORDINATION | TWO,
    "offer": COORDINATION | {"partner_in", "professional_in", "partner_in_other_hat", "partner_out"},
}
"""Kinds of rows that few people read, and who they are."""
WORD = re.compile(r"canari-[a-z_0-9-]+")
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
    where = re.search(r"-(framing|framed|begun|ended|other)(-|$)", word.removeprefix("canari-framing"))
    if where is None or where[1] == "other":
        return False
    kind = word.split("-")[1]
    if kind == "facet":
        return actor in PROFILE[word.rpartition("-")[2]]
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


@pytest.mark.django_db
@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.spec("N1")
def test_one_meets_only_what_one_may_read(actor, small_world):
    met: set[str] = set()
    with time_machine.travel(world.AT, tick=False):
        client = small_world.doors[actor]
        for route in ROUTES:
            for relation in matrix.relations_of(route):
                given = (
                    matrix.arguments(route, matrix.objects_for(small_world, relation), OBJECTS)
                    if route.takes
                    else {}
                )
                if given is None or relation == "none":
                    continue
                response = matrix.ask(client, "GET", reverse(route.name, kwargs=given)).response
                body = b"".join(response.streaming_content) if response.streaming else response.content
                met |= set(WORD.findall(body.decode(errors="replace")))
        met |= set(WORD.findall(_searched(client))) - set(ASKED)

    assert sorted(word for word in met if not may_read(actor, word)) == []
    own = {word for word in met if not word.startswith("canari-call-")}
    assert bool(own) is (actor in INSIDE | HOUSE)


def _searched(client) -> str:
    return "".join(
        client.get(reverse("web:search"), {"q": asked}).content.decode() for asked in ("canari", *ASKED)
    )


@pytest.mark.django_db
def test_the_journal_holds_no_free_text(small_world):
    """Refused attempts of the other tests were undone; what is kept of any act is counted here."""
    kept = " ".join(str(line.particulars) for line in Event.objects.all())

    assert WORD.findall(kept) == []
