"""Drafts: one's own until one asks; a sponsor owes an answer with its reason; accepted, it is a partnership."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from reciproque.beginnings.kinds import DRAFTED, Sponsoring
from reciproque.beginnings.models import Draft, FirstMission, Sponsorship
from reciproque.beginnings.queries.drafts import possible_sponsors, replies_to_read, requests_to_answer
from reciproque.beginnings.verbs import drafts as verbs
from reciproque.foundation import guard
from reciproque.foundation.actor import SELF
from reciproque.foundation.models import Event
from reciproque.foundation.policy import Refused, visible
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Partnership
from reciproque.people.kinds import Role
from tests import cast
from tests.builders import beginnings as build
from tests.builders import partnerships, people
from tests.builders.people import NOON, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def answer(asked: Sponsorship, how: str, words: str = ""):
    by = cast.actor_of(asked.sponsor)
    return verbs.answer_request(asked, by=by, at=NOON, answer=how, words=words)


def readers(draft: Draft) -> set[str]:
    everyone = (cast.karim(), cast.morvan(), cast.nadia(), cast.nurse(), cast.charlie(), cast.ines())
    return {who.name for who in everyone if visible(Draft, cast.actor_of(who)).filter(pk=draft.pk).exists()}


@pytest.mark.spec("B8", "B12")
def test_a_draft_is_read_by_its_author_alone_until_she_asks():
    draft = build.drafted()

    alone = readers(draft)
    asked = build.asked(draft)

    assert alone == {"Karim Sow"}
    assert readers(draft) == {"Karim Sow", "Dr Hélène Morvan"}
    verbs.withdraw(asked, by=cast.actor_of(cast.karim()), at=NOON)
    assert readers(draft) == {"Karim Sow"}


@pytest.mark.spec("B12")
def test_somebody_without_any_position_may_write_a_draft(client):
    newcomer = people.person("Yvette Le Gall", "yvette.legall")
    cast.signed_in(client, newcomer)

    client.post(reverse("beginnings:new_draft"), build.IDEA | {"cle": cast.form_key()})

    assert Draft.objects.get().drafted_by == newcomer


@pytest.mark.spec("B12", "J15.AC3")
def test_a_newcomer_under_her_own_name_is_engaged_beside_the_sponsor():
    newcomer = people.person("Yvette Le Gall", "yvette.legall")
    draft = verbs.write_draft(newcomer, by=cast.actor_of(newcomer, SELF), at=NOON, **build.IDEA)
    asked = verbs.ask(
        draft, by=cast.actor_of(newcomer, SELF), at=NOON, sponsor=partnerships.position(cast.morvan())
    )

    partnership = answer(asked, Sponsoring.ACCEPTED)

    assert {(one.person.name, one.position, one.accepted_at) for one in partnership.engagements.all()} == {
        ("Yvette Le Gall", Role.USER, NOON),
        ("Dr Hélène Morvan", Role.PROFESSIONAL, NOON),
    }
    assert partnership.initiative.person == newcomer
    assert FirstMission.objects.get().due_on == TODAY + timedelta(days=30)


def test_only_who_was_asked_answers_and_under_the_hat_she_was_asked_under():
    asked = build.asked()
    people.member(cast.chu(), cast.morvan(), Role.PROFESSIONAL)

    for by in (cast.actor_of(cast.karim()), cast.actor_of(cast.morvan(), cast.chu())):
        with pytest.raises(Refused):
            verbs.answer_request(asked, by=by, at=NOON, answer=Sponsoring.ACCEPTED)

    assert not Partnership.objects.exists()


@pytest.mark.parametrize("how", [Sponsoring.REFUSED, Sponsoring.CONDITIONAL])
def test_a_condition_or_a_refusal_without_words_is_no_answer(how):
    asked = build.asked()

    with pytest.raises(ValidationError, match="la personne attend de savoir pourquoi"):
        answer(asked, how, "  ")

    asked.refresh_from_db()
    assert (asked.answer, asked.answered_at) == ("", None)
    with pytest.raises(IntegrityError), guard.upkeep("test"):
        Sponsorship.objects.filter(pk=asked.pk).update(answer=how, answered_at=NOON)


@pytest.mark.spec("J15.AC3")
def test_a_refusal_is_read_by_the_drafter_alone_and_kept_nowhere_else():
    asked = build.asked()

    answer(asked, Sponsoring.REFUSED, "Pas cette année.")

    assert readers(asked.draft) == {"Karim Sow"}
    assert not visible(Sponsorship, cast.actor_of(cast.morvan())).exists()
    assert [one.title for one in cast.waiting(replies_to_read, cast.actor_of(cast.karim()), TODAY)] == [
        "«\u00a0Un café des patients\u00a0» cherche quelqu’un d’autre pour le parrainer"
    ]
    assert "Pas cette année." not in " ".join(str(line.particulars) for line in Event.objects.all())
    assert build.asked(asked.draft, cast.nadia()).sponsor == cast.nadia()
    assert cast.waiting(replies_to_read, cast.actor_of(cast.karim()), TODAY) == []


def test_one_sponsor_is_asked_at_a_time_and_the_text_does_not_change_under_her_eyes():
    asked = build.asked()

    with pytest.raises(Refused, match="reprenez d’abord votre demande"):
        build.asked(asked.draft, cast.nadia())
    with pytest.raises(Refused, match="reprenez d’abord votre demande"):
        verbs.revise_draft(asked.draft, by=cast.actor_of(cast.karim()), at=NOON, version=1, **build.IDEA)


@pytest.mark.spec("B12", "J15.AC3")
def test_nothing_is_founded_before_the_drafter_agrees_to_the_condition():
    asked = build.asked()
    answer(asked, Sponsoring.CONDITIONAL, "Un seul après-midi.")
    founded_before = Partnership.objects.count()
    with pytest.raises(Refused):
        verbs.agree(asked, by=cast.actor_of(cast.morvan()), at=NOON)

    partnership = verbs.agree(asked, by=cast.actor_of(cast.karim()), at=NOON)

    assert founded_before == 0
    assert (partnership.template, partnership.host, partnership.founded_by) == (
        DRAFTED,
        cast.msp(),
        cast.morvan(),
    )
    assert {one.organisation for one in partnership.hostings.all()} == {cast.msp(), cast.chu()}
    assert {one.side: (one.person, one.referent_since) for one in partnership.engagements.all()} == {
        Side.LIVED: (cast.karim(), TODAY),
        Side.CARE: (cast.morvan(), TODAY),
    }
    asked.draft.refresh_from_db()
    assert asked.draft.partnership == partnership


def test_a_condition_turned_down_leaves_the_draft_to_its_author():
    asked = build.asked()
    answer(asked, Sponsoring.CONDITIONAL, "Sans les proches.")

    verbs.turn_down(asked, by=cast.actor_of(cast.karim()), at=NOON)

    assert readers(asked.draft) == {"Karim Sow"}
    assert not Partnership.objects.exists()
    with pytest.raises(Refused, match="a déjà eu sa réponse"):
        verbs.agree(asked, by=cast.actor_of(cast.karim()), at=NOON)


def test_a_request_waits_for_the_sponsor_with_its_day():
    asked = build.asked()
    morvan = cast.actor_of(cast.morvan())

    waiting = cast.waiting(requests_to_answer, morvan, TODAY)

    assert [(one.title, one.due_on) for one in waiting] == [
        (
            "Karim Sow vous demande de parrainer «\u00a0Un café des patients\u00a0»",
            TODAY + timedelta(days=15),
        )
    ]
    answer(asked, Sponsoring.REFUSED, "Non.")
    assert cast.waiting(requests_to_answer, morvan, TODAY) == []


def test_colleagues_are_found_by_some_letters_and_strangers_by_their_whole_name_only():
    karim, _others = cast.actor_of(cast.karim()), (cast.morvan(), cast.nurse(), cast.lucie(), cast.charlie())

    found = {
        typed: [one.person.name for one in possible_sponsors(karim, typed, on=TODAY)]
        for typed in ("solène", "morvan", "dr helene morvan", "karim sow", "lucie", "a")
    }

    assert found == {
        "solène": ["Solène Kervella"],
        "morvan": [],
        "dr helene morvan": ["Dr Hélène Morvan"],
        "karim sow": [],
        "lucie": ["Lucie Arnaud"],  # a professional elsewhere, seen as a colleague here
        "a": [],
    }


def test_one_is_never_one_s_own_sponsor():
    draft = build.drafted(cast.nurse())

    with pytest.raises(ValidationError, match="Choisissez quelqu’un d’autre"):
        build.asked(draft, cast.nurse())


def test_a_draft_put_aside_stays_and_is_taken_up_again():
    draft = build.drafted()
    by = cast.actor_of(cast.karim())

    verbs.put_aside(draft, by=by, at=NOON)
    draft.refresh_from_db()
    aside = draft.put_aside_at
    verbs.revise_draft(draft, by=cast.actor_of(cast.karim()), at=NOON, version=2, **build.IDEA)

    draft.refresh_from_db()
    assert (aside, draft.put_aside_at) == (NOON, None)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_drafts_costs_the_same_for_one_and_for_three(
    client, number, django_assert_max_num_queries
):
    for _one in range(number):
        build.asked(build.drafted())
    cast.signed_in(client, cast.karim())
    client.get(reverse("beginnings:drafts"))

    with django_assert_max_num_queries(7):
        shown = client.get(reverse("beginnings:drafts")).content.decode()

    assert shown.count("Dr Hélène Morvan vous doit une réponse") == number


def test_a_sponsor_under_another_hat_is_told_which_one_to_wear(client):
    people.member(cast.chu(), cast.morvan(), Role.PROFESSIONAL)
    asked = build.asked(sponsor=cast.morvan())
    other = cast.chu() if asked.on_behalf_of == cast.msp() else cast.msp()
    cast.signed_in(client, cast.morvan(), other)

    shown = client.get(asked.get_absolute_url()).content.decode()

    assert f"La demande vous est faite pour {asked.on_behalf_of}" in shown
    assert 'name="answer"' not in shown


def test_words_too_short_are_said_beside_the_field_and_nothing_is_lost(client):
    cast.signed_in(client, cast.karim())

    sent = client.post(reverse("beginnings:new_draft"), build.IDEA | {"title": "", "cle": cast.form_key()})

    assert sent.status_code == 422
    assert build.IDEA["wish"] in sent.content.decode()
    assert not Draft.objects.exists()
