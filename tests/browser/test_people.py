"""Pages of people in a real browser: passkeys under the content policy, every page fit for everyone."""

import pytest
from django.test import Client
from django.urls import reverse

from reciproque.people import queries, verbs
from reciproque.people.kinds import Role
from tests import cast
from tests.browser.conftest import NARROW
from tests.builders import people as build

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "une rivière et deux ponts"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def hold_a_key(window) -> None:
    """The browser answers as if its owner held a passkey and touched it."""
    devices = window.context.new_cdp_session(window.page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def fill_in(window, **fields) -> None:
    for name, value in fields.items():
        window.page.fill(f"[name={name}]", value)


def test_a_passkey_opens_the_hat_of_a_coordinator_and_then_the_door(open_window):
    nadia = cast.nadia()
    nadia.account.set_password(PASSWORD)
    nadia.account.save()
    window = open_window()
    hold_a_key(window)
    window.visit(reverse("account_login"))
    fill_in(window, login="nadia.berthier", password=PASSWORD)
    window.page.click("main form.card button[type=submit]")
    window.page.wait_for_url("**/compte/second-facteur/")

    window.visit(reverse("mfa_add_webauthn"))
    window.page.click("#mfa_webauthn_add")
    window.page.wait_for_url("**/compte/second-facteur/codes/")

    assert "Coordinatrice du partenariat" in window.page.inner_text(".side")
    window.context.clear_cookies()
    window.visit(reverse("account_login"))
    window.page.click("#passkey_login")
    window.page.wait_for_url(f"{window.address}/")
    assert "Coordinatrice du partenariat" in window.page.inner_text(".side")
    assert window.complaints == []


def test_without_javascript_the_door_opens_by_a_password_and_shows_no_dead_button(open_window):
    karim = cast.karim()
    karim.account.set_password(PASSWORD)
    karim.account.save()
    window = open_window(javascript=False, width=NARROW)
    window.visit(reverse("account_login"))

    seen = window.page.is_visible("#passkey_login")
    fill_in(window, login="karim.sow", password=PASSWORD)
    window.page.click("main form.card button[type=submit]")
    window.page.wait_for_url(f"{window.address}/")

    assert seen is False


def test_every_page_of_people_is_fit_for_everyone_on_a_telephone_at_night(open_window):
    nadia, karim, chu = cast.nadia(), cast.karim(), cast.chu()
    cast.paul(), cast.lucie()
    build.member(cast.msp(), nadia, Role.PROFESSIONAL)
    offer = build.invitation(chu, by=cast.actor_of(nadia), role=Role.PARTNER)
    given = verbs.issue(karim, by=cast.actor_of(nadia), at=cast.NOON)
    client = cast.signed_in(Client(), nadia, hat=chu)
    window = open_window(width=NARROW, scheme="dark")
    doors = ["account_login", "account_reset_password", "people:new_password", "people:offer_code"]

    for name in doors:
        window.visit(reverse(name))
        window.examine()
    window.visit(reverse("people:offer", args=[queries.secret_of(offer)]))
    window.examine()
    window.sign_in(client)
    for path in (
        reverse("people:me"),
        reverse("people:people"),
        reverse("people:person", args=[karim.code]),
        reverse("people:renewals", args=[karim.code]),
        reverse("people:renewal", args=[given.code]),
        reverse("people:organisations"),
        reverse("people:organisation", args=[chu.code]),
        reverse("people:organisation_add"),
        reverse("people:organisation_facts", args=[chu.code]),
        reverse("people:invitations", args=[chu.code]),
        reverse("people:invitation", args=[offer.code]),
        reverse("people:mandate_add", args=[chu.code]),
        reverse("people:membership_end", args=[karim.memberships.get().code]),
        reverse("people:parameters", args=[chu.code]),
        reverse("people:parameter", args=[chu.code, "people.invitation_days"]),
        *map(
            reverse,
            (
                "mfa_index",
                "mfa_activate_totp",
                "mfa_add_webauthn",
                "mfa_generate_recovery_codes",
                "mfa_list_webauthn",
                "usersessions_list",
                "account_email",
            ),
        ),
    ):
        window.visit(path)
        window.examine()
