"""Voices and decisions in a browser: usable by everyone, and without JavaScript."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from reciproque.decisions.models import Decision
from reciproque.foundation import clock
from tests import cast
from tests.builders import decisions, voices
from tests.builders import partnerships as build

from .conftest import NARROW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def partnership():
    return build.begun()


@pytest.fixture
def nurse() -> Client:
    return cast.signed_in(Client(), cast.nurse())


def test_every_page_can_be_used_by_everyone_on_a_telephone_at_night(open_window, partnership, nurse):
    waiting = voices.heard(partnership, heard_on=cast.TODAY - timedelta(days=50))
    answered, gone = voices.heard(partnership), voices.withdrawn(voices.heard(partnership))
    voices.replied(answered)
    taken = decisions.decided(partnership, voices=[answered])
    window = open_window(width=NARROW, scheme="dark")
    window.sign_in(nurse)

    for path in (
        reverse("voices:everywhere"),
        reverse("voices:voices", args=[partnership.code]),
        reverse("voices:hear", args=[partnership.code]),
        waiting.get_absolute_url(),
        answered.get_absolute_url(),
        gone.get_absolute_url(),
        reverse("voices:withdrawal", args=[waiting.code]),
        reverse("decisions:everywhere"),
        reverse("decisions:contribution"),
        reverse("decisions:decisions", args=[partnership.code]),
        reverse("decisions:decide", args=[partnership.code]),
        taken.get_absolute_url(),
        reverse("decisions:commitment", args=[taken.commitments.get().code]),
        reverse("decisions:review", args=[taken.reviews.get().code]),
        reverse("decisions:said_and_done", args=[partnership.code]),
    ):
        assert window.visit(path).status == 200, path
        window.examine()


def test_a_decision_is_taken_without_javascript_a_row_at_a_time(open_window, partnership, nurse):
    window = open_window(javascript=False)
    window.sign_in(nurse)
    window.visit(reverse("decisions:decide", args=[partnership.code]))
    page, soon = window.page, clock.today() + timedelta(days=9)

    page.fill("[name=option_1_text]", "Le soir")
    page.get_by_role("button", name="Ajouter une option").click()
    assert page.input_value("[name=option_1_text]") == "Le soir"

    page.fill("[name=title]", "Un atelier le soir")
    page.fill("[name=text]", "Une fois par mois.")
    page.check("[name=degree] >> nth=3")
    page.select_option("[name=option_1_outcome]", "adopted")
    for place, outcome in ((2, "refused"), (3, "adapted")):
        page.fill(f"[name=option_{place}_text]", f"Autre option {place}")
        page.select_option(f"[name=option_{place}_outcome]", outcome)
    page.fill("[name=option_3_reason]", "Une fois sur deux.")
    page.fill("[name=commitment_1_text]", "Réserver la salle")
    page.select_option("[name=commitment_1_owner]", index=1)
    page.fill("[name=commitment_1_due_on]", soon.isoformat())
    page.locator("main form > .button").click()

    assert page.locator(".field.wrong [name=option_2_reason]").count() == 1
    assert page.input_value("[name=option_3_reason]") == "Une fois sur deux."
    assert not Decision.objects.exists()

    page.fill("[name=option_2_reason]", "La salle ferme.")
    page.locator("main form > .button").click()

    taken = Decision.objects.get()
    assert page.url.endswith(taken.get_absolute_url())
    assert [option.text for option in taken.options.all()] == ["Le soir", "Autre option 2", "Autre option 3"]
