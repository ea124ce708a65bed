"""Anyone takes away, at any time, what she gave: status by status, how far it is agreed, titles, thanks."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date

import pikepdf
import pytest
import python_calamine
import time_machine
from django.test import Client
from django.urls import reverse

from reciproque.foundation import guard
from reciproque.hours.queries.document import as_document
from reciproque.hours.queries.statement import by_status, in_period, lines, whole
from reciproque.hours.rules import of_year
from reciproque.partnerships.kinds import ContributionKind, Side, Status
from reciproque.partnerships.models import Contribution, Engagement
from tests import cast
from tests.builders import hours as build
from tests.builders import interventions, partnerships, titles
from tests.cast import NOON, TODAY

pytestmark = pytest.mark.django_db
YEAR = of_year(2026)
HOSTILE = [
    '=HYPERLINK("http://x")',
    "#panic() $x$ *gras*",
    "\u202erenversé",
    "田中 😍",
    '"; DROP TABLE x; --',
    "+33 6",
]


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def partnership():
    return partnerships.begun()


def taken(client: Client, shape: str, **asked: str) -> bytes:
    answer = client.get(reverse("hours:statement_file", args=[shape]), asked)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def workbook(content: bytes) -> list[list[list]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def formulas(content: bytes) -> list[str]:
    """The sheets of a workbook in which a cell is a formula."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        pages = [name for name in parts.namelist() if name.startswith("xl/worksheets/")]
        return [name for name in pages if b"<f>" in parts.read(name)]


def headings(document: pikepdf.Pdf) -> list[str]:
    with document.open_outline() as outline:
        return [item.title for root in outline.root for item in (root, *root.children)]


def under_two_statuses(partnership) -> Engagement:
    """Karim gave an hour as a volunteer, and two as an employee."""
    karim = partnerships.engagement(partnership, Side.LIVED)
    build.travelled(karim)
    session = build.session_of(partnership, minutes=120)
    with guard.upkeep("test"):
        Contribution.objects.filter(pk=session.pk).update(status=Status.EMPLOYEE)
    return karim


# --- what it counts -------------------------------------------------------------------------------
@pytest.mark.spec("C5", "S1-41", "S1-42")
def test_two_statuses_are_never_added_up(partnership):
    under_two_statuses(partnership)

    given = by_status(in_period(cast.actor_of(cast.karim()), YEAR))

    assert {one.status: one.minutes for one in given} == {Status.VOLUNTEER: 60, Status.EMPLOYEE: 120}
    rows = table(taken(cast.signed_in(Client(), cast.karim()), "csv"))
    assert sorted(zip([row[5] for row in rows[1:]], [row[6] for row in rows[1:]], strict=True)) == [
        ("Bénévole", "60"),
        ("Salarié", "120"),
    ]
    page = cast.signed_in(Client(), cast.karim()).get(reverse("hours:statement")).content.decode()
    assert "3\u00a0h" not in page


@pytest.mark.spec("C15")
def test_it_counts_by_mode_by_kind_by_partnership_and_by_standing(partnership):
    karim = partnerships.engagement(partnership, Side.LIVED)
    session = build.session_of(partnership, mode="soutien_accompagnement")
    build.confirmed(session)
    build.vouched(build.travelled(karim))
    build.disputed(interventions.noted(karim), by=partnerships.actor(partnership, Side.CARE))
    interventions.noted(karim, kind=ContributionKind.TRAINING, minutes=15)

    (given,) = by_status(in_period(cast.actor_of(cast.karim()), YEAR))

    assert given.minutes == 165
    assert (given.confirmed, given.not_yet, given.disputed) == (120, 15, 30)
    assert {line.name: line.minutes for line in given.by_mode.lines} == {
        "Soutien accompagnement": 60,
        "Hors des sept modes": 105,
    }
    assert dict(given.by_kind) == {
        ContributionKind.SESSION: 60,
        ContributionKind.PREPARATION: 30,
        ContributionKind.TRAVEL: 60,
        ContributionKind.TRAINING: 15,
    }
    assert [(line.name, line.minutes) for line in given.by_partnership.lines] == [
        ("Consultation prioritaire", 165)
    ]


def test_it_says_whose_word_confirms_and_only_of_what_is_confirmed(partnership):
    karim = partnerships.engagement(partnership, Side.LIVED)
    build.vouched(build.travelled(karim), by=cast.actor_of(cast.nadia()))
    session = build.session_of(partnership)
    actor = cast.actor_of(cast.karim())
    assert whole(actor, YEAR, on=TODAY).confirmers == ["Nadia Berthier"]

    build.confirmed(session)

    assert whole(actor, YEAR, on=TODAY).confirmers == ["Nadia Berthier", "Solène Kervella"]


