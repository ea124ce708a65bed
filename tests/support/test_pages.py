"""The pages of support cost as much for one row as for thirty, and at most ten queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reciproque.foundation import guard
from reciproque.support.kinds import Weight
from reciproque.support.models import Absence, Moment, Question, Tension
from tests import cast
from tests.builders import interventions
from tests.builders import support as build

pytestmark = pytest.mark.django_db
NOON, TODAY = cast.NOON, cast.TODAY


def cost(client, address):
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def more_of_each(held):
    """Thirty more of each thing her page lists."""
    karim, day = cast.karim(), {"due_on": TODAY, "triggered_on": TODAY}
    with guard.upkeep("tests"):
        Tension.objects.bulk_create(
            Tension(opened_by=karim, turns_to=cast.nurse(), words="x", opened_at=NOON, **day)
            for _n in range(30)
        )
        Absence.objects.bulk_create(
            Absence(person=karim, starts_on=TODAY, ends_on=TODAY, said_at=NOON) for _n in range(30)
        )
        for one in held:
            Moment.objects.create(person=karim, intervention=one, weight=Weight.EASY, said_at=NOON)


def test_my_support_costs_the_same_for_one_as_for_thirty(client):
    partnership = build.with_people()
    build.chosen(cast.karim(), cast.lucie(), at=NOON - timedelta(days=20))
    missions = [build.mission(partnership, days=-n, title=f"Jeudi {n}") for n in (1, 2, 3)]
    build.says(cast.karim(), missions[0], Weight.HEAVY, wants_to_talk=True)
    cast.signed_in(client, cast.karim())
    where = reverse("support:mine")
    client.get(where)

    one = cost(client, where)
    more_of_each(missions[1:])

    assert Question.objects.count() == 3
    assert cost(client, where) == one <= 10


def test_the_pages_of_a_partnership_cost_the_same_for_one_partner_as_for_several(client):
    partnership = build.with_people()
    build.mission(partnership)
    cast.signed_in(client, cast.nadia())
    names = ("support:supervision", "support:relays")
    addresses = [reverse(name, args=[partnership.code]) for name in names] + [reverse("support:month")]
    before = [cost(client, where) for where in addresses for _twice in range(2)][1::2]

    lucie = interventions.engaged(partnership, cast.lucie())
    interventions.held(partnership, mode="aide_parcours", title="Autre")
    for days in (-9, -8, -7):
        build.supervised(partnership, days=days, led_by="internal")

    assert lucie.pk
    assert [cost(client, where) for where in addresses] == before
    assert max(before) <= 10
