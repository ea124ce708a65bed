"""J3: a mission is offered, taken at his own rhythm, held, weighed, paid and received, without burning anyone."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import lxml.html
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from reciproque.load.models import PersonLoad
from reciproque.missions.models import Mission, Offer, SignUp, Slot, Taking
from reciproque.missions.verbs import offers
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Contribution, Intervention
from reciproque.pay.models import Line
from reciproque.people.kinds import Role
from reciproque.support.models import Moment, Question
from tests import cast
from tests.builders import missions as build
from tests.builders import openings, partnerships
from tests.builders import people as folk
from tests.builders import support as listening

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
MONDAY = cast.NOON
THURSDAY = datetime(2026, 11, 5, 18, 0, tzinfo=PARIS)
SHEET = {
    "title": "Accueil après consultation",
    "purpose": "Que personne ne reparte seul.",
    "mode_soutien_accompagnement": ["soutien_vecu"],
    "does": "Être là à la sortie, proposer un café.",
    "where": "on_site",
    "place": "Hall d’hépatologie",
    "starts_on": "2026-11-02",
    "minutes": "3 h",
    "sessions": "4",
    "wanted": "2",
    "meets_people": "on",
}
CONDITIONS = {
    "volunteer": "on",
    "accepts_employee": "on",
    "amount_employee": "30",
    "unit_employee": "hour",
    "words_employee": "vacation",
    "means": ["trajet"],
    "expenses": "Trajets sur justificatif.",
    "access": "De plain-pied.",
}


class Day:
    """Somebody at her screen at some moment: what is sent and what is read."""

    def __init__(self, who, at=MONDAY, hat=None):
        self.who, self.at = who, at
        with time_machine.travel(at, tick=False):
            self.client = cast.signed_in(Client(), who, hat)

    def send(self, name: str, *args: str, **typed):
        with time_machine.travel(self.at, tick=False):
            return self.client.post(reverse(name, args=args), typed | {"cle": cast.form_key()})

    def read(self, name: str, *args: str, **asked) -> str:
        with time_machine.travel(self.at, tick=False):
            answer = self.client.get(reverse(name, args=args), asked)
        assert answer.status_code == 200, (name, answer.status_code)
        return answer.content.decode()


@pytest.fixture
def partnership():
    with time_machine.travel(MONDAY, tick=False):
        found = partnerships.begun()
        cast.nadia()
        openings.opened(cast.karim())
        return found


def written(partnership) -> Mission:
    nadia = Day(cast.nadia())
    assert nadia.send("missions:write", partnership.code, **SHEET).status_code == 302
    mission = Mission.objects.get()
    for name in ("conditions",):
        typed = CONDITIONS | {"contact": cast.nurse().code, "version": mission.version}
        assert nadia.send(f"missions:{name}", mission.code, **typed).status_code == 302
    nadia.send("missions:submission", mission.code)
    return mission


def published(partnership) -> Mission:
    mission = written(partnership)
    nadia, nurse = Day(cast.nadia()), Day(cast.nurse())
    nurse.send("missions:give_back", mission.code, words="Qui soutient la personne ?")
    mission.refresh_from_db()
    typed = CONDITIONS | {
        "contact": cast.nurse().code,
        "supervision": "Un échange après chaque séance.",
        "version": mission.version,
    }
    nadia.send("missions:conditions", mission.code, **typed)
    nadia.send("missions:submission", mission.code)
    assert nurse.send("missions:publication", mission.code).status_code == 302
    return mission


def offered(mission) -> Offer:
    nurse = Day(cast.nurse())
    assert nurse.send("missions:people", mission.code, people=[cast.karim().code]).status_code == 302
    thursdays = {
        "day": "2026-11-05",
        "hour": "14:00",
        "minutes": "3 h",
        "places": "1",
        "kind": "presence",
        "repeat": "week",
        "times": "4",
    }
    assert nurse.send("missions:dates", mission.code, **thursdays).status_code == 302
    return Offer.objects.get()


def taken(mission, status="volunteer", sessions="2") -> Taking:
    offer = offered(mission)
    karim = Day(cast.karim())
    terms = build.terms(mission, status)
    assert (
        karim.send("missions:acceptance", offer.code, terms=terms.code, sessions=sessions).status_code == 302
    )
    return Taking.objects.get()


def signed(mission) -> Slot:
    slot = mission.slots.order_by("intervention__starts_at").first()
    karim = Day(cast.karim())
    answer = karim.send("missions:sign_up", slot.intervention.code, travel="1 h")
    assert answer.status_code == 302, answer.content.decode()
    return slot


def held(slot, days: int = 0) -> Intervention:
    lived = partnerships.engagement(slot.mission.partnership, Side.LIVED)
    care = partnerships.engagement(slot.mission.partnership, Side.CARE)
    nurse = Day(cast.nurse(), THURSDAY + timedelta(days=days))
    nurse.send("partnerships:holding", slot.intervention.code, present=[lived.code, care.code], minutes="3 h")
    return Intervention.objects.get(pk=slot.intervention_id)


@pytest.mark.spec("J3.AC1", "C1")
def test_a_reader_asks_for_the_supervision_line_before_it_is_published(partnership):
    mission = written(partnership)
    nurse = Day(cast.nurse())

    refused = nurse.send("missions:publication", mission.code)
    page = nurse.read("missions:mission", mission.code)

    assert refused.status_code == 403
    assert "qui soutient la personne, et quand (supervision)" in refused.content.decode()
    assert "Dire ce qu’il manque" in page
    assert "Publier" not in page.split("<main")[1]

    nurse.send("missions:give_back", mission.code, words="Qui soutient la personne ?")
    assert "Qui soutient la personne ?" in Day(cast.nadia()).read("missions:mission", mission.code)
    assert "est à compléter" in Day(cast.nadia()).read("web:home")


@pytest.mark.spec("C2", "J3.AC2")
def test_karim_reads_why_accepts_two_dates_out_of_four_and_gives_no_reason(partnership):
    mission = published(partnership)
    offer = offered(mission)
    karim = Day(cast.karim())

    assert "On vous propose une mission : Accueil après consultation" in karim.read("web:home").replace(
        "\u00a0", " "
    )
    page = karim.read("missions:mission", mission.code)
    assert "Proposée parce que" in page
    assert "30" in page
    answer = karim.send("missions:acceptance", offer.code, terms=build.terms(mission).code, sessions="2")

    assert answer.status_code == 302
    taking = Taking.objects.get()
    assert taking.sessions == 2
    dates = list(mission.slots.order_by("intervention__starts_at"))
    for slot in dates[:2]:
        assert karim.send("missions:sign_up", slot.intervention.code).status_code == 302
    third = karim.send("missions:sign_up", dates[2].intervention.code)
    assert third.status_code == 422  # his own wish: he changes it when he likes
    assert "changez votre rythme" in third.content.decode()
    staff = Day(cast.nurse()).read("missions:mission", mission.code).split("<main")[1]
    assert "2 séances" not in staff.split("Qui la prend")[1]


@pytest.mark.spec("C3", "C4", "C9", "J3.AC3")
def test_his_own_ceiling_refuses_another_organisation_and_he_alone_goes_beyond(partnership):
    mission = published(partnership)
    taken(mission)
    karim = Day(cast.karim())
    karim.send("load:settings", version="0", week_minutes="6 h")
    slot = signed(mission)
    workshop = held(slot)
    evening = Day(cast.karim(), THURSDAY)
    evening.send("hours:around", workshop.code, travel="1 h", debrief="30 min")
    assert (
        sum(Contribution.objects.filter(engagement__person=cast.karim()).values_list("minutes", flat=True))
        == 270
    )
    week = PersonLoad.objects.get(person=cast.karim(), measure="week", starts_on=MONDAY.date())
    assert (week.given, week.promised) == (270, 0)

    friday, boss = elsewhere_on_friday()
    refused = evening.send("missions:sign_up", friday.intervention.code)

    said = refused.content.decode().replace("\u00a0", " ")
    assert refused.status_code == 422
    assert "4 h 30 déjà notées + 4 h = 8 h 30" in said
    assert 'name="override"' in said
    theirs = boss.read("missions:people", another_mission(friday).code).split("<main")[1]
    (line,) = lxml.html.fromstring(theirs).xpath("//li[strong='Karim Sow']/small/text()")
    assert line == "indisponible"
    assert "6 h" not in theirs.replace("\u00a0", " ")

    answer = evening.send("missions:sign_up", friday.intervention.code, override="Une fois, pour dépanner.")
    assert answer.status_code == 302
    assert "pour dépanner" not in boss.read("missions:places", friday.intervention.code)


def elsewhere_on_friday() -> tuple[Slot, Day]:
    """A mission of four hours of another organisation, that Karim took on Monday; and who leads it there."""
    with time_machine.travel(MONDAY, tick=False):
        clinic = folk.organisation("Clinique du Parc")
        boss = folk.person("Odile Kerjean", "odile.kerjean")
        folk.member(clinic, boss, Role.PROFESSIONAL)
        folk.member(clinic, cast.karim(), Role.PARTNER)
        helped = folk.person("Rosa Lemoine", "rosa.lemoine")
        folk.member(clinic, helped, Role.PARTNER)
        there = partnerships.begun(boss, helped, title="Ailleurs")
        mission = build.published(there, title="Relire des courriers", minutes=240)
        (offer,) = build.offered(mission, cast.karim())
        offers.accept(offer, by=cast.actor_of(cast.karim(), clinic), at=MONDAY, terms=build.terms(mission))
        slot = build.dated(mission, day=date(2026, 11, 6), hour=time(14))
    return slot, Day(boss, THURSDAY)


def another_mission(slot: Slot) -> Mission:
    """Of the same organisation, on the same day, four hours too."""
    with time_machine.travel(MONDAY, tick=False):
        mission = build.published(slot.mission.partnership, title="Une autre", minutes=240)
        build.dated(mission, day=date(2026, 11, 7), hour=time(14))
    return mission


@pytest.mark.spec("C11", "J3.AC4")
def test_heavy_and_wishing_to_talk_is_read_by_whom_he_chose_alone(partnership):
    mission = published(partnership)
    taken(mission)
    with time_machine.travel(MONDAY, tick=False):
        listening.chosen(cast.karim(), cast.lucie())
    workshop = held(signed(mission))
    karim = Day(cast.karim(), THURSDAY)
    question = Question.objects.get(person=cast.karim())

    answer = karim.send(
        "support:question",
        question.code,
        weight="heavy",
        wants_to_talk="on",
        words="Un silence qui m’a suivi jusque chez moi",
    )

    assert answer.status_code == 302
    assert Moment.objects.get().person == cast.karim()
    lucie = Day(cast.lucie(), THURSDAY)
    assert "Karim Sow" in lucie.read("web:home")
    for other in (cast.nadia(), cast.nurse(), cast.paul()):
        home = Day(other, THURSDAY).read("web:home")
        assert "lourd" not in home
        assert "silence" not in home
    assert "silence" not in Day(cast.nurse(), THURSDAY).read("partnerships:intervention", workshop.code)


@pytest.mark.spec("C6", "C7", "J3.AC6", "J3.AC7")
def test_the_line_goes_from_due_to_received_and_the_equity_flag_says_whose_choice(partnership):
    mission = published(partnership)
    taken(mission, "employee")
    workshop = held(signed(mission))
    line = Line.objects.get()
    nadia, karim = Day(cast.nadia(), THURSDAY), Day(cast.karim(), THURSDAY)
    where = reverse("pay:payments", args=[cast.chu().code])

    def step(which: str, **more):
        with time_machine.travel(THURSDAY, tick=False):
            typed = {"ligne": line.code, "cle": cast.form_key()} | more
            return nadia.client.post(f"{where}?etat={which}", typed)

    assert line.amount == 90
    assert "à valider par la structure" in karim.read("pay:my_payments")
    for which, more in (
        ("a-valider", {}),
        ("valides", {"reference": "Bordereau 1"}),
        ("envoyes", {"on": THURSDAY.date().isoformat()}),
    ):
        assert step(which, **more).status_code == 302
    assert karim.send("pay:reception", line.code).status_code == 302

    karim.send("missions:status", Taking.objects.get().code, terms=build.terms(mission, "volunteer").code)
    second = mission.slots.order_by("intervention__starts_at")[1]
    Day(cast.karim(), THURSDAY).send("missions:sign_up", second.intervention.code)
    later = held(second, days=7)
    flagged = Day(cast.karim(), THURSDAY + timedelta(days=7)).read("pay:session_equity", later.code)
    assert "bénévole par choix" in flagged.replace("\u00a0", " ")
    assert workshop.pk != later.pk


@pytest.mark.spec("C15", "J3.AC8", "J3.AC9")
def test_his_calendar_says_nothing_and_his_statement_is_his_at_any_time(partnership):
    mission = published(partnership)
    taken(mission)
    slot = signed(mission)
    karim = Day(cast.karim())
    made = karim.send("feeds:mine", device="Téléphone", detail="neutre", word="", reminder="")
    assert made.status_code == 200, made.status_code
    (field,) = lxml.html.fromstring(made.content.decode()).xpath("//input[@readonly]")
    with time_machine.travel(MONDAY, tick=False):
        feed = Client().get(field.get("value")).content.decode()
    assert "20261105T140000" in feed
    assert "Accueil" not in feed

    held(slot)
    after = Day(cast.karim(), THURSDAY)
    with time_machine.travel(THURSDAY, tick=False):
        document = after.client.get(reverse("hours:statement_file", args=["pdf"]))
    assert document.headers["Content-Type"] == "application/pdf"
    assert (b"".join(document) if document.streaming else document.content).startswith(b"%PDF")
    assert SignUp.objects.get().over_at is not None
    assert time(14) == slot.intervention.hour
