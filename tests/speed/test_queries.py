"""Every page costs at most ten queries, session and account included, and as many with 300 rows as with one."""

from __future__ import annotations

from itertools import groupby

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reciproque.partnerships.models import Partnership
from reciproque.people.models import Person
from tests import cast

from . import world

pytestmark = pytest.mark.django_db
AT_MOST, MANY = 10, 300
HOME = AT_MOST
"""The home asks each kind of thing that may wait: it is above the ten of every other page, and may not grow."""
OF_A_PARTNERSHIP = [
    "partnerships:partnership",
    "partnerships:framing",
    "partnerships:needs",
    "partnerships:charter",
    "partnerships:people",
    "partnerships:calendar",
    "partnerships:hours",
    "hours:thanks",
    "partnerships:rounds",
    "partnerships:ending",
    "voices:voices",
    "decisions:decisions",
    "decisions:said_and_done",
]
FORMS_OF_A_PARTNERSHIP = [
    "partnerships:sheet",
    "partnerships:engage",
    "partnerships:plan",
    "partnerships:new_objective",
    "voices:hear",
    "decisions:decide",
]
EVERYWHERE = {
    "web:home": {},
    "partnerships:list": {},
    "partnerships:agenda": {},
    "partnerships:my_hours": {},
    "hours:to_confirm": {},
    "hours:statement": {},
    "hours:my_thanks": {},
    "voices:everywhere": {},
    "decisions:everywhere": {},
    "people:organisations": {},
    "people:people": {},
    "people:me": {},
    "openings:openings": {},
    "feeds:mine": {},
    "titles:cases": {},
    "load:mine": {},
    "web:search": {"q": "e"},
}
COORDINATION = ["exchange:imports", "people:organisation", "people:invitations", "people:person"]


def pages_of(partnership: Partnership, person: Person) -> dict[str, tuple[Person, str, dict]]:
    """What is counted: a name, who reads, the address and what is asked of it."""
    nurse, karim, nadia = cast.nurse(), cast.karim(), cast.nadia()
    pages = {}
    for who in (nurse, karim, nadia):
        for name, asked in EVERYWHERE.items():
            pages[f"{name} · {who}"] = who, reverse(name), asked
        for name in OF_A_PARTNERSHIP:
            pages[f"{name} · {who}"] = who, reverse(name, args=[partnership.code]), {}
    for name in FORMS_OF_A_PARTNERSHIP:
        pages[f"{name} · {nurse}"] = nurse, reverse(name, args=[partnership.code]), {}
    for name in ("partnerships:version", "partnerships:round"):
        pages[f"{name} · {karim}"] = karim, reverse(name, args=[partnership.code, 1]), {}
    rows = {
        "partnerships:engagement": [partnership.code, partnership.engagements.first().code],
        "partnerships:intervention": [partnership.interventions.order_by("pk").first().code],
        "voices:voice": [partnership.voices.order_by("pk").first().code],
        "decisions:decision": [partnership.decisions.order_by("pk").first().code],
    }
    for name, args in rows.items():
        pages[f"{name} · {karim}"] = karim, reverse(name, args=args), {}
    for who in (nurse, nadia):
        pages[f"hours:vouching · {who}"] = who, reverse("hours:vouching", args=[partnership.code]), {}
    args = {"people:organisation": [cast.chu().code], "people:invitations": [cast.chu().code]}
    args |= {"people:person": [person.code]}
    for name in COORDINATION:
        pages[f"{name} · {nadia}"] = nadia, reverse(name, args=args.get(name, [])), {}
    return pages


def count(pages: dict[str, tuple[Person, str, dict]]) -> dict[str, list[str]]:
    """The queries of each page, read a second time by someone already there."""
    counted = {}
    for who, some in groupby(sorted(pages.items(), key=lambda p: p[1][0].pk), key=lambda p: p[1][0]):
        client = cast.signed_in(Client(), who)
        client.get("/")
        for name, (_who, address, asked) in some:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                answer = client.get(address, asked)
            assert answer.status_code == 200, (name, answer.status_code)
            counted[name] = [query["sql"] for query in queries]
    return counted


@pytest.fixture(scope="module")
def counted(django_db_setup, django_db_blocker):
    """What each page costs with one row, then with 300 more."""
    with django_db_blocker.unblock(), time_machine.travel(cast.NOON, tick=False), transaction.atomic():
        partnership = world.begun()
        world.add(partnership, 1)
        pages = pages_of(partnership, cast.lucie())
        few = count(pages)
        world.add(partnership, MANY)
        many = count(pages)
        transaction.set_rollback(True)
    return few, many


def told(few: list[str], many: list[str]) -> str:
    """What is asked more often with more rows, for who must mend the page."""
    more = [sql for sql in many if sql not in few]
    return "\n".join(sorted({sql[:400] for sql in (more if len(many) > len(few) else many)}))


NAMES = [
    f"{name} · {who}"
    for name in [*EVERYWHERE, *OF_A_PARTNERSHIP]
    for who in ("Solène Kervella", "Karim Sow", "Nadia Berthier")
]
NAMES += [f"{name} · Solène Kervella" for name in FORMS_OF_A_PARTNERSHIP]
NAMES += [f"partnerships:{name} · Karim Sow" for name in ("version", "round", "engagement", "intervention")]
NAMES += [f"{name} · Karim Sow" for name in ("voices:voice", "decisions:decision")]
NAMES += [f"{name} · Nadia Berthier" for name in COORDINATION]
NAMES += [f"hours:vouching · {who}" for who in ("Solène Kervella", "Nadia Berthier")]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_costs_ten_queries_at_most_however_many_rows_there_are(counted, name):
    few, many = (cost[name] for cost in counted)

    assert len(many) == len(few), told(few, many)
    assert len(many) <= (HOME if name.startswith("web:home") else AT_MOST), told(few, many)


def test_every_page_counted_is_asked_for(counted):
    assert sorted(NAMES) == sorted(counted[0])
