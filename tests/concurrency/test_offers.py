"""An invitation, or a code for a new password, serves once, whoever holds it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from reciproque.people import verbs
from reciproque.people.kinds import Role
from reciproque.people.models import Acceptance, Account, Membership, RenewalUse, Revocation
from reciproque.people.queries.offers import secret_of
from tests import cast
from tests.builders import people as build
from tests.builders.people import HOUSE, NOON

from .racing import one_does, same_browser, together

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "le-cafe-du-jeudi-matin"


def test_an_invitation_taken_up_by_two_at_once_serves_one():
    offer = build.invitation(cast.chu(), means="link")
    visitors = [Client(raise_request_exception=False) for _two in range(2)]

    answers = together(
        *(
            lambda visitor=visitor, name=name: visitor.post(
                reverse("people:acceptance"),
                {
                    "secret": secret_of(offer),
                    "name": name,
                    "username": name,
                    "password": PASSWORD,
                    "zone": "Europe/Paris",
                    "cle": cast.form_key(),
                },
            )
            for visitor, name in zip(visitors, ("yann.kerbrat", "quelquun.dautre"), strict=True)
        ),
        before="(?:account|acceptance)",
    )

    statuses = sorted(answer.status_code for answer in answers)
    assert statuses[0] == 302
    assert statuses[1] in {403, 409, 410, 422}
    assert (Acceptance.objects.count(), Account.objects.count(), Membership.objects.count()) == (1, 1, 1)


def test_the_same_acceptance_sent_twice_opens_one_account_and_both_come_in():
    offer = build.invitation(cast.chu(), means="link")
    visitor = Client()
    sent = {
        "secret": secret_of(offer),
        "name": "Yann Kerbrat",
        "username": "yann.kerbrat",
        "password": PASSWORD,
        "zone": "Europe/Paris",
        "cle": cast.form_key(),
    }

    tabs = [same_browser(visitor), same_browser(visitor)]

    answers = together(
        *(lambda tab=tab: tab.post(reverse("people:acceptance"), sent) for tab in tabs),
        before="(?:account|acceptance)",
    )

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, "/")] * 2
    assert (Acceptance.objects.count(), Account.objects.count()) == (1, 1)


def test_an_invitation_is_taken_up_or_taken_back():
    cast.nadia()
    offer = build.invitation(cast.chu(), role=Role.PROFESSIONAL)
    lucie = cast.lucie()

    one_does(
        lambda: verbs.accept(offer, by=cast.actor_of(lucie), at=NOON),
        lambda: verbs.revoke(offer, by=cast.actor_of(cast.nadia()), at=NOON),
        before="(?:acceptance|revocation|membership|person)",
    )

    assert Acceptance.objects.count() + Revocation.objects.count() == 1


def test_somebody_joins_once_in_a_position():
    lucie, msp = cast.lucie(), cast.msp()

    one_does(
        *(lambda: build.member(msp, lucie, Role.PROFESSIONAL) for _once in range(2)), before="membership"
    )

    assert Membership.objects.filter(organisation=msp, person=lucie).count() == 1


def test_a_code_for_a_new_password_serves_once():
    karim = cast.karim()
    code = verbs.issue(karim, by=HOUSE, at=NOON)

    one_does(
        *(
            lambda by=by: verbs.renew_password(code, by=by, at=NOON, password=PASSWORD)
            for by in (cast.actor_of(karim), cast.actor_of(karim))
        ),
        before="(?:account|renewaluse)",
    )

    assert RenewalUse.objects.count() == 1
