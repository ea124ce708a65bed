"""The pages of people, calendar and hours: what they do, who opens them, what they cost."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reciproque.foundation import clock, guard
from reciproque.partnerships.kinds import ContributionKind, Side, Status
from reciproque.partnerships.models import Contribution, Engagement, Expected, Holding, Intervention
from reciproque.partnerships.queries.engagement import accepted_in
from reciproque.people.kinds import Role
from reciproque.people.models import Membership, Person
from tests import cast
from tests.builders import interventions as build
from tests.builders import partnerships
from tests.builders.people import NOON

pytestmark = pytest.mark.django_db
MOST_QUERIES = 10


@pytest.fixture(autouse=True)
def at_noon():
    """One instant for the whole test: the days of the builders are near, and no minute passes between two pages."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def partnership():
    return partnerships.begun()


@pytest.fixture
def karim(client) -> Client:
    return cast.signed_in(client, cast.karim())


def crowd(partnership, number: int) -> None:
    """So many people, interventions this month and contributions more, written at once."""
    names = count(Person.objects.count())
    today = clock.today()
    with guard.upkeep("test"):
        people = Person.objects.bulk_create(
            Person(name=f"Personne {next(names):05}", plain="personne") for _ in range(number)
        )
        engaged = Engagement.objects.bulk_create(
            Engagement(
                person=person,
                partnership=partnership,
                side=Side.values[n % 2],
                position=Role.USER,
                status=Status.values[n % 4],
                decides="Le menu",
                proposed_at=NOON,
                proposed_by=person,
                accepted_at=NOON,
            )
            for n, person in enumerate(people)
        )
        planned = Intervention.objects.bulk_create(
            Intervention(
                partnership=partnership,
                title=f"Rencontre {n}",
                kind="meeting",
                mode="etp",
                day=today,
                hour=time(9),
                zone="Europe/Paris",
                starts_at=datetime.combine(today, time(9), tzinfo=ZoneInfo("Europe/Paris")),
                minutes=60,
                planned_by=people[0],
                planned_at=NOON,
            )
            for n in range(number)
        )
        Holding.objects.bulk_create(
            Holding(intervention=one, recorded_at=NOON, recorded_by=people[0]) for one in planned[::2]
        )
        Expected.objects.bulk_create(
            Expected(intervention=one, engagement=engaged[n]) for n, one in enumerate(planned)
        )
        mine = Engagement.objects.get(partnership=partnership, person=cast.karim())
        Contribution.objects.bulk_create(
            Contribution(
                engagement=who,
                intervention=planned[n],
                kind=ContributionKind.SESSION,
                status="volunteer",
                minutes=60,
                on=today,
                entered_at=NOON,
                entered_by=people[0],
            )
            for n in range(number)
            for who in (engaged[n], mine)
        )


PAGES = ["personnes/", "personnes/nouvelle/?q=personne", "agenda/", "agenda/nouvelle/", "heures/", ""]


def test_a_page_costs_at_most_ten_queries_and_as_many_for_a_thousand(karim, partnership):
    build.held(partnership, day=clock.today(), at=NOON + timedelta(days=1))
    pages = [f"/partenariats/{partnership.code}/{path}" for path in PAGES] + ["/agenda/", "/mes-heures/"]
    for page in pages:
        karim.get(page)

    costs = {page: [] for page in pages}
    for more in (1, 3, 1000):
        crowd(partnership, more)
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                assert karim.get(page).status_code == 200
            costs[page].append(len(asked))

    assert {page: set(cost) for page, cost in costs.items()} == {
        page: {cost[0]} for page, cost in costs.items()
    }
    del costs[partnership.get_absolute_url()]  # its cards come from every package: their own test counts them
    assert max(cost[0] for cost in costs.values()) <= MOST_QUERIES


@pytest.mark.parametrize("page", ["", "tenue/", "annulation/", "revision/", "temps/"])
def test_the_pages_of_an_intervention_cost_at_most_ten_queries(karim, partnership, page):
    workshop = build.planned(partnership, day=clock.today() - timedelta(days=1))
    karim.get(workshop.get_absolute_url())
    costs = []
    for more in (1, 30):
        crowd(partnership, more)
        with guard.upkeep("test"):
            Expected.objects.filter(intervention=workshop).delete()
            Expected.objects.bulk_create(
                Expected(intervention=workshop, engagement=one) for one in accepted_in(partnership)
            )
        with CaptureQueriesContext(connection) as asked:
            assert karim.get(f"{workshop.get_absolute_url()}{page}").status_code == 200
        costs.append(len(asked))

    assert costs == [costs[0]] * 2
    assert costs[0] <= MOST_QUERIES


