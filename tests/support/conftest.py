"""Everything here happens at noon of the same Monday."""

import pytest
import time_machine

from tests import cast


@pytest.fixture(autouse=True)
def noon():
    """Rights that end with a date are asked on the day of the story."""
    with time_machine.travel(cast.NOON, tick=False):
        yield
