"""A refusal tells the person refused what stands in her way, and that alone."""

from __future__ import annotations

import pytest
from django.db.models import Q

from reciproque.foundation.actor import Actor, Hat, Kind
from reciproque.foundation.policy import rule
from reciproque.people.models import Organisation
from tests.builders import people as build

bakers = rule("baker", because="il faut être boulanger")
millers = rule("miller", because="il faut être meunier")
on_the_hill = Q(town="La Colline"), "la maison est sur la colline", "la maison n’est pas sur la colline"


def acting_as(role: str) -> Actor:
    return Actor(Kind.HAT, person_id=1, hat=Hat("x", role))


def reason_for(role: str, asked, **house) -> str:
    row = build.organisation("Boulangerie", **house)
    return str(asked.why_not(acting_as(role), Organisation.objects.filter(pk=row.pk)))


@pytest.mark.django_db
def test_someone_else_is_told_whom_the_act_is_for():
    assert reason_for("passer-by", bakers.when(*on_the_hill)) == "il faut être boulanger"


@pytest.mark.django_db
def test_the_right_person_is_told_which_condition_fails():
    assert reason_for("baker", bakers.when(*on_the_hill)) == "la maison n’est pas sur la colline"


@pytest.mark.django_db
def test_of_two_ways_to_be_allowed_the_nearest_one_is_told():
    either = bakers | millers.when(*on_the_hill)

    assert reason_for("miller", either) == "la maison n’est pas sur la colline"


@pytest.mark.django_db
def test_conditions_are_told_in_the_order_they_were_given():
    closed = Q(name="Fournil"), "la maison est le Fournil"
    twice = bakers.when(*on_the_hill).when(*closed)

    assert reason_for("baker", twice) == "la maison n’est pas sur la colline"
    assert reason_for("baker", twice, town="La Colline").endswith("la maison est le Fournil")
