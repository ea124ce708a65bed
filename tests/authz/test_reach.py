"""A long list shows what `visible` allows, neither more nor less, whether its rows are few or many."""

from __future__ import annotations

from dataclasses import replace

import pytest
import time_machine
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from reciproque.foundation import policy, reach
from reciproque.foundation.actor import VISITOR, Actor
from reciproque.foundation.policy import RULES, listed, visible
from reciproque.partnerships.models import Partnership
from reciproque.people.models import Person
from tests import cast

from . import world

pytestmark = pytest.mark.django_db
READ = sorted(label for label, verb in RULES if verb == "see")
SHOWN_IN_LONG_LISTS = {"people.Person", "partnerships.Partnership"}


@pytest.fixture(scope="module")
def actors(django_db_setup, django_db_blocker):
    """Everyone of the small world, under the hat she wears there."""
    with django_db_blocker.unblock(), time_machine.travel(world.AT, tick=False), transaction.atomic():
        yield {name: acting(one) for name, one in world.build().actors.items()}
        transaction.set_rollback(True)


def acting(someone: world.Someone) -> Actor:
    return cast.actor_of(someone.person, someone.hat, strong=someone.strong) if someone.person else VISITOR


def keys(rows) -> set[int]:
    return set(rows.values_list("pk", flat=True))


@pytest.mark.parametrize("few", [0, reach.FEW], ids=["many", "few"])
@pytest.mark.parametrize("label", READ)
def test_a_long_list_shows_what_may_be_seen_and_that_alone(actors, monkeypatch, label, few):
    model = apps.get_model(label)
    monkeypatch.setattr(reach, "FEW", few)

    for name, actor in actors.items():
        assert keys(listed(model, actor)) == keys(visible(model, actor)), name


def test_in_the_small_world_somebody_sees_some_rows_and_not_others(actors):
    for label in SHOWN_IN_LONG_LISTS:
        model = apps.get_model(label)
        seen = [len(keys(listed(model, actor))) for actor in actors.values()]
        assert 0 < max(seen) < model.objects.count(), label


@pytest.mark.parametrize("model", [Person, Partnership])
def test_a_reach_gives_no_right_by_itself(actors, monkeypatch, model):
    asked = RULES[model._meta.label, "see"]
    everything = reach.Reach("pk", (model.objects.values_list("pk"),))
    wide = replace(asked, reach=lambda actor: everything)
    monkeypatch.setitem(policy.RULES, (model._meta.label, "see"), wide)

    for name, actor in actors.items():
        assert keys(listed(model, actor)) == keys(visible(model, actor)), name


@pytest.mark.parametrize("label", sorted(SHOWN_IN_LONG_LISTS))
def test_a_long_list_knows_where_the_rows_of_everyone_stand(actors, label):
    asked = RULES[label, "see"]

    assert all(asked.reach(actor) is not None for actor in actors.values())


def test_few_rows_are_gone_to_by_their_keys(actors):
    with CaptureQueriesContext(connection) as queries:
        list(listed(Person, actors["partner_in"]))

    assert len(queries) == 2
    assert '"id" IN (SELECT value' in queries[1]["sql"] or '"id" = ANY(' in queries[1]["sql"]


def test_who_is_served_by_no_rule_reaches_nothing(actors):
    assert not reach.NOWHERE.keys
    assert not listed(Person, VISITOR).exists()
