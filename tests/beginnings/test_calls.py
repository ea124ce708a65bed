"""« Participer » : shown when it is open, answered without an account, read by one coordination, erased at its term."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from reciproque.beginnings.jobs import erase_answers_past_their_term
from reciproque.beginnings.kinds import Means, Outcome
from reciproque.beginnings.models import Answer, Call
from reciproque.beginnings.queries.calls import people_to_meet
from reciproque.beginnings.verbs import calls as verbs
from reciproque.foundation import jobs, outbox
from reciproque.foundation.models import Event, Submission
from reciproque.foundation.policy import Refused
from reciproque.people.kinds import Role
from reciproque.people.models import Person
from tests import cast
from tests.builders import beginnings as build
from tests.builders import people
from tests.builders.people import NOON, TODAY

pytestmark = pytest.mark.django_db
LEFT = {"first_name": "Yvette", "means": "place", "contact": "À l’accueil, le mardi matin"}


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def address(name: str, *more: str) -> str:
    return reverse(f"beginnings:{name}", args=[cast.msp().code, *more])


def send(**typed: str):
    return Client().post(address("answering"), LEFT | {"cle": cast.form_key()} | typed)


def by_nadia():
    return cast.actor_of(build.coordinator(), cast.msp())


@pytest.mark.spec("B12")
def test_the_page_is_shown_only_while_its_coordination_keeps_it_open():
    unopened = Client().get(address("call")).status_code
    call = build.opened()
    opened = Client().get(address("call"))
    verbs.close_call(call, by=by_nadia(), at=NOON)

    assert unopened == 404
    assert "Nous cherchons des patients pour relire nos affiches." in opened.content.decode()
    assert Client().get(address("call")).status_code == 404
    assert send().status_code == 404
    assert not Answer.objects.exists()


def test_a_house_opens_one_call_at_a_time_and_for_itself_alone():
    build.opened()

    with pytest.raises(Refused, match="un appel est déjà ouvert"):
        build.opened()
    with pytest.raises(Refused):
        verbs.open_call(cast.msp(), by=cast.actor_of(cast.charlie()), at=NOON, words="Venez")
    with pytest.raises(Refused):
        verbs.open_call(cast.msp(), by=cast.actor_of(cast.morvan()), at=NOON, words="Venez")


@pytest.mark.spec("B12", "S2-74")
def test_no_diploma_and_no_address_is_asked(client):
    build.opened()

    asked = client.get(address("answering")).content.decode()

    assert "Aucun diplôme n’est demandé" in client.get(address("call")).content.decode()
    assert [name for name in ("first_name", "means", "contact") if f'name="{name}"' in asked] == [
        "first_name",
        "means",
        "contact",
    ]
    assert 'type="email"' not in asked
    assert "Seule la coordination lira votre réponse (MSP du Val-d’Oust)" in asked
    assert "au plus tard après le dimanche 31\u00a0janvier" in asked.replace(
        "&nbsp;", "\u00a0"
    )  # ninety days


@pytest.mark.parametrize(
    ("means", "contact", "said"),
    [
        (Means.PLACE, "   ", "Dites où ou comment vous rencontrer"),
        (Means.PHONE, "06", "Il manque des chiffres"),
        (Means.EMAIL, "yvette", "Cette adresse e-mail n’est pas complète"),
    ],
)
def test_a_way_that_leads_nowhere_is_said_beside_its_field_and_nothing_is_lost(means, contact, said):
    call = build.opened()

    with pytest.raises(ValidationError, match=said) as problem:
        build.answered(call, means=means, contact=contact)

    assert list(problem.value.error_dict) == ["contact"]
    answer = send(means=means.value, contact=contact)
    assert answer.status_code == 422
    assert 'value="Yvette"' in answer.content.decode()


def test_a_form_sent_twice_is_one_answer_and_leads_to_its_number():
    build.opened()
    sent = LEFT | {"cle": cast.form_key()}

    first, second = (Client().post(address("answering"), sent) for _twice in range(2))

    assert Answer.objects.count() == 1
    assert first.url == second.url == address("receipt", Answer.objects.get().code)
    assert Submission.objects.get(key=sent["cle"]).location == first.url


def test_too_many_answers_from_one_place_are_refused_in_a_sentence_and_nothing_typed_is_lost():
    build.opened()

    kept = [send(first_name=f"Ami {n}").status_code for n in range(10)]
    refused = send(first_name="Onzième")

    assert kept == [302] * 10
    assert refused.status_code == 429
    assert "Revenez dans une heure" in refused.content.decode()
    assert 'value="Onzième"' in refused.content.decode()
    assert Answer.objects.count() == 10


def test_a_number_says_nothing_of_who_left_it_and_a_wrong_one_is_nowhere():
    answer = build.answered()

    shown = Client().get(address("receipt", answer.code)).content.decode()

    assert "Yvette" not in shown
    assert "mardi matin" not in shown
    assert Client().get(address("receipt", "ZZZZZZZZZZ")).status_code == 404
    elsewhere = reverse("beginnings:receipt", args=[cast.chu().code, answer.code])
    assert Client().get(elsewhere).status_code == 404


def test_she_takes_her_answer_back_with_its_number(client):
    answer = build.answered()

    client.post(address("taking_back", answer.code), {"cle": cast.form_key()})

    answer.refresh_from_db()
    assert (answer.first_name, answer.contact) == ("", "")
    assert "Cette réponse est effacée" in client.get(address("receipt", answer.code)).content.decode()
    assert cast.waiting(people_to_meet, by_nadia(), TODAY) == []
    assert client.post(address("taking_back", answer.code), {"cle": cast.form_key()}).status_code == 403


# --- the coordination -----------------------------------------------------------------------------
@pytest.mark.spec("B12")
def test_the_coordination_of_that_house_alone_reads_the_answers(client):
    answer = build.answered()
    page = reverse("beginnings:answer", args=[answer.code])
    weak = cast.signed_in(Client(), build.coordinator(), cast.msp(), strong=False)

    read = {
        "nadia": cast.signed_in(client, build.coordinator(), cast.msp()).get(page).status_code,
        "nadia at the CHU": cast.signed_in(client, cast.nadia(), cast.chu()).get(page).status_code,
        "without her second factor": weak.get(page).status_code,
        **{
            who.name: cast.signed_in(client, who).get(page).status_code
            for who in (cast.morvan(), cast.charlie(), cast.karim())
        },
        "a visitor": Client().get(page).status_code,
    }

    assert read == {
        "nadia": 200,
        "nadia at the CHU": 404,
        "without her second factor": 404,
        "Dr Hélène Morvan": 404,
        "Charlie Maurel": 404,
        "Karim Sow": 404,
        "a visitor": 302,
    }


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_answers_costs_the_same_for_one_and_for_three(
    client, number, django_assert_max_num_queries
):
    call = build.opened()
    for _one in range(number):
        build.answered(call)
    cast.signed_in(client, build.coordinator(), cast.msp())
    client.get(address("answers"))

    with django_assert_max_num_queries(8):
        page = client.get(address("answers"))

    assert page.content.decode().count("<strong>Yvette</strong>") == number


def test_each_answer_waits_with_its_day_until_someone_says_what_became_of_it():
    answer = build.answered()
    day = TODAY + timedelta(days=10)

    waiting = cast.waiting(people_to_meet, by_nadia(), TODAY)

    assert [(one.title, one.due_on, one.tone) for one in waiting] == [
        ("Yvette voudrait participer", day, "lived")
    ]
    late = cast.waiting(people_to_meet, by_nadia(), day + timedelta(days=1))
    assert [one.tone for one in late] == ["late"]
    verbs.settle(answer, by=by_nadia(), at=NOON, outcome=Outcome.UNREACHED)
    assert cast.waiting(people_to_meet, by_nadia(), TODAY) == []
    with pytest.raises(Refused, match="quelqu’un l’a déjà dit"):
        verbs.settle(answer, by=by_nadia(), at=NOON, outcome=Outcome.MET)


def test_what_she_left_is_erased_at_once_when_she_changed_her_mind():
    answer = build.answered()

    verbs.settle(answer, by=by_nadia(), at=NOON, outcome=Outcome.DECLINED)

    answer.refresh_from_db()
    assert (answer.first_name, answer.contact) == ("", "")


@pytest.mark.spec("B12")
def test_the_house_erases_what_was_left_after_the_day_she_was_told():
    answer = build.answered()
    assert answer.kept_until == date(2027, 1, 31)

    erase_answers_past_their_term(NOON + timedelta(days=90))
    answer.refresh_from_db()
    kept = answer.first_name
    erase_answers_past_their_term(NOON + timedelta(days=91))

    answer.refresh_from_db()
    assert kept == "Yvette"
    assert (answer.first_name, answer.contact) == ("", "")
    assert Answer.objects.count() == 1


def test_the_journal_keeps_neither_her_name_nor_how_to_meet_her():
    answer = build.answered()
    verbs.settle(answer, by=by_nadia(), at=NOON, outcome=Outcome.MET)

    kept = " ".join(str(line.particulars) for line in Event.objects.all())

    assert "Yvette" not in kept
    assert "mardi" not in kept


def test_who_opened_the_call_is_told_when_the_day_comes_and_not_once_she_has_left():
    build.answered()
    nadia = build.coordinator()
    with_address(nadia)
    jobs.warn_of_deadlines(NOON + timedelta(days=10))

    outbox.send_due(at=NOON + timedelta(days=10, hours=2))

    assert [letter.subject for letter in mail.outbox] == ["Quelqu’un attend d’être rencontré"]
    assert "Yvette" not in mail.outbox[0].body


def with_address(who: Person) -> None:
    who.account.email = "quelquun@example.org"
    who.account.save(update_fields=["email"])


def test_the_words_of_a_call_are_said_better_without_closing_it(client):
    call = build.opened()
    cast.signed_in(client, build.coordinator(), cast.msp())

    sent = {"words": "Venez relire avec nous.", "welcome": "", "version": "1", "cle": cast.form_key()}
    client.post(address("management"), sent)

    call.refresh_from_db()
    assert (call.words, call.welcome, call.version) == ("Venez relire avec nous.", "", 2)
    client.post(address("closing"), {"cle": cast.form_key()})
    assert Call.objects.get().closed_at is not None


def test_the_guide_of_the_first_meeting_is_one_page(client):
    cast.signed_in(client, cast.karim())

    shown = client.get(reverse("beginnings:guide")).content.decode()

    assert "Qu’est-ce que vous savez, que nous ne savons pas" in shown


def test_a_member_who_is_no_coordinator_finds_no_call_to_keep(client):
    people.member(cast.msp(), cast.lucie(), Role.PARTNER)
    cast.signed_in(client, cast.lucie(), cast.msp())

    assert client.get(address("management")).status_code == 403
    assert "Tenir l’appel" not in client.get(reverse("beginnings:begin")).content.decode()
