"""Nobody alone gives access to vulnerable people: one asks, another agrees, one is enough to end it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from reciproque.foundation import clock, guard, outbox
from reciproque.foundation.models import ParameterValue
from reciproque.foundation.policy import Refused, may, visible
from reciproque.openings import verbs
from reciproque.openings.kinds import State
from reciproque.openings.models import Opening
from reciproque.openings.queries import with_state
from reciproque.openings.queries.lists import (
    houses_that_could_agree,
    openings_ending,
    openings_to_agree,
    seconds_in,
)
from reciproque.people import verbs as people_verbs
from reciproque.people.kinds import Role
from reciproque.people.models import Membership, Person
from reciproque.titles import verbs as title_verbs
from reciproque.titles.kinds import Means
from reciproque.titles.models import Closing
from tests import cast
from tests.builders import interventions, partnerships, people, titles
from tests.builders import openings as build

pytestmark = pytest.mark.django_db
NOON, TODAY = cast.NOON, cast.TODAY


def state(opening: Opening, on=TODAY) -> str:
    return with_state(Opening.objects.filter(pk=opening.pk), on=on).get().state


def second_coordinator() -> Person:
    """Another coordinator of the CHU."""
    someone = people.person("Maud Le Goff", "maud.legoff")
    people.member(cast.chu(), someone, Role.COORDINATOR)
    return someone


# --- by two ---------------------------------------------------------------------------------------
@pytest.mark.spec("S1-92")
def test_one_asks_another_agrees_and_it_stands_until_a_day():
    opening = build.asked(cast.karim())
    assert state(opening) == State.ASKED

    build.agreed(opening)

    assert state(opening) == State.OPEN
    opening.refresh_from_db()
    until = clock.months_later(TODAY, 12)
    assert (opening.asked_by, opening.agreed_by, opening.valid_until) == (cast.nadia(), cast.nurse(), until)
    assert state(opening, until) == State.OPEN
    assert state(opening, until + timedelta(days=1)) == State.EXPIRED


def test_the_person_who_asked_does_not_agree():
    opening = build.asked(cast.karim())

    with pytest.raises(Refused, match="quelqu’un d’autre que vous doit l’accorder"):
        build.agreed(opening, cast.nadia())
    assert state(opening) == State.ASKED


def test_she_does_not_agree_under_another_of_her_hats_either():
    nadia = cast.nadia()
    people.member(cast.chu(), nadia, Role.PROFESSIONAL)
    people.member(cast.utep(), nadia, Role.COORDINATOR)
    other = people.person("Awa Diop", "awa.diop")
    people.member(cast.utep(), other, Role.COORDINATOR)
    opening = build.asked(cast.karim(), asked_of=cast.utep())

    for hat in (Role.PROFESSIONAL, cast.utep()):
        with pytest.raises(Refused, match="se donne à deux"):
            build.agreed(opening, nadia, hat)
    build.agreed(opening, other, cast.utep())
    assert state(opening) == State.OPEN


def test_the_person_herself_neither_asks_nor_agrees():
    karim = cast.karim()
    people.member(cast.chu(), karim, Role.COORDINATOR)
    opening = build.asked(karim)

    with pytest.raises(Refused, match="personne n’accorde sa propre ouverture"):
        build.agreed(opening, karim, Role.COORDINATOR)
    verbs.refuse(opening, by=cast.actor_of(cast.nurse()), at=NOON, reason="Pas encore.")
    with pytest.raises(Refused, match="personne ne demande sa propre ouverture"):
        build.asked(karim, by=karim, house=Role.COORDINATOR)


def test_nobody_from_elsewhere_agrees_nor_reads():
    opening = build.asked(cast.karim())

    for stranger in (cast.charlie(), cast.morvan(), cast.ines()):
        assert not may(cast.actor_of(stranger), "see", opening)
        with pytest.raises(Refused):
            build.agreed(opening, stranger, cast.hat_of(stranger).code)
    assert state(opening) == State.ASKED


@pytest.mark.parametrize("who", ["agreed_by_another", "not_agreed_by_herself", "not_asked_by_herself"])
def test_the_database_refuses_it_too(who):
    opening = build.opened(cast.karim())
    wrong = {
        "agreed_by_another": {"agreed_by": opening.asked_by},
        "not_agreed_by_herself": {"agreed_by": opening.person},
        "not_asked_by_herself": {"asked_by": opening.person},
    }

    with pytest.raises(IntegrityError, match=who), guard.upkeep("tests"):
        Opening.objects.filter(pk=opening.pk).update(**wrong[who])


# --- who asks -------------------------------------------------------------------------------------
def test_a_professional_asks_for_who_is_engaged_with_her_and_for_nobody_else():
    nurse = cast.nurse()
    partnerships.met()  # Solène founded, Karim accepted
    lucie = cast.lucie()

    assert set(visible(Person, cast.actor_of(nurse), "ask_opening")) == {cast.karim()}
    with pytest.raises(Refused):
        build.asked(lucie, by=nurse, second=cast.nadia())
    build.asked(cast.karim(), by=nurse, second=cast.nadia())


def test_the_coordination_asks_for_who_is_engaged_in_what_its_house_carries():
    """A volunteer of an association, engaged in a partnership of the hospital."""
    malik = people.person("Malik Traoré", "malik.traore")
    people.member(cast.passerelle(), malik, Role.PARTNER)
    assert not may(cast.actor_of(cast.nadia()), "ask_opening", malik)

    partnerships.met(other=malik, other_organisations=[cast.passerelle()])

    opening = build.opened(malik)
    assert (opening.as_member, state(opening)) == (False, State.OPEN)
    assert not may(cast.actor_of(cast.charlie()), "ask_opening", malik)


def test_a_partner_does_not_ask_even_for_a_colleague():
    lucie = cast.lucie()
    with pytest.raises(Refused):
        build.asked(lucie, by=cast.karim())


def test_who_left_the_house_is_not_asked_for():
    karim = cast.karim()
    held = Membership.objects.get(person=karim)
    yesterday = TODAY - timedelta(days=1)
    people_verbs.end_membership(held, by=cast.actor_of(cast.nadia()), at=NOON, ends_on=yesterday)

    with pytest.raises(ValidationError, match="n’est plus dans votre structure"):
        build.asked(karim)


def test_what_is_wrong_when_asking_is_told_beside_its_field():
    with pytest.raises(ValidationError) as problem:
        build.asked(
            cast.karim(), met_on=TODAY + timedelta(days=1), sells=True, interests=" ", second=cast.nadia()
        )
    assert set(problem.value.error_dict) == {"met_on", "interests", "second"}


def test_one_request_waits_at_a_time():
    build.asked(cast.karim())
    with pytest.raises(Refused, match="une demande attend déjà"):
        build.asked(cast.karim(), by=second_coordinator())


# --- a team of two --------------------------------------------------------------------------------
@pytest.mark.spec("B13")
def test_in_a_team_of_two_the_second_look_comes_from_a_resource_structure():
    """A health centre with one coordinator and its first patient partner: nobody else in the house."""
    house = people.organisation("MSP des Deux-Ponts", "msp")
    alone = people.person("Jeanne Hamon", "jeanne.hamon")
    people.member(house, alone, Role.COORDINATOR)
    partner = people.person("Omar Keïta", "omar.keita")
    people.member(house, partner, Role.PARTNER)
    awa = people.person("Awa Diop", "awa.diop")
    people.member(cast.utep(), awa, Role.COORDINATOR)
    but = {alone.pk, partner.pk}
    assert seconds_in(house.pk, but=but, on=TODAY) == []
    assert houses_that_could_agree(partner, house.pk, but=but, on=TODAY) == [cast.utep()]

    opening = build.asked(partner, by=alone, house=house, asked_of=cast.utep())

    assert [one.url for one in cast.waiting(openings_to_agree, cast.actor_of(awa), TODAY)] == [
        reverse("openings:opening", args=[opening.code])
    ]
    build.agreed(opening, awa, cast.utep())
    assert state(opening) == State.OPEN
    opening.refresh_from_db()
    assert opening.agreed_for == cast.utep()


@pytest.mark.spec("B13")
def test_then_a_partner_opened_there_is_the_second_look_for_the_next_one():
    karim, lucie = cast.karim(), cast.lucie()
    opening = build.asked(lucie, second=cast.nurse())
    with pytest.raises(Refused):
        build.agreed(opening, karim)

    mine = build.opened(karim)
    build.agreed(opening, karim)
    assert state(opening) == State.OPEN

    verbs.end(mine, by=cast.actor_of(cast.nadia()), at=NOON, reason="Il s’arrête.")
    assert karim.pk not in {one.person_id for one in seconds_in(cast.chu().pk, but=set(), on=TODAY)}
    verbs.end(opening, by=cast.actor_of(cast.nadia()), at=NOON, reason="À revoir.")
    again = build.asked(lucie, second=cast.nurse())
    with pytest.raises(Refused):
        build.agreed(again, karim)


def test_a_partner_whose_opening_came_to_its_end_is_no_second_look():
    karim = cast.karim()
    opening = build.asked(cast.lucie(), second=cast.nurse())
    mine = build.opened(karim)
    after = mine.valid_until + timedelta(days=1)

    with time_machine.travel(NOON + (after - TODAY)), pytest.raises(Refused):
        build.agreed(opening, karim)
    assert karim.pk not in {one.person_id for one in seconds_in(cast.chu().pk, but=set(), on=after)}
    assert karim.pk in {one.person_id for one in seconds_in(cast.chu().pk, but=set(), on=mine.valid_until)}


def test_who_vouches_for_a_title_may_be_asked_and_others_outside_may_not():
    karim = cast.karim()
    claim = titles.claims(karim, of=cast.msp())
    paulette = people.person("Paulette Guen", "paulette.guen")
    people.member(cast.msp(), paulette, Role.COORDINATOR)
    assert houses_that_could_agree(karim, cast.chu().pk, but=set(), on=TODAY) == []
    with pytest.raises(ValidationError, match="Choisissez qui l’accordera"):
        build.asked(karim, asked_of=cast.msp())

    titles.vouched(claim, paulette, means=Means.KNOWN)

    opening = build.asked(karim, asked_of=cast.msp())
    build.agreed(opening, paulette, cast.msp())
    assert state(opening) == State.OPEN


# --- what ends it ---------------------------------------------------------------------------------
def test_it_is_refused_with_a_reason_that_the_asker_and_the_person_read():
    karim = cast.karim()
    opening = build.asked(karim)
    with pytest.raises(ValidationError, match="Dites pourquoi"):
        verbs.refuse(opening, by=cast.actor_of(cast.nurse()), at=NOON, reason=" ")

    verbs.refuse(opening, by=cast.actor_of(cast.nurse()), at=NOON, reason="Je ne l’ai jamais rencontré.")

    assert state(opening) == State.REFUSED
    with pytest.raises(Refused, match="déjà reçu sa réponse"):
        build.agreed(opening, second_coordinator())
    with time_machine.travel(NOON, tick=False):
        for who in (karim, cast.nadia()):
            page = cast.signed_in(Client(), who).get(opening.get_absolute_url()).content.decode()
            assert "Je ne l’ai jamais rencontré." in page


@pytest.mark.parametrize("who", ["nadia", "nurse", "karim"])
def test_one_person_is_enough_to_end_it_and_says_why(who):
    opening = build.opened(cast.karim())

    verbs.end(opening, by=cast.actor_of(getattr(cast, who)()), at=NOON, reason="Je préfère m’arrêter.")

    assert state(opening) == State.ENDED
    with pytest.raises(Refused, match="déjà finie"):
        verbs.end(opening, by=cast.actor_of(cast.nadia()), at=NOON, reason="Encore.")


def test_it_ends_when_she_leaves_the_house():
    karim = cast.karim()
    opening = build.opened(karim)
    held = Membership.objects.get(person=karim)

    people_verbs.end_membership(held, by=cast.actor_of(karim), at=NOON, ends_on=TODAY)

    assert state(opening) == State.OPEN
    assert state(opening, TODAY + timedelta(days=1)) == State.LEFT


def test_it_stops_while_a_title_is_suspended_and_stands_again_when_two_have_lifted_it():
    karim = cast.karim()
    claim = titles.claims(karim, of=cast.chu())
    titles.vouched(claim, cast.nadia())
    opening = build.opened(karim)
    told = "Il a vendu ses conseils au café."
    case = title_verbs.report(claim, by=cast.actor_of(cast.charlie()), at=NOON, text=told)
    nadia, maud = cast.nadia(), second_coordinator()
    suspension = title_verbs.suspend(
        case, by=cast.actor_of(nadia), at=NOON, reason="Le temps d’y voir clair."
    )

    assert state(opening) == State.SUSPENDED
    with pytest.raises(ValidationError, match="titres est suspendu"):
        build.agreed(build.asked(karim))

    title_verbs.ask_to_lift(suspension, by=cast.actor_of(nadia), at=NOON)
    title_verbs.lift(suspension, by=cast.actor_of(maud), at=NOON)
    assert state(opening) == State.OPEN

    title_verbs.answer(case, by=cast.actor_of(karim), at=NOON, text="Ce n’était pas moi.")
    title_verbs.close(
        case, by=cast.actor_of(nadia), at=NOON, outcome=Closing.Outcome.WITHDRAWN, reason="Des ventes."
    )
    assert state(opening) == State.ENDED


def test_how_long_it_lasts_is_a_setting_of_the_house():
    with guard.upkeep("tests"):
        ParameterValue.objects.create(
            name="openings.months",
            organisation_ref=cast.chu().pk,
            value=6,
            starts_on=cast.LONG_AGO,
            source="Notre règle",
        )

    opening = build.opened(cast.karim())

    opening.refresh_from_db()
    assert opening.valid_until == clock.months_later(TODAY, 6)


# --- what waits -----------------------------------------------------------------------------------
def test_it_waits_for_who_was_asked_and_for_the_coordination_never_for_who_asked():
    opening = build.asked(cast.karim())
    other = second_coordinator()
    waits = {
        who.name: [one.url for one in cast.waiting(openings_to_agree, cast.actor_of(who), TODAY)]
        for who in (cast.nadia(), cast.nurse(), other, cast.karim(), cast.charlie())
    }

    here = [reverse("openings:opening", args=[opening.code])]
    assert waits == {
        "Nadia Berthier": [],
        "Solène Kervella": here,
        "Maud Le Goff": here,
        "Karim Sow": [],
        "Charlie Maurel": [],
    }


def test_who_is_asked_gets_a_letter_that_names_nobody(settings):
    nurse = cast.nurse()
    with guard.upkeep("tests"):
        nurse.account.email = "solene@example.org"
        nurse.account.save()
    build.asked(cast.karim())

    outbox.send_due(at=NOON)

    letter = mail.outbox[-1]
    assert letter.to == ["solene@example.org"]
    assert "un accord qui se donne à deux" in letter.body
    assert "Karim" not in letter.body


def test_the_coordination_is_told_before_it_ends_and_not_once_it_was_asked_again():
    build.opened(cast.karim())
    day = clock.months_later(TODAY, 12) - timedelta(days=30)
    nadia = cast.actor_of(cast.nadia())

    assert cast.waiting(openings_ending, nadia, day - timedelta(days=1)) == []
    assert [one.title for one in cast.waiting(openings_ending, nadia, day)] == [
        "L’ouverture de Karim Sow prend fin bientôt"
    ]
    build.asked(cast.karim())
    assert cast.waiting(openings_ending, nadia, day) == []


# --- on screen ------------------------------------------------------------------------------------
@pytest.mark.spec("S1-92")
def test_from_the_person_s_page_to_the_second_agreement():
    karim, nadia, nurse = cast.karim(), cast.nadia(), cast.nurse()
    titles.claims(karim)
    with time_machine.travel(NOON, tick=False):
        asker, second = cast.signed_in(Client(), nadia), cast.signed_in(Client(), nurse)
        shown = asker.get(karim.get_absolute_url()).content.decode()
        asking = reverse("openings:asking", args=[karim.code])
        assert asking in shown
        page = asker.get(asking).content.decode()
        assert "Patient partenaire" in page
        assert "déclaré" in page
        assert "Solène Kervella" in page
        sent = {
            "met_on": "2026-10-20",
            "identity": "piece",
            "extract": "vu",
            "seen": "Trois cafés ensemble.",
            "sells": "yes",
            "industry": "no",
            "movement": "no",
            "interests": "",
            "second": nurse.code,
        }
        refused = asker.post(asking, sent | {"cle": cast.form_key()})
        assert refused.status_code == 422
        assert "Trois cafés ensemble." in refused.content.decode()
        asked = asker.post(asking, sent | {"interests": "Des cours de cuisine.", "cle": cast.form_key()})
        opening = Opening.objects.get()
        assert asked.url == opening.get_absolute_url()

        assert opening.get_absolute_url() in second.get(reverse("web:home")).content.decode()
        page = second.get(reverse("openings:agreement", args=[opening.code])).content.decode()
        for said in ("Trois cafés ensemble.", "Des cours de cuisine.", "Patient partenaire", "déclaré"):
            assert said in page
        agreeing = reverse("openings:agreement", args=[opening.code])
        assert second.post(agreeing, {"cle": cast.form_key()}).status_code == 422
        done = second.post(agreeing, {"read": "on", "words": "Vu au café.", "cle": cast.form_key()})
        assert done.status_code == 302
        shown = asker.get(karim.get_absolute_url()).content.decode()
        assert "accès ouvert" in shown
        assert "2\u00a0novembre 2027" in shown
        listed = second.get(reverse("openings:openings")).content.decode()
        assert "demandé par Nadia Berthier, accordé par Solène Kervella" in listed


def test_a_colleague_who_may_not_ask_is_told_who_may():
    karim = cast.karim()
    with time_machine.travel(NOON, tick=False):
        lucie = cast.signed_in(Client(), cast.lucie(), cast.chu())
        answer = lucie.get(reverse("openings:asking", args=[karim.code]))
    assert answer.status_code == 403
    assert "la coordination" in answer.content.decode()


# --- the gate -------------------------------------------------------------------------------------
@pytest.fixture
def welcome():
    """What the referent of the care side plans with Karim, in the hall, with accompanied people."""
    partnership = partnerships.begun()
    held = {"kind": "presence", "expected": [partnerships.engagement(partnership, "lived")]}
    return lambda **more: interventions.planned(partnership, **(held | more))


@pytest.mark.spec("J15.AC2", "B13")
def test_nothing_is_planned_with_people_for_who_is_not_opened_and_the_refusal_says_who_can(welcome):
    with pytest.raises(Refused) as refused:
        welcome()
    assert "Karim Sow\u00a0: personne n’a demandé son ouverture" in str(refused.value.reason)
    assert "la coordination, ou un professionnel engagé avec elle, peut la demander" in str(
        refused.value.reason
    )
    assert reverse("openings:openings") in {one.where for one in refused.value.verdict.missing}

    opening = build.asked(cast.karim())
    with pytest.raises(Refused, match="attend l’accord d’une deuxième personne"):
        welcome()

    build.agreed(opening)
    assert welcome().meets_people


def test_an_opening_that_ends_before_the_day_is_not_enough(welcome):
    build.opened(cast.karim())
    late = clock.months_later(TODAY, 12) + timedelta(days=1)

    with pytest.raises(Refused, match=r"son ouverture prend fin avant, le mardi 2.novembre 2027"):
        welcome(day=late)
    with pytest.raises(Refused, match="prend fin avant"):
        welcome(day=late - timedelta(days=60), repeat="month", times=4)


def test_being_opened_elsewhere_is_not_enough(welcome):
    karim = cast.karim()
    people.member(cast.elsewhere(), karim, Role.PARTNER)
    other = people.person("Rose Even", "rose.even")
    people.member(cast.elsewhere(), other, Role.PROFESSIONAL)
    build.opened(karim, by=cast.charlie(), house=cast.elsewhere(), second=other)

    with pytest.raises(Refused, match="personne n’a demandé son ouverture"):
        welcome()


def test_what_is_planned_is_to_review_at_the_next_click_after_an_end(welcome):
    karim, nurse = cast.karim(), cast.nurse()
    opening = build.opened(karim)
    planned = welcome()
    with time_machine.travel(NOON, tick=False):
        reader = cast.signed_in(Client(), nurse)
        assert "À revoir" not in reader.get(planned.get_absolute_url()).content.decode()

        verbs.end(opening, by=cast.actor_of(cast.nadia()), at=NOON, reason="Il s’arrête.")

        shown = reader.get(planned.get_absolute_url()).content.decode()
        assert "À revoir" in shown
        assert "Karim Sow\u00a0: son ouverture a pris fin" in shown
        home = reader.get(reverse("web:home")).content.decode()
        assert "à revoir avant d’être auprès de personnes accompagnées" in home
