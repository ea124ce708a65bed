"""Users, representatives, trained partners: three positions, counted apart, and a collective voice always named."""

import pytest
import time_machine
from django.urls import reverse

from reciproque.partnerships.rules.composition import composition
from reciproque.people.kinds import Role
from tests import cast
from tests.builders import decisions, interventions, voices
from tests.builders import partnerships as build

NOON = cast.NOON
pytestmark = pytest.mark.django_db
ALONE = "les patients partenaires ne parlent pas à leur place"


def people_page(client, partnership) -> str:
    cast.signed_in(client, cast.nadia())
    with time_machine.travel(NOON):
        return client.get(reverse("partnerships:people", args=[partnership.code])).content.decode()


@pytest.mark.spec("A1", "S1-102")
def test_each_position_is_counted_by_itself_and_a_person_once():
    parts = composition([Role.PARTNER, Role.PARTNER, Role.REPRESENTATIVE, Role.PROFESSIONAL]).parts

    assert [(part.role, part.people) for part in parts] == [
        (Role.USER, 0),
        (Role.REPRESENTATIVE, 1),
        (Role.PARTNER, 2),
    ]


@pytest.mark.spec("S1-102")
def test_trained_partners_alone_are_no_alibi_for_absent_users(client):
    partnership = build.begun()

    before = people_page(client, partnership)
    interventions.engaged(partnership, cast.paul())
    after = people_page(client, partnership)

    assert ALONE in before
    assert ALONE not in after


@pytest.mark.spec("A1", "S1-102", "S1-103")
def test_what_a_representative_carries_says_in_whose_name(client):
    partnership = build.begun()
    paul = interventions.engaged(partnership, cast.paul())
    first, *others = decisions.options(partnership)
    taken = decisions.decided(
        partnership, options=[first, *(type(one)(one.text, one.outcome, paul, one.reason) for one in others)]
    )
    voice = voices.heard(partnership)
    voices.replied(voice, by=build.actor_for(paul))
    cast.signed_in(client, cast.nadia())

    with time_machine.travel(NOON):
        pages = [
            client.get(reverse("decisions:decision", args=[taken.code])).content.decode(),
            client.get(reverse("voices:voice", args=[voice.code])).content.decode(),
            client.get(reverse("decisions:said_and_done", args=[partnership.code])).content.decode(),
        ]

    assert ["Représentant des usagers, au nom de Passerelle Santé" in page for page in pages] == [True] * 3
