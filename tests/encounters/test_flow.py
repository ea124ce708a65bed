"""J7 lived through its pages: two cards apart, opened together, a decision, a copy, and nothing left behind."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from reciproque.encounters.models import Encounter
from reciproque.encounters.queries.codes import given_code
from tests import cast
from tests.builders import encounters as build
from tests.builders.people import NOON

pytestmark = pytest.mark.django_db
DECIDED = {
    "name_0": "Baisser par paliers",
    "pro_0": "je dors mieux",
    "con_0": "c’est long",
    "name_1": "Essayer la kinésithérapie",
    "name_2": "Ne rien changer",
    "chosen": "0",
    "words": "Un comprimé de moins chaque lundi.",
    "review_on": "2026-12-20",
}


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def post(client: Client, name: str, *parts: str, **typed: str):
    return client.post(reverse(f"encounters:{name}", args=parts), {"cle": cast.form_key()} | typed)


def get(client: Client, name: str, *parts: str) -> str:
    return client.get(reverse(f"encounters:{name}", args=parts)).content.decode()


def comes(encounter: Encounter) -> Client:
    client = Client()
    post(client, "door", code=given_code(encounter))
    return client


def doctor() -> Client:
    return cast.signed_in(Client(), cast.morvan())


@pytest.mark.spec("D20", "D21", "J7.AC2", "S1-32", "S2-53", "S2-54")
def test_two_people_prepare_open_decide_and_take_away():
    his = doctor()
    post(his, "new")
    encounter = Encounter.objects.get()
    hers = comes(encounter)
    post(hers, "my_encounter", **build.HERS)
    post(his, "encounter", encounter.code, **build.HIS)
    waiting = get(his, "encounter", encounter.code)
    post(hers, "my_opening")
    post(his, "opening", encounter.code)
    read = get(hers, "my_together")
    marks = {name: "discuss" for name in re.findall(r'name="(mark_\w+)"', read)}
    after_reading = post(hers, "my_together", next="1", **marks)
    decision = post(his, "decision", encounter.code, version="0", **DECIDED)
    agreed = post(hers, "my_agreement", version="1")

    assert all(words not in waiting for words in build.HERS["matters"].split("\n"))
    assert all(words in read for words in build.WORDS)
    assert (after_reading.url, decision.url, agreed.url) == (
        reverse("encounters:my_decision"),
        reverse("encounters:decision", args=[encounter.code]),
        reverse("encounters:my_after"),
    )
    after = get(hers, "my_after")
    assert "Nous avons décidé : Baisser par paliers." in after
    assert "Nous n’avons pas choisi : Essayer la kinésithérapie" in after
    text = get(hers, "my_copy", "txt")
    assert text.startswith("Ce que nous avons décidé")
    assert hers.get(reverse("encounters:my_copy", args=["pdf"])).content.startswith(b"%PDF")
    assert his.get(reverse("encounters:encounters")).status_code == 200
    assert his.get(reverse("encounters:counts")).status_code == 200
