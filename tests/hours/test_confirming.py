"""A time is agreed when both have said it: who noted it, and the other; never one person alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from reciproque.foundation import guard
from reciproque.foundation.actor import SELF
from reciproque.foundation.models import Event
from reciproque.foundation.policy import Refused, may
from reciproque.foundation.verbs import AlreadyDone, Stale
from reciproque.hours.kinds import Party, Standing
from reciproque.hours.models import Confirmation
from reciproque.hours.queries.confirmed import (
    could_add_around,
    times_to_confirm,
    times_to_vouch,
    with_confirmation,
    with_standing,
)
from reciproque.hours.verbs import confirming as verbs
from reciproque.partnerships.kinds import ContributionKind, Side
from reciproque.partnerships.models import Contribution
from reciproque.partnerships.verbs import contributions
from reciproque.partnerships.verbs import interventions as holding
from reciproque.people.kinds import Role
from tests import cast
from tests.builders import hours as build
from tests.builders import interventions, partnerships, people
from tests.cast import NOON, TODAY

pytestmark = pytest.mark.django_db


def colleague():
    """Another professional of the hospital."""
    someone = people.person("Anne Le Gall", "anne.legall")
    people.member(cast.chu(), someone, Role.PROFESSIONAL)
    return someone


def standing(given: Contribution) -> str:
    return with_standing(Contribution.objects.filter(pk=given.pk)).get().standing


def said(given: Contribution) -> tuple[bool, bool, bool, bool]:
    one = with_confirmation(Contribution.objects.filter(pk=given.pk)).get()
    return one.confirmed_by_self, one.confirmed_by_house, one.disputed, one.confirmed


def corrected(given: Contribution, minutes: int) -> Contribution:
    given.refresh_from_db()
    return contributions.correct(
        given, by=build.herself(given), at=NOON, version=given.version, minutes=minutes, on=given.on
    )


# --- what somebody else noted ---------------------------------------------------------------------
@pytest.mark.spec("C4")
def test_what_was_held_is_noted_for_her_and_she_confirms_it_in_one_tap(session):
    assert standing(session) == Standing.TO_CONFIRM

    build.confirmed(session)

    assert (standing(session), said(session)) == (Standing.CONFIRMED, (True, False, False, True))
    kept = Confirmation.objects.get()
    assert (kept.party, kept.minutes, kept.on, kept.confirmed_by) == (
        Party.SELF,
        60,
        session.on,
        cast.karim(),
    )


def test_nobody_confirms_in_the_name_of_another(session):
    for someone in (cast.nurse(), cast.nadia(), cast.lucie(), cast.charlie()):
        with pytest.raises(Refused):
            build.confirmed(session, by=cast.actor_of(someone))

    assert Confirmation.objects.count() == 0


def test_she_confirms_under_any_hat(session):
    build.confirmed(session, by=cast.actor_of(cast.karim(), SELF))

    assert standing(session) == Standing.CONFIRMED


def test_a_correction_makes_it_to_confirm_again_by_the_other_side(session):
    build.confirmed(session)

    corrected(session, 90)

    assert (standing(session), said(session)) == (Standing.AGAIN, (False, False, False, False))
    with pytest.raises(Refused, match="écrit vous-même"):
        build.confirmed(session)
    build.vouched(session)
    assert standing(session) == Standing.CONFIRMED


def test_nobody_confirms_what_changed_under_her_eyes(travel):
    corrected(travel, 30)

    with pytest.raises(Stale):
        verbs.vouch(travel, by=build.other_side(travel), at=NOON, version=1)
    assert Confirmation.objects.count() == 0


def test_it_is_confirmed_once(session):
    build.confirmed(session)

    with pytest.raises(Refused, match="déjà confirmé"):
        build.confirmed(session)
    again = {"contribution": session, "of_version": 1, "party": Party.SELF, "minutes": 60, "on": session.on}
    with pytest.raises(IntegrityError), transaction.atomic(), guard.upkeep("test"):
        Confirmation.objects.create(**again, confirmed_by=cast.karim(), confirmed_at=NOON)


# --- what she noted herself -----------------------------------------------------------------------
@pytest.mark.spec("C4")
def test_the_house_confirms_what_she_noted_the_other_side_or_the_coordination(partnership, travel):
    other = build.travelled(travel.engagement, on=TODAY)

    build.vouched(travel)
    build.vouched(other, by=cast.actor_of(cast.nadia()))

    assert [standing(one) for one in (travel, other)] == [Standing.CONFIRMED] * 2
    assert said(travel) == (False, True, False, True)


def test_nobody_confirms_her_own_time(partnership, travel):
    people.member(cast.chu(), cast.karim(), Role.COORDINATOR)

    for by in (build.herself(travel), cast.actor_of(cast.karim(), Role.COORDINATOR)):
        assert not may(by, "vouch", travel)
        with pytest.raises(Refused, match=r"son propre temps|autre côté|coordination"):
            build.vouched(travel, by=by)
    with pytest.raises(Refused, match="écrit vous-même"):
        build.confirmed(travel)


def test_her_own_side_does_not_confirm_it_nor_anybody_who_does_not_answer_for_the_other(partnership, travel):
    lucie = interventions.engaged(partnership, cast.lucie(), Role.PARTNER)
    helene = interventions.engaged(partnership, colleague())

    for by in (
        partnerships.actor_for(lucie),
        partnerships.actor_for(helene),
        cast.actor_of(cast.charlie()),
    ):
        with pytest.raises(Refused):
            build.vouched(travel, by=by)


def test_the_referent_of_her_own_side_does_not_confirm_it(partnership):
    lucie = interventions.engaged(partnership, cast.lucie(), Role.PARTNER)
    hers = build.travelled(lucie)

    with pytest.raises(Refused, match="autre côté"):
        build.vouched(hers, by=partnerships.actor(partnership, Side.LIVED))


def test_the_referent_confirms_under_the_hat_she_engaged_with(partnership, travel):
    people.member(cast.utep(), cast.nurse(), Role.PROFESSIONAL)

    with pytest.raises(Refused):
        build.vouched(travel, by=cast.actor_of(cast.nurse(), cast.utep()))


def test_what_somebody_of_her_own_side_noted_for_her_waits_for_both(partnership):
    karim = partnerships.engagement(partnership, Side.LIVED)
    lucie = interventions.engaged(partnership, cast.lucie(), Role.PARTNER)
    workshop = interventions.planned(partnership, day=interventions.YESTERDAY)
    holding.hold(workshop, by=partnerships.actor_for(karim), at=NOON, present=[karim, lucie], minutes=60)
    hers = Contribution.objects.get(engagement=lucie)

    build.confirmed(hers)
    assert standing(hers) != Standing.CONFIRMED
    build.vouched(hers)

    assert said(hers) == (True, True, False, True)


def test_who_noted_it_for_her_does_not_confirm_it_for_the_house_as_well(partnership):
    people.member(cast.chu(), cast.nurse(), Role.COORDINATOR)
    helene = interventions.engaged(partnership, colleague())
    workshop = interventions.held(partnership)
    hers = Contribution.objects.get(engagement=helene, intervention=workshop)

    with pytest.raises(Refused, match="noté vous-même"):
        build.vouched(hers, by=cast.actor_of(cast.nurse(), Role.COORDINATOR))
    build.vouched(hers, by=cast.actor_of(cast.nadia()))


# --- all at once ----------------------------------------------------------------------------------
def test_all_that_was_shown_is_confirmed_each_by_its_own_verb(partnership):
    given = [build.session_of(partnership, title=f"Café {n}") for n in range(3)]
    karim = cast.karim()

    done = verbs.confirm_all(
        karim, by=cast.actor_of(karim), at=NOON, shown=[(one.code, one.version) for one in given]
    )

    assert (done, [standing(one) for one in given]) == (3, [Standing.CONFIRMED] * 3)
    lines = Event.objects.filter(verb="partnerships.Contribution.confirm", refused=False)
    assert lines.count() == 3


def test_all_at_once_leaves_what_changed_meanwhile_and_what_is_not_hers(partnership):
    kept, changed = (build.travelled(partnerships.engagement(partnership, Side.LIVED)) for _ in range(2))
    care = interventions.noted(partnerships.engagement(partnership, Side.CARE))
    shown = [(one.code, one.version) for one in (kept, changed, care)]
    corrected(changed, 15)

    done = verbs.vouch_all(partnership, by=partnerships.actor(partnership, Side.CARE), at=NOON, shown=shown)

    assert done == 1
    assert [standing(one) for one in (kept, changed, care)] == [
        Standing.CONFIRMED,
        Standing.TO_CONFIRM,
        Standing.TO_CONFIRM,
    ]


# --- what waits -----------------------------------------------------------------------------------
def test_her_home_says_it_in_one_line_whatever_the_number(partnership):
    for n in range(3):
        build.session_of(partnership, title=f"Café {n}")
    karim = cast.actor_of(cast.karim())

    (line,) = cast.waiting(times_to_confirm, karim, TODAY)

    assert (line.title, line.url) == ("3 temps à confirmer", reverse("hours:to_confirm"))
    assert cast.waiting(times_to_confirm, cast.actor_of(cast.charlie()), TODAY) == []
    assert cast.waiting(times_to_confirm, karim, TODAY + timedelta(days=90)) == []


def test_those_who_confirm_read_a_line_for_each_partnership(partnership, travel):
    build.travelled(travel.engagement, on=TODAY)
    nurse, nadia = partnerships.actor(partnership, Side.CARE), cast.actor_of(cast.nadia())

    told = [cast.waiting(times_to_vouch, who, TODAY) for who in (nurse, nadia)]

    assert [[line.title for line in lines] for lines in told] == [
        ["2 temps notés, à confirmer de votre côté"]
    ] * 2
    assert cast.waiting(times_to_vouch, build.herself(travel), TODAY) == []


# --- around a session -----------------------------------------------------------------------------
@pytest.mark.spec("C4")
def test_travel_preparation_and_talk_are_noted_at_once_after_a_session(session):
    karim = build.herself(session)

    verbs.note_around(
        session.engagement, by=karim, at=NOON, intervention=session.intervention, travel=60, debrief=30
    )

    given = Contribution.objects.filter(intervention=session.intervention, engagement=session.engagement)
    assert dict(given.values_list("kind", "minutes")) == {
        ContributionKind.SESSION: 60,
        ContributionKind.TRAVEL: 60,
        ContributionKind.DEBRIEF: 30,
    }
    assert could_add_around(karim, today=TODAY) == []


def test_one_wrong_length_and_nothing_is_noted(session):
    with pytest.raises(ValidationError) as problem:
        verbs.note_around(
            session.engagement,
            by=build.herself(session),
            at=NOON,
            intervention=session.intervention,
            travel=60,
            debrief=23 * 60,
        )

    assert list(problem.value.message_dict) == ["debrief"]
    assert Contribution.objects.filter(engagement=session.engagement).count() == 1


def test_nobody_adds_time_around_for_another(session):
    with pytest.raises(Refused, match="son propre temps"):
        verbs.note_around(
            session.engagement,
            by=build.other_side(session),
            at=NOON,
            intervention=session.intervention,
            travel=60,
        )


@pytest.mark.spec("C4")
def test_noted_late_it_says_so_and_is_confirmed_all_the_same(session):
    later = NOON + timedelta(days=20)

    (late,) = verbs.note_around(
        session.engagement, by=build.herself(session), at=later, intervention=session.intervention, travel=60
    )
    build.vouched(late, at=later)

    assert (late.entered_late, standing(late)) == (True, Standing.CONFIRMED)


# --- the screens ----------------------------------------------------------------------------------
@time_machine.travel(NOON, tick=False)
def test_she_confirms_then_adds_her_travel_on_the_same_page(session):
    client = cast.signed_in(Client(), cast.karim())
    page = client.get(reverse("hours:to_confirm")).content.decode()
    assert "Noté pour vous" in page

    sent = {"cle": cast.form_key(), "version": 1}
    client.post(reverse("hours:confirmation", args=[session.code]), sent)
    answer = client.post(
        reverse("hours:around", args=[session.intervention.code]),
        {"cle": cast.form_key(), "travel": "1 h", "debrief": "30 min"},
        follow=True,
    )

    assert standing(session) == Standing.CONFIRMED
    assert Contribution.objects.filter(engagement=session.engagement).count() == 3
    assert "Rien ne vous attend ici" in answer.content.decode()


@time_machine.travel(NOON, tick=False)
def test_the_same_button_pressed_twice_confirms_once(session):
    by = build.herself(session)
    build.confirmed(session, by=by)

    with pytest.raises(AlreadyDone):
        build.confirmed(session, by=by)


@time_machine.travel(NOON, tick=False)
def test_a_page_grown_old_confirms_nothing_and_says_so(partnership, travel):
    client = cast.signed_in(Client(), cast.nurse(), cast.chu())
    corrected(travel, 15)

    answer = client.post(reverse("hours:vouched", args=[travel.code]), {"cle": cast.form_key(), "version": 1})

    assert answer.status_code == 409
    assert Confirmation.objects.count() == 0


@time_machine.travel(NOON, tick=False)
def test_all_is_confirmed_for_the_house_from_its_page(partnership, travel):
    build.travelled(travel.engagement, on=TODAY)
    client = cast.signed_in(Client(), cast.nurse(), cast.chu())
    page = client.get(reverse("hours:vouching", args=[partnership.code]))
    shown = page.context["shown"]

    client.post(reverse("hours:vouchings", args=[partnership.code]), {"cle": cast.form_key(), "shown": shown})

    assert Confirmation.objects.filter(party=Party.HOUSE).count() == 2


@time_machine.travel(NOON, tick=False)
def test_my_hours_say_where_each_time_stands(session):
    client = cast.signed_in(Client(), cast.karim())

    page = client.get(reverse("partnerships:my_hours") + "?mois=2026-11").content.decode()

    assert "pas encore confirmé" in page
    assert reverse("hours:statement") in page