def test_charlie_sees_nothing(client, partnership):
    charlie = cast.signed_in(client, cast.charlie())
    workshop = build.held(partnership)
    karim = partnerships.engagement(partnership, Side.LIVED)
    mine = Contribution.objects.filter(engagement=karim).get()
    pages = [
        *(f"/partenariats/{partnership.code}/{path}" for path in PAGES),
        karim.get_absolute_url(),
        *(
            f"{workshop.get_absolute_url()}{page}"
            for page in ("", "tenue/", "annulation/", "revision/", "temps/")
        ),
        f"/mes-heures/temps/{mine.code}/",
        f"/mes-heures/temps/{mine.code}/retrait/",
    ]

    assert {page: charlie.get(page).status_code for page in pages} == dict.fromkeys(pages, 404)


def sent(client: Client, url: str, **fields):
    return client.post(url, {"cle": cast.form_key()} | fields)


@pytest.mark.spec("B5", "S1-07")
def test_someone_is_found_proposed_and_accepts(client, partnership):
    nurse = cast.signed_in(Client(), cast.nurse())
    cast.lucie()
    found = nurse.get(f"/partenariats/{partnership.code}/personnes/nouvelle/?q=arnaud").content.decode()
    code = Membership.objects.get(person=cast.lucie(), role=Role.PARTNER).code
    assert f"?position={code}" in found

    proposed = sent(
        nurse,
        f"/partenariats/{partnership.code}/personnes/nouvelle/?position={code}",
        status=Status.VOLUNTEER,
        does="Tenir le café",
    )
    asked = Engagement.objects.get(person=cast.lucie())
    lucie = cast.signed_in(client, cast.lucie(), Role.PARTNER)
    home = lucie.get("/").content.decode()
    accepted = sent(lucie, f"{asked.get_absolute_url()}accord/")

    assert (proposed.status_code, accepted.status_code) == (302, 302)
    assert asked.get_absolute_url() in home
    asked.refresh_from_db()
    assert (asked.side, asked.does, asked.accepted_at is not None) == (Side.LIVED, "Tenir le café", True)


def test_a_proposal_without_a_status_keeps_what_was_typed(partnership):
    nurse = cast.signed_in(Client(), cast.nurse())
    cast.lucie()
    code = Membership.objects.get(person=cast.lucie(), role=Role.PARTNER).code

    answer = sent(
        nurse, f"/partenariats/{partnership.code}/personnes/nouvelle/?position={code}", does="Tenir le café"
    )

    assert answer.status_code == 422
    assert "Tenir le café" in answer.content.decode()


def test_declining_leads_home_and_the_partnership_closes(client, partnership):
    asked = build.proposed(partnership, cast.lucie())
    lucie = cast.signed_in(client, cast.lucie())
    assert lucie.get(partnership.get_absolute_url()).status_code == 200

    answer = sent(lucie, f"{asked.get_absolute_url()}refus/")

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert lucie.get(partnership.get_absolute_url()).status_code == 404
    nurse = cast.signed_in(Client(), cast.nurse())
    assert "Lucie Arnaud" not in nurse.get(f"/partenariats/{partnership.code}/personnes/").content.decode()


@pytest.mark.spec("S2-76")
def test_a_series_is_planned_from_the_screen(karim, partnership):
    people = list(accepted_in(partnership))

    answer = sent(
        karim,
        f"/partenariats/{partnership.code}/agenda/nouvelle/",
        title="Groupe de parole",
        kind="talking_group",
        day="2027-01-07",
        hour="18:00",
        minutes="1 h 30",
        mission="expliquer_etapes",
        expected=[one.code for one in people],
        repeat="week",
        times="3",
    )

    first = Intervention.objects.earliest("starts_at")
    assert (answer.status_code, answer["Location"]) == (302, first.get_absolute_url())
    assert [(str(one.day), one.minutes, one.mode) for one in Intervention.objects.order_by("starts_at")] == [
        ("2027-01-07", 90, "aide_parcours"),
        ("2027-01-14", 90, "aide_parcours"),
        ("2027-01-21", 90, "aide_parcours"),
    ]
    assert Expected.objects.count() == 6


def test_the_page_that_plans_says_why_it_is_closed_before_the_beginning(client):
    partnership = partnerships.aimed()

    answer = cast.signed_in(client, cast.karim()).get(f"/partenariats/{partnership.code}/agenda/nouvelle/")

    assert answer.status_code == 403
    assert "n’a pas encore commencé" in answer.content.decode()


