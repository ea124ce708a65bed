"""J15: a newcomer answers a call, Karim's draft finds a sponsor, and two people start on one page."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from reciproque.beginnings.models import Answer, Draft, FirstMission, Sponsorship
from reciproque.partnerships.kinds import Form, Side
from reciproque.partnerships.models import Charter, Engagement, Intervention, Partnership
from reciproque.partnerships.queries.charter import digest_of
from reciproque.people.models import Account, Person
from tests import cast
from tests.builders import beginnings as build
from tests.builders import openings
from tests.builders import partnerships as partners

NOON, TODAY = cast.NOON, cast.TODAY
pytestmark = pytest.mark.django_db
MISSING_WORDS = ("ETP", "DMP", "méso", "micro", "macro", "gouvernance", "indicateur", "activation")
PAGE = {
    "title": "Relire le livret d’accueil",
    "aim": "ensemble",
    "idea_of": "lived",
    "mission": "Lire la première page",
    "mission_kind": "meeting",
    "with_people": "non",
    "day": (TODAY + timedelta(days=8)).isoformat(),
    "hour": "14:00",
    "place": "Salle du rez-de-chaussée",
} | build.SAID


class Doing:
    """Someone at her screen, on a day: each act is a form sent."""

    def __init__(self, client: Client, at=NOON):
        self.client, self.at = client, at

    def enter(self, who, hat=None) -> Client:
        return cast.signed_in(self.client, who, hat) if who else self.client

    def send(self, who, name: str, *args: str, hat=None, **typed):
        with time_machine.travel(self.at, tick=False):
            path = reverse(name, args=args)
            return self.enter(who, hat).post(path, typed | {"cle": cast.form_key()})

    def read(self, who, name: str, *args: str, hat=None):
        with time_machine.travel(self.at, tick=False):
            return self.enter(who, hat).get(reverse(name, args=args))

    def start(self, who, **typed):
        names = {"lived": cast.karim().memberships.get().code, "care": cast.nurse().memberships.get().code}
        return self.send(who, "beginnings:simply", **(PAGE | names | typed))


@pytest.fixture
def doing(client):
    return Doing(client)


@pytest.mark.spec("J15.AC1", "B13", "S2-75", "S2-76")
def test_two_people_start_on_one_page_and_meet_before_any_charter(doing):
    karim, nurse = cast.karim(), cast.nurse()

    shown = doing.read(karim, "beginnings:simply").content.decode()
    answer = doing.start(karim)

    partnership = Partnership.objects.get()
    assert answer.url == partnership.get_absolute_url()
    assert partnership.form == Form.SIMPLE
    assert {one.side: one.person for one in partnership.engagements.all()} == {
        Side.LIVED: karim,
        Side.CARE: nurse,
    }
    first = partnership.interventions.order_by("starts_at").first()
    assert (first.title, first.day, first.meets_people) == (PAGE["mission"], TODAY + timedelta(days=8), False)
    assert not Charter.objects.exists()
    assert [word for word in MISSING_WORDS if word in shown.split("<main")[1].split("</main>")[0]] == []
    summary = doing.read(karim, "partnerships:partnership", partnership.code).content.decode()
    assert "À l’initiative de Karim Sow, côté patients et proches." in summary
    assert PAGE["mission"] in summary


@pytest.mark.spec("J15.AC2", "B13", "S2-77")
def test_a_mission_with_people_asks_for_the_charter_and_the_pledge_at_that_moment(doing):
    karim, nurse = cast.karim(), cast.nurse()
    asked_at_once = doing.start(karim, with_people="oui")
    assert asked_at_once.status_code == 422
    assert "la charte et l’engagement de chacun sont demandés d’abord" in asked_at_once.content.decode()
    assert not Partnership.objects.exists()
    doing.start(karim)
    partnership = Partnership.objects.get()
    doing.send(
        nurse, "partnerships:accept", partnership.code, partners.engagement(partnership, Side.CARE).code
    )
    everyone = [one.code for one in partnership.engagements.all()]
    presence = {
        "title": "Accueil au café",
        "kind": "presence",
        "day": (TODAY + timedelta(days=20)).isoformat(),
        "hour": "14:00",
        "minutes": "2 h",
        "expected": everyone,
    }

    refused = doing.send(karim, "partnerships:plan", partnership.code, **presence)

    said = refused.content.decode()
    assert refused.status_code == 403
    assert "on entend ce qui ne doit pas sortir" in said
    assert "La charte n’est pas encore signée des deux côtés" in said
    assert "L’engagement de Karim Sow et de Solène Kervella manque" in said
    assert reverse("partnerships:charter", args=[partnership.code]) in said
    assert "Accueil au café" in said  # nothing typed is lost

    doing.send(karim, "partnerships:drafting", partnership.code, exemple="oui")
    charter = Charter.objects.get()
    assert charter.clauses.count() == 9
    with time_machine.travel(NOON, tick=False):
        digest = digest_of(charter, charter.clauses.standing())
    for who in (karim, nurse):
        doing.send(who, "partnerships:signature", partnership.code, "1", digest=digest, read_in_full="on")
    closed = doing.send(karim, "partnerships:plan", partnership.code, **presence)
    assert closed.status_code == 403
    assert "personne n’a demandé son ouverture" in closed.content.decode()
    openings.opened(karim)
    planned = doing.send(karim, "partnerships:plan", partnership.code, **presence)
    assert planned.status_code == 302
    welcome = Intervention.objects.get(title="Accueil au café")
    assert welcome.meets_people
    shown = doing.read(karim, "partnerships:intervention", welcome.code).content.decode()
    assert "Auprès de personnes accompagnées" in shown


@pytest.mark.spec("J15.AC3", "B8", "B12")
def test_a_refused_sponsorship_has_a_reason_that_karim_alone_reads(doing):
    karim, morvan, nadia = cast.karim(), cast.morvan(), cast.nadia()
    doing.send(karim, "beginnings:new_draft", **build.IDEA)
    draft = Draft.objects.get()
    found = doing.send(
        karim, "beginnings:asking", draft.code, person_words="Dr Hélène Morvan", chercher="personnes"
    ).content.decode()
    assert "Dr Hélène Morvan · Professionnel · MSP du Val-d’Oust" in found
    doing.send(karim, "beginnings:asking", draft.code, sponsor=morvan.memberships.get().code)
    asked = Sponsorship.objects.get()
    assert "Une table, du café" in doing.read(morvan, "beginnings:sponsorship", asked.code).content.decode()

    unexplained = doing.send(morvan, "beginnings:sponsorship", asked.code, answer="refused", words=" ")
    doing.send(morvan, "beginnings:sponsorship", asked.code, answer="refused", words="Pas cette année.")

    assert unexplained.status_code == 422
    assert "Pas cette année." in doing.read(karim, "beginnings:draft", draft.code).content.decode()
    for other in (morvan, nadia, cast.nurse(), cast.charlie()):
        assert doing.read(other, "beginnings:draft", draft.code).status_code == 404
        assert doing.read(other, "beginnings:sponsorship", asked.code).status_code == 404
    assert Draft.objects.get().drafted_by == karim
    again = doing.send(karim, "beginnings:asking", draft.code, sponsor=nadia.memberships.get().code)
    assert again.url == draft.get_absolute_url()
    assert Sponsorship.objects.count() == 2


@pytest.mark.spec("J15.AC3", "B8", "B12", "S1-14", "S1-17")
def test_karim_drafts_dr_morvan_accepts_with_a_condition_and_nadia_joins(doing):
    karim, morvan, nadia = cast.karim(), cast.morvan(), cast.nadia()
    doing.send(karim, "beginnings:new_draft", **build.IDEA)
    draft = Draft.objects.get()
    doing.send(karim, "beginnings:asking", draft.code, sponsor=morvan.memberships.get().code)
    asked = Sponsorship.objects.get()
    assert "vous demande de parrainer" in doing.read(morvan, "web:home").content.decode()

    condition = "Que nous commencions par un seul après-midi."
    doing.send(morvan, "beginnings:sponsorship", asked.code, answer="conditional", words=condition)

    assert not Partnership.objects.exists()
    assert "accepte «\u00a0Un café des patients\u00a0», à une condition" in (
        doing.read(karim, "web:home").content.decode()
    )
    agreed = doing.send(karim, "beginnings:agreement", asked.code)
    partnership = Partnership.objects.get()
    assert agreed.url == partnership.get_absolute_url()
    assert {(one.person, one.side, one.accepted_at is not None) for one in partnership.engagements.all()} == {
        (karim, Side.LIVED, True),
        (morvan, Side.CARE, True),
    }
    assert {one.organisation for one in partnership.hostings.all()} == {cast.msp(), cast.chu()}
    summary = doing.read(karim, "partnerships:partnership", partnership.code).content.decode()
    assert "À l’initiative de Karim Sow" in summary
    assert condition in summary

    joining = reverse("partnerships:engage", args=[partnership.code])
    with time_machine.travel(NOON, tick=False):
        cast.signed_in(doing.client, nadia)
        doing.client.post(
            f"{joining}?position={nadia.memberships.get().code}",
            {"side": "care", "status": "on_duty", "cle": cast.form_key()},
        )
    assert Engagement.objects.get(partnership=partnership, person=nadia).accepted_at is not None


@pytest.mark.spec("J15.AC4", "B12", "S2-74", "S1-97")
def test_the_newcomer_is_met_where_she_said_and_no_account_is_made_for_her(doing):
    nadia, msp = build.coordinator(), cast.msp()
    doing.send(nadia, "beginnings:management", msp.code, hat=msp, words="Nous cherchons des patients.")
    people, accounts = Person.objects.count(), Account.objects.count()
    newcomer = Doing(Client())

    shown = newcomer.read(None, "beginnings:call", msp.code).content.decode()
    receipt = newcomer.send(
        None,
        "beginnings:answering",
        msp.code,
        first_name="Yvette",
        means="place",
        contact="À l’accueil, le mardi matin",
    )

    assert reverse("beginnings:answering", args=[msp.code]) in shown
    answer = Answer.objects.get()
    assert receipt.url == reverse("beginnings:receipt", args=[msp.code, answer.code])
    told = newcomer.client.get(receipt.url).content.decode()
    assert f"{answer.code[:5]} {answer.code[5:]}" in told
    assert "Yvette" not in told
    assert (Person.objects.count(), Account.objects.count()) == (people, accounts)
    assert "Yvette voudrait participer" in doing.read(nadia, "web:home", hat=msp).content.decode()
    assert "À l’accueil, le mardi matin" in (
        doing.read(nadia, "beginnings:answer", answer.code, hat=msp).content.decode()
    )
    doing.send(nadia, "beginnings:answer", answer.code, hat=msp, outcome="met")
    assert "Yvette" not in doing.read(nadia, "web:home", hat=msp).content.decode()


@pytest.mark.spec("J15.AC5", "B13", "S2-72", "S2-73", "S2-78")
def test_a_month_later_all_is_in_place_without_having_been_asked_twice(doing):
    karim, nurse = cast.karim(), cast.nurse()
    doing.start(karim)
    partnership = Partnership.objects.get()
    doing.send(
        nurse, "partnerships:accept", partnership.code, partners.engagement(partnership, Side.CARE).code
    )
    shown = doing.read(nurse, "partnerships:partnership", partnership.code).content.decode()
    assert "C’est bien ce que nous avons dit ensemble" in shown
    doing.send(nurse, "beginnings:confirmation", partnership.code)

    assert [one.due_on for one in partnership.rounds.all()] == [date(2027, 2, 2)]
    to_come = partnership.interventions.order_by("starts_at")
    assert [one.title for one in to_come] == [PAGE["mission"], *["Faire le point entre nous"] * 3]
    assert {one.expected.count() for one in to_come} == {2}
    assert all(one.does and one.does_not and one.decides for one in partnership.engagements.all())
    assert {one.side: one.need for one in partnership.framings.all()} == dict.fromkeys(
        Side.values, build.SAID["need"]
    )
    assert partnership.concords.count() == 3
    assert FirstMission.objects.get().engagement.person == karim
    later = Doing(doing.client, at=NOON + timedelta(days=31))
    assert "attend une première mission" not in later.read(cast.nadia(), "web:home").content.decode()
