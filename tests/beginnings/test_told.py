"""Drafts, sponsors and starts are told to whom they belong; whoever answered a draft is told her answer alone."""

import pytest
import time_machine

from reciproque.beginnings.verbs import drafts
from tests import cast
from tests.builders import beginnings as build
from tests.builders import partnerships

WISH, ANSWER, OTHERS = (
    "Une table près de la fenêtre.",
    "La salle est prise le jeudi.",
    "Un jardin sur le toit.",
)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(cast.NOON, tick=False):
        yield


def test_her_draft_is_told_to_her_with_what_was_answered():
    asked = build.asked(build.drafted(wish=WISH))
    morvan = cast.morvan()
    drafts.answer_request(asked, by=cast.actor_of(morvan), at=cast.NOON, answer="refused", words=ANSWER)
    build.drafted(cast.lucie(), wish=OTHERS)

    karim, answered = cast.data_of(cast.karim()), cast.data_of(morvan)

    assert [one["wish"] for one in karim["beginnings"]["drafts"]] == [WISH]
    assert [(one["sponsor"], one["words"]) for one in karim["beginnings"]["sponsors_asked"]] == [
        (morvan.name, ANSWER)
    ]
    assert [one["words"] for one in answered["beginnings"]["asked_to_sponsor"]] == [ANSWER]
    assert OTHERS not in str(karim)
    assert [word for word in (WISH, OTHERS, "Karim") if word in str(answered)] == []


def test_what_was_said_to_start_simply_is_told_to_who_wrote_it():
    partnership = build.started()
    solene = partnerships.engagement(partnership, "care").person

    karim, other = cast.data_of(cast.karim()), cast.data_of(solene)

    assert [one["need"] for one in karim["beginnings"]["starts"]] == [build.SAID["need"]]
    assert karim["beginnings"]["initiatives"] == [{"partnership": partnership.title, "side": "lived"}]
    assert other["beginnings"]["starts"] == other["beginnings"]["initiatives"] == []


def test_nobody_who_called_is_told_who_answered():
    build.answered(build.opened())

    told = cast.data_of(build.coordinator())

    assert [one["organisation"] for one in told["beginnings"]["calls_opened"]] == ["MSP du Val-d’Oust"]
    assert [word for word in ("Yvette", "le mardi matin") if word in str(told)] == []
