"""A partnership under way, and times given in it."""

import pytest

from reciproque.partnerships.kinds import Side
from tests.builders import hours as build
from tests.builders import partnerships


@pytest.fixture
def partnership():
    return partnerships.begun()


@pytest.fixture
def session(partnership):
    """What Solène, who said that the workshop was held, noted for Karim."""
    return build.session_of(partnership)


@pytest.fixture
def travel(partnership):
    """An hour that Karim noted himself."""
    return build.travelled(partnerships.engagement(partnership, Side.LIVED))
