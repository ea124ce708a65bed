"""Who reads what somebody opened, from the first click to the last: those she chose, as they stand on that day."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from reciproque.foundation import guard
from reciproque.foundation.actor import SELF
from reciproque.partnerships.kinds import EndReason, Side
from reciproque.partnerships.models import Ending
from reciproque.partnerships.verbs import engagement as engaging
from reciproque.people import verbs as people
from reciproque.people.kinds import Role
from reciproque.people.models import Mandate, Membership, Person
from reciproque.profiles.kinds import Reader, Topic, Visibility
from reciproque.profiles.queries.shown import Readers, names_of_readers, readers_of, shown_to
from tests import cast
from tests.builders import interventions, partnerships
from tests.builders import profiles as build

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ALONE, COORDINATION, PARTNERS, BOTH, EVERYONE = Visibility


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(cast.NOON, tick=False):
        yield


@pytest.fixture
def partnership():
    """Karim is engaged with the head nurse of the CHU and with the doctor of the MSP."""
    met = partnerships.met()
    with guard.upkeep("tests"):
        met.hostings.get_or_create(organisation=cast.msp())
    interventions.engaged(met, cast.morvan(), side=Side.CARE)
    return met


def at_home(role: str) -> Person:
    """Somebody of the CHU in a position that gives no sight of its people."""
    name = f"Alix Le Goff, {role}"
    known = Person.objects.filter(name=name).first()
    if known is None:
        known = cast.build.person(name, f"alix.{role}")
        cast.build.member(cast.chu(), known, role)
    return known


def everybody() -> dict[str, tuple[Person, str | None]]:
    """Each of the cast, under a hat: the two of Lucie, that of the coordinator, nobody's."""
    return {
        "nadia": (cast.nadia(), None),
        "nadia herself": (cast.nadia(), SELF),
        "nurse": (cast.nurse(), None),
        "nurse herself": (cast.nurse(), SELF),
        "morvan": (cast.morvan(), None),
        "lucie": (cast.lucie(), Role.PARTNER),
        "lucie elsewhere": (cast.lucie(), Role.PROFESSIONAL),
        "paul": (cast.paul(), None),
        "ines": (cast.ines(), None),
        "charlie": (cast.charlie(), None),
        "institution of the house": (at_home(Role.INSTITUTION), None),
        "user of the house": (at_home(Role.USER), None),
    }


def who_reads(person: Person) -> set[str]:
    """Those others to whom her canary is shown, on any of the pages it could stand on, by walking there."""
    found = set()
    others = {name: who for name, who in everybody().items() if who[0] != person}
    for name, (reader, hat) in others.items():
        client = cast.signed_in(Client(), reader, hat)
        pages = [person.get_absolute_url(), reverse("profiles:shown", args=[person.code])]
        answers = [client.get(page) for page in pages]
        if any(build.CANARY in answer.content.decode() for answer in answers):
            found.add(name)
        assert (build.CANARY in answers[1].content.decode()) is (answers[1].status_code == 200), name
    return found


# --- each choice, each reader ---------------------------------------------------------------------
READ_BY = {
    ALONE: set(),
    COORDINATION: {"nadia"},
    PARTNERS: {"nurse", "morvan"},
    BOTH: {"nadia", "nurse", "morvan"},
    EVERYONE: {"nadia", "nurse", "morvan", "lucie", "paul"},
}
"""Nobody else ever: the agency, another coordination, the same people under another hat, a colleague of elsewhere."""


@pytest.mark.spec("A9", "A10", "N10")
@pytest.mark.parametrize("visibility", Visibility)
def test_a_part_is_read_by_those_she_chose_and_by_nobody_else(partnership, visibility):
    karim = cast.karim()
    build.said(karim, visibility)

    assert who_reads(karim) == READ_BY[visibility]


@pytest.mark.spec("A9", "A10")
def test_each_part_is_open_apart_from_the_others(partnership):
    karim = cast.karim()
    build.said(karim, ALONE)
    build.said(karim, EVERYONE, "Cuisinier", topic=Topic.JOBS)
    build.said(karim, COORDINATION, "Le matin", topic=Topic.RHYTHM, picks=["mois"])

    def read_by(who: Person) -> list[str]:
        return [facet.topic for facet in shown_to(cast.actor_of(who), karim)]

    assert read_by(cast.nadia()) == [Topic.JOBS, Topic.RHYTHM]
    assert read_by(cast.nurse()) == [Topic.JOBS]
    assert read_by(cast.charlie()) == []


@pytest.mark.spec("A10")
def test_what_is_closed_answers_like_what_does_not_exist(partnership):
    karim = cast.karim()
    build.said(karim, PARTNERS)
    client = cast.signed_in(Client(), cast.nadia())

    closed = client.get(reverse("profiles:shown", args=[karim.code]))
    unknown = client.get(reverse("profiles:shown", args=["ZZZZZZZZZZ"]))

    assert closed.status_code == unknown.status_code == 404
    assert "Karim" not in closed.content.decode()


def test_the_second_factor_is_asked_of_a_coordination(partnership):
    karim = cast.karim()
    build.said(karim, COORDINATION)
    weak = cast.signed_in(Client(), cast.nadia(), strong=False)

    assert weak.get(reverse("profiles:shown", args=[karim.code])).status_code == 404


@pytest.mark.spec("A9", "N4")
def test_a_representative_opens_to_the_coordination_of_where_she_sits_as_long_as_she_sits():
    paul = cast.paul()
    build.said(paul, COORDINATION)
    assert who_reads(paul) == {"nadia"}
    assert readers_of(paul, on=cast.TODAY)[COORDINATION] == Readers(1, "Nadia Berthier")

    sits = Mandate.objects.get(person=paul)
    people.end_mandate(sits, by=cast.actor_of(paul), at=cast.NOON, ends_on=cast.TODAY - DAY)
    assert who_reads(paul) == set()


