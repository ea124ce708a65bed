"""Two who do not say the same of a time write to each other until it is agreed; the time never disappears."""

from __future__ import annotations

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from reciproque.foundation import guard, outbox
from reciproque.foundation.policy import Refused, may, visible
from reciproque.hours.kinds import Party, Standing
from reciproque.hours.models import Dispute
from reciproque.hours.queries.confirmed import with_standing
from reciproque.hours.queries.disputes import disputes_to_answer, disputes_to_correct
from reciproque.hours.verbs import disputing as verbs
from reciproque.partnerships.models import Contribution
from reciproque.partnerships.verbs import contributions
from reciproque.people.kinds import Role
from tests import cast
from tests.builders import hours as build
from tests.builders import interventions, partnerships
from tests.cast import NOON, TODAY

pytestmark = pytest.mark.django_db


def standing(given: Contribution) -> str:
    return with_standing(Contribution.objects.filter(pk=given.pk)).get().standing


# --- opening --------------------------------------------------------------------------------------
@pytest.mark.spec("C4")
def test_she_says_that_she_does_not_agree_instead_of_confirming(session):
    thread = build.disputed(session, words="Je n’étais pas là.")

    assert (standing(session), thread.opened_as) == (Standing.DISPUTED, Party.SELF)
    assert [one.words for one in thread.remarks.all()] == ["Je n’étais pas là."]
    for confirm in (build.confirmed, build.vouched):
        with pytest.raises(Refused):
            confirm(session)


@pytest.mark.spec("C4")
def test_whoever_confirms_for_the_house_may_say_it_too(travel):
    thread = build.disputed(travel, by=build.other_side(travel), words="C’était une demi-heure.")

    assert (standing(travel), thread.opened_as) == (Standing.DISPUTED, Party.HOUSE)
    with pytest.raises(Refused, match="échange est ouvert"):
        build.vouched(travel)


def test_those_who_have_no_word_to_say_open_no_thread(partnership, session, travel):
    lucie = interventions.engaged(partnership, cast.lucie(), Role.PARTNER)

    for by in (partnerships.actor_for(lucie), cast.actor_of(cast.charlie())):
        for given in (session, travel):
            with pytest.raises(Refused):
                build.disputed(given, by=by)
    with pytest.raises(Refused):
        build.disputed(travel, by=build.herself(travel))


def test_it_takes_words(session):
    with pytest.raises(ValidationError, match="Dites ce qui ne va pas"):
        build.disputed(session, words="  ")

    assert Dispute.objects.count() == 0


def test_there_is_one_thread_at_a_time(session):
    thread = build.disputed(session)

    with pytest.raises(Refused, match="échange est ouvert"):
        build.disputed(session)
    again = {name: getattr(thread, name) for name in ("engagement", "contribution", "about", "of_version")}
    with pytest.raises(IntegrityError), transaction.atomic(), guard.upkeep("test"):
        Dispute.objects.create(
            **again,
            kind="session",
            minutes=60,
            on=TODAY,
            opened_by=cast.karim(),
            opened_as="self",
            opened_at=NOON,
        )


# --- who reads ------------------------------------------------------------------------------------
def test_the_thread_is_read_by_her_and_those_who_may_confirm_and_nobody_else(partnership, session):
    lucie = interventions.engaged(partnership, cast.lucie(), Role.PARTNER)
    thread = build.disputed(session)

    readers = [build.herself(session), build.other_side(session), cast.actor_of(cast.nadia())]
    strangers = [partnerships.actor_for(lucie), cast.actor_of(cast.charlie()), cast.actor_of(cast.ines())]

    assert [visible(Dispute, who).filter(pk=thread.pk).exists() for who in readers] == [True] * 3
    assert [visible(Dispute, who).exists() for who in strangers] == [False] * 3
    for who in strangers:
        with pytest.raises(Refused):
            verbs.answer(thread, by=who, at=NOON, words="Je passe.")
        with pytest.raises(Refused):
            build.settled(thread, by=who)


def test_it_waits_for_the_other_until_answered(session):
    thread = build.disputed(session)
    karim, nurse = build.herself(session), build.other_side(session)
    assert [len(cast.waiting(disputes_to_answer, who, TODAY)) for who in (karim, nurse)] == [0, 1]

    verbs.answer(thread, by=nurse, at=NOON, words="Deux heures, alors ?")

    assert [len(cast.waiting(disputes_to_answer, who, TODAY)) for who in (karim, nurse)] == [1, 0]


