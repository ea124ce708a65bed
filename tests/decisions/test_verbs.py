"""What makes a decision one, what becomes of promises, and what comes back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from reciproque.decisions import queries
from reciproque.decisions.kinds import Effect, Outcome
from reciproque.decisions.models import Commitment, Decision, Fulfilment, Review
from reciproque.decisions.rules import CommitmentDraft, OptionDraft
from reciproque.foundation import deadlines, guard, outbox
from reciproque.foundation.models import Event, Message
from reciproque.foundation.policy import Refused
from reciproque.partnerships.kinds import Side
from reciproque.voices.models import Reply
from tests import cast
from tests.builders import decisions, voices
from tests.builders import partnerships as build

NOON, TODAY = cast.NOON, cast.TODAY
pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return build.begun()


def wrong(partnership, **how) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        decisions.decided(partnership, **how)
    return refused.value.message_dict


def state(kind: deadlines.DeadlineKind, row, *, on: date) -> str:
    return deadlines.with_state(type(row).objects.filter(pk=row.pk), kind, today=on).get().deadline_state


# --- taking one -----------------------------------------------------------------------------------
@pytest.mark.spec("H4", "J9.AC6")
def test_a_decision_holds_its_options_its_promise_and_the_day_it_comes_back(partnership):
    taken = decisions.decided(partnership)

    promise, review = taken.commitments.get(), taken.reviews.get()
    assert [(option.outcome, option.position) for option in taken.options.all()] == [
        (Outcome.ADOPTED, 1),
        (Outcome.ADAPTED, 2),
        (Outcome.REFUSED, 3),
    ]
    assert (promise.owner.person, promise.substitute.person) == (cast.nurse(), cast.karim())
    assert (promise.triggered_on, promise.due_on) == (TODAY, TODAY + timedelta(days=30))
    assert (review.owner.person, review.substitute.person) == (cast.karim(), cast.nurse())
    assert review.due_on == TODAY + timedelta(days=182)


@pytest.mark.parametrize("review_on", [None, TODAY, TODAY - timedelta(days=1)])
def test_a_decision_without_a_day_to_come_back_is_refused(partnership, review_on):
    assert list(wrong(partnership, review_on=review_on)) == ["review_on"]
    assert Decision.objects.count() == 0


@pytest.mark.spec("H4", "J9.AC6")
@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.ADAPTED])
def test_an_option_adapted_or_refused_without_its_reason_is_refused(partnership, outcome):
    options = decisions.options(partnership)
    options[2] = replace(options[2], outcome=outcome, reason="  ")

    assert wrong(partnership, options=options) == {
        "option_3_reason": ["Dites pourquoi : une option adaptée ou refusée a droit à sa raison."]
    }


def test_the_database_too_refuses_a_refusal_without_reason(partnership):
    taken = decisions.decided(partnership)

    with guard.upkeep("tests"), pytest.raises(IntegrityError), transaction.atomic():
        taken.options.filter(outcome=Outcome.REFUSED).update(reason="")


def test_one_option_alone_is_no_choice(partnership):
    assert list(wrong(partnership, options=decisions.options(partnership)[:1])) == ["options"]


def test_a_decision_promises_something(partnership):
    assert list(wrong(partnership, commitments=[])) == ["commitments"]


def test_a_promise_has_an_owner_and_a_day_after_the_decision(partnership):
    assert list(wrong(partnership, commitments=[CommitmentDraft("Former", None, None)])) == [
        "commitment_1_owner",
        "commitment_1_due_on",
    ]
    early = CommitmentDraft("Former", build.engagement(partnership, Side.CARE), TODAY - timedelta(days=1))
    assert list(wrong(partnership, commitments=[early])) == ["commitment_1_due_on"]


def test_a_decision_taken_before_the_words_were_heard_does_not_answer_them(partnership):
    voice = voices.heard(partnership)

    assert wrong(partnership, voices=[voice], decided_on=TODAY - timedelta(days=1)) == {
        "voices": [
            "Une de ces paroles a été entendue après cette décision\u00a0: elle n’a pas pu y compter. "
            "Décochez-la, et répondez-lui à part."
        ]
    }
    assert decisions.decided(partnership, voices=[voice], decided_on=TODAY).pk


def test_people_and_voices_of_another_partnership_have_no_place_in_it(partnership):
    other = build.begun(title="Un autre partenariat")
    stranger = build.engagement(other, Side.LIVED)
    options = [replace(option, carried_by=stranger) for option in decisions.options(partnership)[:2]]
    promise = CommitmentDraft("Former", stranger, TODAY)

    assert list(wrong(partnership, options=options, commitments=[promise], voices=[voices.heard(other)])) == [
        "option_1_carried_by",
        "option_2_carried_by",
        "commitment_1_owner",
        "voices",
    ]


def test_nothing_is_decided_before_the_partnership_begins():
    with pytest.raises(Refused) as refused:
        decisions.decided(build.aimed())

    assert str(refused.value) == "le partenariat n’a pas encore commencé"


def test_who_is_not_engaged_decides_nothing(partnership):
    with pytest.raises(Refused):
        decisions.decided(partnership, by=cast.actor_of(cast.nadia()))

    assert Decision.objects.count() == 0


# --- answering voices -----------------------------------------------------------------------------
def test_a_decision_is_an_answer_and_words_may_be_added_to_it_once(partnership):
    voice = voices.heard(partnership)
    decisions.decided(partnership, voices=[voice])

    silent = Reply.objects.get()
    words = voices.replied(voice, by=build.actor(partnership, Side.LIVED))

    assert (silent.text, silent.replied_by.person) == ("", cast.nurse())
    assert (words.pk, words.text, words.replied_by.person) == (silent.pk, voices.ANSWER, cast.karim())
    with pytest.raises(ValidationError):
        voices.replied(voice)


def test_a_voice_answered_in_words_keeps_them_when_a_decision_follows(partnership):
    voice = voices.heard(partnership)
    voices.replied(voice)

    taken = decisions.decided(partnership, voices=[voice])

    assert Reply.objects.get().text == voices.ANSWER
    assert [one.voice for one in taken.answerings.all()] == [voice]


def test_words_taken_back_are_answered_by_no_decision(partnership):
    voice = voices.withdrawn(voices.heard(partnership))

    assert wrong(partnership, voices=[voice]) == {
        "voices": ["Une de ces paroles a été retirée : décochez-la, puis recommencez."]
    }


# --- promises -------------------------------------------------------------------------------------
def test_a_promise_kept_late_stays_late_whatever_day_is_told(partnership):
    promise = decisions.decided(partnership).commitments.get()
    after = promise.due_on + timedelta(days=2)

    before = state(queries.PROMISE, promise, on=after)
    decisions.told(promise, at=NOON + timedelta(days=40), on=promise.due_on)

    assert before == "late"
    assert state(queries.PROMISE, promise, on=after + timedelta(days=300)) == "kept_late"


def test_a_promise_kept_in_time_is_kept(partnership):
    promise = decisions.decided(partnership).commitments.get()

    decisions.told(promise)

    assert state(queries.PROMISE, promise, on=promise.due_on + timedelta(days=9)) == "kept"


def test_a_promise_is_dropped_only_with_its_reason(partnership):
    promise = decisions.decided(partnership).commitments.get()

    with pytest.raises(ValidationError) as refused:
        decisions.told(promise, done=False, words=" ")
    decisions.told(promise, done=False, words="Le budget manque.")

    assert list(refused.value.error_dict) == ["words"]
    assert (promise.fulfilment.done, promise.fulfilment.words) == (False, "Le budget manque.")


@pytest.mark.parametrize("on", [TODAY + timedelta(days=1), TODAY - timedelta(days=1)])
def test_a_promise_is_not_kept_before_the_decision_nor_in_the_future(partnership, on):
    with pytest.raises(ValidationError) as refused:
        decisions.told(decisions.decided(partnership).commitments.get(), on=on)

    assert list(refused.value.error_dict) == ["on"]


def test_the_end_of_a_promise_is_told_once(partnership):
    promise = decisions.decided(partnership).commitments.get()
    decisions.told(promise)

    with pytest.raises(ValidationError) as refused:
        decisions.told(promise, done=False, words="Non.")

    assert refused.value.messages == [
        "Solène Kervella l’a déjà dit le lundi 2\u00a0novembre 2026. Rien n’a été remplacé."
    ]
    assert Fulfilment.objects.get().done is True


# --- coming back ----------------------------------------------------------------------------------
def test_a_review_says_the_effect_and_sets_the_next_one(partnership):
    taken = decisions.decided(partnership)
    later = NOON + timedelta(days=182)

    decisions.held(taken.reviews.get(), at=later, next_on=date(2027, 12, 1))

    first, second = taken.reviews.all()
    assert (first.effect, first.held_at, first.held_by.person) == (Effect.PARTLY, later, cast.karim())
    assert (second.due_on, second.triggered_on, second.held_at) == (date(2027, 12, 1), date(2027, 5, 3), None)


def test_a_review_is_held_once_and_its_next_day_is_to_come(partnership):
    review = decisions.decided(partnership).reviews.get()

    with pytest.raises(ValidationError) as past:
        decisions.held(review, next_on=TODAY)
    decisions.held(review)
    with pytest.raises(ValidationError) as twice:
        decisions.held(review)

    assert list(past.value.error_dict) == ["next_on"]
    assert twice.value.messages == [
        "Karim Sow l’a déjà dit le lundi 2\u00a0novembre 2026. Rien n’a été remplacé."
    ]
    assert Review.objects.count() == 1


def test_the_journal_holds_no_word_of_a_decision(partnership):
    taken = decisions.decided(partnership, title="Canari", text="Canari.")
    decisions.told(taken.commitments.get(), words="Canari.")
    decisions.held(taken.reviews.get(), words="Canari.")

    assert not [line for line in Event.objects.all() if "canari" in str(line.particulars).lower()]


# --- who weighed ----------------------------------------------------------------------------------
@pytest.mark.spec("S1-14")
def test_who_decided_counts_the_last_three_months_of_what_one_may_read(partnership):
    together = OptionDraft("Ensemble", Outcome.ADOPTED)
    decisions.decided(partnership)
    decisions.decided(partnership, options=[together, *decisions.options(partnership)[2:]])
    decisions.decided(partnership, decided_on=TODAY - timedelta(days=92))

    seen = queries.who_decided(cast.actor_of(cast.nadia()), today=TODAY)

    assert seen == queries.Decided(lived=2, care=2, total=3, decisions=2, partnerships=1)
    assert queries.who_decided(cast.actor_of(cast.charlie()), today=TODAY) == queries.Decided(0, 0, 0, 0, 0)


def test_an_option_carried_together_counts_for_both_voices_and_a_refused_one_for_none(partnership):
    lived = build.engagement(partnership, Side.LIVED)
    decisions.decided(
        partnership,
        options=[
            OptionDraft("Du côté des patients", Outcome.ADOPTED, lived),
            OptionDraft("Ensemble", Outcome.ADAPTED, None, "En partie."),
            OptionDraft("Ensemble aussi", Outcome.REFUSED, None, "Trop cher."),
        ],
    )

    listed = queries.decisions_for(cast.actor_of(cast.karim())).get()

    assert (listed.lived, listed.care) == (2, 1)


# --- what waits -----------------------------------------------------------------------------------
@pytest.mark.spec("H4", "J9.AC6")
def test_promises_and_reviews_wait_for_their_owners_a_week_before(partnership):
    taken = decisions.decided(partnership)
    promise, review = taken.commitments.get(), taken.reviews.get()

    def waiting(who, day):
        found = deadlines.waiting_for(cast.actor_of(who), today=day)
        return [(str(item.title), item.tone) for item in found if item.icon in ("handshake", "scale")]

    week_before, next_day = promise.due_on - timedelta(days=7), promise.due_on + timedelta(days=1)
    assert waiting(cast.nurse(), week_before - timedelta(days=1)) == []
    assert waiting(cast.nurse(), week_before) == [("Former l’équipe à cette question", "warn")]
    assert waiting(cast.karim(), next_day) == [("Former l’équipe à cette question", "late")]
    assert waiting(cast.nadia(), next_day) == []
    assert (f"Revenir sur « {taken} »", "shared") in waiting(cast.karim(), review.due_on)


@pytest.mark.parametrize(
    ("kind", "rows"), [("decisions.commitment", "commitments"), ("decisions.review", "reviews")]
)
def test_letters_say_neither_words_nor_partnership_and_stop_when_told(partnership, kind, rows):
    taken = decisions.decided(partnership)
    row = getattr(taken, rows).get()
    message = Message(kind=kind, person_ref=cast.nurse().pk, about=row.code)

    letter = outbox.NOTICES[kind](message)
    decisions.told(row) if rows == "commitments" else decisions.held(row)

    body = str(letter.body)
    assert row.code in body
    assert not [word for word in (partnership.title, taken.title, "Former") if word in body]
    assert outbox.NOTICES[kind](message) is None
    stranger = Message(kind=kind, person_ref=cast.charlie().pk, about=row.code)
    assert outbox.NOTICES[kind](stranger) is None


def test_what_someone_who_leaves_had_promised_goes_to_a_referent(partnership):
    from reciproque.partnerships.verbs.engagement import leave

    taken = decisions.decided(partnership)
    nurse = build.engagement(partnership, Side.CARE)

    leave(nurse, by=build.actor_for(nurse), at=NOON)

    promise = Commitment.objects.get(decision=taken)
    assert promise.owner.person == cast.karim()
    assert promise.due_on == TODAY + timedelta(days=30)
    assert Review.objects.get(decision=taken).owner.person == cast.karim()
