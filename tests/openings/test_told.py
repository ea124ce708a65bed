"""What is kept of somebody's openings is told to her; to whoever asked or agreed, only that she did."""

import pytest
import time_machine

from reciproque.openings import verbs
from tests import cast
from tests.builders import openings as build

HERS, OTHERS, WHY = "Elle écoute, et sait s’arrêter.", "Il connaît le service.", "Elle déménage."
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(cast.NOON, tick=False):
        yield


def test_her_opening_is_told_to_her_with_who_asked_who_agreed_and_why_it_ended():
    opening = build.opened(cast.lucie(), seen=HERS)
    build.opened(cast.karim(), seen=OTHERS)
    verbs.end(opening, by=cast.actor_of(cast.nadia()), at=cast.NOON, reason=WHY)

    told = cast.data_of(cast.lucie())

    (hers,) = told["openings"]["hers"]
    people = ("asked_by", "second", "agreed_by", "ended_by")
    assert [hers[name] for name in people] == [
        "Nadia Berthier",
        "Solène Kervella",
        "Solène Kervella",
        "Nadia Berthier",
    ]
    assert (hers["seen"], hers["ended_because"]) == (HERS, WHY)
    assert OTHERS not in str(told)


def test_those_who_asked_and_agreed_are_told_that_they_did_and_nothing_of_the_other():
    opening = build.opened(cast.lucie(), seen=HERS)
    verbs.end(opening, by=cast.actor_of(cast.nadia()), at=cast.NOON, reason=WHY)

    nadia, solene = cast.data_of(cast.nadia()), cast.data_of(cast.nurse())

    done = [nadia["openings"]["asked"], nadia["openings"]["ended"], solene["openings"]["agreed"]]
    assert [[one["organisation"] for one in lines] for lines in done] == [["CHU des Deux-Rives"]] * 3
    assert [word for word in (HERS, WHY, "Lucie") if word in str([nadia, solene])] == []
