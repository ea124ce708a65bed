"""Signing in, the strength of a session, its end, hats that never add up, and what nobody learns from the doors."""

import re
from datetime import time, timedelta
from html import unescape

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from reciproque.foundation import clock, outbox
from reciproque.foundation.models import Message
from reciproque.people import queries, verbs
from reciproque.people.kinds import Role
from reciproque.people.models import Account, Person
from tests import cast
from tests.builders import partnerships
from tests.builders import people as build

pytestmark = pytest.mark.django_db
PASSWORD = "une rivière et deux ponts"
LOGIN = "/compte/connexion/"


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(cast.NOON, tick=False) as hands:
        yield hands


def with_password(person: Person, *, email: str = "") -> Person:
    """The same person, with a password, and an address shown to be hers."""
    account = person.account
    account.set_password(PASSWORD)
    account.email = email or None
    account.save()
    if email:
        EmailAddress.objects.create(user=account, email=email, verified=True, primary=True)
    return person


def sign_in(client, login: str, password: str = PASSWORD, **more):
    return client.post(LOGIN, {"login": login, "password": password, **more})


def worn(client) -> str:
    return client.get(reverse("people:me")).wsgi_request.actor.role


# --- the door -------------------------------------------------------------------------------------
@pytest.mark.parametrize("login", ["karim.sow", "Karim.Sow", "karim@example.org", "KARIM@example.org"])
def test_one_signs_in_by_name_or_by_address(client, login):
    with_password(cast.karim(), email="karim@example.org")

    answer = sign_in(client, login)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert worn(client) == Role.PARTNER


def test_signing_in_changes_the_name_of_the_session(client):
    with_password(cast.karim())
    client.get(LOGIN)
    client.session.save()
    before = client.session.session_key

    sign_in(client, "karim.sow")

    assert client.session.session_key != before