def test_only_the_days_asked_for_and_only_hers(partnership):
    under_two_statuses(partnership)
    karim, nurse = cast.actor_of(cast.karim()), cast.actor_of(cast.nurse())

    assert by_status(in_period(karim, of_year(2025))) == []
    assert {one.minutes for one in by_status(in_period(nurse, YEAR))} == {120}


# --- the files ------------------------------------------------------------------------------------
@pytest.mark.spec("C15", "J3.AC9")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_karim_downloads_his_statement_at_any_time_in_his_language(partnership, language):
    session = build.session_of(partnership, mode="soutien_accompagnement")
    titles.vouched(titles.claims(cast.karim(), of=cast.chu()), cast.nadia())
    titles.trained(cast.karim(), 40)
    build.thanked(session.engagement, session.intervention, by=build.other_side(session))
    client = cast.signed_in(Client(), cast.karim(), language=language)

    document = pikepdf.open(io.BytesIO(taken(client, "pdf")))

    assert str(document.Root.Lang).startswith(language)
    assert document.Root.MarkInfo.Marked
    assert (
        headings(document)
        == {
            "fr": ["Karim Sow", "Bénévole", "Titres", "Formations", "Mercis reçus", "Le détail"],
            "en": ["Karim Sow", "Volunteer", "Titles", "Training", "Thanks received", "In detail"],
        }[language]
    )


@pytest.mark.spec("C15", "S1-41")
def test_it_says_titles_with_their_state_trainings_thanks_and_never_a_sum_of_money(partnership):
    session = build.session_of(partnership, mode="soutien_accompagnement")
    titles.vouched(titles.claims(cast.karim(), of=cast.chu()), cast.nadia())
    titles.trained(cast.karim(), 40)
    build.thanked(session.engagement, session.intervention, by=build.other_side(session))
    actor = cast.actor_of(cast.karim())

    said = as_document(whole(actor, YEAR, on=TODAY), lines(in_period(actor, YEAR)))

    ((title,), (training,), (thanks,)) = said["titles"], said["trainings"], said["thanks"]
    assert (title["name"], title["state"]) == ("Patient partenaire", "vérifié")
    assert (training["hours"], training["state"]) == ("40\u00a0h", "déclaré")
    assert thanks["words"] == "Grâce à vous, trois personnes sont revenues."
    assert thanks["by"].startswith("Solène Kervella")
    assert said["given"][0]["total"] == "1\u00a0h"
    assert [word for word in ("€", "euro") if word in str(said)] == []


@pytest.mark.spec("J3.AC9")
@pytest.mark.parametrize("shape", ["pdf", "xlsx", "csv"])
def test_without_any_hour_it_is_there_all_the_same(shape):
    client = cast.signed_in(Client(), cast.karim())

    assert taken(client, shape)
    assert taken(client, shape, du="2020-01-01", au="2020-12-31")


def test_the_table_says_each_time_and_who_confirmed_it(partnership):
    build.vouched(build.travelled(partnerships.engagement(partnership, Side.LIVED)))
    client = cast.signed_in(Client(), cast.karim())

    titles_, row = table(taken(client, "csv"))

    told = dict(zip(titles_, row, strict=True))
    assert (told["Minutes"], told["Où en est ce temps"], told["Confirmé par"]) == (
        "60",
        "confirmé",
        "Solène Kervella",
    )
    times, about = workbook(taken(client, "xlsx"))
    assert times[1][6] == 60
    assert "Solène Kervella" in str(about)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_breaks_it_nor_becomes_a_formula(partnership, name):
    session = build.session_of(partnership, title=name)
    build.thanked(session.engagement, session.intervention, by=build.other_side(session), words=name)
    with guard.upkeep("test"):
        type(partnership).objects.filter(pk=partnership.pk).update(title=name)
        type(cast.nurse()).objects.filter(pk=cast.nurse().pk).update(name=name)
    client = cast.signed_in(Client(), cast.karim())

    assert taken(client, "pdf").startswith(b"%PDF")
    cells = [cell for row in table(taken(client, "csv")) for cell in row]
    assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")] == []
    assert formulas(taken(client, "xlsx")) == []


@pytest.mark.parametrize(("first", "last"), [("2026-12-31", "2026-01-01"), ("x", "2026-01-01"), ("", "")])
def test_days_that_cannot_be_read_are_said_beside_their_field(first, last):
    client = cast.signed_in(Client(), cast.karim())

    for address in (reverse("hours:statement"), reverse("hours:statement_file", args=["pdf"])):
        answer = client.get(address, {"du": first, "au": last})
        assert answer.status_code == 422


def test_the_page_offers_the_years_in_which_she_gave_time(partnership):
    build.session_of(partnership)
    page = cast.signed_in(Client(), cast.karim()).get(reverse("hours:statement"))

    assert [one.first for one in page.context["years"]] == [date(2026, 1, 1)]