def test_the_other_party_gets_a_letter_that_names_nobody(session):
    build.addressed(cast.nurse())
    build.disputed(session, words="Je n’étais pas là.")

    outbox.send_due(at=NOON)

    (letter,) = [one for one in mail.outbox if one.subject == "On vous demande de relire une durée"]
    assert letter.to == [cast.nurse().account.email]
    assert [word for word in ("Karim", "Consultation", "pas là", "Café") if word in letter.body] == []


# --- agreeing -------------------------------------------------------------------------------------
@pytest.mark.spec("C4")
def test_once_agreed_she_alone_corrects_and_it_is_confirmed_again(session):
    thread = build.disputed(session)

    build.settled(thread, by=build.other_side(session), outcome="Deux heures : Karim corrige.")

    session.refresh_from_db()
    changed = {"at": NOON, "version": session.version, "minutes": 120, "on": session.on}
    with pytest.raises(Refused, match="son propre temps"):
        contributions.correct(session, by=build.other_side(session), **changed)
    assert len(cast.waiting(disputes_to_correct, build.herself(session), TODAY)) == 1
    contributions.correct(session, by=build.herself(session), **changed)
    assert standing(session) == Standing.TO_CONFIRM
    assert cast.waiting(disputes_to_correct, build.herself(session), TODAY) == []
    build.vouched(session)
    assert standing(session) == Standing.CONFIRMED


def test_agreed_as_it_was_it_is_confirmed(session):
    thread = build.disputed(session)
    build.settled(thread, by=build.herself(session), outcome="Je me suis trompé de jour.")

    build.confirmed(session)

    assert standing(session) == Standing.CONFIRMED


def test_what_was_agreed_is_written_once(session):
    thread = build.disputed(session)
    build.settled(thread, by=build.herself(session))

    with pytest.raises(Refused, match="réglé"):
        build.settled(thread, by=build.other_side(session), outcome="Autre chose.")
    with pytest.raises(Refused, match="réglé"):
        verbs.answer(thread, by=build.other_side(session), at=NOON, words="Encore.")
    with pytest.raises(ValidationError, match="convenu"):
        build.settled(
            build.disputed(build.session_of(session.engagement.partnership, title="Autre")),
            by=build.herself(session),
            outcome=" ",
        )


# --- it never disappears --------------------------------------------------------------------------
@pytest.mark.spec("C4")
def test_what_is_discussed_is_not_taken_back_meanwhile(travel):
    build.disputed(travel, by=build.other_side(travel))

    with pytest.raises(ValidationError, match="échange est ouvert"):
        contributions.remove(travel, by=build.herself(travel), at=NOON)

    assert Contribution.objects.filter(pk=travel.pk).exists()


def test_taken_back_once_settled_its_thread_stays_with_what_was_read(session):
    thread = build.disputed(session, words="Je n’étais pas là.")
    build.settled(thread, by=build.other_side(session), outcome="Elle n’y était pas : à retirer.")

    contributions.remove(session, by=build.herself(session), at=NOON)

    thread.refresh_from_db()
    assert (thread.contribution, thread.minutes, thread.on) == (None, 60, TODAY)
    assert may(build.herself(session), "see", thread)


def test_a_time_confirmed_may_still_be_taken_back_with_its_confirmation(session):
    build.confirmed(session)

    contributions.remove(session, by=build.herself(session), at=NOON)

    assert Contribution.objects.filter(pk=session.pk).count() == 0


# --- the screens ----------------------------------------------------------------------------------
@time_machine.travel(NOON, tick=False)
def test_from_the_button_to_what_is_agreed(session):
    karim = cast.signed_in(Client(), cast.karim())
    nurse = cast.signed_in(Client(), cast.nurse(), cast.chu())

    karim.post(
        reverse("hours:disagreement", args=[session.code]),
        {"cle": cast.form_key(), "version": 1, "words": "C’était deux heures."},
    )
    thread = Dispute.objects.get()
    page = nurse.get(thread.get_absolute_url()).content.decode()
    assert "C’était deux heures." in page
    nurse.post(thread.get_absolute_url(), {"cle": cast.form_key(), "words": "Oui, pardon."})
    nurse.post(
        reverse("hours:settlement", args=[thread.code]), {"cle": cast.form_key(), "outcome": "Deux heures."}
    )

    page = karim.get(thread.get_absolute_url()).content.decode()
    assert [word in page for word in ("Oui, pardon.", "Deux heures.", "Corriger ce temps")] == [True] * 3
    assert "Deux heures." in karim.get(reverse("hours:to_confirm")).content.decode()


@time_machine.travel(NOON, tick=False)
def test_my_hours_mark_what_is_discussed(session):
    thread = build.disputed(session)
    client = cast.signed_in(Client(), cast.karim())

    page = client.get(reverse("partnerships:my_hours")).content.decode()

    assert "en discussion" in page
    assert thread.get_absolute_url() in page
