"""Pathways in a browser: usable by everyone, read aloud where the browser can, whole without JavaScript."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.builders import pathways as build

from .conftest import NARROW

pytestmark = pytest.mark.django_db(transaction=True)
LISTENING = """
    window.heard = [];
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    Object.defineProperty(window, "speechSynthesis", {value: {
        speak: (said) => heard.push([said.text, said.lang]), cancel: () => heard.push("silence"),
    }});
"""
MUTE = 'Object.defineProperty(window, "speechSynthesis", {value: undefined});'


@pytest.fixture
def karim() -> Client:
    return cast.signed_in(Client(), cast.karim())


def opened(open_window, client, **how):
    window = open_window(**how)
    window.sign_in(client)
    return window


def test_every_page_can_be_used_by_everyone_on_a_telephone_at_night(open_window, karim):
    pathway, draft = build.published(), build.adopted(build.MEDIATION)
    step = build.draft(draft).steps.first()
    window = opened(open_window, karim, width=NARROW, scheme="dark")

    for path in (
        reverse("pathways:pathways"),
        pathway.get_absolute_url(),
        pathway.get_absolute_url() + "?langue=facile&pour=sans-papiers&neutre=1",
        reverse("pathways:history", args=[pathway.code]),
        reverse("pathways:draft", args=[draft.code]),
        reverse("pathways:reading", args=[draft.code]),
        reverse("pathways:step", args=[draft.code, step.code, "facile"]),
        reverse("pathways:variation", args=[draft.code, step.code, "fr"]),
        reverse("pathways:new_step", args=[draft.code]),
        reverse("pathways:from_file"),
        reverse("pathways:model", args=[build.HEPATITIS]),
    ):
        assert window.visit(path).status == 200, path
        window.examine()


@pytest.mark.spec("D1", "J6.AC1")
def test_a_step_is_read_aloud_as_it_is_shown_in_its_own_language(open_window, karim):
    pathway = build.published()
    window = opened(open_window, karim, width=NARROW)
    window.context.add_init_script(LISTENING)
    window.visit(pathway.get_absolute_url() + "?langue=en")

    window.page.get_by_role("button", name="Read aloud").nth(4).click()
    heard = window.page.evaluate("heard")

    shown = window.page.locator("#etape-5").inner_text()
    assert heard == ["silence", [shown, "en"]]
    assert "Coffee, something to eat." in shown
    window.page.get_by_role("button", name="Read aloud").nth(4).click()
    assert window.page.evaluate("heard.length") == 3


@pytest.mark.spec("D1", "J6.AC1")
@pytest.mark.parametrize("javascript", [True, False])
def test_no_button_speaks_where_the_browser_cannot(open_window, karim, javascript):
    pathway = build.published()
    window = opened(open_window, karim, javascript=javascript)
    window.context.add_init_script(MUTE)

    window.visit(pathway.get_absolute_url())

    assert window.page.locator("button[data-aloud]:visible").count() == 0
    assert window.page.locator("#etape-5").inner_text().startswith("Café et échange avec un partenaire")
