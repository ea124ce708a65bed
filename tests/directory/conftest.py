import pytest
import time_machine

from tests import cast


@pytest.fixture
def _at_noon():
    with time_machine.travel(cast.NOON, tick=False):
        yield
