"""Every page of the demonstration, as each kind of reader comes to it: usable by everyone, under a strict policy."""

from __future__ import annotations

import re
import threading
from itertools import cycle

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation
from pytest_django.live_server_helper import LiveServer

from reciproque.foundation import clock, guard
from reciproque.people.models import Membership
from reciproque.web.demonstration import furnish
from reciproque.web.demonstration.life import Story
from tests import cast
from tests.authz import matrix
from tests.builders.people import installation

from . import situations
from .conftest import NARROW, WIDE, windows
from .walk import Markup, Opened, Reader, Walk

pytestmark = pytest.mark.django_db

VISITOR = Reader()
COORDINATOR = Reader("nadia", "coordinator")
PARTNER = Reader("karim", "partner")
PROFESSIONAL = Reader("solene", "professional")
READERS = (
    VISITOR,
    COORDINATOR,
    PARTNER,
    PROFESSIONAL,
    Reader("paul", "representative"),
    Reader("ines", "institution"),
)
FROM_LETTERS = (
    *("account_reset_password_done", "account_reset_password_from_key_done", "account_inactive"),
    *("account_email_verification_sent", "account_signup"),
)
"""Pages a visitor comes to after a form or from a letter."""
OF_KEYS = (
    *("mfa_list_webauthn", "mfa_view_recovery_codes", "mfa_deactivate_totp", "mfa_download_recovery_codes"),
    *("account_logout", "account_change_password"),
)
"""Pages of someone who keeps second factors."""
ELSEWHERE = {
    "account_reauthenticate": "asks for a password, which nobody has here",
    "mfa_reauthenticate": "asks for a second factor again",
    "mfa_authenticate": "stands between a password and a second factor",
    "mfa_login_webauthn": "answers a script",
    "mfa_reauthenticate_webauthn": "needs a key",
    "mfa_edit_webauthn": "needs a key",
    "mfa_remove_webauthn": "needs a key",
    "partnerships:next_round": "no round is ever missing while a partnership lives",
    "exchange:held_lines": "nobody claimed what an import would change",
    "badges:document": "for machines",
    "badges:list": "for machines",
    "alive": "for machines",
    "ready": "for machines",
}
"""Pages that no walk through the demonstration leads to, and why."""
STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "manifest-src": "'self'",
}
SEALED = {"sandbox": "", "default-src": "'none'"}
"""The policy of a file that is made for printing: it may load nothing at all."""
LISTEN = """
    window.refused = [];
    document.addEventListener("securitypolicyviolation",
        (event) => refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
FIND = """
    async (only) => {
        const asked = only ? {runOnly: {type: "rule", values: only}} : {};
        const found = (await axe.run(document, {resultTypes: ["violations"], ...asked})).violations;
        const wide = document.documentElement.scrollWidth;
        return [
            ...found.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`),
            ...refused.map((one) => `refused by the policy: ${one}`),
            ...(wide > innerWidth ? [`${wide} px wide in a window of ${innerWidth} px`] : []),
        ];
    }
"""


@pytest.fixture(scope="module")
def furnished(django_db_setup, django_db_blocker):
    """The demonstration and what it lacks, for the whole file; the addresses that nothing links to, by reader."""
    now = clock.now()
    with django_db_blocker.unblock(), override_settings(DEMO=True), translation.override("fr"):
        with transaction.atomic():
            installation()
            furnish(now=now)
            paths = situations.add(Story(now, "fr"))
        yield paths
        with guard.upkeep("tables emptied after a test"):
            call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="module")
def walk(furnished) -> Walk:
    walked = Walk()
    more = {
        VISITOR: [
            *map(reverse, FROM_LETTERS),
            reverse("account_confirm_email", args=["perdue"]),
            reverse("account_reset_password_from_key", args=["1", "perdue"]),
        ],
        PARTNER: [*map(reverse, OF_KEYS)],
    }
    for reader in READERS:
        walked.by(reader, start=["/", *more.get(reader, ()), *furnished.get(reader.name, ())])
    return walked


@pytest.fixture(scope="module")
def address(furnished):
    """Where the product answers, with the demonstration in it."""
    if connection.vendor != "sqlite":
        pytest.skip("the server of this test shares the connection of the test, which SQLite alone allows")
    server = LiveServer("localhost")
    yield server.url
    for (
        answering
    ) in threading.enumerate():  # each holds the connection of the test until its window is closed
        if "process_request_thread" in answering.name:
            answering.join(timeout=10)
    server.stop()


@pytest.fixture
def open_demo(chromium, address):
    """Opens windows on the demonstration; nothing moves in them, so that a colour is read when it has settled."""
    with windows(chromium, address) as open_:

        def still(**looks):
            window = open_(**looks)
            window.page.emulate_media(reduced_motion="reduce")
            window.page.add_init_script(LISTEN)
            return window

        yield still


# --- the walk leaves nothing out ------------------------------------------------------------------
def test_every_kind_of_reader_walks(furnished):
    held = set(Membership.objects.values_list("role", flat=True))

    assert held - {reader.hat for reader in READERS} == set()


def test_no_page_is_left_out_of_the_walk(walk):
    asked_for = {line.route for line in matrix.lines() if line.method == "GET"}
    named = {route.name for route in matrix.routes()}
    libraries = {name for name in named if name.startswith(("account_", "mfa_", "usersessions_"))}
    seen = {one.sight for one in walk.opened}

    assert (asked_for | libraries) - seen - set(ELSEWHERE) == set()
    assert set(ELSEWHERE) & seen == set()


def test_no_link_leads_to_a_refusal(walk):
    refused = [f"{one}: {one.response.status_code}" for one in walk.opened if one.response.status_code >= 400]

    assert refused == []


# --- a strict policy, and nothing that would need a looser one ------------------------------------
def faults(response: HttpResponse) -> list[str]:
    """What a response lacks of the policy, and what its page holds that the policy would refuse."""
    policy = response.headers.get("Content-Security-Policy", "")
    said = {
        name: value for name, _space, value in (part.strip().partition(" ") for part in policy.split(";"))
    }
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    wrong = [] if said == STRICT or (said == SEALED and not is_page) else [f"policy: {policy or 'none'}"]
    return wrong + (Markup(response.content.decode()).inline if is_page else [])


def test_no_page_or_file_of_the_walk_holds_or_allows_an_inline_script_or_style(walk):
    assert {str(one): faults(one.response) for one in walk.opened if faults(one.response)} == {}
    assert any(one.markup is None and one.response.status_code == 200 for one in walk.opened)


@pytest.mark.parametrize(
    ("html", "inline"),
    [
        ('<p style="color:red">', ["p style"]),
        ('<body onload="x()">', ["body onload"]),
        ("<style>p{}</style>", ["style"]),
        ("<script>x()</script>", ["script"]),
        ('<a href="javascript:x()">', ["a javascript:x()"]),
        ('<script src="/x.js"></script><script type="application/json">{}</script>', []),
    ],
)
def test_what_is_inline_is_seen(html, inline):
    assert Markup(html).inline == inline


def test_every_address_answers_under_the_policy_whatever_it_answers(walk):
    """Each route asked by each method, by a visitor and by someone, for what does not exist."""
    clients = {"visitor": VISITOR.client(), "partner": PARTNER.client()}
    answered, wrong = set(), {}
    for route in matrix.routes():
        url = reverse(route.name, kwargs=matrix.nowhere(route) | ({"pk": 999} if "pk" in route.takes else {}))
        for who, client in clients.items():
            for method in ("get", "post", "delete"):
                if (who, method) == ("partner", "post") and not route.takes:
                    continue  # the forms of a reader are sent by another test
                response = getattr(client, method)(url)
                answered.add(response.status_code)
                if faults(response):
                    wrong[f"{method} {url}"] = faults(response)

    assert wrong == {}
    assert answered >= {200, 302, 403, 404, 405}


def test_every_form_sent_empty_answers_under_the_policy(walk):
    forms = {}
    for one in walk.pages:
        for form in one.markup.forms:
            if form["method"] == "post" and one.reader in (COORDINATOR, PARTNER, PROFESSIONAL):
                forms.setdefault(
                    re.sub(r"[A-Z0-9]{10}", "…", form["action"] or one.path), (one, form["action"])
                )
    answered, wrong = set(), {}
    for one, action in forms.values():
        with transaction.atomic():
            response = one.reader.client().post(action or one.path, {"cle": cast.form_key()})
            transaction.set_rollback(True)
        answered.add(response.status_code)
        if faults(response):
            wrong[str(one)] = faults(response)

    assert wrong == {}
    assert answered >= {302, 422}


@pytest.mark.urls("tests.browser.pages")
def test_what_cannot_be_read_or_breaks_is_said_under_the_policy(furnished):
    stranger = Client(enforce_csrf_checks=True, raise_request_exception=False)
    heavy = {"text": "x" * 3_000_000}
    answers = {
        400: stranger.get("/", headers={"host": "ailleurs.example.org"}),
        403: stranger.post(reverse("account_login"), {"login": "nadia"}),
        404: stranger.get("/nulle-part/"),
        405: Client().post(reverse("web:sources")),
        413: Client(raise_request_exception=False).post(reverse("account_login"), heavy),
        500: stranger.get("/casse/"),
    }

    assert {status: answer.status_code for status, answer in answers.items()} == {s: s for s in answers}
    assert {status: faults(answer) for status, answer in answers.items() if faults(answer)} == {}


# --- without a script, and by the keyboard --------------------------------------------------------
NEEDS_A_SCRIPT = {"mfa_add_webauthn"}
"""Keys speak to the page through a script; the page says so, and that printed codes need none."""


def test_every_form_can_be_sent_where_no_script_runs(walk):
    stuck = {}
    for one in walk.pages:
        for form in one.markup.forms:
            signed = form["method"] == "get" or "csrfmiddlewaretoken" in form["fields"]
            if not (form["sends"] and signed) and one.sight not in NEEDS_A_SCRIPT:
                stuck[str(one)] = form
        if one.markup.dead:
            stuck[str(one)] = one.markup.dead

    assert stuck == {}


def test_the_first_link_of_every_page_skips_to_its_content(walk):
    assert {one.markup.first.get("href") for one in walk.pages} == {"#contenu"}
    assert [str(one) for one in walk.pages if ("main", "contenu", "-1") not in one.markup.targets] == []


@pytest.mark.spec("N4")
def test_words_are_sent_and_found_again_without_a_script(open_demo, walk):
    window = open_demo(javascript=False, width=NARROW)
    page = window.page
    window.visit("/")
    page.get_by_role("button", name="Entrer comme Malik Traoré").click()
    page.get_by_role("heading", name="Bonjour Malik").wait_for()

    page.get_by_role("button", name="Plus", exact=True).click()
    page.locator("#suite").get_by_role("link", name="Chercher").click()
    page.fill("main [name=q]", "café")
    page.click("main form button")

    assert page.get_by_role("link", name="Un café, toutes les semaines").is_visible()
    assert window.complaints == []


FOCUSED = """
    () => {
        const one = document.activeElement, look = getComputedStyle(one), place = one.getBoundingClientRect();
        const seen = place.width > 0 && place.height > 0 && place.bottom > 0 && place.top < innerHeight;
        const ringed = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
        return {tag: one.tagName, seen, ringed, html: one.outerHTML.slice(0, 120), href: one.getAttribute("href")};
    }
"""


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_keyboard_reaches_all_that_the_eye_does_and_shows_where_it_is(
    open_demo, furnished, width, scheme
):
    window = open_demo(width=width, scheme=scheme)
    window.sign_in(COORDINATOR.client())
    window.visit("/")
    menu = window.page.locator("nav.menu li:not(.narrow) a" if width == WIDE else "nav.menu a")
    wanted = set(menu.evaluate_all("all => all.map((a) => a.getAttribute('href'))"))

    reached, lost = set(), []
    for _step in range(120):
        window.page.keyboard.press("Tab")
        focused = window.page.evaluate(FOCUSED)
        if focused["tag"] == "BODY":
            break
        if not (focused["seen"] and focused["ringed"]):
            lost.append(focused["html"])
        if "popovertarget" in focused["html"] or focused["tag"] == "SUMMARY":
            window.page.keyboard.press("Enter")
        reached.add(focused["href"])

    assert lost == []
    assert wanted - reached == set()


# --- usable by everyone ---------------------------------------------------------------------------
LOOKED_AT_AGAIN = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"]
"""What another width and another scheme may change; names, roles and structure do not."""


def looked_at(window, pages: list[Opened]) -> dict[str, list[str]]:
    """What is wrong on each page, wide in one scheme then narrow in the other; which first, and which with which,
    takes turns from one page to the next."""
    from axe_playwright_python.base import AXE_SCRIPT

    turns = cycle([((WIDE, "light"), (NARROW, "dark")), ((WIDE, "dark"), (NARROW, "light"))])
    wrong, reader = {}, None
    for one in pages:
        if one.reader != reader:
            window.context.clear_cookies(name=re.compile("session"))
            if one.reader.name:
                window.sign_in(one.reader.client())
            reader = one.reader
        assert window.visit(one.path).status == one.response.status_code, one
        window.page.evaluate(AXE_SCRIPT)
        only = None
        for width, scheme in next(turns):
            window.page.set_viewport_size({"width": width, "height": 800})
            window.page.emulate_media(color_scheme=scheme)
            if found := window.page.evaluate(FIND, only):
                wrong[f"{one}, {width} px, {scheme}"] = found
            only = LOOKED_AT_AGAIN
    return wrong


def test_every_page_can_be_used_by_everyone_in_both_schemes_and_widths(open_demo, walk):
    window = open_demo()

    assert looked_at(window, walk.worth_seeing()) == {}
    assert window.complaints == []


def test_pages_in_english_can_be_used_by_everyone(open_demo, walk):
    homes = [one for one in walk.pages if one.sight == "web:home"]
    others = [one for one in walk.worth_seeing() if one.sight != "web:home"]
    window = open_demo(language="en-GB")

    assert looked_at(window, [*homes, *others[::24]]) == {}
    assert window.page.get_attribute("html", "lang") == "en"
    assert window.complaints == []
