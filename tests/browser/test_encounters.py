"""The person's pages in a real browser: a cheap phone, no script, the keyboard, everyone; and nothing left behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.urls import reverse

from reciproque.encounters.models import Encounter
from reciproque.encounters.queries.codes import given_code, own_code
from reciproque.foundation import clock
from tests import cast
from tests.browser.conftest import NARROW, WIDE
from tests.builders import encounters as build

pytestmark = pytest.mark.django_db(transaction=True)
HEAVIEST = 60_000


def come_in(window, encounter: Encounter) -> None:
    code = given_code(encounter) if encounter.own_digest is None else own_code(encounter)
    window.visit(reverse("encounters:door"))
    window.page.fill("[name=code]", code)
    window.page.click("main form button")
    window.page.wait_for_url("**/rencontre/page/**")


@pytest.mark.spec("D21", "J7.AC2")
def test_without_a_script_on_a_telephone_she_writes_opens_and_leaves(open_window):
    encounter = build.begun(clock.now())
    window = open_window(javascript=False, width=NARROW)
    come_in(window, encounter)

    window.page.fill("[name=matters]", "Dormir la nuit")
    window.page.get_by_role("button", name="Écrire sur ma carte").click()
    window.page.get_by_role("button", name="Ouvrir ensemble").click()
    waits = window.page.get_by_text("On attend l’autre").first.is_visible()
    window.page.get_by_role("button", name="Quitter vite").click()

    assert waits
    assert window.page.title() == "Calendrier"
    assert Encounter.objects.get().person_ready_at is not None
    window.page.go_back()
    assert window.page.title() == "Ma page"
    assert window.page.get_by_text("Dormir la nuit").count() == 0
    assert window.complaints == []


@pytest.mark.spec("D21")
def test_the_first_key_of_the_keyboard_leads_to_the_way_out(open_window):
    encounter = build.opened(clock.now())
    window = open_window(width=NARROW)
    come_in(window, encounter)

    window.page.keyboard.press("Tab")
    first = window.page.evaluate("document.activeElement.textContent")
    window.page.keyboard.press("Enter")
    window.page.wait_for_url(f"**{reverse('encounters:month')}")

    assert first == "Quitter vite"


PAGES = {
    "door": build.prepared,
    "link": build.begun,
    "my_encounter": build.prepared,
    "my_together": build.opened,
    "my_decision": lambda at: build.decided(at=at),
    "my_after": lambda at: build.closed(at=at),
    "my_erasure": build.kept,
    "month": build.prepared,
}


@pytest.mark.spec("D21")
@pytest.mark.parametrize("language", ["fr-FR", "en-GB"])
def test_her_pages_are_used_by_everyone_and_weigh_little(open_window, language):
    wide, narrow = open_window(language=language), open_window(language=language, width=NARROW, scheme="dark")
    sheet = Path(find("foundation/reciproque.css")).stat().st_size
    for name, made in PAGES.items():
        encounter = made(clock.now())
        for window in (wide, narrow):
            if name not in ("door", "link", "month"):
                come_in(window, build.fresh(encounter))
            path = reverse(f"encounters:{name}", args=["ABC-DEF"] if name == "link" else [])
            answer = window.visit(path)
            assert answer.url == window.address + path
            window.examine()
            assert len(answer.body()) + sheet < HEAVIEST, name


@pytest.mark.spec("D21")
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_pages_of_the_professional_are_used_by_everyone(open_window, client, width):
    now = clock.now()
    made = {
        "encounter": build.begun(now),
        "typing": build.begun(now),
        "together": build.opened(now),
        "decision": build.decided(at=now),
        "after": build.kept(now),
    }
    window = open_window(width=width)
    window.sign_in(cast.signed_in(client, cast.morvan()))

    for name in ("encounters", "joining", "counts"):
        window.visit(reverse(f"encounters:{name}"))
        window.examine()
    for name, encounter in made.items():
        answer = window.visit(reverse(f"encounters:{name}", args=[encounter.code]))
        assert answer.url == window.address + reverse(f"encounters:{name}", args=[encounter.code])
        window.examine()
