"""A question kept from one reader to the next gives each her own rows, and is the one Django would write."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from django.conf import settings
from django.db.models import Prefetch, QuerySet

from reciproque.foundation import written
from reciproque.foundation.actor import VISITOR, Actor
from reciproque.foundation.policy import RULES, allow, rule, visible
from reciproque.people.kinds import Role
from reciproque.people.models import Membership, Organisation, Person
from tests import cast
from tests.builders import people as build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    written.forget()
    yield
    written.forget()


def kept() -> int:
    return written._written.cache_info().currsize


def myself(actor: Actor, *, code: str) -> QuerySet:
    return Person.objects.filter(pk=actor.person_id, code=code)


def named(_actor: Actor, model: type, *, people: tuple) -> QuerySet:
    return model.objects.filter(person__in=people).select_related("person").order_by("pk")


def test_the_tests_compare_every_question_with_what_django_writes():
    assert settings.WRITTEN_TWICE


def test_two_readers_of_one_shape_ask_one_question_and_get_their_own_rows():
    people = [cast.nadia(), cast.karim(), cast.lucie()]
    actors = [replace(cast.actor_of(who), hat=None) for who in people]
    written.forget()

    for actor, who in zip(actors, people, strict=True):
        assert written.rows(myself, actor, code=who.code) == [who]

    assert kept() == 1
    assert written.rows(myself, actors[1], code=people[0].code) == []


def test_whoever_is_nobody_asks_another_question():
    nadia = cast.nadia()
    written.forget()
    assert written.rows(myself, cast.actor_of(nadia), code=nadia.code) == [nadia]
    assert written.rows(myself, VISITOR, code=nadia.code) == []
    assert kept() == 2


def test_a_page_of_keys_is_filled_up_with_keys_of_nobody():
    nadia, karim = cast.nadia(), cast.karim()
    written.forget()
    few = written.padded([nadia.pk], 3)
    assert few == (nadia.pk, -1, -2)

    for people in ([nadia], [karim], [nadia, karim], []):
        keys = written.padded([one.pk for one in people], 3)
        found = written.rows(named, VISITOR, Membership, people=keys)
        assert {one.person for one in found} == set(people)
    assert kept() == 1


def test_a_question_that_compares_keys_by_itself_is_caught(monkeypatch):
    nadia, karim = cast.nadia(), cast.karim()

    def by_itself(actor: Actor, *, pk: int) -> QuerySet:
        return Person.objects.filter(pk=pk) if actor.person_id == nadia.pk else Person.objects.none()

    with pytest.raises(AssertionError, match="not the one asked"):
        written.rows(by_itself, cast.actor_of(nadia), pk=karim.pk)


def test_what_changes_at_each_writing_is_never_kept():
    nadia, times = cast.nadia(), count()

    def each_time(_actor: Actor, *, pk: int) -> QuerySet:
        return Person.objects.filter(pk=pk).exclude(name=f"Personne {next(times)}")

    assert written.rows(each_time, VISITOR, pk=nadia.pk) == [nadia]
    assert written._written(each_time, (), (), (("pk", int),), *_asker(VISITOR)) is None


def test_what_comes_along_for_one_reader_is_not_brought_to_the_next():
    nadia, karim = cast.nadia(), cast.karim()

    def with_hers(actor: Actor, *, code: str) -> QuerySet:
        hers = Membership.objects.filter(person=actor.person_id)
        return Organisation.objects.filter(code=code).prefetch_related(
            Prefetch("memberships", hers, to_attr="hers")
        )

    house = cast.chu()
    for who in (nadia, karim):
        (found,) = written.rows(with_hers, cast.actor_of(who), code=house.code)
        assert {one.person for one in found.hers} == {who}
    assert written._written(with_hers, (), (), (("code", str),), *_asker(cast.actor_of(nadia))) is None


def _asker(actor: Actor) -> tuple:
    return written._shape(actor), written._circumstances(actor)


def test_what_comes_along_for_everybody_is_read_anew_each_time():
    nadia, karim, house = cast.nadia(), cast.karim(), cast.chu()

    def with_all(_actor: Actor, *, code: str) -> QuerySet:
        everyone = Membership.objects.select_related("person").order_by("pk")
        return Organisation.objects.filter(code=code).prefetch_related(
            Prefetch("memberships", everyone, to_attr="everyone")
        )

    written.forget()
    (before,) = written.rows(with_all, VISITOR, code=house.code)
    assert {one.person for one in before.everyone} == {nadia, karim}
    assert kept() == 1
    came = build.member(house, cast.lucie(), Role.PROFESSIONAL)
    (after,) = written.rows(with_all, VISITOR, code=house.code)
    assert came in after.everyone


def test_a_rule_that_changes_changes_the_answer(monkeypatch):
    def seen(actor: Actor, *, code: str) -> QuerySet:
        return visible(Person, actor).filter(code=code)

    nadia = cast.nadia()
    actor = cast.actor_of(nadia)
    assert written.rows(seen, actor, code=nadia.code) == [nadia]

    key = ("people.Person", "see")
    kept_rule = RULES[key]
    del RULES[key]
    try:
        assert written.rows(seen, actor, code=nadia.code) == []
        allow(Person, see=rule("nobody at all", because="for this test"))
        assert written.rows(seen, actor, code=nadia.code) == []
    finally:
        RULES[key] = kept_rule
    assert written.rows(seen, actor, code=nadia.code) == [nadia]


@pytest.mark.parametrize("pk", [-1, 2**63, 2**200])
def test_a_number_no_row_can_have_finds_no_row(pk):
    def numbered(_actor: Actor, *, pk: int) -> QuerySet:
        return Person.objects.filter(pk=pk)

    assert written.rows(numbered, VISITOR, pk=pk) == []