def masked(answer) -> tuple[int, str]:
    """What a stranger reads, without the form's own tokens and without what she typed."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    return answer.status_code, re.sub(r'name="(login|email)" value="[^"]*"', "", body)


@pytest.mark.parametrize(
    ("known", "unknown"), [("karim.sow", "nobody.here"), ("karim@example.org", "nobody@example.org")]
)
def test_a_wrong_password_and_an_unknown_name_are_answered_alike(client, known, unknown):
    with_password(cast.karim(), email="karim@example.org")

    answers = [masked(sign_in(client, login, "not the one at all")) for login in (known, unknown)]

    assert answers[0] == answers[1]
    assert answers[0][0] == 422


def test_an_unknown_name_costs_the_same_hash_as_a_known_one(client, monkeypatch):
    with_password(cast.karim())
    hashed = []
    from django.contrib.auth.hashers import MD5PasswordHasher

    real = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *args: hashed.append(1) or real(self, *args)
    )

    counts = []
    for login in ("karim.sow", "nobody.here"):
        hashed.clear()
        sign_in(client, login, "not the one at all")
        counts.append(len(hashed))

    assert counts == [1, 1]


def test_a_forgotten_password_is_answered_alike_whether_the_address_is_known_or_not(client):
    with_password(cast.karim(), email="karim@example.org")
    address = reverse("account_reset_password")

    answers = [client.post(address, {"email": f"{who}@example.org"}) for who in ("karim", "nobody")]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (302, reverse("account_reset_password_done"))
    ] * 2
    assert Message.objects.count() == 2
    outbox.send_due(at=cast.NOON)
    assert [letter.to for letter in mail.outbox] == [["karim@example.org"]]


def test_a_password_asked_for_more_than_a_day_ago_is_not_answered_any_more(client):
    with_password(cast.karim(), email="karim@example.org")
    client.post(reverse("account_reset_password"), {"email": "karim@example.org"})
    asked_at = Message.objects.get().first_due_at

    outbox.send_due(at=asked_at + timedelta(days=1, minutes=1))

    assert (mail.outbox, Message.objects.get().outcome) == ([], "not_needed")


def test_the_letter_of_a_forgotten_password_opens_a_form_once(client):
    with_password(cast.karim(), email="karim@example.org")
    client.post(reverse("account_reset_password"), {"email": "karim@example.org"})
    outbox.send_due(at=cast.NOON)
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]

    form = client.get(link, follow=True)
    done = client.post(
        form.redirect_chain[-1][0],
        {"password1": "trois ponts et un bac", "password2": "trois ponts et un bac"},
    )

    assert done["Location"] == reverse("account_reset_password_from_key_done")
    assert sign_in(client, "karim.sow", "trois ponts et un bac")["Location"] == "/"
    client.logout()
    assert "Ce lien ne vaut plus rien" in client.get(link, follow=True).content.decode()


def test_too_many_wrong_passwords_end_in_a_sentence(client):
    with_password(cast.karim())

    said = [sign_in(client, "karim.sow", "not the one").content.decode() for _try in range(6)][-1]

    assert "Trop d’essais. Patientez quelques minutes, puis recommencez." in said
    assert sign_in(client, "karim.sow").status_code == 422


def test_nobody_signs_up_by_herself(client):
    answer = client.post("/compte/inscription/", {"username": "new", "password1": PASSWORD})

    assert answer["Location"] == reverse("people:offer_code")
    assert not Account.objects.filter(username="new").exists()


def test_there_is_no_admin(client):
    cast.signed_in(client, cast.nadia())

    assert client.get("/admin/").status_code == 404
    assert [name for name in settings.INSTALLED_APPS if "admin" in name] == []


def test_a_closed_account_is_out_at_the_next_click(client):
    karim = with_password(cast.karim())
    sign_in(client, "karim.sow")
    Account.objects.filter(pk=karim.account_id).update(is_active=False)

    assert client.get(reverse("people:me"))["Location"] == f"{LOGIN}?next=/moi/"


# --- addresses ------------------------------------------------------------------------------------
def letters() -> list[tuple[str, str]]:
    outbox.send_due(at=clock.now())
    return [(letter.to[0], letter.subject) for letter in mail.outbox]


def test_an_address_counts_once_its_owner_confirmed_it(client):
    with_password(cast.karim())
    sign_in(client, "karim.sow")

    client.post(reverse("account_email"), {"action_add": "", "email": "karim@example.org"})

    assert letters() == [("karim@example.org", "Confirmez votre adresse")]
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    client.post(link)
    assert cast.karim().account.email == "karim@example.org"
    assert "confirmée" in client.get(reverse("account_email")).content.decode()


def test_adding_the_address_of_someone_else_tells_nothing(client):
    with_password(cast.nadia(), email="nadia@example.org")
    with_password(cast.karim())
    sign_in(client, "karim.sow")

    answers = [
        client.post(reverse("account_email"), {"action_add": "", "email": address})
        for address in ("nadia@example.org", "free@example.org")
    ]

    assert [(one.status_code, one["Location"]) for one in answers] == [(302, reverse("account_email"))] * 2
    assert letters() == [
        ("nadia@example.org", "Confirmez votre adresse"),
        ("free@example.org", "Confirmez votre adresse"),
    ]
    client.post(re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1])
    assert (cast.karim().account.email, cast.nadia().account.email) == (None, "nadia@example.org")


def test_a_changed_password_is_told_to_the_address_of_the_account(client):
    with_password(cast.karim(), email="karim@example.org")
    sign_in(client, "karim.sow")

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "trois ponts et un bac", "password2": "trois ponts et un bac"},
    )

    assert letters() == [("karim@example.org", "Un changement sur votre compte")]
    assert "Votre mot de passe vient d’être changé." in mail.outbox[0].body


# --- strength -------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", [cast.nadia, cast.ines])
def test_a_password_alone_does_not_open_a_hat_that_decides_for_others(client, who):
    person = with_password(who())

    answer = sign_in(client, person.account.username)

    page = client.get(answer["Location"]).content.decode()
    assert answer["Location"] == reverse("mfa_index")
    assert "Pourquoi cette page maintenant ?" in page
    assert cast.hat_of(person).label in page
    assert worn(client) == "self"


def test_meeting_people_asks_for_a_second_factor_too(client):
    lucie = with_password(cast.lucie())
    build.member(cast.msp(), lucie, Role.PARTNER, function="Accueil", meets_people=True)

    answer = sign_in(client, "lucie.arnaud")

    assert answer["Location"] == reverse("mfa_index")
    assert worn(client) == Role.PARTNER
    hat = cast.hat_of(lucie, cast.msp())
    assert client.post(reverse("people:hat"), {"chapeau": hat.code})["Location"] == reverse("mfa_index")


def test_an_application_opens_the_hat_at_once_and_is_asked_for_the_next_time(client, at_noon):
    nadia = with_password(cast.nadia())
    sign_in(client, "nadia.berthier")
    client.get(reverse("mfa_activate_totp"))
    secret = client.session[totp.SECRET_SESSION_KEY]

    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})

    assert worn(client) == Role.COORDINATOR
    client.post(reverse("account_logout"))
    assert sign_in(client, "nadia.berthier")["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("people:me")).status_code == 302
    at_noon.shift(60)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert worn(client) == Role.COORDINATOR
    assert Authenticator.objects.get(user=nadia.account, type="totp").data["secret"] != secret


def test_a_code_of_an_application_serves_once(client, at_noon):
    nadia = with_password(cast.nadia())
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(nadia.account, secret)

    for expected in (302, 422):
        sign_in(client, "nadia.berthier")
        answer = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
        assert answer.status_code == expected
        client.logout()


def code_of(secret: str) -> str:
    now = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, now))


def test_a_printed_list_of_codes_is_a_second_factor_for_who_has_no_phone(client):
    nadia = with_password(cast.nadia())
    sign_in(client, "nadia.berthier")

    client.post(reverse("mfa_generate_recovery_codes"))

    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    codes = printed_codes(nadia)
    assert len(codes) == 20
    assert f"{codes[0][:4]} {codes[0][4:]}" in page
    assert worn(client) == "self"
    client.post(reverse("mfa_reauthenticate"), {"code": codes[0]})
    assert worn(client) == Role.COORDINATOR
    client.post(reverse("account_logout"))
    assert sign_in(client, "nadia.berthier")["Location"] == reverse("mfa_authenticate")
    assert client.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 422
    assert client.post(reverse("mfa_authenticate"), {"code": codes[1]})["Location"] == "/"
    assert worn(client) == Role.COORDINATOR


def printed_codes(person: Person) -> list[str]:
    kept = Authenticator.objects.get(user=person.account, type="recovery_codes")
    return RecoveryCodes(kept).generate_codes()


def test_the_seed_of_printed_codes_is_unreadable_in_the_tables():
    nadia = cast.nadia()
    codes = RecoveryCodes.activate(nadia.account).generate_codes()

    kept = str(Authenticator.objects.values().get())

    assert [code for code in codes if code in kept] == []
    assert printed_codes(nadia) == codes


# --- hats -----------------------------------------------------------------------------------------
@pytest.mark.spec("A1")
def test_rights_never_add_up_across_hats(client):
    lucie = cast.lucie()
    build.member(cast.msp(), lucie, Role.COORDINATOR)
    cast.signed_in(client, lucie, hat=cast.chu())
    msp = reverse("people:invitations", args=[cast.msp().code])
    karim = cast.karim().get_absolute_url()
    as_partner = (client.get(msp).status_code, client.get(karim).status_code)

    client.post(reverse("people:hat"), {"chapeau": cast.hat_of(lucie, cast.msp()).code})

    as_coordinator = (client.get(msp).status_code, client.get(karim).status_code)
    assert (as_partner, as_coordinator) == ((403, 200), (200, 404))


@pytest.mark.spec("A1")
def test_the_menu_shows_every_hat_and_which_one_is_worn(client):
    lucie = cast.lucie()
    cast.signed_in(client, lucie, hat=cast.chu())

    page = client.get(reverse("people:me")).content.decode()

    for hat in queries.hats_of(lucie, on=cast.TODAY):
        assert f'name="chapeau" value="{hat.code}"' in page
    assert f'value="{cast.hat_of(lucie, cast.chu()).code}" aria-current="true"' in page


def test_a_hat_of_someone_else_cannot_be_worn(client):
    cast.signed_in(client, cast.karim())

    client.post(reverse("people:hat"), {"chapeau": cast.hat_of(cast.nadia()).code})

    assert worn(client) == Role.PARTNER


@pytest.mark.spec("N4")
def test_a_right_ends_at_the_next_click_not_at_the_next_sign_in(client):
    karim = cast.karim()
    cast.signed_in(client, karim)
    assert worn(client) == Role.PARTNER

    verbs.end_membership(
        karim.memberships.get(),
        by=cast.actor_of(cast.nadia()),
        at=cast.NOON,
        ends_on=cast.TODAY - timedelta(days=1),
    )

    assert worn(client) == "self"


def test_a_mandate_is_gone_the_minute_after_its_last_day_in_one_s_own_zone(client, at_noon):
    paul = cast.paul()
    at_noon.move_to(clock.instant(cast.TODAY, time(23, 55), "Europe/Paris"))
    cast.signed_in(client, paul)
    verbs.end_mandate(paul.mandates.get(), by=cast.actor_of(paul), at=cast.NOON, ends_on=cast.TODAY)

    before = worn(client)
    at_noon.shift(timedelta(minutes=6))

    assert (before, worn(client)) == (Role.REPRESENTATIVE, "self")


def test_a_refusal_offers_the_hat_under_which_the_act_is_allowed_and_comes_back(client):
    partnership = partnerships.begun()
    karim = cast.karim()
    build.member(cast.msp(), karim)
    cast.signed_in(client, karim, cast.msp())
    address = reverse("partnerships:new_need", args=[partnership.code])

    refused = client.get(address)
    page = refused.content.decode()
    offered = re.findall(r'name="chapeau" value="([^"]+)">Continuer comme ([^<]+)<', page)
    assert (refused.status_code, [label for _code, label in offered]) == (
        403,
        ["Patient partenaire · CHU des Deux-Rives"],
    )

    worn_now = client.post(reverse("people:hat"), {"chapeau": offered[0][0], "suite": address})
    assert worn_now["Location"] == address
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example.org/", "//elsewhere.example.org/", "javascript:1", ""]
)
def test_a_change_of_hat_leads_nowhere_else(client, elsewhere):
    cast.signed_in(client, cast.nadia())
    hat = cast.hat_of(cast.nadia()).code

    assert client.post(reverse("people:hat"), {"chapeau": hat, "suite": elsewhere})["Location"] == "/"


# --- the end of a session -------------------------------------------------------------------------
def test_an_idle_session_ends_and_says_so(client, at_noon):
    cast.signed_in(client, cast.karim())
    client.get(reverse("people:me"))
    at_noon.shift(timedelta(minutes=14))
    assert client.get(reverse("people:me")).status_code == 200
    at_noon.shift(timedelta(minutes=16))

    answer = client.get(reverse("people:me"), follow=True)

    assert answer.redirect_chain == [(f"{LOGIN}?next=/moi/", 302)]
    assert "Votre session a pris fin" in answer.content.decode()


def hidden(answer) -> dict[str, str]:
    """The hidden fields of the last form of a page, by name."""
    form = answer.content.decode().rpartition('<form class="stack"')[2].partition("</form>")[0]
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in found}


def test_what_is_sent_after_the_session_ended_is_given_back_and_goes_through_once_signed_in_again(at_noon):
    partnership = partnerships.begun()
    browser = cast.signed_in(Client(enforce_csrf_checks=True), with_password(cast.karim()))
    address = reverse("partnerships:new_need", args=[partnership.code])
    page = browser.get(address).content.decode()
    typed = {
        "text": "Un besoin « long »,\nen deux lignes",
        "knowledge": "experientiel",
        "cle": cast.form_key(),
    }
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', page)[1]
    here = {"origin": "http://testserver"}
    at_noon.shift(timedelta(minutes=16))

    late = browser.post(address, typed | {"csrfmiddlewaretoken": token}, headers=here)
    assert late.status_code == 403
    assert "Rien n’est perdu" in late.content.decode()
    assert "<p>Un besoin « long »,<br>en deux lignes</p>" in late.content.decode()

    again = hidden(late)
    door = re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', browser.get(LOGIN).content.decode())[1]
    sign_in(browser, cast.karim().account.username, csrfmiddlewaretoken=door)
    stale = browser.post(address, again, headers=here)  # the door gave another token: one more click
    sent = browser.post(address, hidden(stale), headers=here)
    assert {name: again[name] for name in typed} == typed
    assert (sent.status_code, partnership.needs.filter(text__startswith="Un besoin «").count()) == (302, 1)


def test_a_form_that_comes_from_another_site_is_given_back_to_nobody():
    browser = cast.signed_in(Client(enforce_csrf_checks=True), cast.karim())

    forged = browser.post(
        reverse("people:me"), {"name": "Un autre nom"}, headers={"origin": "https://elsewhere.example.org"}
    )

    assert forged.status_code == 403
    assert "Un autre nom" not in forged.content.decode()


def test_neither_password_nor_code_is_shown_again(client):
    late = client.post(
        reverse("people:me"), {"name": "Karim", "password1": "secret", "code": "123456", "postcode": "35000"}
    )

    assert hidden(late) == {"name": "Karim", "postcode": "35000"} | {
        name: value for name, value in hidden(late).items() if name == "csrfmiddlewaretoken"
    }
    assert "secret" not in late.content.decode()
    assert "123456" not in late.content.decode()


def test_a_busy_session_ends_after_ten_hours(client, at_noon):
    cast.signed_in(client, cast.karim())

    answers = []
    for _quarter in range(4 * 10 + 1):
        answers.append(client.get(reverse("people:me")).status_code)
        at_noon.shift(timedelta(minutes=14, seconds=59))
    at_noon.shift(timedelta(minutes=1))
    answers.append(client.get(reverse("people:me")).status_code)

    assert answers[-1] == 302
    assert answers[:40] == [200] * 40


def test_one_closes_a_session_from_another(client, client_of):
    with_password(cast.karim())
    there = client_of()
    for one in (client, there):
        sign_in(one, "karim.sow")
    mine = queries.open_sessions(cast.karim().account, at=cast.NOON)

    other = next(one for one in mine if one.session_key == there.session.session_key)
    client.post(reverse("usersessions_list"), {"session": other.pk})

    assert len(mine) == 2
    assert there.get(reverse("people:me")).status_code == 302
    assert client.get(reverse("people:me")).status_code == 200


def test_nobody_closes_the_session_of_someone_else(client, client_of):
    with_password(cast.karim())
    there = client_of()
    sign_in(there, "karim.sow")
    (his,) = queries.open_sessions(cast.karim().account, at=cast.NOON)
    cast.signed_in(client, cast.nadia())

    client.post(reverse("usersessions_list"), {"session": his.pk})

    assert there.get(reverse("people:me")).status_code == 200


@pytest.fixture
def client_of():
    from django.test import Client

    return Client


def test_a_new_password_closes_the_other_sessions(client, client_of):
    with_password(cast.karim())
    there = client_of()
    for one in (client, there):
        sign_in(one, "karim.sow")

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "trois ponts et un bac", "password2": "trois ponts et un bac"},
    )

    assert client.get(reverse("people:me")).status_code == 200
    assert there.get(reverse("people:me")).status_code == 302


# --- once more before a sensitive act -------------------------------------------------------------
def test_taking_one_s_data_out_asks_who_is_there_once_more(client, at_noon):
    with_password(cast.karim())
    sign_in(client, "karim.sow")
    at_noon.shift(timedelta(minutes=6))

    asked = client.get(reverse("people:my_data"))
    given = client.post(asked["Location"], {"password": PASSWORD, "next": "/moi/donnees/"}, follow=True)

    assert asked["Location"] == "/compte/confirmation/?next=%2Fmoi%2Fdonnees%2F"
    assert given.json()["person"]["name"] == "Karim Sow"


def test_a_form_sent_too_late_asks_for_the_password_and_loses_nothing(client, at_noon):
    nadia = with_password(cast.nadia())
    codes = RecoveryCodes.activate(nadia.account).generate_codes()
    sign_in(client, "nadia.berthier")
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    address = reverse("people:invitations", args=[cast.chu().code])
    sent = {
        "cle": cast.form_key(),
        "name": "Yann Kerbrat",
        "role": "professional",
        "means": "paper",
        "language": "fr",
    }
    at_noon.shift(timedelta(minutes=6))

    asked = client.post(address, sent)
    wrong = client.post(address, sent | {"preuve": "not the one"})
    right = client.post(address, sent | {"preuve": PASSWORD})

    assert (asked.status_code, wrong.status_code, right.status_code) == (200, 422, 302)
    assert 'name="name" value="Yann Kerbrat"' in asked.content.decode()
    assert "Ce n’est pas le bon mot de passe." in wrong.content.decode()
    assert cast.chu().invitations.get().name == "Yann Kerbrat"


# --- the demonstration ----------------------------------------------------------------------------
def test_one_click_enters_the_demonstration(client, settings):
    settings.DEMO = True
    nadia = cast.nadia()

    answer = client.post(reverse("people:demo_enter", args=[nadia.code]))

    assert answer["Location"] == "/"
    assert worn(client) == Role.COORDINATOR


@pytest.mark.spec("J0")
def test_outside_the_demonstration_nobody_enters_without_a_password(client, settings):
    nadia = cast.nadia()
    address = reverse("people:demo_enter", args=[nadia.code])

    answers = [client.post(address).status_code, client.get(address).status_code]
    settings.DEMO = True
    with_password(nadia)
    answers.append(client.post(address).status_code)

    assert answers == [404, 404, 404]


def test_the_people_of_the_demonstration_come_with_their_line(client):
    cast.nadia(), cast.paul(), with_password(cast.karim())

    assert [(who.name, who.demo_line, who.demo_voice) for who in queries.demo_people()] == [
        ("Nadia Berthier", "Coordinatrice du partenariat · CHU des Deux-Rives", "institution"),
        ("Paul Ménard", "Représentant des usagers · Passerelle Santé à CHU des Deux-Rives", "lived"),
    ]
