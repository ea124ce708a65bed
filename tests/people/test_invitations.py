"""Invitations: by link or on paper, for one position, once, and void when their time has passed."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from reciproque.foundation import outbox
from reciproque.foundation.models import Message, Submission
from reciproque.foundation.policy import Refused
from reciproque.people import queries, verbs
from reciproque.people.kinds import Role
from reciproque.people.models import Account, Invitation, Mandate, Membership, Person
from tests import cast
from tests.builders import people as build

pytestmark = pytest.mark.django_db
PASSWORD = "une rivière et deux ponts"


@pytest.fixture(autouse=True)
def at_noon():
    """What is built at NOON is used the same day."""
    with time_machine.travel(cast.NOON + timedelta(hours=1), tick=False):
        yield


def offer(**fields) -> Invitation:
    return build.invitation(cast.chu(), by=cast.actor_of(cast.nadia()), **fields)


def accept(client, secret, **fields):
    sent = {
        "cle": cast.form_key(),
        "secret": secret,
        "name": "Yann Kerbrat",
        "username": "yann.kerbrat",
        "password": PASSWORD,
    }
    return client.post(reverse("people:acceptance"), sent | fields)


def invite(client, **fields):
    sent = {
        "cle": cast.form_key(),
        "name": "Yann Kerbrat",
        "role": Role.PROFESSIONAL,
        "means": "paper",
        "language": "fr",
    }
    return client.post(reverse("people:invitations", args=[cast.chu().code]), sent | fields)


# --- inviting -------------------------------------------------------------------------------------
@pytest.mark.spec("A1")
def test_a_code_on_paper_is_shown_once_and_kept_nowhere(client):
    cast.signed_in(client, cast.nadia())

    answer = invite(client)

    made = Invitation.objects.get()
    secret = queries.secret_of(made)
    assert answer["Location"] == reverse("people:invitation", args=[made.code])
    assert len(secret.replace("-", "")) == 16
    assert secret in client.get(answer["Location"]).content.decode()
    assert secret not in client.get(answer["Location"]).content.decode()
    assert secret.replace("-", "") not in str(Invitation.objects.values().get())


def test_a_link_without_address_is_shown_once(client):
    cast.signed_in(client, cast.nadia())

    page = client.get(invite(client, means="link")["Location"]).content.decode()

    link = f"http://testserver/invitation/{queries.secret_of(Invitation.objects.get())}/"
    assert link in page


def test_a_link_with_an_address_leaves_by_e_mail_and_is_not_shown(client):
    cast.signed_in(client, cast.nadia())

    page = client.get(invite(client, means="link", email="yann@example.org")["Location"]).content.decode()
    outbox.send_due(at=cast.NOON + timedelta(hours=2))

    link = f"http://testserver/invitation/{queries.secret_of(Invitation.objects.get())}/"
    (letter,) = mail.outbox
    assert link not in page
    assert letter.to == ["yann@example.org"]
    assert link in letter.body
    assert "CHU" not in letter.body.replace(link, "")


def test_an_invitation_taken_back_before_it_left_is_not_sent():
    verbs.revoke(offer(email="yann@example.org"), by=cast.actor_of(cast.nadia()), at=cast.NOON)

    outbox.send_due(at=cast.NOON + timedelta(hours=2))

    assert (mail.outbox, Message.objects.get().outcome) == ([], "no_address")


def test_an_invitation_that_could_not_leave_before_its_last_day_does_not_leave_any_more():
    offered = offer(email="yann@example.org")

    outbox.send_due(at=offered.expires_at)

    assert (mail.outbox, Message.objects.get().outcome) == ([], "not_needed")


def test_a_double_click_invites_once_and_still_shows_the_code(client):
    cast.signed_in(client, cast.nadia())
    key = cast.form_key()

    invite(client, cle=key)
    second = invite(client, cle=key)

    assert Invitation.objects.count() == 1
    assert queries.secret_of(Invitation.objects.get()) in client.get(second["Location"]).content.decode()


def test_only_the_coordination_of_an_organisation_invites_to_it():
    with pytest.raises(Refused) as refused:
        build.invitation(cast.chu(), by=cast.actor_of(cast.charlie()))

    assert str(refused.value.reason).startswith("c’est à la coordination de cette structure")
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"role": "representative"}, "association", "Dites quelle association la mandate."),
        ({"email": "yann@example.org"}, "email", "Un code sur papier se remet en main propre"),
        ({"name": ""}, "name", "Ce champ est obligatoire."),
    ],
)
def test_an_offer_that_does_not_hold_is_told_beside_its_field(client, sent, field, said):
    cast.signed_in(client, cast.nadia())

    answer = invite(client, **sent)

    assert answer.status_code == 422
    assert said in answer.content.decode().split(f'id="id_{field}_error"')[1].split("</p>")[0]


# --- accepting ------------------------------------------------------------------------------------
@pytest.mark.spec("A1")
def test_a_code_typed_anyhow_opens_the_offer_and_gives_an_account_and_a_hat(client):
    made = offer(means="paper", role=Role.PARTNER, function="Patient partenaire")
    typed = queries.secret_of(made).replace("-", " ").lower()

    page = client.post(reverse("people:offer_code"), {"code": typed}).content.decode()
    answer = accept(client, typed)

    joined = Person.objects.get(name="Yann Kerbrat")
    assert "CHU des Deux-Rives vous invite" in page
    assert answer["Location"] == "/"
    assert joined.account.username == "yann.kerbrat"
    assert joined.account.email is None
    assert [hat.label for hat in queries.hats_of(joined, on=cast.TODAY)] == [
        "En mon nom",
        "Patient partenaire · CHU des Deux-Rives",
    ]
    assert client.get(reverse("people:me")).status_code == 200


def test_the_address_an_invitation_was_sent_to_becomes_the_account_s(client):
    accept(client, queries.secret_of(offer(email="yann@example.org")))

    account = Account.objects.get(username="yann.kerbrat")
    assert account.email == "yann@example.org"
    assert account.emailaddress_set.get().verified


def test_a_coordinator_who_joins_is_led_to_a_second_factor(client):
    answer = accept(client, queries.secret_of(offer(role=Role.COORDINATOR)))

    assert answer["Location"] == reverse("mfa_index")


@pytest.mark.spec("A1", "S1-97")
def test_a_representative_comes_with_her_mandate(client):
    made = offer(
        role=Role.REPRESENTATIVE,
        association=cast.passerelle(),
        function="Commission des usagers",
        letter="PS-7",
        substitute=True,
    )

    accept(client, queries.secret_of(made))

    mandate = Mandate.objects.get()
    assert (mandate.person.name, mandate.seat, mandate.association, mandate.body, mandate.letter) == (
        "Yann Kerbrat",
        cast.chu(),
        cast.passerelle(),
        "Commission des usagers",
        "PS-7",
    )
    assert [hat.label for hat in queries.hats_of(mandate.person, on=cast.TODAY)][1] == (
        "Représentant des usagers, en suppléance · Passerelle Santé à CHU des Deux-Rives"
    )


def test_a_member_is_nobody_s_substitute(client):
    cast.signed_in(client, cast.nadia())

    answer = invite(client, role=Role.PARTNER, substitute="on")

    assert answer.status_code == 422
    assert "Seul un représentant des usagers est mandaté." in answer.content.decode()


def test_someone_who_has_an_account_gets_one_more_hat(client):
    morvan = cast.morvan()
    secret = queries.secret_of(offer())
    cast.signed_in(client, morvan)

    page = client.get(reverse("people:offer", args=[secret])).content.decode()
    answer = client.post(reverse("people:acceptance"), {"cle": cast.form_key(), "secret": secret})

    assert "accepter ajoute ce chapeau à votre compte" in page
    assert answer["Location"] == "/"
    assert [held.organisation.name for held in morvan.memberships.order_by("pk")] == [
        "MSP du Val-d’Oust",
        "CHU des Deux-Rives",
    ]
    assert Person.objects.filter(name="Yann Kerbrat").count() == 0


def test_an_invitation_sent_to_another_address_is_not_one_s_own(client):
    morvan = cast.morvan()
    Account.objects.filter(pk=morvan.account_id).update(email="helene@example.org")
    secret = queries.secret_of(offer(email="yann@example.org"))
    cast.signed_in(client, morvan)

    answer = client.post(reverse("people:acceptance"), {"cle": cast.form_key(), "secret": secret})

    assert answer.status_code == 422
    assert "envoyée à une autre adresse que celle de votre compte" in answer.content.decode()
    assert Membership.objects.filter(person=morvan).count() == 1


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"password": "court"}, "password", "12"),
        ({"password": "yann.kerbrat"}, "password", "trop semblable"),
        ({"username": "Yann Kerbrat"}, "username", "lettres sans accent"),
        ({"username": "karim.sow"}, "username", "déjà pris"),
        ({"username": "yann@example.org"}, "username", "lettres sans accent"),
        ({"name": ""}, "name", "obligatoire"),
    ],
)
def test_what_is_wrong_in_a_new_account_is_told_beside_its_field(client, fields, field, said):
    cast.karim()

    answer = accept(client, queries.secret_of(offer()), **fields)

    assert answer.status_code == 422
    assert said in answer.content.decode().split(f'id="id_{field}_error"')[1].split("</p>")[0]
    assert not Account.objects.filter(username__startswith="yann").exists()


# --- once, in time --------------------------------------------------------------------------------
@pytest.mark.parametrize("means", ["link", "paper"])
def test_a_used_invitation_says_so(client, means):
    secret = queries.secret_of(offer(means=means))
    accept(client, secret)
    client.logout()

    seen = client.post(reverse("people:offer_code"), {"code": secret})
    again = accept(client, secret, username="someone.else")

    assert (seen.status_code, again.status_code) == (410, 403)
    assert "Cette invitation a déjà servi." in seen.content.decode()
    assert "Cette invitation a déjà servi, ou la structure l’a reprise" in again.content.decode()
    assert not Account.objects.filter(username="someone.else").exists()


def test_a_form_of_acceptance_sent_twice_makes_one_account(client):
    secret, key = queries.secret_of(offer()), cast.form_key()

    accept(client, secret, cle=key)
    client.logout()
    second = accept(client, secret, cle=key)

    assert second.status_code == 302
    assert Account.objects.filter(username="yann.kerbrat").count() == 1
    assert Submission.objects.filter(key=key).count() == 1


def test_an_expired_invitation_says_so_and_opens_nothing(client):
    secret = queries.secret_of(offer())

    with time_machine.travel(cast.NOON + timedelta(days=7), tick=False):
        seen = client.get(reverse("people:offer", args=[secret]))
        late = accept(client, secret)

    assert (seen.status_code, late.status_code) == (410, 422)
    assert "Cette invitation a expiré." in seen.content.decode()
    assert "Cette invitation a expiré." in late.content.decode()
    assert not Account.objects.filter(username="yann.kerbrat").exists()


def test_an_invitation_taken_back_says_so(client):
    made = offer()
    verbs.revoke(made, by=cast.actor_of(cast.nadia()), at=cast.NOON)

    seen = client.get(reverse("people:offer", args=[queries.secret_of(made)]))

    assert seen.status_code == 410
    assert "La structure a repris cette invitation." in seen.content.decode()


def test_a_new_code_voids_the_former(client):
    made = offer(means="paper")
    former = queries.secret_of(made)
    cast.signed_in(client, cast.nadia())

    answer = client.post(reverse("people:invitation_renewed", args=[made.code]), {"cle": cast.form_key()})
    page = client.get(answer["Location"]).content.decode()

    made.refresh_from_db()
    assert queries.secret_of(made) in page
    assert queries.invitation_for(former) is None
    assert queries.invitation_for(queries.secret_of(made)) == made


def test_the_coordination_of_another_organisation_can_neither_see_nor_take_back(client):
    made = offer()
    cast.signed_in(client, cast.charlie())

    assert client.get(reverse("people:invitation", args=[made.code])).status_code == 404
    assert client.post(reverse("people:invitation_revoked", args=[made.code])).status_code == 404
    assert queries.invitation_for(queries.secret_of(made)).pk == made.pk


def test_an_invitation_is_never_accepted_through_a_forgotten_password(client):
    made = offer(email="yann@example.org")

    client.post(reverse("account_reset_password"), {"email": "yann@example.org"})
    outbox.send_due(at=cast.NOON + timedelta(days=1))

    assert [letter.subject for letter in mail.outbox] == ["Invitation à rejoindre Réciproque"]
    assert not hasattr(queries.invitation_for(queries.secret_of(made)), "acceptance")


def test_tries_are_counted_and_end_in_a_sentence(client):
    wrong = reverse("people:offer_code")

    answers = [client.post(wrong, {"code": f"ABCD-EFGH-JKLM-{n:04}"}).status_code for n in range(21)]

    assert answers == [422] * 20 + [429]
    assert accept(client, "ABCD-EFGH-JKLM-0000").status_code == 429


def test_a_code_on_paper_is_typed_and_is_no_link(client):
    secret = queries.secret_of(offer(means="paper"))

    assert client.get(reverse("people:offer", args=[secret])).status_code == 404


def test_a_link_that_opens_nothing_says_so(client):
    answer = client.get(reverse("people:offer", args=["0" * 64]))

    assert answer.status_code == 404
    assert "Ce lien ou ce code n’ouvre rien." in answer.content.decode()
