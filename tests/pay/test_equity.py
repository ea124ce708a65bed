"""Same session, not the same status: seen by those who were there, by a house without its small groups."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from reciproque.foundation.policy import Refused, demand, may
from reciproque.partnerships.kinds import Side, Status
from reciproque.partnerships.modes import MODES
from reciproque.partnerships.queries.barometer import barometer_of
from reciproque.partnerships.queries.partnerships import with_start
from reciproque.partnerships.rules.barometer import State as Reads
from reciproque.partnerships.rules.fairness import PAID
from reciproque.pay.queries import equity
from reciproque.pay.rules.equity import There, is_flagged
from reciproque.people.kinds import Role
from tests import cast
from tests.builders import interventions, partnerships, people, profiles
from tests.builders import pay as build

database = pytest.mark.django_db
NOON, TODAY = cast.NOON, cast.TODAY
MODE = "soutien_accompagnement"


def volunteers(n: int, partnership) -> list:
    """Engaged patient partners of the CHU, volunteers."""
    found = []
    for number in range(n):
        someone = people.person(f"Bénévole {number}", f"benevole.{number}")
        people.member(cast.chu(), someone, Role.PARTNER)
        found.append(interventions.engaged(partnership, someone))
    return found


def report(year: int = TODAY.year):
    return equity.report_of(cast.chu(), year=year, today=TODAY)


# --- what is looked at ----------------------------------------------------------------------------
@given(st.lists(st.tuples(st.sampled_from(Side.values), st.sampled_from(Status.values)), max_size=6))
@pytest.mark.spec("C8", "C16")
def test_a_session_is_flagged_when_and_only_when_lived_unpaid_stands_beside_care_paid(drawn):
    seats = [There(side, status) for side, status in drawn]

    unpaid = (Side.LIVED, Status.VOLUNTEER) in drawn
    beside = any((Side.CARE, status) in drawn for status in PAID)
    assert is_flagged(seats) is (unpaid and beside)


# --- one session ----------------------------------------------------------------------------------
@database
@pytest.mark.spec("C16", "J11.AC1")
@time_machine.travel(NOON, tick=False)
def test_those_who_were_there_and_their_referents_see_it_whatever_the_size_of_the_group():
    partnership = partnerships.begun()  # Karim is a volunteer, Solène on duty
    lucie = interventions.engaged(partnership, cast.lucie())
    cast.nadia()
    held = interventions.held(partnership, present=[lucie, partnerships.engagement(partnership, Side.CARE)])

    page = reverse("pay:session_equity", args=[held.code])
    answers = {
        someone.name: cast.signed_in(Client(), someone).get(page).status_code
        for someone in (cast.lucie(), cast.nurse(), cast.karim(), cast.nadia(), cast.charlie())
    }

    assert answers == {
        "Lucie Arnaud": 200,  # was there
        "Solène Kervella": 200,  # was there
        "Karim Sow": 200,  # referent of her side
        "Nadia Berthier": 403,  # coordinates, and was not there
        "Charlie Maurel": 404,
    }


@database
@pytest.mark.spec("C6", "C8", "J3.AC7")
@time_machine.travel(NOON, tick=False)
def test_it_says_who_chose_to_be_a_volunteer_and_when_and_who_was_offered_nothing():
    partnership = partnerships.begun()
    lucie = interventions.engaged(partnership, cast.lucie())
    mission = build.mission(partnership, Status.VOLUNTEER, (Status.INDEPENDENT, Decimal(30)))
    karim = build.karim(partnership)
    build.chose(mission, karim, Status.INDEPENDENT, at=NOON - timedelta(days=9))
    build.chose(mission, karim, Status.VOLUNTEER, at=NOON - timedelta(days=5))
    held = build.session(mission)

    said = {seat.name: seat.words for seat in equity.seats_of(held)}

    assert said == {
        "Karim Sow": "bénévole par choix, le 28\u00a0octobre 2026",
        "Lucie Arnaud": "bénévole\u00a0; aucune rémunération proposée",
        "Solène Kervella": "payé par ailleurs\u00a0: c’est dans ses fonctions",
    }
    body = cast.signed_in(Client(), cast.karim()).get(reverse("pay:session_equity", args=[held.code]))
    assert "Même séance, pas le même statut" in body.content.decode()
    assert lucie.person.name in body.content.decode()


@database
def test_a_choice_made_after_the_session_is_not_said_of_it():
    partnership = partnerships.begun()
    mission = build.mission(partnership, Status.VOLUNTEER, (Status.INDEPENDENT, Decimal(30)))
    build.chose(mission, build.karim(partnership), Status.VOLUNTEER, at=NOON)

    held = build.session(mission)  # yesterday

    assert equity.seats_of(held)[0].words == "bénévole\u00a0; aucune rémunération proposée"


@database
@pytest.mark.spec("C16")
@time_machine.travel(NOON, tick=False)
def test_the_hours_of_the_partnership_show_it_to_them_alone_and_in_one_query(django_assert_num_queries):
    partnership = partnerships.begun()
    lucie = interventions.engaged(partnership, cast.lucie())
    cast.nadia()
    held = interventions.held(partnership, present=[lucie, partnerships.engagement(partnership, Side.CARE)])
    interventions.held(partnership, present=[lucie])

    def part(someone):
        return equity.to_look_at(partnership, cast.actor_of(someone))

    assert [part(one)["sessions"] for one in (cast.lucie(), cast.nurse(), cast.karim())] == [[held]] * 3
    assert [part(one) for one in (cast.nadia(), cast.charlie())] == [None, None]
    actor = cast.actor_of(cast.lucie())
    with django_assert_num_queries(1):
        equity.to_look_at(partnership, actor)
    there = reverse("partnerships:hours", args=[partnership.code])
    body = cast.signed_in(Client(), cast.lucie()).get(there).content.decode()
    assert reverse("pay:session_equity", args=[held.code]) in body


@database
def test_nobody_else_is_let_in_even_by_the_verb():
    held = interventions.held(partnerships.begun())

    assert may(cast.actor_of(cast.karim()), "read_equity", held)
    with pytest.raises(Refused):
        demand(cast.actor_of(cast.lucie()), "read_equity", held)


# --- a house --------------------------------------------------------------------------------------
@database
@pytest.mark.spec("C8", "S2-69", "J3.AC7")
def test_the_report_flags_the_same_sessions_with_the_choice_recorded():
    """Four volunteers and Karim, who chose, beside Solène on duty: six people."""
    partnership = partnerships.begun()
    others = volunteers(4, partnership)
    mission = build.mission(partnership, Status.VOLUNTEER, (Status.INDEPENDENT, Decimal(30)))
    build.chose(mission, build.karim(partnership), Status.VOLUNTEER, at=NOON - timedelta(days=5))
    for days in (1, 2):
        build.session(mission, day=TODAY - timedelta(days=days))

    (flag,) = report().flags

    assert len(others) == 4
    assert (flag.mode, flag.sessions) == (str(MODES[MODE].label), 2)
    assert flag.lived == [
        ("bénévole par choix, le 28\u00a0octobre 2026", None),
        ("bénévole\u00a0; aucune rémunération proposée", None),
    ]
    assert flag.care == [("payé par ailleurs\u00a0: c’est dans ses fonctions", None)]


@database
@pytest.mark.spec("C8", "J3.AC7")
def test_a_flag_counts_those_who_are_not_too_few_alone():
    partnership = partnerships.begun()
    volunteers(4, partnership)

    interventions.held(partnership, mode=MODE)

    (flag,) = report().flags
    assert flag.lived == [("bénévole\u00a0; aucune rémunération proposée", 5)]
    assert flag.care == [("payé par ailleurs\u00a0: c’est dans ses fonctions", None)]


@database
@pytest.mark.spec("C8", "J3.AC7")
@pytest.mark.parametrize(("people_there", "shown"), [(4, 0), (5, 1)])
def test_no_line_is_shown_for_a_group_under_five_people(people_there, shown):
    partnership = partnerships.begun()
    volunteers(people_there - 2, partnership)  # with Karim and Solène

    interventions.held(partnership, mode=MODE)

    found = report()
    assert (len(found.flags), found.hidden) == (shown, True)
    assert [len(under.groups) for under in found.statuses] == [0, 0]  # four volunteers at most, one on duty
    assert [under.minutes for under in found.statuses] == [None, None]


@database
@pytest.mark.spec("C5", "C8")
def test_hours_are_told_by_status_mode_and_side_never_added_across_statuses():
    partnership = partnerships.begun()
    volunteers(4, partnership)

    interventions.held(partnership, mode=MODE, minutes=60)

    volunteer, on_duty = report().statuses
    assert (volunteer.status, on_duty.status) == (Status.VOLUNTEER, Status.ON_DUTY)
    assert [(one.side, one.people, one.minutes) for one in volunteer.groups] == [(Side.LIVED, 5, 300)]
    assert (volunteer.minutes, on_duty.groups, on_duty.minutes) == (300, [], None)


@database
@pytest.mark.spec("C8")
def test_a_small_group_is_not_found_by_subtraction():
    """Six volunteers in one mode, one of them alone in another: neither the one nor what would reveal her."""
    partnership = partnerships.begun()
    volunteers(5, partnership)
    interventions.held(partnership, mode=MODE)
    interventions.held(
        partnership, mode="pouvoir_agir", present=[build.karim(partnership)], day=TODAY - timedelta(days=2)
    )

    volunteer = report().statuses[0]

    told = sum(one.minutes for one in volunteer.groups)
    assert volunteer.minutes is None or volunteer.minutes - told == 0 or len(volunteer.groups) == 0
    assert all(one.people >= 5 for one in volunteer.groups)


def told_of(groups) -> dict[str, tuple[int, int]]:
    """People and minutes of the volunteers, by what they said of themselves."""
    (said,) = (found for status, found in groups if status == Status.VOLUNTEER)
    return {one.said: (one.people, one.minutes) for one in said}


@database
@pytest.mark.spec("C8")
def test_hours_are_told_by_gender_and_age_as_people_chose_to_be_counted():
    """Five women, five men; three who said nothing and two who said otherwise are too few to be told of."""
    partnership = partnerships.begun()
    people = [one.person for one in volunteers(14, partnership)]
    for number, one in enumerate(people):
        gender = "woman" if number < 5 else "man" if number < 10 else "other" if number < 12 else ""
        born_in = TODAY.year - (29 if number < 7 else 30)
        profiles.counted(one, gender=gender, born_in=born_in)
    interventions.held(partnership, mode=MODE, minutes=60)

    found = report()

    assert told_of(found.genders) == {"Femme": (5, 300), "Homme": (5, 300)}
    assert told_of(found.ages) == {"De 30 à 44 ans": (7, 420)}
    assert found.hidden


@database
@pytest.mark.spec("C8")
def test_nobody_alone_of_her_gender_or_age_is_found_by_subtraction():
    """Six women and one man under a total that is told: with him, enough others go that he cannot be found."""
    partnership = partnerships.begun()
    people = [one.person for one in volunteers(6, partnership)] + [cast.karim()]
    for number, one in enumerate(people):
        profiles.counted(
            one, gender="man" if one == cast.karim() else "woman", born_in=1950 + 20 * (number % 2)
        )
    interventions.held(partnership, mode=MODE, minutes=60)

    found = report()

    assert found.statuses[0].minutes == 420
    assert told_of(found.genders) == {}
    assert told_of(found.ages) == {}


@database
@time_machine.travel(NOON, tick=False)
def test_the_report_names_nobody_and_is_read_by_the_house_alone():
    partnership = partnerships.begun()
    volunteers(4, partnership)
    interventions.held(partnership, mode=MODE)
    page = reverse("pay:report", args=[cast.chu().code])

    body = cast.signed_in(Client(), cast.nadia()).get(page).content.decode()

    main = body[body.index("<main") : body.index("</main>")]
    for name in ("Karim", "Solène", "Bénévole 1"):
        assert name not in main
    for stranger in (cast.charlie(), cast.morvan()):
        assert cast.signed_in(Client(), stranger).get(page).status_code == 403


# --- the barometer --------------------------------------------------------------------------------
def reads(partnership):
    found = with_start().get(pk=partnership.pk)
    shown = barometer_of(found, cast.actor_of(cast.nurse()), today=TODAY)
    return next(point.reading for point in shown.points if point.rule.code == "S2-69")


@database
@pytest.mark.spec("S2-69")
def test_the_barometer_reads_who_was_paid_once_sessions_were_held():
    partnership = partnerships.begun()
    mission = build.mission(partnership, Status.VOLUNTEER, (Status.INDEPENDENT, Decimal(30)))
    assert reads(partnership).state == Reads.UNKNOWN

    build.session(mission, day=TODAY - timedelta(days=3))
    told = reads(partnership)
    assert (told.state, told.words) == (
        Reads.REVIEW,
        "Dans 1 séance, un patient ou un proche était bénévole sans l’avoir choisi, à côté de quelqu’un de payé.",
    )

    build.chose(mission, build.karim(partnership), Status.VOLUNTEER, at=NOON - timedelta(days=9))
    assert reads(partnership).state == Reads.HOLDS
