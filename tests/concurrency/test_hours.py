"""A time confirmed at the instant it is corrected, discussed or confirmed by another: one does it, one is told."""

from __future__ import annotations

import pytest

from reciproque.hours.models import Confirmation, Dispute
from reciproque.hours.queries.confirmed import with_standing
from reciproque.hours.verbs import confirming, disputing
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Contribution
from reciproque.partnerships.verbs import contributions
from tests import cast
from tests.builders import hours as build
from tests.builders import partnerships
from tests.builders.people import NOON

from .racing import one_does, together, told

pytestmark = pytest.mark.django_db(transaction=True)


def travel() -> Contribution:
    return build.travelled(partnerships.engagement(partnerships.begun(), Side.LIVED))


def test_what_is_confirmed_is_what_stood_before_her_eyes_even_when_it_changes_then():
    given = travel()
    nurse, karim = build.other_side(given), build.herself(given)

    outcomes = together(
        lambda: confirming.vouch(given, by=nurse, at=NOON, version=1),
        lambda: contributions.correct(given, by=karim, at=NOON, version=1, minutes=15, on=given.on),
        before="contribution",
    )

    told(outcomes)
    now = with_standing(Contribution.objects.filter(pk=given.pk)).get()
    assert (now.minutes, now.confirmed) == (15, False)
    assert [one.minutes for one in Confirmation.objects.all()] in ([], [60])


def test_two_confirm_for_the_house_at_once_and_it_is_confirmed_once():
    given = travel()
    nurse, nadia = build.other_side(given), cast.actor_of(cast.nadia())

    one_does(
        lambda: confirming.vouch(given, by=nurse, at=NOON, version=1),
        lambda: confirming.vouch(given, by=nadia, at=NOON, version=1),
        before="confirmation",
    )

    assert Confirmation.objects.count() == 1


def test_confirmed_by_one_and_discussed_by_another_at_once_one_of_them_is_told():
    given = travel()
    nurse, nadia = build.other_side(given), cast.actor_of(cast.nadia())

    one_does(
        lambda: confirming.vouch(given, by=nurse, at=NOON, version=1),
        lambda: disputing.dispute(given, by=nadia, at=NOON, version=1, words="Une demi-heure."),
    )

    assert Confirmation.objects.count() + Dispute.objects.count() == 1
