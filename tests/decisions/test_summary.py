"""What decisions bring to the summary of a partnership."""

from datetime import timedelta

import pytest

from reciproque.decisions import queries
from tests import cast
from tests.builders import decisions
from tests.builders import partnerships as build

pytestmark = pytest.mark.django_db


def test_the_summary_shows_the_last_decision_and_the_shares_of_them_all(django_assert_num_queries):
    partnership, other = build.begun(), build.begun(title="Un autre partenariat")
    decisions.decided(partnership, decided_on=cast.TODAY - timedelta(days=200))
    latest = decisions.decided(partnership)
    decisions.decided(other)
    karim = cast.actor_of(cast.karim())

    with django_assert_num_queries(1):
        shown = queries.latest_part(partnership, karim, cast.TODAY)

    assert shown["decision"] == latest
    assert shown["shares"] == queries.Decided(lived=2, care=2, total=4, decisions=2, partnerships=1)
    assert queries.latest_part(partnership, cast.actor_of(cast.charlie()), cast.TODAY) is None
