"""The last place of a date: a hundred people sign up at the same moment, one gets it and ninety-nine are told."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BoundedSemaphore

import pytest
from django.db import connection, transaction
from django.db.models import F

from reciproque.foundation import guard
from reciproque.foundation.actor import Actor
from reciproque.load.models import PersonLoad
from reciproque.missions.models import Choice, SignUp, Slot, Taking
from reciproque.missions.verbs import signing
from reciproque.partnerships.models import Engagement, Expected
from reciproque.people.kinds import Role
from reciproque.people.models import Account, Membership, Person
from tests import cast
from tests.builders import missions as build
from tests.builders import partnerships
from tests.builders.people import LONG_AGO, NOON

from .racing import together

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 100


def crowd(mission) -> list[Actor]:
    """A hundred partners of the hospital who all took the mission, written row by row: the race is not about that."""
    terms = build.terms(mission)
    with guard.upkeep("test"), transaction.atomic():
        people = [
            Person.objects.create(
                name=f"Personne {n:03}",
                account=Account.objects.create(username=f"personne{n:03}", password="!", created_at=NOON),
            )
            for n in range(CROWD)
        ]
        for person in people:
            Membership.objects.create(
                person=person, organisation=cast.chu(), role=Role.PARTNER, starts_on=LONG_AGO
            )
            engagement = Engagement.objects.create(
                person=person,
                partnership=mission.partnership,
                side="lived",
                position=Role.PARTNER,
                on_behalf_of=cast.chu(),
                status="volunteer",
                proposed_at=NOON,
                proposed_by=person,
                accepted_at=NOON,
            )
            taking = Taking.objects.create(mission=mission, engagement=engagement, taken_at=NOON)
            Choice.objects.create(taking=taking, terms=terms, chosen_at=NOON)
    return [cast.actor_of(person) for person in people]


def all_at_once(acts) -> list[object]:
    """Every act begins at the same instant; as many as the server takes connections are in the database together."""
    gate, room = Barrier(len(acts)), BoundedSemaphore(connections_allowed())

    def run(act):
        gate.wait(60)
        with room:
            try:
                return act()
            except Exception as problem:
                return problem
            finally:
                connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, act) for act in acts]]


def connections_allowed() -> int:
    if connection.vendor != "postgresql":
        return CROWD
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        return max(10, min(CROWD, int(cursor.fetchone()[0]) * 6 // 10))


@pytest.mark.spec("C3", "J3.AC8")
def test_a_hundred_people_sign_up_for_the_last_place_and_one_gets_it():
    mission = build.published(partnerships.begun(), wanted=CROWD + 1)
    slot, actors = build.dated(mission), crowd(mission)

    answers = all_at_once([lambda actor=actor: signing.sign_up(slot, by=actor, at=NOON) for actor in actors])

    told = Counter(type(answer).__name__ for answer in answers)
    assert told == {"SignUp": 1, "Full": CROWD - 1}
    assert all("liste d’attente" in str(one) for one in answers if isinstance(one, signing.Full))
    slot.refresh_from_db()
    assert (slot.taken, slot.places) == (1, 1)
    winner = SignUp.objects.get().taking.engagement
    assert Expected.objects.get(intervention=slot.intervention).engagement == winner
    promised = PersonLoad.objects.filter(promised__gt=0).values_list("person", flat=True).distinct()
    assert list(promised) == [winner.person_id]  # nobody else carries what she did not get


def test_the_count_of_places_holds_without_any_lock():
    """The place is taken by one conditional update: however many try, whatever they read before."""
    mission = build.published(partnerships.begun())
    slot = build.dated(mission, places=3)

    def take() -> bool:
        with guard.upkeep("test"):
            return bool(Slot.objects.filter(pk=slot.pk, taken__lt=F("places")).update(taken=F("taken") + 1))

    won = all_at_once([take] * 30)

    slot.refresh_from_db()
    assert (won.count(True), slot.taken) == (3, 3)


def test_two_browsers_of_one_person_sign_up_once():
    mission = build.published(partnerships.begun())
    build.taken(mission)
    slot = build.dated(mission, places=2)

    def sign() -> object:
        return signing.sign_up(slot, by=cast.actor_of(cast.karim()), at=NOON)

    cast.karim()
    answers = together(sign, sign, before="signup")

    assert sorted(isinstance(one, SignUp) for one in answers) == [False, True]
    slot.refresh_from_db()
    assert (slot.taken, SignUp.objects.filter(cancelled_at=None).count()) == (1, 1)


def test_one_person_does_not_promise_two_dates_of_the_same_hour_at_once():
    mission = build.published(partnerships.begun())
    build.taken(mission)
    slots = [build.dated(mission), build.dated(mission)]
    actors = [cast.actor_of(cast.karim()) for _slot in slots]
    acts = [
        lambda slot=slot, by=by: signing.sign_up(slot, by=by, at=NOON)
        for slot, by in zip(slots, actors, strict=True)
    ]

    answers = together(*acts, before="signup")

    assert sorted(isinstance(one, SignUp) for one in answers) == [False, True]
    assert sum(Slot.objects.values_list("taken", flat=True)) == 1
