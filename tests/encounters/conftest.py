"""Every test of encounters stands at the same instant."""

import pytest
import time_machine

from tests.builders.people import NOON


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield
