"""Whoever answered a voice is told her answer; what somebody else said is told to nobody."""

import pytest
import time_machine

from reciproque.partnerships.kinds import Side
from tests import cast
from tests.builders import partnerships
from tests.builders import voices as build

pytestmark = pytest.mark.django_db


def test_she_is_told_the_answers_she_gave_and_never_the_voice():
    with time_machine.travel(cast.NOON, tick=False):
        partnership = partnerships.begun()
        build.replied(build.heard(partnership))
        care = partnerships.engagement(partnership, Side.CARE).person
        lived = partnerships.engagement(partnership, Side.LIVED).person

        hers, other = cast.data_of(care), cast.data_of(lived)

    assert [one["text"] for one in hers["voices"]["replies"]] == [build.ANSWER]
    assert [one["partnership"] for one in hers["voices"]["to_answer"]] == [partnership.title]
    assert (build.ANSWER in str(other), build.WORDS in str([hers, other])) == (False, False)
