"""Dates: places counted by the database, one thing at a time, rest, her own ceiling, a list to wait in."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F

from reciproque.foundation import guard, outbox
from reciproque.foundation.models import Message
from reciproque.foundation.policy import Refused
from reciproque.foundation.requirements import Unmet
from reciproque.load.models import PersonLoad
from reciproque.load.verbs import rhythm
from reciproque.load.verbs.promises import OverCeiling
from reciproque.missions.jobs import pass_kept_places_on, remind_who_signed_up
from reciproque.missions.models import SignUp, Slot, Waiting
from reciproque.missions.verbs import dates, offers, signing
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.verbs import interventions as agenda
from reciproque.people.kinds import Role
from tests import cast
from tests.builders import missions as build
from tests.builders import partnerships
from tests.builders.people import NOON, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return partnerships.begun()


@pytest.fixture
def mission(partnership):
    mission = build.published(partnership)
    build.taken(mission)
    return mission


def karim():
    return cast.actor_of(cast.karim())


def lucie():
    return cast.actor_of(cast.lucie(), Role.PARTNER)


def joined_by_lucie(mission):
    (offer,) = build.offered(mission, cast.lucie())
    return offers.accept(offer, by=lucie(), at=NOON, terms=build.terms(mission))


def promised(person) -> int:
    return sum(PersonLoad.objects.filter(person=person, measure="week").values_list("promised", flat=True))


def test_a_series_opens_one_date_a_week_with_its_places(mission):
    slots = build.opened(mission, repeat="week", times=10, places=2)

    assert [slot.intervention.day for slot in slots] == [
        build.IN_A_WEEK + timedelta(days=7 * n) for n in range(10)
    ]
    assert {(slot.places, slot.taken) for slot in slots} == {(2, 0)}


def test_who_took_the_mission_signs_up_and_is_expected(mission):
    slot = build.dated(mission)

    signed = build.signed(slot, travel=60)

    slot.refresh_from_db()
    assert slot.taken == 1
    assert [one.engagement for one in slot.intervention.expected.all()] == [signed.taking.engagement]
    assert promised(cast.karim()) == 240


def test_who_did_not_take_it_does_not(mission):
    slot = build.dated(mission)

    with pytest.raises(Refused, match="qui a pris la mission"):
        signing.sign_up(slot, by=lucie(), at=NOON)


@pytest.mark.spec("C3")
def test_no_more_than_there_are_places(mission):
    joined_by_lucie(mission)
    slot = build.dated(mission)
    build.signed(slot)

    with pytest.raises(signing.Full, match="complète"):
        signing.sign_up(slot, by=lucie(), at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic(), guard.upkeep("test"):
        Slot.objects.filter(pk=slot.pk).update(taken=F("taken") + 1)


@pytest.mark.spec("C3")
def test_two_things_at_once_are_refused_travel_counted_in_any_organisation(mission):
    build.signed(build.dated(mission, hour=time(14)))
    other = build.published(mission.partnership, title="Une autre")
    build.taken(other)
    near = build.dated(other, hour=time(17, 30))

    with pytest.raises(ValidationError, match="déjà ailleurs"):
        signing.sign_up(near, by=karim(), at=NOON, travel=120)
    signing.sign_up(near, by=karim(), at=NOON, travel=30)


def test_a_meeting_counts_as_well(mission):
    karims = partnerships.engagement(mission.partnership, Side.LIVED)
    agenda.plan_intervention(
        mission.partnership,
        by=partnerships.actor(mission.partnership, Side.CARE),
        at=NOON,
        title="Réunion",
        kind="meeting",
        day=build.IN_A_WEEK,
        hour=time(15),
        minutes=60,
        expected=[karims],
    )

    with pytest.raises(ValidationError, match="Réunion"):
        build.signed(build.dated(mission))


@pytest.mark.spec("C9")
def test_a_night_of_rest_is_kept_between_two_days(mission):
    build.signed(build.dated(mission, hour=time(19)))  # until 22:00
    morning = build.dated(mission, day=build.IN_A_WEEK + timedelta(days=1), hour=time(8))

    with pytest.raises(ValidationError, match=r"Trop peu de repos.*11 h"):
        build.signed(morning)
    build.signed(build.dated(mission, day=build.IN_A_WEEK + timedelta(days=1), hour=time(9)))


@pytest.mark.spec("C9", "J3.AC3")
def test_above_her_own_ceiling_she_alone_goes_with_a_word_to_herself(mission):
    rhythm.set_rhythm(
        cast.karim(),
        by=karim(),
        at=NOON,
        version=0,
        week_minutes=240,
        month_minutes=None,
        evenings=None,
        free=[],
    )
    build.signed(build.dated(mission))
    second = build.dated(mission, day=build.IN_A_WEEK + timedelta(days=2), minutes=120)

    with pytest.raises(OverCeiling, match="plus que les 4"):
        build.signed(second)
    second.refresh_from_db()
    assert second.taken == 0  # nothing was held

    build.signed(second, override="Une fois, pour dépanner.")
    assert promised(cast.karim()) == 300


def test_giving_a_place_back_gives_the_load_back_and_frees_it(mission):
    slot = build.dated(mission)
    signed = build.signed(slot)

    signing.cancel(signed, by=karim(), at=NOON)

    slot.refresh_from_db()
    assert (slot.taken, promised(cast.karim()), slot.intervention.expected.count()) == (0, 0, 0)
    build.signed(slot)


@pytest.mark.spec("C3")
def test_a_place_that_comes_free_is_kept_for_who_waited_longest_then_passes_on(mission):
    joined_by_lucie(mission)
    slot = build.dated(mission)
    signed = build.signed(slot)
    slot.refresh_from_db()
    waiting = signing.wait(slot, by=lucie(), at=NOON)

    signing.cancel(signed, by=karim(), at=NOON)
    waiting.refresh_from_db()
    slot.refresh_from_db()
    assert (waiting.offered_at, slot.taken) == (NOON, 1)
    assert Message.objects.get(kind="missions.place").person_ref == cast.lucie().pk
    with pytest.raises(signing.Full):
        build.signed(slot)

    pass_kept_places_on(NOON + timedelta(hours=49))
    slot.refresh_from_db()
    assert slot.taken == 0
    build.signed(slot)


def test_who_was_kept_a_place_takes_it_and_waits_no_more(mission):
    joined_by_lucie(mission)
    slot = build.dated(mission)
    signed = build.signed(slot)
    slot.refresh_from_db()
    signing.wait(slot, by=lucie(), at=NOON)
    signing.cancel(signed, by=karim(), at=NOON)

    signing.sign_up(slot, by=lucie(), at=NOON)

    slot.refresh_from_db()
    assert slot.taken == 1
    assert not Waiting.objects.filter(left_at=None).exists()


def test_one_waits_only_for_what_is_full(mission):
    slot = build.dated(mission)

    with pytest.raises(ValidationError, match="Une place est libre"):
        signing.wait(slot, by=karim(), at=NOON)


def test_more_places_call_who_waits_and_never_fewer_than_are_taken(mission):
    joined_by_lucie(mission)
    slot = build.dated(mission)
    build.signed(slot)
    slot.refresh_from_db()
    waiting = signing.wait(slot, by=lucie(), at=NOON)
    nurse = partnerships.actor(mission.partnership, Side.CARE)

    dates.change_places(slot, by=nurse, at=NOON, places=2)
    waiting.refresh_from_db()
    slot.refresh_from_db()
    assert (waiting.offered_at, slot.places, slot.taken) == (NOON, 2, 2)
    with pytest.raises(ValidationError, match="déjà prises"):
        dates.change_places(slot, by=partnerships.actor(mission.partnership, Side.CARE), at=NOON, places=1)


def test_what_is_held_no_longer_weighs_as_a_promise(mission):
    from tests.missions.test_offers import held

    slot = build.dated(mission)
    build.signed(slot, travel=30)

    held(slot)

    load = PersonLoad.objects.get(person=cast.karim(), measure="week", promised=0, given__gt=0)
    assert load.given == 180


def test_a_date_that_moves_asks_again_and_weighs_no_more_until_the_answer(mission):
    slot = build.dated(mission)
    signed = build.signed(slot)
    intervention = slot.intervention
    intervention.refresh_from_db()

    def revise(**fields):
        intervention.refresh_from_db()
        said = {
            "title": intervention.title,
            "kind": intervention.kind,
            "day": intervention.day,
            "hour": time(14),
            "minutes": 180,
            "mode": intervention.mode,
        }
        agenda.revise_intervention(
            intervention,
            by=partnerships.actor(mission.partnership, Side.CARE),
            at=NOON,
            version=intervention.version,
            **(said | fields),
        )

    revise(title="Un autre titre")
    signed.refresh_from_db()
    assert (signed.moved_at, promised(cast.karim())) == (None, 180)
    assert intervention.expected.count() == 1  # whoever edits the date does not put her out

    revise(day=build.IN_A_WEEK + timedelta(days=7))
    signed.refresh_from_db()
    assert (signed.moved_at, promised(cast.karim())) == (NOON, 0)

    signing.confirm(signed, by=karim(), at=NOON)
    signed.refresh_from_db()
    assert (signed.moved_at, signed.day, promised(cast.karim())) == (
        None,
        build.IN_A_WEEK + timedelta(days=7),
        180,
    )


def test_a_date_called_off_is_told_and_weighs_no_more(mission):
    slot = build.dated(mission)
    build.signed(slot)
    slot.intervention.refresh_from_db()

    agenda.cancel(
        slot.intervention,
        by=partnerships.actor(mission.partnership, Side.CARE),
        at=NOON,
        reason="Salle prise",
    )

    assert promised(cast.karim()) == 0
    assert Message.objects.get(kind="missions.called_off").person_ref == cast.karim().pk


def test_meeting_people_asks_each_who_signs_up_for_her_pledge_and_an_opening_by_two(partnership):
    mission = build.published(partnership, meets_people=True)
    build.taken(mission)
    slot = build.dated(mission, kind="presence")

    with pytest.raises(Unmet, match="ouverture auprès des personnes accompagnées"):
        build.signed(slot)

    from tests.builders import openings

    openings.opened(cast.karim())
    build.signed(slot)


def test_a_reminder_leaves_once_the_day_before_and_not_to_who_no_longer_comes(mission, mailoutbox):
    signed = build.signed(build.dated(mission))
    person = cast.karim()
    with guard.upkeep("test"):
        type(person.account).objects.filter(pk=person.account_id).update(email="karim@example.org")
        Message.objects.all().delete()
    day_before = NOON + timedelta(days=6)

    remind_who_signed_up(NOON)
    assert not Message.objects.filter(kind="missions.reminder").exists()
    remind_who_signed_up(day_before)
    remind_who_signed_up(day_before + timedelta(hours=1))
    assert Message.objects.filter(kind="missions.reminder").count() == 1

    signing.cancel(signed, by=karim(), at=day_before)
    outbox.send_due(at=day_before + timedelta(hours=2))
    assert mailoutbox == []


def test_a_date_gone_by_or_outside_of_the_mission_is_not_opened(mission):
    with pytest.raises(ValidationError, match="passé"):
        build.dated(mission, day=TODAY - timedelta(days=1))


def test_one_gives_back_ones_own_place_alone(mission):
    signed = build.signed(build.dated(mission))

    with pytest.raises(Refused):
        signing.cancel(signed, by=partnerships.actor(mission.partnership, Side.CARE), at=NOON)
    assert SignUp.objects.get().cancelled_at is None
