"""Every screen of people answers, in both languages, to who may see it; and to nobody else."""

import pytest
from django.urls import reverse

from reciproque.people import queries, verbs
from tests import cast
from tests.builders import people as build

pytestmark = pytest.mark.django_db
LANGUAGES = ["fr", "en"]


def screens():
    """Every page of ours that Nadia may open, with what it shows at its top."""
    nadia, karim, paul = cast.nadia(), cast.karim(), cast.paul()
    chu = cast.chu()
    offer = build.invitation(chu, by=cast.actor_of(nadia))
    given = verbs.issue(karim, by=cast.actor_of(nadia), at=cast.NOON)
    held = karim.memberships.get()
    mandate = paul.mandates.get()
    return {
        reverse("people:organisations"),
        reverse("people:organisation_add"),
        reverse("people:organisation", args=[chu.code]),
        reverse("people:organisation_facts", args=[chu.code]),
        reverse("people:invitations", args=[chu.code]),
        reverse("people:mandate_add", args=[chu.code]),
        reverse("people:parameters", args=[chu.code]),
        reverse("people:parameter", args=[chu.code, "people.invitation_days"]),
        reverse("people:membership_end", args=[held.code]),
        reverse("people:mandate_end", args=[mandate.code]),
        reverse("people:people"),
        reverse("people:person", args=[karim.code]),
        reverse("people:renewals", args=[karim.code]),
        reverse("people:renewal", args=[given.code]),
        reverse("people:invitation", args=[offer.code]),
        reverse("people:me"),
        reverse("people:my_data"),
    }


OWN_ACCOUNT = [
    "account_email",
    "account_email_verification_sent",
    "account_logout",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_list_webauthn",
    "usersessions_list",
]
OPEN_TO_ALL = [
    "account_inactive",
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "people:new_password",
    "people:offer_code",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_answers_to_the_coordinator(client, language):
    pages = screens()
    cast.signed_in(client, cast.nadia(), language=language)

    answers = {page: client.get(page).status_code for page in pages}

    assert answers == dict.fromkeys(pages, 200)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_one_s_own_account_answers(client, language):
    cast.signed_in(client, cast.karim(), language=language)

    answers = {name: client.get(reverse(name)).status_code for name in OWN_ACCOUNT}

    assert answers == dict.fromkeys(OWN_ACCOUNT, 200)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_doors_answer_to_a_visitor(client, language):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language

    answers = {name: client.get(reverse(name)).status_code for name in OPEN_TO_ALL}

    assert answers == dict.fromkeys(OPEN_TO_ALL, 200)


def test_a_visitor_is_sent_to_sign_in_and_told_nothing(client):
    pages = screens()

    answers = {page: client.get(page) for page in pages}

    assert {page: answer["Location"] for page, answer in answers.items()} == {
        page: f"/compte/connexion/?next={page}" for page in pages
    }


def test_charlie_sees_nothing_of_the_people_of_another_organisation(client):
    pages = screens()
    chu = cast.chu()
    cast.signed_in(client, cast.charlie())
    hers = {reverse("people:organisations"), reverse("people:organisation_add"), reverse("people:people")}
    hers |= {reverse("people:me"), reverse("people:my_data"), reverse("people:organisation", args=[chu.code])}

    answers = {page: client.get(page) for page in pages}

    assert {page for page, answer in answers.items() if answer.status_code == 200} == hers
    names = ["Nadia", "Karim", "Lucie", "Kerbrat", "Ménard"]
    shown = "".join(answer.content.decode() for answer in answers.values() if answer.status_code == 200)
    assert [name for name in names if name in shown] == []


def test_a_partner_sees_colleagues_but_none_of_the_coordinator_s_doors(client):
    pages = screens()
    cast.signed_in(client, cast.karim())
    nadia, karim, chu = cast.nadia(), cast.karim(), cast.chu()
    held = karim.memberships.get()

    assert {page for page in pages if client.get(page).status_code == 200} == {
        reverse("people:organisations"),
        reverse("people:organisation", args=[chu.code]),
        reverse("people:membership_end", args=[held.code]),
        reverse("people:people"),
        reverse("people:person", args=[karim.code]),
        reverse("people:me"),
        reverse("people:my_data"),
    }
    assert client.get(nadia.get_absolute_url()).status_code == 200


def test_no_page_carries_inline_script_or_style(client):
    pages = [*screens(), *map(reverse, OWN_ACCOUNT)]
    cast.signed_in(client, cast.nadia())

    for page in pages:
        shown = client.get(page).content.decode()
        assert " style=" not in shown, page
        assert "<style" not in shown, page
        assert all('src="' in tag or "application/json" in tag for tag in _scripts(shown)), page


def _scripts(shown: str) -> list[str]:
    return [part.split(">")[0] for part in shown.split("<script")[1:]]


def test_a_parameter_screen_names_every_number_with_its_source(client):
    cast.signed_in(client, cast.nadia())
    values = queries.own_values(cast.chu(), on=cast.TODAY)

    shown = client.get(reverse("people:parameters", args=[cast.chu().code])).content.decode()

    assert [one.parameter.name for one in values if str(one.source)[:20] not in shown] == []
