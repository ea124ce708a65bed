"""An explained shortlist on both sides, and a season worked out: reasons one can read, health never said."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reciproque.foundation import guard
from reciproque.load.verbs import rhythm
from reciproque.missions.models import Mission, Offer, Season
from reciproque.missions.queries.lists import open_missions
from reciproque.missions.queries.matching import candidates, missions_for, people_for, why_near
from reciproque.missions.queries.seasons import asked_by, people_near, told, why_not_others
from reciproque.missions.queries.wanteds import hosts_of
from reciproque.missions.verbs import review
from reciproque.missions.verbs import seasons as season_verbs
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Engagement, Hosting, Partnership
from reciproque.people.kinds import Role
from reciproque.profiles.kinds import Topic, Visibility
from tests import cast
from tests.builders import missions as build
from tests.builders import partnerships, profiles
from tests.builders import people as people_build
from tests.builders.people import NOON, TODAY

pytestmark = pytest.mark.django_db
LUPUS = "le lupus"


@pytest.fixture
def mission():
    return build.published(partnerships.begun())


def lucie():
    return cast.actor_of(cast.lucie(), Role.PARTNER)


def nurse(mission):
    return partnerships.actor(mission.partnership, Side.CARE)


def says(topic, *, visibility=Visibility.COORDINATION, who=None, **said):
    return profiles.said(who or cast.lucie(), visibility, **({"words": ""} | said), topic=topic)


def near_lucie(mission):
    (line,) = [one for one in people_for(mission, nadia(), today=TODAY).near if one.person == cast.lucie()]
    return line.reasons


def nadia():
    return cast.actor_of(cast.nadia())


@pytest.mark.spec("C2", "S2-78")
def test_each_side_reads_why_in_words(mission):
    says(Topic.LANGUAGES, picks=["snk"])
    says(Topic.MODES, picks=["soutien_accompagnement"])
    build.with_expectations(mission, languages=["snk"])

    to_her = why_near(lucie(), mission, today=TODAY)
    to_staff = near_lucie(mission)

    assert "la langue\u00a0: soninké" in to_her
    assert "la langue\u00a0: soninké" in to_staff
    assert any("Soutien accompagnement" in one for one in to_staff)
    rows = list(open_missions(lucie(), today=TODAY))
    assert [line.mission for line in missions_for(lucie(), rows, today=TODAY).near] == [mission]


@pytest.mark.spec("A9", "C2")
def test_what_she_closed_to_the_coordination_is_no_reason_told_to_it(mission):
    build.with_expectations(mission, languages=["snk"])
    says(Topic.LANGUAGES, picks=["snk"], visibility=Visibility.ALONE)

    assert "la langue\u00a0: soninké" in why_near(lucie(), mission, today=TODAY)
    assert not any("soninké" in one for one in near_lucie(mission))


@pytest.mark.spec("A10", "C2")
def test_health_orders_those_who_allowed_it_and_is_said_nowhere(mission):
    build.with_expectations(mission, lived=LUPUS)
    mission.refresh_from_db()
    for who in (cast.lucie(), cast.paul()):
        says(Topic.CONDITIONS, who=who, words=f"Je vis avec {LUPUS}", visibility=Visibility.ALONE)
    before = [line.person for line in people_for(mission, nadia(), today=TODAY).near]
    profiles.allowed(cast.paul())

    shortlist = people_for(mission, nadia(), today=TODAY)
    page = cast.signed_in(Client(), cast.nadia()).get(reverse("missions:people", args=[mission.code]))

    order = [line.person for line in shortlist.near]
    assert order.index(cast.paul()) < order.index(cast.lucie())
    assert before.index(cast.lucie()) < before.index(cast.paul())
    assert LUPUS not in page.content.decode().replace(mission.title, "")
    assert not any(LUPUS in said for line in shortlist.near for said in line.reasons)
    assert {tuple(line.reasons) for line in shortlist.near if line.person != cast.karim()} == {
        tuple(shortlist.near[0].reasons)
    }


@pytest.mark.spec("C10", "J3.AC3")
def test_a_pause_is_read_as_unavailable_and_nothing_more(mission):
    build.dated(mission)
    rhythm.pause(cast.lucie(), by=lucie(), at=NOON)

    (line,) = [one for one in people_for(mission, nadia(), today=TODAY).others if one.person == cast.lucie()]

    assert line.against == ["indisponible"]
    assert not line.askable
    with time_machine.travel(NOON, tick=False):
        client = cast.signed_in(Client(), cast.nadia())
        text = client.get(reverse("missions:people", args=[mission.code])).content.decode()
    shown = text.split("<main")[1].split("</main>")[0]
    assert "indisponible" in shown
    assert "en pause" not in shown.split("Aide sur cette page")[-1].split("Qui pourrait la prendre")[-1]


@pytest.mark.spec("C2")
def test_who_was_asked_less_comes_first(mission):
    zoe = people_build.person("Zoé Le Bris", "zoe.le.bris")
    people_build.member(cast.chu(), zoe, Role.PARTNER)
    cast.lucie()
    other = build.published(mission.partnership, title="Une autre")
    build.offered(other, cast.lucie())

    order = [line.person for line in people_for(mission, nadia(), today=TODAY).near]

    assert order.index(zoe) < order.index(cast.lucie())


@pytest.mark.spec("C18")
@pytest.mark.parametrize("wanted", ["courte", "distance", "sans-diplome"])
def test_missions_are_looked_for_by_what_opens_a_door(mission, wanted):
    short = build.published(
        mission.partnership, title="Une heure chez soi", where="remote", minutes=60, sessions=2
    )
    long = build.published(
        mission.partnership, title="Animer", mode="etp", tasks=["co_etp"], minutes=180, sessions=10
    )
    assert {one.pk for one in Mission.objects.all()} == {mission.pk, short.pk, long.pk}

    page = cast.signed_in(Client(), cast.karim()).get(reverse("missions:missions"), {"cherche": wanted})

    shown = page.content.decode()
    assert "Une heure chez soi" in shown
    assert ("Animer" in shown) is False
    assert (mission.title in shown) is (wanted == "sans-diplome")


def test_a_list_costs_the_same_whatever_its_length(mission):
    client = cast.signed_in(Client(), cast.lucie(), Role.PARTNER)
    client.get("/")
    client.get(reverse("missions:missions"))
    costs = []
    for number in (1, 12):
        for n in range(number):
            build.published(mission.partnership, title=f"Mission {number}-{n}")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("missions:missions")).status_code == 200
        costs.append(len(queries))

    assert costs[0] == costs[1]


@pytest.mark.spec("C2")
def test_a_season_proposes_offers_nobody_and_says_why(mission):
    build.with_expectations(mission, languages=["snk"])
    says(Topic.LANGUAGES, picks=["snk"])
    cast.paul()
    build.opened(mission, repeat="week", times=3, places=1)

    asked = asked_by(nadia(), first=TODAY, last=TODAY + timedelta(days=60))
    plan = asked.plan()
    season = season_verbs.plan_season(
        cast.chu(), by=nadia(), at=NOON, first_on=TODAY, last_on=TODAY + timedelta(days=60), plan=plan
    )

    assert plan.is_proved
    assert season.gap == 0
    assert not Offer.objects.exists()
    (here,) = told(season, nadia())
    assert cast.lucie() in [line.person for line in here.lines]
    assert all(line.reasons for line in here.lines)
    others = why_not_others(season, mission, nadia())
    proposed = {line.person for line in here.lines}
    assert all(line.against and line.person not in proposed for line in others)


@pytest.fixture
def elsewhere_too():
    """Three partnerships: of the CHU, of the CHU and the MSP, of the MSP alone; members, mandates, engaged people."""
    chu, msp, numbers = cast.chu(), cast.msp(), count()
    some = [people_build.person(f"Personne {one}") for one in range(12)]
    people_build.member(chu, some[0], Role.PARTNER)
    people_build.member(msp, some[1], Role.USER)
    people_build.member(chu, some[2], Role.PARTNER, ends_on=TODAY - timedelta(days=1))
    people_build.member(chu, some[3], Role.PROFESSIONAL)
    for seat, who in ((chu, some[4]), (msp, some[5])):
        people_build.representative(seat, who, cast.passerelle())
    people_build.representative(msp, some[0], cast.passerelle())
    for who in some[6:11]:
        people_build.member(chu, who, Role.PROFESSIONAL)
    made = []
    with guard.upkeep("tests"):
        for houses in ((chu,), (chu, msp), (msp,)):
            one = Partnership.objects.create(
                title=f"Partenariat {next(numbers)}",
                level="meso",
                domain="parcours",
                host=houses[0],
                founded_at=NOON,
                founded_by=cast.nadia(),
            )
            Hosting.objects.bulk_create([Hosting(partnership=one, organisation=house) for house in houses])
            made.append(one)
        for one, who, side, said in (
            (made[0], some[6], Side.LIVED, {"accepted_at": NOON}),
            (made[2], some[6], Side.LIVED, {"accepted_at": NOON}),
            (made[2], some[7], Side.CARE, {"accepted_at": NOON}),
            (made[2], some[8], Side.LIVED, {}),
            (made[2], some[9], Side.LIVED, {"accepted_at": NOON, "left_at": NOON}),
            (made[1], some[10], Side.LIVED, {"accepted_at": NOON}),
            (made[2], some[11], Side.LIVED, {"accepted_at": NOON}),
            (made[2], cast.nadia(), Side.LIVED, {"accepted_at": NOON}),
        ):
            Engagement.objects.create(
                partnership=one,
                person=who,
                side=side,
                position=Role.PARTNER,
                status="volunteer",
                proposed_at=NOON,
                proposed_by=cast.nadia(),
                **said,
            )
    return made


def test_a_season_asks_at_once_those_each_mission_would_ask(elsewhere_too):
    missions = [Mission(partnership=one) for one in elsewhere_too]
    charlie = cast.actor_of(cast.charlie())
    for actor in (nadia(), lucie(), charlie):
        with CaptureQueriesContext(connection) as queries:
            people, near = people_near(
                [one.pk for one in elsewhere_too], hosts_of(missions), actor, today=TODAY
            )
        assert len(queries) == 5, "the houses, then four questions"
        for one in missions:
            there = set(candidates(one, actor, today=TODAY))
            assert {people[key] for key in near[one.partnership_id]} == there
            assert actor.person_id not in near[one.partnership_id]
    _people, near = people_near([one.pk for one in elsewhere_too], hosts_of(missions), nadia(), today=TODAY)
    assert len(set(near.values())) == 3
    assert all(near.values())


def test_reading_a_season_costs_the_same_whatever_its_length(mission):
    cast.lucie()
    asked_by(nadia(), first=TODAY, last=TODAY + timedelta(days=60))
    costs = []
    for number in (0, 2):
        for n in range(number):
            build.published(mission.partnership, title=f"Autre {n}", meets_people=bool(n))
        with CaptureQueriesContext(connection) as queries:
            asked = asked_by(nadia(), first=TODAY, last=TODAY + timedelta(days=60))
        costs.append(len(queries))

    assert len(asked.wanteds) == 3
    assert costs[0] == costs[1]
    meets = {one.pk: one.meets_people for one in asked.missions.values()}
    assert {bool(some) for key, some in asked.edges.items() if meets[key]} == {False}, (
        "nobody is opened there"
    )
    assert all(cast.lucie().pk in some for key, some in asked.edges.items() if not meets[key])


def test_what_is_ticked_in_a_season_is_offered_like_by_hand(mission):
    cast.lucie()
    build.opened(mission, repeat="week", times=3, places=2)
    client = cast.signed_in(Client(), cast.nadia())
    with time_machine.travel(NOON, tick=False):
        answer = client.post(
            reverse("missions:seasons"),
            {
                "first_on": TODAY,
                "last_on": TODAY + timedelta(days=60),
                "cle": cast.form_key(),
            },
        )
        season = Season.objects.get()
        assert answer.url == season.get_absolute_url()
        row = season.proposed.select_related("mission", "person").first()
        sent = client.post(
            season.get_absolute_url(),
            {"chosen": [f"{row.mission.code}-{row.person.code}"], "cle": cast.form_key()},
        )
        again = client.get(season.get_absolute_url()).content.decode()

    assert sent.status_code == 302
    offer = Offer.objects.get()
    assert (offer.person, offer.mission, offer.season) == (row.person, mission, season)
    assert "déjà proposée, ou déjà prise" in again


def test_a_season_leaves_out_what_one_may_no_longer_offer(mission):
    cast.lucie()
    build.opened(mission, repeat="week", times=2, places=2)
    asked = asked_by(nadia(), first=TODAY, last=TODAY + timedelta(days=60))
    season = season_verbs.plan_season(
        cast.chu(), by=nadia(), at=NOON, first_on=TODAY, last_on=TODAY + timedelta(days=60), plan=asked.plan()
    )
    rows = list(season.proposed.select_related("mission__partnership"))
    review.close(mission, by=nurse(mission), at=NOON, reason="Le projet change.")

    assert season_verbs.send(season, by=nadia(), at=NOON, chosen=rows) == []


def test_another_house_sees_neither_season_nor_mission(mission):
    asked = asked_by(nadia(), first=TODAY, last=TODAY + timedelta(days=60))
    season = season_verbs.plan_season(
        cast.chu(), by=nadia(), at=NOON, first_on=TODAY, last_on=TODAY + timedelta(days=60), plan=asked.plan()
    )
    charlie = cast.signed_in(Client(), cast.charlie())

    for address in (season.get_absolute_url(), mission.get_absolute_url()):
        assert charlie.get(address).status_code == 404
