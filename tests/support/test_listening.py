"""Heaviness speaks first to the person, then to whoever she chose, as things stand; to nobody else, ever."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from reciproque.foundation import guard, jobs, outbox
from reciproque.foundation.policy import Refused, may, visible
from reciproque.partnerships.verbs import engagement as engaging
from reciproque.support.kinds import CallReason, Weight
from reciproque.support.models import Call, Confidant, Moment, Question
from reciproque.support.queries.listening import (
    moments_beside,
    own_questions,
    people_to_go_to,
    questions_for_me,
    requests_to_listen,
)
from reciproque.support.verbs import confidants
from reciproque.support.verbs import listening as verbs
from tests import cast
from tests.builders import interventions, partnerships
from tests.builders import support as build

pytestmark = pytest.mark.django_db
NOON, TODAY = cast.NOON, cast.TODAY


@pytest.fixture
def partnership():
    return build.with_people()


def heavy(partnership, days, **more):
    """Karim says that a mission some days from today was heavy, the day after it."""
    held = build.mission(partnership, days=days, title=f"Présence {days}")
    build.says(cast.karim(), held, Weight.HEAVY, **more)
    return held


def readers(moment):
    everyone = (cast.karim(), cast.lucie(), cast.nurse(), cast.nadia(), cast.morvan(), cast.charlie())
    return {who.name for who in everyone if may(cast.actor_of(who), "see", moment)}


def told_to(who, source, on=TODAY):
    return [one.title for one in cast.waiting(source, cast.actor_of(who), on)]


# --- the question ---------------------------------------------------------------------------------
@pytest.mark.spec("C11", "J3.AC4")
def test_after_a_mission_with_people_each_partner_who_was_there_is_asked_and_nobody_else(partnership):
    build.mission(partnership)
    among_ourselves = interventions.held(partnership)

    assert [one.person for one in Question.objects.all()] == [cast.karim()]
    assert told_to(cast.karim(), questions_for_me) == ["« Présence du jeudi » : comment était-ce ?"]
    assert told_to(cast.nurse(), questions_for_me) == []
    assert not Question.objects.filter(intervention=among_ourselves).exists()


@pytest.mark.spec("C11")
def test_not_answering_is_an_answer_and_the_question_goes_away_by_itself(partnership):
    first, second = build.mission(partnership, days=-2), build.mission(partnership, title="Autre jeudi")

    build.says(cast.karim(), first)

    assert told_to(cast.karim(), questions_for_me) == ["« Autre jeudi » : comment était-ce ?"]
    assert told_to(cast.karim(), questions_for_me, TODAY + timedelta(days=8)) == []
    assert not Moment.objects.exists()
    question = build.question(cast.karim(), second)
    late = NOON + timedelta(days=8)
    with pytest.raises(ValidationError, match="n’est plus posée"):
        verbs.answer(question, by=cast.actor_of(cast.karim()), at=late, weight=Weight.EASY)


def test_two_taps_are_two_taps(client, partnership):
    """One from the home, one on the page: no field is asked."""
    held = build.mission(partnership)
    question = build.question(cast.karim(), held)
    cast.signed_in(client, cast.karim())
    where = reverse("support:question", args=[question.code])
    assert where in client.get("/").content.decode()
    page = client.get(where).content.decode()

    answered = client.post(where, {"cle": cast.form_key(), "weight": "heavy"})

    assert 'name="weight" value="easy"' in page
    assert 'name="weight" value="heavy"' in page
    assert answered["Location"] == reverse("support:mine")
    assert [(one.weight, one.words) for one in Moment.objects.all()] == [(Weight.HEAVY, "")]


def test_words_without_a_weight_are_not_lost_nor_kept(partnership):
    held = build.mission(partnership)

    with pytest.raises(ValidationError, match="d’une touche"):
        build.says(cast.karim(), held, words="J’ai mal dormi.")
    assert not Moment.objects.exists()


def test_nobody_answers_for_her(partnership):
    question = build.question(cast.karim(), build.mission(partnership))

    for other in (cast.nurse(), cast.nadia(), cast.lucie()):
        with pytest.raises(Refused):
            verbs.answer(question, by=cast.actor_of(other), at=NOON, weight=Weight.EASY)


# --- who reads ------------------------------------------------------------------------------------
@pytest.mark.spec("C11", "C17", "J3.AC4")
def test_only_whoever_she_chose_reads_it_and_only_while_she_chooses_her(partnership):
    chosen = build.chosen(cast.karim(), cast.lucie(), at=NOON - timedelta(days=9))
    heavy(partnership, -2, words="Trop de visages.")
    moment = Moment.objects.get()
    assert readers(moment) == {"Karim Sow", "Lucie Arnaud"}

    confidants.end(chosen, by=cast.actor_of(cast.karim()), at=NOON)
    assert readers(moment) == {"Karim Sow"}

    build.chosen(cast.karim(), cast.morvan())
    assert readers(moment) == {"Karim Sow"}, "what was said before was not said to her"
    heavy(partnership, 0, at=NOON + timedelta(days=1))
    assert readers(Moment.objects.latest("pk")) == {"Karim Sow", "Dr Hélène Morvan"}


def test_with_nobody_chosen_nobody_reads_nor_while_the_answer_is_waited_for(partnership):
    heavy(partnership, -1)
    moment = Moment.objects.get()
    assert readers(moment) == {"Karim Sow"}

    asked = build.asked(cast.karim(), cast.lucie(), before=True)
    assert readers(moment) == {"Karim Sow"}

    confidants.accept(asked, by=cast.actor_of(cast.lucie()), at=NOON)
    assert readers(moment) == {"Karim Sow", "Lucie Arnaud"}, "she opened the last days herself"


def test_who_declined_reads_nothing_and_another_may_be_asked(partnership):
    asked = build.asked(cast.karim(), cast.lucie())
    confidants.decline(asked, by=cast.actor_of(cast.lucie()), at=NOON)
    heavy(partnership, -1, at=NOON + timedelta(hours=1))

    assert readers(Moment.objects.get()) == {"Karim Sow"}
    build.chosen(cast.karim(), cast.nurse())
    assert Confidant.objects.filter(person=cast.karim(), ended_at=None, declined_at=None).count() == 1


def test_choosing_another_one_ends_the_first_at_once(partnership):
    first = build.chosen(cast.karim(), cast.lucie())
    build.asked(cast.karim(), cast.nurse())

    with pytest.raises(Refused, match="vous choisisse encore"):
        confidants.reach_out(first, by=cast.actor_of(cast.lucie()), at=NOON)
    assert moments_beside(first, cast.actor_of(cast.lucie())) == []


def test_one_chooses_neither_oneself_nor_two_people():
    karim = cast.karim()
    with pytest.raises(ValidationError, match="quelqu’un d’autre que vous"):
        build.asked(karim, karim)

    build.asked(karim, cast.lucie())
    again = {"person": karim, "chosen": cast.nurse(), "asked_at": NOON, "reads_since": NOON}
    with pytest.raises(IntegrityError), guard.upkeep("tests"):
        Confidant.objects.create(**again)


def test_either_ends_it_and_nobody_else_does(partnership):
    chosen = build.chosen(cast.karim(), cast.lucie())

    for other in (cast.nadia(), cast.nurse(), cast.charlie()):
        with pytest.raises(Refused):
            confidants.end(chosen, by=cast.actor_of(other), at=NOON)
    confidants.end(chosen, by=cast.actor_of(cast.lucie()), at=NOON)

    assert not Confidant.objects.filter(ended_at=None).exists()


# --- the call -------------------------------------------------------------------------------------
@pytest.mark.spec("C11", "C17", "J3.AC4", "S1-90")
def test_heavy_twice_in_fourteen_days_calls_whoever_she_chose_and_nobody_else(partnership):
    build.chosen(cast.karim(), cast.lucie(), at=NOON - timedelta(days=30))

    heavy(partnership, -12)
    assert not Call.objects.exists()
    heavy(partnership, -1)

    call = Call.objects.get()
    assert (call.reason, call.confidant.chosen) == (CallReason.HEAVY, cast.lucie())
    assert told_to(cast.lucie(), people_to_go_to) == ["Prendre des nouvelles de Karim Sow"]
    for other in (cast.nurse(), cast.nadia(), cast.charlie()):
        assert told_to(other, people_to_go_to) == []
        assert not visible(Call, cast.actor_of(other)).exists()


@pytest.mark.parametrize(("days", "called"), [(-14, True), (-15, False)])
def test_fourteen_days_are_counted_and_a_day_more_is_too_far(partnership, days, called):
    build.chosen(cast.karim(), cast.lucie(), at=NOON - timedelta(days=30))

    heavy(partnership, days, at=build.noon_of(TODAY + timedelta(days=days, hours=0)) + timedelta(hours=12))
    heavy(partnership, -1, at=NOON)

    assert Call.objects.exists() is called


def test_easy_calls_nobody(partnership):
    build.chosen(cast.karim(), cast.lucie(), at=NOON - timedelta(days=30))
    for days in (-4, -3, -2):
        held = build.mission(partnership, days=days)
        build.says(cast.karim(), held, Weight.EASY)

    assert not Call.objects.exists()


@pytest.mark.spec("C11")
def test_wishing_to_talk_calls_at_once(partnership):
    build.chosen(cast.karim(), cast.lucie(), at=NOON - timedelta(days=30))

    held = build.mission(partnership)
    build.says(cast.karim(), held, Weight.EASY, wants_to_talk=True)

    assert [one.reason for one in Call.objects.all()] == [CallReason.TALK]


@pytest.mark.spec("C17")
def test_she_is_told_before_it_happens_and_then_on_her_page(client, partnership):
    build.chosen(cast.karim(), cast.lucie(), at=NOON - timedelta(days=30))
    first = build.mission(partnership, days=-3)
    cast.signed_in(client, cast.karim())

    def asked(held):
        return client.get(reverse("support:question", args=[build.question(cast.karim(), held).code]))

    before = asked(first).content.decode()
    build.says(cast.karim(), first, Weight.HEAVY)
    second = build.mission(partnership, days=-1)
    warned = asked(second).content.decode()
    build.says(cast.karim(), second, Weight.HEAVY)
    mine = client.get(reverse("support:mine")).content.decode()

    told = "saura qu’il faut venir vers vous"
    assert (told in before, told in warned) == (False, True)
    assert "vous l’avez choisi" in warned
    assert "Lucie Arnaud sait qu’il faut venir vers vous" in mine


@pytest.mark.spec("C17")
def test_with_nobody_chosen_only_she_is_told_that_she_may_choose(client, partnership):
    heavy(partnership, -3)
    second = build.mission(partnership, days=-1)
    cast.signed_in(client, cast.karim())

    where = reverse("support:question", args=[build.question(cast.karim(), second).code])
    page = client.get(where).content.decode()
    build.says(cast.karim(), second, Weight.HEAVY)

    assert "Vous pouvez choisir quelqu’un à qui parler" in page
    assert not Call.objects.exists()


def test_going_to_her_settles_it_and_what_comes_after_calls_again(partnership):
    chosen = build.chosen(cast.karim(), cast.lucie(), at=NOON - timedelta(days=30))
    heavy(partnership, -6)
    heavy(partnership, -4)

    confidants.reach_out(chosen, by=cast.actor_of(cast.lucie()), at=NOON - timedelta(days=2))
    assert told_to(cast.lucie(), people_to_go_to) == []
    assert {one.read_at for one in Moment.objects.all()} == {NOON - timedelta(days=2)}

    held = build.mission(partnership, days=-1, title="Facile")
    build.says(cast.karim(), held, Weight.EASY)
    assert told_to(cast.lucie(), people_to_go_to) == []
    heavy(partnership, 0, at=NOON + timedelta(days=1))
    assert told_to(cast.lucie(), people_to_go_to) == ["Prendre des nouvelles de Karim Sow"]


def test_a_call_ends_with_the_choice(partnership):
    chosen = build.chosen(cast.karim(), cast.lucie(), at=NOON - timedelta(days=30))
    heavy(partnership, -3, wants_to_talk=True)

    confidants.end(chosen, by=cast.actor_of(cast.karim()), at=NOON)

    assert told_to(cast.lucie(), people_to_go_to) == []
    assert not visible(Call, cast.actor_of(cast.lucie())).exists()


def test_what_is_taken_back_is_gone_and_calls_nobody_any_more(partnership):
    build.chosen(cast.karim(), cast.lucie(), at=NOON - timedelta(days=30))
    held = heavy(partnership, -1, wants_to_talk=True, words="Trop.")

    verbs.take_back(build.question(cast.karim(), held), by=cast.actor_of(cast.karim()), at=NOON)

    assert (Moment.objects.count(), Call.objects.count()) == (0, 0)


def test_who_says_yes_later_is_called_for_what_she_was_let_read(partnership):
    heavy(partnership, -5)
    heavy(partnership, -2)
    asked = build.asked(cast.karim(), cast.lucie(), before=True)

    confidants.accept(asked, by=cast.actor_of(cast.lucie()), at=NOON)

    assert told_to(cast.lucie(), people_to_go_to) == ["Prendre des nouvelles de Karim Sow"]


# --- letters and pages ----------------------------------------------------------------------------
def test_letters_are_neutral_and_go_to_whoever_was_chosen_alone(partnership):
    for who in (cast.lucie(), cast.karim(), cast.nadia(), cast.nurse()):
        with guard.upkeep("tests"):
            who.account.email = f"{who.account.username}@example.org"
            who.account.save()
    build.chosen(cast.karim(), cast.lucie(), at=NOON - timedelta(days=30))
    heavy(partnership, -3)
    heavy(partnership, -1)
    outbox.send_due(at=NOON)
    mail.outbox.clear()

    jobs.warn_of_deadlines(NOON)
    outbox.send_due(at=NOON)

    about = [letter for letter in mail.outbox if "compte sur vous" in letter.subject]
    assert [letter.to for letter in about] == [["lucie.arnaud@example.org"]]
    said = about[0].subject + about[0].body
    assert not [word for word in ("Karim", "lourd", "heavy", "Présence", "soutien ") if word in said]


def test_someone_is_asked_from_the_page_and_answers_from_hers(client, partnership):
    interventions.engaged(partnership, cast.lucie())
    cast.signed_in(client, cast.karim())
    where = reverse("support:choosing")
    page = client.get(where).content.decode()
    assert cast.lucie().code in page
    assert "Charlie Maurel" not in client.get(where, {"q": cast.charlie().name[:7]}).content.decode()
    assert cast.charlie().code in client.get(where, {"q": "charlie maurel"}).content.decode()
    client.post(where, {"cle": cast.form_key(), "chosen": cast.lucie().code})
    assert told_to(cast.lucie(), requests_to_listen) == ["Karim Sow aimerait pouvoir vous parler"]
    hers = cast.signed_in(Client(), cast.lucie())
    confidant = Confidant.objects.get()
    hers.post(reverse("support:acceptance", args=[confidant.code]), {"cle": cast.form_key()})

    confidant.refresh_from_db()
    assert confidant.accepted_at == NOON


def test_her_code_alone_does_not_choose_a_stranger(client, partnership):
    cast.signed_in(client, cast.karim())

    answer = client.post(reverse("support:choosing"), {"cle": cast.form_key(), "chosen": cast.charlie().code})

    assert (answer.status_code, Confidant.objects.count()) == (422, 0)


def test_a_stranger_does_not_open_the_page_of_somebody_chosen(client, partnership):
    chosen = build.chosen(cast.karim(), cast.lucie())

    for other in (cast.nadia(), cast.nurse(), cast.charlie()):
        page = cast.signed_in(Client(), other).get(reverse("support:beside", args=[chosen.code]))
        assert page.status_code == 404


def test_who_left_the_partnership_still_says_how_it_was(partnership):
    held = build.mission(partnership)
    karim = partnerships.engagement(partnership, "lived")
    engaging.leave(karim, by=partnerships.actor_for(karim), at=NOON)

    assert [one.intervention for one in own_questions(cast.actor_of(cast.karim()), on=TODAY)] == [held]
