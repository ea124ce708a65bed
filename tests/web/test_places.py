"""Where one stands in a partnership is said on each page of it, at whatever address the page lives."""

import re

import pytest
import time_machine

from tests import cast
from tests.builders import decisions, interventions, voices
from tests.builders import partnerships as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    with time_machine.travel(cast.NOON, tick=False):
        yield build.begun()


def standing(client, address: str) -> list[str]:
    """The labels marked as the current place, in the line of places."""
    line = re.search(r'<nav class="tabs".*?</nav>', client.get(address).content.decode(), re.DOTALL)[0]
    return re.findall(r'aria-current="page">(?:(?!</a>).)*<span>([^<]+)', line, re.DOTALL)


def test_each_page_says_the_one_place_it_belongs_to(client, partnership):
    cast.signed_in(client, cast.karim())
    decision = decisions.decided(partnership)
    belongs = {
        partnership.get_absolute_url(): "Vue d’ensemble",
        f"{partnership.get_absolute_url()}charte/": "Charte",
        interventions.planned(partnership).get_absolute_url(): "Agenda",
        voices.heard(partnership).get_absolute_url(): "Parole",
        decision.get_absolute_url(): "Décisions",
        f"/promesses/{decision.commitments.get().code}/": "Décisions",
        f"/bilans/{decision.reviews.get().code}/": "Décisions",
    }

    assert {address: standing(client, address) for address in belongs} == {
        address: [place] for address, place in belongs.items()
    }
