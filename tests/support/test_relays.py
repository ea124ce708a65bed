"""Every partner has somebody to turn to and somebody who takes over; nobody learns that anybody is away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from reciproque.foundation.policy import Refused
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.verbs import engagement as engaging
from reciproque.people import verbs as people_verbs
from reciproque.people.models import Membership
from reciproque.support.models import Absence, Relay
from reciproque.support.queries.relays import answered_by, who_answers
from reciproque.support.queries.supervision import supervisions_to_plan
from reciproque.support.verbs import relays as verbs
from tests import cast
from tests.builders import interventions, partnerships
from tests.builders import support as build

pytestmark = pytest.mark.django_db
NOON, TODAY = cast.NOON, cast.TODAY


@pytest.fixture
def partnership():
    return build.with_people()


@pytest.fixture
def karim(partnership):
    return partnerships.engagement(partnership, Side.LIVED)


@pytest.fixture
def lucie(partnership):
    """Another partner, who is not the referent of her side."""
    return interventions.engaged(partnership, cast.lucie())


def answers(engagement, on=TODAY):
    people = {one.pk: one for one in (cast.karim(), cast.lucie(), cast.nurse(), cast.nadia())}
    return tuple(people.get(key) for key in who_answers(engagement, on=on))


def waiting(who):
    return len(cast.waiting(supervisions_to_plan, cast.actor_of(who), TODAY))


@pytest.mark.spec("C13")
def test_with_no_relay_named_the_referents_answer_never_herself(karim, lucie):
    assert answers(lucie) == (cast.karim(), cast.nurse())
    assert answers(karim) == (cast.nurse(), cast.nadia())


@pytest.mark.spec("C13", "J3.AC5")
def test_while_the_referent_is_away_her_substitute_gets_what_would_have_waited(partnership, karim, lucie):
    build.mission(partnership, minutes=480)
    build.relay(karim, cast.nurse(), cast.lucie())
    assert (waiting(cast.nurse()), waiting(cast.lucie())) == (1, 0)

    away = build.away(cast.nurse())
    assert (waiting(cast.nurse()), waiting(cast.lucie())) == (0, 1)
    assert answers(karim) == (cast.lucie(), cast.nadia())
    assert answers(karim, TODAY + timedelta(days=8)) == (cast.nurse(), cast.lucie())

    verbs.come_back(away, by=cast.actor_of(cast.nurse()), at=NOON)
    assert (waiting(cast.nurse()), waiting(cast.lucie())) == (1, 0)


@pytest.mark.spec("C13")
def test_when_everybody_is_away_she_is_not_left_without_anybody(karim, lucie):
    build.relay(karim, cast.nurse(), cast.lucie())
    for who in (cast.nurse(), cast.lucie(), cast.nadia()):
        build.away(who)

    assert answers(karim) == (cast.nurse(), cast.lucie())


@pytest.mark.spec("C13")
def test_when_the_referent_leaves_the_substitute_answers_then_the_others(partnership, karim, lucie):
    build.relay(karim, cast.nurse(), cast.lucie())
    nurse = partnerships.engagement(partnership, Side.CARE)
    engaging.leave(nurse, by=partnerships.actor_for(nurse), at=NOON)
    assert answers(karim) == (cast.lucie(), cast.nadia())

    engaging.leave(lucie, by=partnerships.actor_for(lucie), at=NOON)
    assert answers(karim) == (cast.nadia(), None)


def test_a_coordinator_named_answers_while_she_coordinates(karim, lucie):
    build.relay(karim, cast.nadia(), cast.lucie())
    assert answers(karim)[0] == cast.nadia()

    held = Membership.objects.get(person=cast.nadia())
    yesterday = TODAY - timedelta(days=1)
    people_verbs.end_membership(held, by=cast.actor_of(cast.nadia()), at=NOON, ends_on=yesterday)

    assert answers(karim) == (cast.lucie(), cast.nurse())


def test_the_list_of_those_one_answers_for_follows_the_same_chain(karim, lucie):
    def mine(who):
        return {one.person for one in answered_by(cast.actor_of(who), on=TODAY)}

    assert (mine(cast.nurse()), mine(cast.karim()), mine(cast.lucie())) == (
        {cast.karim()},
        {cast.lucie()},
        set(),
    )


# --- naming ---------------------------------------------------------------------------------------
def test_referent_and_substitute_are_two_other_people_of_the_partnership(karim, lucie):
    wrong = [
        (cast.nurse(), cast.nurse()),
        (cast.karim(), cast.nurse()),
        (cast.nurse(), cast.morvan()),
    ]
    for referent, substitute in wrong:
        with pytest.raises(ValidationError):
            build.relay(karim, referent, substitute)
    assert not Relay.objects.exists()


def test_referents_and_the_coordination_name_them_and_nobody_else(karim, lucie):
    for other in (cast.lucie(), cast.charlie(), cast.morvan()):
        with pytest.raises(Refused):
            build.relay(karim, cast.nurse(), cast.lucie(), by=cast.actor_of(other))

    build.relay(karim, cast.nurse(), cast.lucie(), by=cast.actor_of(cast.nadia()))
    build.relay(karim, cast.lucie(), cast.nurse())

    standing = Relay.objects.filter(ended_at=None)
    assert [(one.referent, one.substitute) for one in standing] == [(cast.lucie(), cast.nurse())]


@pytest.mark.spec("C13")
def test_everybody_there_reads_who_answers_for_whom(client, partnership, karim, lucie):
    cast.signed_in(client, cast.nadia())
    where = reverse("support:relay", args=[partnership.code, lucie.code])
    named = {"referent": cast.nurse().code, "substitute": cast.karim().code}

    client.post(where, {"cle": cast.form_key()} | named)
    page = cast.signed_in(client, cast.lucie()).get(reverse("support:relays", args=[partnership.code]))

    assert [(one.referent, one.substitute) for one in Relay.objects.all()] == [(cast.nurse(), cast.karim())]
    assert "Solène Kervella" in page.content.decode()


@pytest.mark.spec("C17")
def test_an_absence_shows_on_no_page_but_hers(client, partnership, karim, lucie):
    def pages(who):
        cast.signed_in(client, who)
        addresses = [
            reverse("support:relays", args=[partnership.code]),
            reverse("partnerships:people", args=[partnership.code]),
            nurse.get_absolute_url(),
        ]
        return [client.get(where).content.decode().count("bsent") for where in addresses]

    nurse = partnerships.engagement(partnership, Side.CARE)
    before = pages(cast.nadia())
    build.away(cast.nurse())

    assert pages(cast.nadia()) == before
    mine = cast.signed_in(client, cast.nurse()).get(reverse("support:mine")).content.decode()
    assert "Je suis de retour" in mine


def test_days_of_absence_are_in_order_and_not_over():
    for first, last in ((3, 2), (-5, -1), (0, 800)):
        with pytest.raises(ValidationError):
            build.away(cast.nurse(), first=first, last=last)
    assert not Absence.objects.exists()
