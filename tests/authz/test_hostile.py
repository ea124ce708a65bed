"""Whatever is typed in a field or put in an address, the answer is a page, never a fault of ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import lxml.html
import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from . import matrix, world
from .objects import OBJECTS, is_aside

pytestmark = pytest.mark.django_db
WORDS = [
    "nul \x00 au milieu",
    "-1",
    "99999999999999999999999",
    "' OR 1=1 -- ; DROP TABLE people_person",
    "<script>alert(1)</script>{{ 7|add:7 }}{% now 'Y' %}%(n)s %s",
    "é\u202e\ufeff👩🏽‍🚀" * 3,
    "long " * 2500,
]
HOSTILE = [
    *WORDS,
    "1e400",
    "٣",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "24:61",
]
UNPARSED = {"hidden", "radio", "checkbox", "submit", "search", "file"}
"""Fields whose value is a choice or a key: no number and no date is read in them."""
NAUGHTY = Path(__file__).parents[3] / "shared" / "data" / "fixtures" / "hostile" / "blns.json"
READERS = ("coordinator_host", "partner_in")


@pytest.fixture(scope="module")
def small(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), time_machine.travel(world.AT, tick=False), transaction.atomic():
        built = world.build()
        built.doors = matrix.doors(built)
        yield built
        transaction.set_rollback(True)


def addresses(small: world.World, *relations: str) -> Iterator[tuple[str, str]]:
    """Every route of ours, at an object of each of these partnerships: being framed, framed, under way."""
    for relation in relations:
        for route in matrix.routes():
            if is_aside(route.name) or (route.takes and route.name not in OBJECTS):
                continue
            given = (
                matrix.arguments(route, matrix.objects_for(small, relation), OBJECTS) if route.takes else {}
            )
            if given is not None and (route.takes or relation == "begun"):
                yield route.name, reverse(route.name, kwargs=given)


def forms(small: world.World) -> Iterator[tuple[str, str, str, lxml.html.FormElement]]:
    """Every form of every page: who sees it, its method, where it goes, what stands in it; each once."""
    seen = set()
    for _name, address in addresses(small, "framed", "begun"):
        for actor in READERS:
            answer = small.doors[actor].get(address)
            if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
                continue
            for form in lxml.html.fromstring(answer.content.decode()).forms:
                goes, fields = form.get("action") or address, tuple(form.fields.keys())
                if (form.method, goes, fields) not in seen and goes.startswith("/") and fields:
                    seen.add((form.method, goes, fields))
                    yield actor, form.method, goes, form


def typed(form: lxml.html.FormElement, turn: int) -> Iterator[dict[str, str]]:
    """Each text in every field at once (where nothing is typed on one line, those that are no number and no date);
    a third of them, in turn from form to form, in one field among right ones."""
    fields = {name: form.fields[name] or "" for name in form.fields}
    parsed = any(one.get("type") not in UNPARSED for one in form.inputs if one.tag == "input")
    for number, text in enumerate(HOSTILE if parsed else WORDS):
        yield dict.fromkeys(fields, text)
        if (turn + number) % 3 == 0:
            yield fields | {list(fields)[(turn + number) // 3 % len(fields)]: text}


def send(small: world.World, actor: str, method: str, address: str, sent: dict[str, str]) -> int:
    client = small.doors[actor]
    with transaction.atomic():
        if method == "GET":
            status = client.get(address, sent).status_code
        else:
            status = client.post(address, sent | {"cle": str(uuid4())}).status_code
        transaction.set_rollback(True)
    return status


def test_no_form_breaks_on_what_is_typed_in_it(small):
    told, faults = 0, []
    with time_machine.travel(world.AT, tick=False):
        for turn, (actor, method, address, form) in enumerate(list(forms(small))):
            for sent in typed(form, turn):
                told += 1
                if send(small, actor, method, address, sent) >= 500:
                    faults.append((address, sent))

    assert told > 500
    assert faults == []


def test_no_address_breaks_on_what_is_put_in_it(small):
    door = small.doors["coordinator_host"]

    for _name, address in addresses(small, "begun"):
        for text in ("%00", "9" * 40, "-1"):
            asked_for = "&".join(
                f"{name}={text}" for name in ("page", "apres", "q", "mois", "annee", "question")
            )
            for asked in (f"{address.rstrip('/')}/{text}/", f"{address}?{asked_for}"):
                assert door.get(asked).status_code < 500, asked


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the hostile strings are not on this machine")
def test_a_need_in_any_words_is_kept_as_it_was_typed_or_refused_with_a_sentence(small):
    door, partnership = small.doors["partner_in"], small.objects["begun"].partnership
    address = reverse("partnerships:new_need", args=[partnership.code])

    for text in json.loads(NAUGHTY.read_text(encoding="utf-8")):
        with transaction.atomic():
            answer = door.post(address, {"text": text, "knowledge": "experientiel", "cle": str(uuid4())})
            kept = partnership.needs.order_by("-pk").first()
            wanted = text.replace("\r\n", "\n").strip()
            assert answer.status_code == 422 or kept.text.replace("\r\n", "\n") == wanted, text
            transaction.set_rollback(True)
