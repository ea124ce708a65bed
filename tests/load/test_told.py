"""All that is kept of somebody's rhythm and load is told to her, and to nobody else in the copy of her data."""

from datetime import timedelta

import pytest
import time_machine

from tests import cast
from tests.builders import load as build

pytestmark = pytest.mark.django_db
WORDS = "Ma fille est en vacances, je peux."


def test_her_rhythm_her_pauses_her_weeks_and_her_words_are_told_to_her():
    karim, day = cast.karim(), cast.TODAY
    with time_machine.travel(cast.NOON, tick=False):
        build.set(karim, week_minutes=60, evenings=2, free=[(3, "evening")])
        build.promised(karim, minutes=90, override=WORDS)
        build.paused(karim, ends_on=day + timedelta(days=3))

        told, others = cast.data_of(karim)["load"], cast.data_of(cast.nadia())

    assert [(one["week_minutes"], one["evenings"]) for one in told["rhythm"]] == [(60, 2)]
    assert told["free"] == [{"weekday": 3, "part": "evening"}]
    assert [one["ends_on"] for one in told["pauses"]] == ["2026-11-05"]
    assert {(one["measure"], one["promised"], one["allowed"]) for one in told["periods"]} == {
        ("week", 90, 90),
        ("month", 90, None),
        ("evenings", 0, 2),
    }
    assert [(one["words"], one["quantity"]) for one in told["overrides"]] == [(WORDS, 90)]
    assert others["load"] == {"rhythm": [], "free": [], "pauses": [], "periods": [], "overrides": []}
    assert WORDS not in str(others)