def test_under_another_hat_the_button_is_absent_and_the_page_says_which_to_wear(client, partnership):
    build.engaged(partnership, cast.lucie(), Role.PARTNER)
    lucie = cast.signed_in(client, cast.lucie(), Role.PROFESSIONAL)

    calendar = lucie.get(f"/partenariats/{partnership.code}/agenda/").content.decode()

    assert "agenda/nouvelle/" not in calendar
    assert "changez de chapeau pour agir" in calendar
    assert lucie.get(f"/partenariats/{partnership.code}/agenda/nouvelle/").status_code == 403


@pytest.mark.spec("C4")
def test_a_double_click_on_held_leads_to_the_same_page_and_counts_once(karim, partnership):
    workshop = build.planned(partnership, day=clock.today() - timedelta(days=1))
    form = {
        "cle": cast.form_key(),
        "present": [one.code for one in accepted_in(partnership)],
        "minutes": "1 h 15",
    }
    url = f"{workshop.get_absolute_url()}tenue/"

    answers = [karim.post(url, form) for _ in range(2)]

    assert answers[0].status_code == 302
    assert answers[1].status_code in (302, 403)
    assert list(Contribution.objects.values_list("minutes", flat=True)) == [75, 75]


def test_two_people_who_change_an_intervention_lose_nothing(karim, partnership):
    planned = build.planned(partnership, minutes=60)
    nurse = cast.signed_in(Client(), cast.nurse())
    form = {
        "version": planned.version,
        "kind": planned.kind,
        "day": planned.day.isoformat(),
        "hour": "14:00",
        "minutes": "1 h",
    }
    url = f"{planned.get_absolute_url()}revision/"
    sent(nurse, url, **form | {"title": "Le premier", "minutes": "45 min"})

    second = sent(karim, url, **form | {"title": "Le second"})

    said = second.content.decode()
    assert second.status_code == 409
    assert all(words in said for words in ("Le second", "Le premier", "45\u00a0min"))
    planned.refresh_from_db()
    assert planned.title == "Le premier"


@pytest.mark.spec("C4")
def test_time_is_noted_corrected_and_taken_back_from_the_screen(karim, partnership):
    today = clock.today()
    mine = partnerships.engagement(partnership, Side.LIVED)

    noted = sent(
        karim,
        "/mes-heures/nouvelles/",
        engagement=mine.code,
        kind="training",
        minutes="2 h",
        on=today.isoformat(),
    )
    given = Contribution.objects.get()
    page = karim.get(noted["Location"]).content.decode()
    wrong = sent(
        karim, f"/mes-heures/temps/{given.code}/", version=given.version, minutes="90", on=today.isoformat()
    )
    sent(
        karim,
        f"/mes-heures/temps/{given.code}/",
        version=given.version,
        minutes="1 h 30",
        on=today.isoformat(),
    )

    given.refresh_from_db()
    assert (noted["Location"], wrong.status_code, given.minutes) == (
        f"/mes-heures/?mois={today:%Y-%m}",
        422,
        90,
    )
    assert "2\u00a0h" in page
    assert sent(karim, f"/mes-heures/temps/{given.code}/retrait/").status_code == 302
    assert Contribution.objects.count() == 0


def test_the_part_of_a_month_is_the_month_of_the_page(karim, partnership):
    build.planned(partnership, day=clock.today())
    for url in (f"/partenariats/{partnership.code}/agenda/", "/agenda/", "/mes-heures/"):
        part = karim.get(url, headers={"HX-Request": "true"}).content.decode().strip()

        assert part.startswith('<div id="month"')
        assert part in karim.get(url).content.decode()


def test_a_reader_of_another_zone_is_told_her_own_hour(client, partnership):
    with guard.upkeep("test"):
        Person.objects.filter(pk=cast.karim().pk).update(zone="Indian/Reunion")
    planned = build.planned(partnership, hour=time(14, 30))

    page = cast.signed_in(client, cast.karim()).get(planned.get_absolute_url()).content.decode()

    assert "14\u00a0h\u00a030" in page
    assert "heure de Paris\u00a0; pour vous, 17\u00a0h\u00a030" in page


def test_the_house_speaks_english_too(client, partnership):
    planned = build.planned(partnership, hour=time(14, 30))

    page = (
        cast.signed_in(client, cast.karim(), language="en").get(planned.get_absolute_url()).content.decode()
    )

    assert "2:30\u00a0pm" in page
