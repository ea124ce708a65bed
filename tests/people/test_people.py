"""People: who sees whom, positions that end, a new password by a code on paper, what one keeps of oneself."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from reciproque.foundation.policy import Refused
from reciproque.foundation.verbs import Stale
from reciproque.people import queries, verbs
from reciproque.people.kinds import Role
from reciproque.people.models import Invitation, Organisation, Renewal
from tests import cast
from tests.builders import people as build

pytestmark = pytest.mark.django_db
PASSWORD = "une rivière et deux ponts"


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(cast.NOON, tick=False) as hands:
        yield hands


def post(client, address, **data):
    return client.post(address, {"cle": cast.form_key()} | data)


# --- who sees whom --------------------------------------------------------------------------------
def seen_by(person, hat=None):
    return [one.name for one in queries.people(cast.actor_of(person, hat))]


def test_members_of_an_organisation_see_one_another_and_nobody_else():
    cast.nadia(), cast.karim(), cast.paul(), cast.morvan(), cast.charlie(), cast.ines()

    assert seen_by(cast.karim()) == ["Karim Sow", "Nadia Berthier", "Paul Ménard"]
    assert seen_by(cast.charlie()) == ["Charlie Maurel"]
    assert seen_by(cast.ines()) == ["Inès Rahmani"]
    assert seen_by(cast.karim(), "self") == ["Karim Sow"]


def test_the_page_of_a_colleague_tells_only_what_she_is_here(client):
    lucie = cast.lucie()
    cast.signed_in(client, cast.karim())

    page = client.get(lucie.get_absolute_url()).content.decode()

    assert "CHU des Deux-Rives" in page
    assert "Passerelle Santé" not in page


def test_the_list_takes_as_many_queries_for_three_people_as_for_hundreds(client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    cast.signed_in(client, cast.nadia())
    taken = []
    for more in (2, 60):
        for n in range(more):
            build.member(cast.chu(), build.person(f"Membre {more} {n:03}"))
        client.get(reverse("people:people"))
        with CaptureQueriesContext(connection) as used:
            assert client.get(reverse("people:people")).status_code == 200
        taken.append(len(used))

    assert taken[0] == taken[1] <= 10


# --- oneself --------------------------------------------------------------------------------------
def test_one_keeps_one_s_own_name(client):
    karim = cast.karim()
    cast.signed_in(client, karim)

    answer = post(
        client,
        reverse("people:me"),
        version=karim.version,
        name="Karim B. Sow",
        language="en",
        zone="Indian/Reunion",
    )

    karim.refresh_from_db()
    assert answer["Location"] == "/moi/"
    assert (karim.name, karim.language, karim.zone) == ("Karim B. Sow", "en", "Indian/Reunion")


def test_nobody_changes_the_name_of_another():
    karim = cast.karim()

    with pytest.raises(Refused):
        verbs.revise_person(
            karim,
            by=cast.actor_of(cast.nadia()),
            at=cast.NOON,
            version=karim.version,
            name="X",
            language="fr",
            zone="Europe/Paris",
        )


def test_the_second_of_two_savings_of_one_s_page_is_told():
    karim = cast.karim()
    mine = {"language": "fr", "zone": "Europe/Paris", "version": karim.version}
    verbs.revise_person(karim, by=cast.actor_of(karim), at=cast.NOON, name="Karim", **mine)

    with pytest.raises(Stale):
        verbs.revise_person(karim, by=cast.actor_of(karim), at=cast.NOON, name="K. Sow", **mine)


def test_what_is_kept_about_someone_leaves_out_every_secret(client):
    karim = cast.karim()
    verbs.issue(karim, by=cast.actor_of(cast.nadia()), at=cast.NOON)
    cast.signed_in(client, karim)

    kept = client.get(reverse("people:my_data"))

    assert kept["Content-Disposition"] == 'attachment; filename="mes-donnees.json"'
    assert kept.json()["positions"] == [
        {
            "organisation": "CHU des Deux-Rives",
            "role": "partner",
            "function": "Patient partenaire",
            "meets_people": False,
            "starts_on": "2026-01-01",
            "ends_on": None,
        }
    ]
    secrets = [karim.account.password, Renewal.objects.get().digest]
    assert [one for one in secrets if one in kept.content.decode()] == []


# --- positions and mandates -----------------------------------------------------------------------
def test_anyone_may_leave_without_a_reason(client):
    karim = cast.karim()
    held = karim.memberships.get()
    cast.signed_in(client, karim)

    answer = post(client, reverse("people:membership_end", args=[held.code]), ends_on="2026-11-02")

    held.refresh_from_db()
    assert (answer["Location"], held.ends_on) == ("/moi/", cast.TODAY)


def test_an_end_can_be_brought_forward_but_never_put_off():
    karim = cast.karim()
    held = karim.memberships.get()
    end = {"by": cast.actor_of(karim), "at": cast.NOON}
    verbs.end_membership(held, ends_on=cast.TODAY + timedelta(days=9), **end)

    verbs.end_membership(held, ends_on=cast.TODAY + timedelta(days=2), **end | {"by": cast.actor_of(karim)})
    with pytest.raises(ValidationError) as refused:
        verbs.end_membership(
            held, ends_on=cast.TODAY + timedelta(days=30), **end | {"by": cast.actor_of(karim)}
        )

    assert refused.value.messages == ["Une fin ne se repousse pas : on peut seulement l’avancer."]


def test_the_coordination_of_another_organisation_ends_nothing():
    held = cast.karim().memberships.get()

    with pytest.raises(Refused):
        verbs.end_membership(held, by=cast.actor_of(cast.charlie()), at=cast.NOON, ends_on=cast.TODAY)

    held.refresh_from_db()
    assert held.ends_on is None


def test_the_same_position_is_not_held_twice():
    with pytest.raises(ValidationError) as refused:
        build.member(cast.chu(), cast.karim(), Role.PARTNER)

    assert refused.value.messages == ["Cette personne tient déjà cette position dans la structure."]


@pytest.mark.spec("A1")
def test_a_mandate_names_its_association_its_letter_and_its_dates(client):
    lucie = cast.lucie()
    cast.signed_in(client, cast.nadia())

    answer = post(
        client,
        reverse("people:mandate_add", args=[cast.chu().code]),
        person=lucie.code,
        association=cast.passerelle().code,
        body="Commission des usagers",
        letter="PS-2026-09",
        starts_on="2026-11-01",
        ends_on="2029-10-31",
    )

    given = lucie.mandates.get()
    page = client.get(answer["Location"]).content.decode()
    assert (given.association, given.seat, given.letter) == (cast.passerelle(), cast.chu(), "PS-2026-09")
    assert "mandat de Passerelle Santé à CHU des Deux-Rives" in page
    assert "du dimanche 1er\xa0novembre 2026 au mercredi 31\xa0octobre 2029" in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"association": cast.utep}, "Seule une association mandate un représentant."),
        ({"ends_on": cast.LONG_AGO - timedelta(days=1)}, "La fin ne peut pas venir avant le début."),
    ],
)
def test_a_mandate_that_does_not_hold_is_refused_in_words(changed, said):
    fields = {name: made() if callable(made) else made for name, made in changed.items()}
    association = fields.pop("association", None) or cast.passerelle()

    with pytest.raises(ValidationError) as refused:
        build.representative(cast.chu(), cast.karim(), association, **fields)

    assert refused.value.messages == [said]


def test_nobody_is_mandated_from_outside_of_what_one_sees():
    nadia, morvan = cast.nadia(), cast.morvan()

    with pytest.raises(ValidationError) as refused:
        verbs.mandate(
            cast.chu(),
            by=cast.actor_of(nadia),
            at=cast.NOON,
            person=morvan,
            association=cast.passerelle(),
            starts_on=cast.TODAY,
        )

    assert refused.value.messages == ["Cette personne n’est pas de votre structure : invitez-la."]


# --- a new password, on paper ---------------------------------------------------------------------
def code_for(person) -> str:
    given = verbs.issue(person, by=cast.actor_of(cast.nadia()), at=cast.NOON)
    return queries.secret_of(given)


def choose(client, code, password=PASSWORD):
    return post(client, reverse("people:new_password"), secret=code, password=password)


def test_a_member_without_address_gets_a_code_by_hand(client):
    karim = cast.karim()
    cast.signed_in(client, cast.nadia())

    answer = post(client, reverse("people:renewals", args=[karim.code]))
    first, second = (client.get(answer["Location"]).content.decode() for _look in range(2))

    secret = queries.secret_of(Renewal.objects.get())
    assert secret in first
    assert secret not in second
    client.logout()
    assert choose(client, secret)["Location"] == reverse("account_login")
    signed = client.post(reverse("account_login"), {"login": "karim.sow", "password": PASSWORD})
    assert signed["Location"] == "/"


def test_a_code_serves_once_and_ends_in_two_days(client, at_noon):
    code = code_for(cast.karim())
    choose(client, code)

    again = choose(client, code, "trois ponts et un bac")
    late = code_for(cast.karim())
    at_noon.shift(timedelta(days=2))
    expired = choose(client, late)

    assert (again.status_code, expired.status_code) == (422, 422)
    assert "Ce code n’ouvre rien, ou il a déjà servi." in again.content.decode()
    assert "Ce code a expiré." in expired.content.decode()
    karim = cast.karim()
    assert karim.account.check_password(PASSWORD)


def test_a_used_code_and_a_wrong_one_are_answered_alike(client):
    code = code_for(cast.karim())
    choose(client, code)

    said = [choose(client, one).content.decode() for one in (code, "ABCD-EFGH-JKLM-NPQR")]

    assert ["Ce code n’ouvre rien, ou il a déjà servi." in one for one in said] == [True, True]


def test_a_later_code_voids_the_former(client):
    former, later = code_for(cast.karim()), code_for(cast.karim())

    answers = [choose(client, one).status_code for one in (former, later)]

    assert answers == [422, 302]


def test_a_new_password_ends_every_open_session(client):
    from django.test import Client

    karim, there = cast.karim(), Client()
    cast.signed_in(there, karim)

    choose(client, code_for(karim))

    assert there.get(reverse("people:me")).status_code == 302


def test_nobody_gives_a_code_for_the_hats_of_another_organisation():
    lucie, nadia = cast.lucie(), cast.nadia()

    for person in (lucie, nadia, cast.morvan()):
        with pytest.raises(Refused):
            verbs.issue(person, by=cast.actor_of(nadia), at=cast.NOON)

    assert not Renewal.objects.exists()


# --- by command -----------------------------------------------------------------------------------
def command(*args, **options) -> str:
    out = StringIO()
    call_command("createcoordinator", *args, stdout=out, **options)
    return out.getvalue()


@pytest.mark.spec("J0")
def test_the_first_coordination_comes_by_command_without_a_default_password(client):
    build.installation()

    said = command("Nadia Berthier", "CHU du Bocage", "--finess", "010000024", "--paper")

    made = Invitation.objects.get()
    assert (made.role, made.organisation.name, made.organisation.finess) == (
        Role.COORDINATOR,
        "CHU du Bocage",
        "010000024",
    )
    assert f"Code : {queries.secret_of(made)}" in said
    answer = post(
        client,
        reverse("people:acceptance"),
        secret=queries.secret_of(made),
        name="Nadia Berthier",
        username="nadia",
        password=PASSWORD,
    )
    assert answer["Location"] == reverse("mfa_index")


def test_the_command_says_what_is_wrong_and_does_nothing():
    build.installation()

    with pytest.raises(CommandError) as refused:
        command("Nadia Berthier", "CHU du Bocage", "--finess", "010000025")

    assert "La clé de ce numéro FINESS est fausse" in str(refused.value)
    assert not Organisation.objects.exists()


def test_who_lost_everything_is_helped_by_command_alone(client):
    lucie = cast.lucie()
    RecoveryCodes.activate(lucie.account)
    out = StringIO()

    with pytest.raises(Refused):
        verbs.issue(cast.karim(), by=cast.actor_of(cast.nadia()), at=cast.NOON, lift=True)
    call_command("passwordcode", "lucie.arnaud", "--lift-second-factors", stdout=out)

    code = queries.secret_of(Renewal.objects.get())
    assert f": {code}\n" in out.getvalue()
    assert not queries.second_factors(lucie.account).exists()
    assert choose(client, code)["Location"] == reverse("account_login")