# --- it closes by itself --------------------------------------------------------------------------
@pytest.mark.spec("A9", "N4")
def test_leaving_an_organisation_closes_at_the_next_click_what_was_open_there(partnership):
    karim = cast.karim()
    build.said(karim, EVERYONE)
    held = Membership.objects.get(person=karim)
    people.end_membership(held, by=cast.actor_of(karim), at=cast.NOON, ends_on=cast.TODAY - DAY)

    assert who_reads(karim) == set()


@pytest.mark.spec("A9", "N4")
def test_a_last_day_that_went_by_closes_without_waiting_for_any_job(partnership):
    karim = cast.karim()
    build.said(karim, BOTH)
    held = Membership.objects.get(person=karim)
    people.end_membership(held, by=cast.actor_of(karim), at=cast.NOON, ends_on=cast.TODAY)
    assert who_reads(karim) == READ_BY[BOTH]

    with time_machine.travel(cast.NOON + DAY, tick=False):
        assert who_reads(karim) == set()


@pytest.mark.spec("A9", "N4")
def test_an_engagement_that_ends_closes_what_was_open_to_the_partnership(partnership):
    karim = cast.karim()
    build.said(karim, PARTNERS)
    nurse = partnership.engagements.get(person=cast.nurse())

    engaging.leave(nurse, by=partnerships.actor_for(nurse), at=cast.NOON)
    assert who_reads(karim) == {"morvan"}

    mine = partnership.engagements.get(person=karim)
    engaging.leave(mine, by=partnerships.actor_for(mine), at=cast.NOON)
    assert who_reads(karim) == set()


@pytest.mark.spec("A9", "N4")
def test_a_partnership_that_ended_closes_it_too(partnership):
    karim = cast.karim()
    build.said(karim, PARTNERS)
    with guard.upkeep("tests"):
        Ending.objects.create(
            partnership=partnership,
            ended_at=cast.NOON,
            ended_by=cast.nurse(),
            reason=EndReason.REACHED,
            words="Fini",
            what_remains="Rien",
        )

    assert who_reads(karim) == set()


def test_who_was_only_asked_to_come_reads_nothing_yet():
    karim = cast.karim()
    partnerships.found()
    build.said(karim, PARTNERS)

    assert who_reads(karim) == set()


# --- what she is told -----------------------------------------------------------------------------
@pytest.mark.spec("A9")
@pytest.mark.parametrize("visibility", [one for one in Visibility if one is not ALONE])
def test_she_is_told_the_very_people_who_read_today(partnership, visibility):
    karim = cast.karim()
    build.said(karim, visibility)
    readers = {everybody()[name][0].name for name in who_reads(karim)}

    told = readers_of(karim, on=cast.TODAY)[visibility]

    assert told.number == len(readers), told
    assert told.first in readers


@pytest.mark.spec("A9")
def test_beside_each_choice_stands_who_would_read_today(client, partnership):
    everybody()
    page = cast.signed_in(client, cast.karim()).get(reverse("profiles:part", args=[Topic.CONDITIONS]))

    said = page.content.decode().replace("\u00a0", " ").replace("\u202f", " ")
    assert "Ma coordination<br><small>aujourd’hui : Nadia Berthier</small>" in said
    assert "aujourd’hui : Dr Hélène Morvan et 1 autre personne" in said
    assert "aujourd’hui : Dr Hélène Morvan et 4 autres personnes" in said


def test_readers_are_said_in_words():
    assert str(Readers()) == "personne pour le moment"
    assert str(Readers(1, "Claire Martin")) == "Claire Martin"
    assert str(Readers(3, "Claire Martin")) == "Claire Martin et 2 autres personnes"
    assert str(Readers(3)) == "3 personnes"


@pytest.mark.spec("A9")
@pytest.mark.parametrize(
    ("reader", "who"),
    [(Reader.COORDINATION, "nadia"), (Reader.PARTNERS, "morvan"), (Reader.COLLEAGUES, "lucie")],
)
def test_seeing_as_others_shows_what_they_are_shown(client, partnership, reader, who):
    karim = cast.karim()
    for topic, visibility in zip(Topic, Visibility, strict=False):
        build.said(karim, visibility, f"{build.CANARY} {visibility}", topic=topic)
    person, hat = everybody()[who]
    shown = {facet.topic for facet in shown_to(cast.actor_of(person, hat), karim)}

    page = cast.signed_in(client, karim).get(reverse("profiles:as_read", args=[reader])).content.decode()

    told = {
        topic
        for topic, visibility in zip(Topic, Visibility, strict=False)
        if f"{build.CANARY} {visibility}" in page
    }
    assert told == shown
    if reader is not Reader.COLLEAGUES:
        assert all(name in page for name in names_of_readers(karim, reader, on=cast.TODAY))


def test_the_page_of_an_engagement_leads_to_what_is_open_and_says_nothing_of_what_is_closed(partnership):
    karim = cast.karim()
    mine = partnership.engagements.get(person=karim)
    link = reverse("profiles:shown", args=[karim.code])

    def seen() -> str:
        return cast.signed_in(Client(), cast.morvan()).get(mine.get_absolute_url()).content.decode()

    build.said(karim, ALONE)
    assert link not in seen()
    build.said(karim, PARTNERS)
    assert link in seen()
    assert build.CANARY not in seen()
