"""Rules that no page shows by itself, against a file written by people."""

import pytest
import time_machine
from django.db import transaction

from . import matrix, rules, world

pytestmark = pytest.mark.django_db
EXPECTED = rules.expected()


@pytest.fixture(scope="module")
def actors(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), time_machine.travel(world.AT, tick=False), transaction.atomic():
        small = world.build()
        small.doors = matrix.doors(small)
        rules.furnish(small)
        yield rules.acting(small)
        transaction.set_rollback(True)


@pytest.mark.parametrize("rule", EXPECTED)
def test_who_may_do_it_is_who_was_written(actors, rule):
    with time_machine.travel(world.AT, tick=False):
        found = rules.allowed(rule, actors)

    assert (sorted(found - EXPECTED[rule]), sorted(EXPECTED[rule] - found)) == ([], []), "too many, too few"
