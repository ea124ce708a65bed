"""The month in squares: what takes place each day, and where one is expected, said by shape and in words."""

from __future__ import annotations

from datetime import date, time, timedelta

import lxml.html
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Intervention
from reciproque.partnerships.queries.month import Day, weeks_of
from reciproque.partnerships.rules.calendar import Month
from reciproque.partnerships.verbs import interventions as verbs
from tests import cast
from tests.builders import interventions as build
from tests.builders import partnerships
from tests.builders.people import NOON, TODAY

pytestmark = pytest.mark.django_db
NOVEMBER = Month(2026, 11)


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def partnership():
    return partnerships.begun()


def planned(partnership, on: int, *sides: str, **fields) -> Intervention:
    expected = [partnerships.engagement(partnership, side) for side in sides]
    return build.planned(partnership, day=TODAY + timedelta(days=on), expected=expected, **fields)


def squares(client, url: str, query: str = "") -> dict[str, object]:
    page = lxml.html.fromstring(client.get(f"{url}{query}").content.decode())
    (table,) = page.xpath("//table[@class='wall']")
    return {
        "days": {
            one.text.strip(): (one.tag, one.get("class"), " ".join(one.text_content().split()))
            for one in table.xpath(".//tbody//td/*")
        },
        "heads": [one.text_content() for one in table.xpath(".//th[@scope='col']/span[2]")],
        "caption": table.xpath("./caption")[0].text_content(),
        "today": [" ".join(one.text_content().split()) for one in table.xpath(".//td[@aria-current='date']")],
        "ids": set(page.xpath("//ul[@class='calendar']/li/@id")),
        "links": [one.get("href") for one in table.xpath(".//td/a")],
    }


def test_every_day_of_a_month_stands_once_in_weeks_that_begin_on_monday():
    actor = cast.actor_of(cast.karim())
    for month in (NOVEMBER, Month(2027, 2), Month(2028, 2), Month(2027, 8)):
        weeks = weeks_of(Intervention.objects.all(), month, actor)

        days = [day.on for week in weeks for day in week if day]
        assert days == [month.first + timedelta(days=n) for n in range(len(days))]
        assert days[-1] == month.last
        assert {len(week) for week in weeks} == {7}
        assert {day.on.weekday() for week in weeks for day in week[:1] if day} == {0}


def test_a_day_says_how_many_things_stand_and_at_how_many_one_is_expected(partnership):
    planned(partnership, 3, Side.LIVED, Side.CARE)
    planned(partnership, 3, Side.CARE, hour=time(18))
    planned(partnership, 4, Side.CARE)
    gone = planned(partnership, 5, Side.LIVED)
    verbs.cancel(gone, by=partnerships.actor(partnership, Side.CARE), at=NOON, reason="Grève.")

    weeks = weeks_of(Intervention.objects.all(), NOVEMBER, cast.actor_of(cast.karim()))

    busy = [day for week in weeks for day in week if day and day.number]
    assert busy == [Day(TODAY + timedelta(days=3), 2, 1), Day(TODAY + timedelta(days=4), 1, 0)]


def test_the_agenda_is_a_table_one_can_hear_and_each_day_leads_to_its_lines(client, partnership):
    planned(partnership, 3, Side.LIVED, Side.CARE)
    planned(partnership, 3, Side.CARE, hour=time(18))
    planned(partnership, 4, Side.CARE)
    planned(partnership, -1, Side.LIVED)
    karim = cast.signed_in(client, cast.karim())

    for url in ("/agenda/", f"/partenariats/{partnership.code}/agenda/"):
        seen = squares(karim, url)

        assert seen["heads"] == ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
        assert seen["days"]["5"] == ("a", "mine", "5×2 : 2 rendez-vous, on vous attend")
        assert seen["days"]["6"] == ("a", "held", "6 : 1 rendez-vous")
        assert seen["days"]["1"] == ("a", "mine gone", "1 : 1 rendez-vous, on vous attendait")
        assert seen["days"]["7"] == ("span", None, "7")
        assert len(seen["days"]) == 30
        assert seen["today"] == ["2"]
        assert {link.removeprefix("#") for link in seen["links"]} == seen["ids"]
        assert "on vous attend" in seen["caption"]


def test_a_line_of_the_list_says_that_one_is_expected_until_its_day_is_gone(client, partnership):
    planned(partnership, 3, Side.LIVED, title="Avec Karim")
    planned(partnership, 4, Side.CARE, title="Sans Karim")
    planned(partnership, -1, Side.LIVED, title="Hier")
    page = lxml.html.fromstring(cast.signed_in(client, cast.karim()).get("/agenda/").content.decode())

    said = {
        line.xpath(".//strong")[0].text: "On vous attend" in line.text_content()
        for line in page.xpath("//ul[@class='calendar']/li")
    }

    assert said == {"Avec Karim": True, "Sans Karim": False, "Hier": False}


def test_a_month_without_anything_still_shows_its_squares(client, partnership):
    seen = squares(cast.signed_in(client, cast.karim()), "/agenda/", "?mois=2028-02")

    assert (len(seen["days"]), seen["links"], seen["today"]) == (29, [], [])


def test_the_month_costs_the_same_with_one_date_or_forty(client, partnership):
    karim = cast.signed_in(client, cast.karim())
    counted = []
    for times in (1, 40):
        for n in range(times):
            planned(partnership, n % 25, Side.LIVED, hour=time(8 + n % 12))
        karim.get("/agenda/")
        with CaptureQueriesContext(connection) as queries:
            karim.get("/agenda/")
        counted.append(len(queries))

    assert counted[0] == counted[1] <= 10


def test_somebody_from_elsewhere_is_expected_nowhere(partnership):
    planned(partnership, 3, Side.LIVED)
    charlie = cast.actor_of(cast.charlie())

    weeks = weeks_of(Intervention.objects.all(), NOVEMBER, charlie)

    assert [day.on for week in weeks for day in week if day and day.mine] == []
    assert date(2026, 11, 5) in [day.on for week in weeks for day in week if day and day.number]
