"""Somebody who has been there before goes along with a newcomer: asked by her, answered freely, ended by either."""

from __future__ import annotations

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from reciproque.foundation.models import Message
from reciproque.foundation.policy import Refused
from reciproque.missions.models import Mentoring
from reciproque.missions.queries.mentors import asked_to_mentor, who_may_mentor
from reciproque.missions.verbs import mentors as verbs
from reciproque.missions.verbs import takings
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.verbs import engagement as engaging
from tests import cast
from tests.builders import interventions, partnerships
from tests.builders import missions as build
from tests.cast import NOON, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.spec("C18", "S1-95")]


@pytest.fixture
def partnership():
    """Karim has been at something there; Lucie, Paul and Solène are engaged too."""
    found = partnerships.begun()
    interventions.engaged(found, cast.lucie())
    interventions.engaged(found, cast.paul())
    there = [partnerships.engagement(found, side) for side in Side]
    interventions.held(found, present=there)
    return found


@pytest.fixture
def taking(partnership):
    """Lucie takes a mission for the first time."""
    return build.taken(build.published(partnership), cast.lucie())


def asked(taking) -> Mentoring:
    return verbs.ask_mentor(taking, by=cast.actor_of(cast.lucie()), at=NOON, mentor=cast.karim())


def sent(client, name: str, code: str, **typed):
    return client.post(reverse(f"missions:{name}", args=[code]), {"cle": cast.form_key()} | typed)


@time_machine.travel(NOON, tick=False)
def test_she_asks_he_says_yes_and_both_read_it(taking):
    lucie, karim = (cast.signed_in(Client(), one) for one in (cast.lucie(), cast.karim()))
    mission = taking.mission.get_absolute_url()
    assert reverse("missions:mentor", args=[taking.code]) in lucie.get(mission).content.decode()

    choices = lucie.get(reverse("missions:mentor", args=[taking.code])).content.decode()
    assert ("Karim Sow" in choices, "Paul Ménard" in choices, "Solène" in choices) == (True, False, False)
    assert sent(lucie, "mentor", taking.code, mentor=cast.karim().code).status_code == 302
    found = Mentoring.objects.get()
    assert [one.url for one in cast.waiting(asked_to_mentor, cast.actor_of(cast.karim()), TODAY)] == [
        found.get_absolute_url()
    ]
    assert "Lucie Arnaud vous le demande" in karim.get(found.get_absolute_url()).content.decode()

    assert sent(karim, "mentoring", found.code, answer="yes").status_code == 302

    assert "d’accord depuis le" in lucie.get(mission).content.decode()
    assert "Vous accompagnez" in karim.get(mission).content.decode()
    assert cast.waiting(asked_to_mentor, cast.actor_of(cast.karim()), TODAY) == []
    kinds = list(Message.objects.filter(about=found.code).order_by("pk").values_list("kind", "person_ref"))
    assert kinds == [
        ("missions.mentor_asked", cast.karim().pk),
        ("missions.mentor_answered", cast.lucie().pk),
    ]


@time_machine.travel(NOON, tick=False)
def test_a_no_asks_for_no_reason_and_she_may_ask_somebody_else(taking):
    found = asked(taking)
    karim, lucie = (cast.signed_in(Client(), one) for one in (cast.karim(), cast.lucie()))

    assert sent(karim, "mentoring", found.code, answer="no").status_code == 302

    page = lucie.get(taking.mission.get_absolute_url()).content.decode()
    assert "pas disponible en ce moment" in page
    assert "Demander à quelqu’un d’autre" in page
    assert asked(taking).pk != found.pk


@time_machine.travel(NOON, tick=False)
def test_an_answer_that_is_neither_is_asked_again(taking):
    found = asked(taking)
    karim = cast.signed_in(Client(), cast.karim())

    assert sent(karim, "mentoring", found.code, answer="perhaps").status_code == 422
    assert Mentoring.objects.get().declined_at is None


@pytest.mark.parametrize("by", ["lucie", "karim"])
def test_either_ends_it(taking, by):
    found = verbs.accept(asked(taking), by=cast.actor_of(cast.karim()), at=NOON)

    verbs.end(found, by=cast.actor_of(getattr(cast, by)()), at=NOON)

    found.refresh_from_db()
    assert found.ended_at == NOON


def test_only_somebody_who_has_been_there_is_asked(taking):
    assert who_may_mentor(taking) == [cast.karim()]
    for other in (cast.paul(), cast.nurse(), cast.charlie()):
        with pytest.raises(ValidationError):
            verbs.ask_mentor(taking, by=cast.actor_of(cast.lucie()), at=NOON, mentor=other)


def test_nobody_asks_or_answers_for_another_and_only_one_at_a_time(taking):
    with pytest.raises(Refused):
        verbs.ask_mentor(taking, by=cast.actor_of(cast.nadia()), at=NOON, mentor=cast.karim())
    found = asked(taking)
    with pytest.raises(Refused):
        verbs.accept(found, by=cast.actor_of(cast.lucie()), at=NOON)
    with pytest.raises(Refused):
        asked(taking)


def test_a_stranger_and_the_coordination_do_not_read_it(taking):
    found = asked(taking)

    for someone in (cast.nadia(), cast.charlie(), cast.paul()):
        answer = cast.signed_in(Client(), someone).get(found.get_absolute_url())
        assert answer.status_code == 404


def test_it_ends_with_the_mission_or_with_the_engagement_of_either(taking, partnership):
    first = asked(taking)
    takings.end(taking, by=cast.actor_of(cast.lucie()), at=NOON)
    first.refresh_from_db()
    assert first.ended_at == NOON

    again = asked(build.taken(taking.mission, cast.lucie()))
    karim = partnerships.engagement(partnership, Side.LIVED)
    engaging.leave(karim, by=cast.actor_of(cast.karim()), at=NOON)
    again.refresh_from_db()
    assert again.ended_at == NOON
