"""Every component of the guide and the frame of every page, seen in a browser."""

from __future__ import annotations

import pytest

from .conftest import NARROW, WIDE

pytestmark = [pytest.mark.urls("tests.browser.pages"), pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_every_component_of_the_guide_can_be_used_by_everyone(open_window, width, scheme):
    window = open_window(width=width, scheme=scheme)

    assert window.visit("/guide/").status == 200

    window.examine()


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_refused_form_says_what_is_wrong_and_takes_the_reader_there(open_window, width):
    window = open_window(width=width)
    window.visit("/fonder/")

    window.page.click("main form .button")
    window.page.wait_for_load_state("networkidle")

    assert window.page.evaluate("document.activeElement.className") == "summary"
    assert window.page.title() == "Erreur · Essai · Réciproque"
    window.examine()
    window.page.click(".summary a >> nth=1")
    assert window.page.evaluate("location.hash") == "#id_level_0"


def test_a_page_is_read_on_the_narrowest_screen_without_scrolling_sideways(open_window):
    window = open_window(width=320, height=256)

    for path in ("/guide/", "/fonder/"):
        window.visit(path)
        window.examine()


def test_on_a_phone_without_javascript_the_whole_menu_and_the_languages_stay_in_reach(open_window):
    window = open_window(width=NARROW, height=740, javascript=False)
    window.visit("/guide/")

    window.page.get_by_role("button", name="Plus", exact=True).click()

    assert window.page.get_by_role("link", name="Mesures").is_visible()
    assert window.page.get_by_role("button", name="English").is_visible()


def test_the_language_is_changed_in_one_click_and_stays(open_window):
    window = open_window()
    window.visit("/guide/?q=abc")

    window.page.get_by_role("button", name="English").click()
    window.page.wait_for_load_state("networkidle")

    assert window.page.url.endswith("/guide/?q=abc")
    assert window.page.get_attribute("html", "lang") == "en"


def test_the_browser_s_language_is_the_first_choice(open_window):
    window = open_window(language="en-GB")

    window.visit("/guide/")

    assert window.page.get_attribute("html", "lang") == "en"


def test_the_keyboard_reaches_the_content_first(open_window):
    window = open_window()
    window.visit("/guide/")

    window.page.keyboard.press("Tab")
    window.page.keyboard.press("Enter")

    assert window.page.evaluate("document.activeElement.id") == "contenu"


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_what_a_finger_must_hit_is_large_enough(open_window, width):
    """44 px, the reach of small buttons included; links within a sentence apart. A mouse is given a closer menu."""
    window = open_window(width=width, finger=True)
    window.visit("/guide/")

    small = window.page.evaluate(
        """() => [...document.querySelectorAll("button, .button, select, .menu a, .tabs a, input:not([type=hidden])")]
            .filter((e) => e.checkVisibility() && !e.closest("label") && !e.matches("button.link"))
            .filter((e) => {
                const reach = getComputedStyle(e, "::after");
                const more = reach.content === '""' ? -2 * parseFloat(reach.top || 0) : 0;
                return e.getBoundingClientRect().height + more < 43.9;
            }).map((e) => e.outerHTML.slice(0, 80))"""
    )

    assert small == []


def test_a_page_that_does_not_exist_says_so_in_the_same_look(open_window):
    window = open_window(width=NARROW)

    assert window.visit("/nulle-part/").status == 404

    assert window.page.get_by_role("heading", level=1).inner_text() == "Page introuvable"
    window.examine()


def test_a_second_click_while_the_first_is_under_way_sends_nothing(open_window):
    window = open_window()
    window.visit("/fonder/")

    held_back = window.page.evaluate(
        """() => {
            const held = [];
            addEventListener("submit", (event) => { held.push(event.defaultPrevented); event.preventDefault(); });
            const button = document.querySelector("main form .button");
            button.click();
            button.click();
            return held;
        }"""
    )

    assert held_back == [False, True]
