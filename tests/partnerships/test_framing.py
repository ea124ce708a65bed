"""The three questions: answered apart, sealed until both sides have answered, compared, settled by both."""

import pytest
from django.core.exceptions import ValidationError

from reciproque.foundation.models import Event
from reciproque.foundation.policy import Refused, may, visible
from reciproque.foundation.verbs import AlreadyDone, Stale
from reciproque.partnerships.kinds import Question, Side
from reciproque.partnerships.models import Concord, Difference, Framing, Hesitation, Settlement
from reciproque.partnerships.queries.framing import (
    framing_to_do,
    framings_read_by,
)
from reciproque.partnerships.verbs import engagement as engaging
from reciproque.partnerships.verbs import framing
from tests import cast
from tests.builders import partnerships as build

NOON, TODAY = cast.NOON, cast.TODAY
pytestmark = pytest.mark.django_db


def lived(partnership):
    return build.actor(partnership, Side.LIVED)


def care(partnership):
    return build.actor(partnership, Side.CARE)


def noted(partnership, **fields) -> Difference:
    said = {"question": Question.NEED, "text": "Présence d’un côté, rendez-vous de l’autre."} | fields
    return framing.note_difference(partnership, by=lived(partnership), at=NOON, **said)


@pytest.fixture
def both():
    """Both sides have answered, nothing is compared yet."""
    partnership = build.met()
    for side in Side:
        build.answered(partnership, side)
    return partnership


# --- answering apart ------------------------------------------------------------------------------
@pytest.mark.spec("B2", "S2-43")
def test_a_side_answers_for_itself_under_the_name_of_who_wrote():
    partnership = build.met()

    answered = build.answered(partnership, Side.LIVED, need=" Que quelqu’un soit là. ")

    assert (answered.side, answered.need, answered.answered_by.person) == (
        Side.LIVED,
        "Que quelqu’un soit là.",
        cast.karim(),
    )
    assert answered.answered_at == NOON


@pytest.mark.spec("B2")
@pytest.mark.parametrize(("answers", "reads"), [(Side.LIVED, Side.CARE), (Side.CARE, Side.LIVED)])
def test_the_other_side_reads_nothing_before_it_has_answered(answers, reads):
    partnership = build.met()
    build.answered(partnership, answers)

    assert not visible(Framing, build.actor(partnership, reads)).exists()
    assert framings_read_by(build.actor(partnership, reads), partnership) == {}
    assert set(framings_read_by(build.actor(partnership, answers), partnership)) == {answers}


@pytest.mark.spec("B2")
def test_once_both_have_answered_each_reads_both(both):
    for actor in (lived(both), care(both)):
        assert set(framings_read_by(actor, both)) == set(Side)


def test_the_coordination_of_a_carrier_does_not_read_a_side_before_the_other(both):
    alone = build.met(title="Un autre")
    build.answered(alone, Side.LIVED)
    nadia = cast.actor_of(cast.nadia())

    assert framings_read_by(nadia, alone) == {}
    assert set(framings_read_by(nadia, both)) == set(Side)


def test_somebody_asked_who_has_not_said_yes_reads_her_own_side_only(both):
    engaging.engage(
        both,
        by=care(both),
        at=NOON,
        person=cast.lucie(),
        position="partner",
        on_behalf_of=cast.chu(),
        side=Side.LIVED,
        status="volunteer",
    )
    alone = build.found(title="Encore sans réponse")
    framing.frame(alone, by=care(alone), at=NOON, **build.ANSWERS[Side.CARE])

    assert framings_read_by(cast.actor_of(cast.karim()), alone) == {}


def test_a_side_answers_once(both):
    with pytest.raises(ValidationError, match="déjà répondu"):
        build.answered(both, Side.LIVED)

    assert Framing.objects.count() == 2


@pytest.mark.parametrize("left_out", ["need", "wish", "reason"])
def test_no_question_is_left_without_answer(left_out):
    partnership = build.met()

    with pytest.raises(ValidationError) as wrong:
        build.answered(partnership, Side.CARE, **{left_out: "   "})

    assert list(wrong.value.message_dict) == [left_out]
    assert not Framing.objects.exists()


def test_the_same_form_sent_twice_answers_once():
    partnership = build.met()
    by = lived(partnership)
    framing.frame(partnership, by=by, at=NOON, **build.ANSWERS[Side.LIVED])

    with pytest.raises(AlreadyDone):
        framing.frame(partnership, by=by, at=NOON, **build.ANSWERS[Side.LIVED])

    assert Framing.objects.count() == 1


def test_what_was_answered_stands_nowhere_in_the_journal():
    partnership = build.met()
    build.answered(partnership, Side.LIVED)

    line = Event.objects.get(verb="partnerships.Partnership.frame")
    assert line.particulars == {}


def test_nobody_answers_under_another_hat_nor_from_outside():
    partnership = build.met(other=cast.lucie())
    as_professional = cast.actor_of(cast.lucie(), cast.passerelle())

    for stranger in (as_professional, cast.actor_of(cast.charlie()), cast.actor_of(cast.nadia())):
        with pytest.raises(Refused, match="sous le chapeau que vous portez"):
            framing.frame(partnership, by=stranger, at=NOON, **build.ANSWERS[Side.LIVED])

    assert not Framing.objects.exists()


def test_once_begun_the_questions_are_no_longer_answered():
    partnership = build.begun()

    with pytest.raises(Refused, match="a déjà commencé"):
        framing.frame(partnership, by=lived(partnership), at=NOON, **build.ANSWERS[Side.LIVED])


# --- saying it better -----------------------------------------------------------------------------
def test_a_side_says_it_better_until_the_other_has_answered():
    partnership = build.met()
    answered = build.answered(partnership, Side.LIVED)
    better = build.ANSWERS[Side.LIVED] | {"need": "Que l’on ne reparte pas seul."}

    framing.revise_framing(answered, by=lived(partnership), at=NOON, version=1, **better)
    answered.refresh_from_db()
    assert (answered.need, answered.version) == ("Que l’on ne reparte pas seul.", 2)

    build.answered(partnership, Side.CARE)
    with pytest.raises(Refused, match="les réponses ne changent plus"):
        framing.revise_framing(answered, by=lived(partnership), at=NOON, version=2, **better)


def test_two_people_saying_it_better_at_once_the_second_is_told():
    partnership = build.met()
    answered = build.answered(partnership, Side.LIVED)
    words = build.ANSWERS[Side.LIVED]
    framing.revise_framing(answered, by=lived(partnership), at=NOON, version=1, **(words | {"need": "Un."}))

    with pytest.raises(Stale) as told:
        framing.revise_framing(
            answered, by=lived(partnership), at=NOON, version=1, **(words | {"need": "Deux."})
        )

    assert told.value.current.need == "Un."


def test_a_side_never_rewrites_the_other():
    partnership = build.met()
    answered = build.answered(partnership, Side.LIVED)

    with pytest.raises(Refused, match="chaque côté tient ses propres réponses"):
        framing.revise_framing(answered, by=care(partnership), at=NOON, version=1, **build.ANSWERS[Side.CARE])


# --- comparing ------------------------------------------------------------------------------------
@pytest.mark.parametrize("verb", ["note_concord", "note_difference"])
def test_nothing_is_compared_before_both_sides_have_answered(verb):
    partnership = build.met()
    build.answered(partnership, Side.LIVED)

    assert not may(lived(partnership), verb, partnership)
    build.answered(partnership, Side.CARE)
    assert may(lived(partnership), verb, partnership)


@pytest.mark.spec("B2", "S2-42")
def test_two_answers_that_say_the_same_are_noted_so(both):
    concord = framing.note_concord(both, by=care(both), at=NOON, question=Question.WISH)

    assert (concord.question, concord.noted_by.person, concord.noted_at) == (
        Question.WISH,
        cast.nurse(),
        NOON,
    )


def test_a_question_where_a_difference_is_noted_is_not_said_the_same(both):
    noted(both)

    with pytest.raises(ValidationError, match="Une différence est déjà notée"):
        framing.note_concord(both, by=care(both), at=NOON, question=Question.NEED)

    assert not Concord.objects.exists()


def test_a_question_nobody_asked_is_not_compared(both):
    with pytest.raises(ValidationError):
        framing.note_concord(both, by=care(both), at=NOON, question="other")
    with pytest.raises(ValidationError):
        noted(both, question="other")


@pytest.mark.spec("B2")
def test_a_common_wording_is_proposed_by_one_side_and_agreed_by_the_other(both):
    difference = noted(both)
    settlement = framing.propose_settlement(
        difference, by=lived(both), at=NOON, wording="Être là, et revoir."
    )

    with pytest.raises(Refused, match="c’est à l’autre côté de l’accepter"):
        framing.agree(settlement, by=lived(both), at=NOON, version=1)
    agreed = framing.agree(settlement, by=care(both), at=NOON, version=1)

    assert (agreed.agreed_by.person, agreed.agreed_at) == (cast.nurse(), NOON)


def test_one_does_not_agree_to_a_wording_that_changed_meanwhile(both):
    settlement = framing.propose_settlement(noted(both), by=lived(both), at=NOON, wording="Être là.")
    framing.revise_settlement(settlement, by=lived(both), at=NOON, version=1, wording="Être là le jeudi.")

    with pytest.raises(Stale):
        framing.agree(settlement, by=care(both), at=NOON, version=1)

    assert Settlement.objects.get().agreed_at is None


def test_another_wording_is_ones_own_and_the_other_side_is_then_the_one_to_agree(both):
    settlement = framing.propose_settlement(noted(both), by=lived(both), at=NOON, wording="Être là.")
    framing.revise_settlement(settlement, by=care(both), at=NOON, version=1, wording="Être là, et revoir.")

    with pytest.raises(Refused):
        framing.agree(settlement, by=care(both), at=NOON, version=2)
    assert framing.agree(settlement, by=lived(both), at=NOON, version=2).agreed_by.person == cast.karim()


def test_what_both_said_together_no_longer_changes(both):
    settlement = framing.propose_settlement(noted(both), by=lived(both), at=NOON, wording="Être là.")
    framing.agree(settlement, by=care(both), at=NOON, version=1)

    with pytest.raises(Refused, match="ont déjà accepté"):
        framing.revise_settlement(settlement, by=lived(both), at=NOON, version=2, wording="Autre chose.")
    with pytest.raises(Refused, match="ont déjà accepté"):
        framing.agree(settlement, by=care(both), at=NOON, version=2)


def test_a_difference_has_one_wording_at_a_time(both):
    difference = noted(both)
    framing.propose_settlement(difference, by=lived(both), at=NOON, wording="Être là.")

    with pytest.raises(Refused, match="une formulation est déjà proposée"):
        framing.propose_settlement(difference, by=care(both), at=NOON, wording="Revoir vite.")


def test_a_stranger_settles_nothing(both):
    difference = noted(both)

    with pytest.raises(Refused):
        framing.propose_settlement(difference, by=cast.actor_of(cast.charlie()), at=NOON, wording="Rien.")


# --- not ready ------------------------------------------------------------------------------------
@pytest.mark.spec("S2-66", "B2")
def test_anyone_engaged_says_she_is_not_ready_in_her_words_and_alone_says_she_is():
    partnership = build.met()
    said = framing.hesitate(partnership, by=lived(partnership), at=NOON, words=" J’ai besoin de temps. ")

    assert (said.words, said.engagement.person) == ("J’ai besoin de temps.", cast.karim())
    with pytest.raises(Refused, match="chacun dit pour soi"):
        framing.lift_hesitation(said, by=care(partnership), at=NOON)
    assert framing.lift_hesitation(said, by=lived(partnership), at=NOON).lifted_at == NOON


def test_one_says_it_once_at_a_time():
    partnership = build.met()
    framing.hesitate(partnership, by=lived(partnership), at=NOON, words="Plus tard.")

    with pytest.raises(ValidationError, match="déjà dit"):
        framing.hesitate(partnership, by=lived(partnership), at=NOON, words="Encore.")

    assert Hesitation.objects.count() == 1


# --- what waits -----------------------------------------------------------------------------------
def waiting(who) -> list[tuple[str, str]]:
    """What waits for somebody in a framing: the act asked, and the tone it is said in."""
    return [(str(item.action), item.tone) for item in cast.waiting(framing_to_do, cast.actor_of(who), TODAY)]


@pytest.mark.spec("B2")
def test_the_questions_wait_for_each_side_that_has_not_answered():
    partnership = build.met()
    build.answered(partnership, Side.CARE)

    item = next(iter(cast.waiting(framing_to_do, cast.actor_of(cast.karim()), TODAY)))

    assert (item.detail, item.url, item.tone) == (
        "Consultation prioritaire",
        f"/partenariats/{partnership.code}/cadrage/reponses/",
        "lived",
    )
    assert waiting(cast.nurse()) == []
    assert waiting(cast.charlie()) == []


def test_comparing_waits_for_both_sides_until_each_question_was_compared(both):
    for who in (cast.karim(), cast.nurse()):
        assert waiting(who) == [("Comparer", "shared")]

    for question in Question:
        framing.note_concord(both, by=care(both), at=NOON, question=question)
    assert waiting(cast.karim()) == []


def test_a_wording_waits_for_the_side_that_did_not_propose_it(both):
    for question in (Question.WISH, Question.REASON):
        framing.note_concord(both, by=care(both), at=NOON, question=question)
    settlement = framing.propose_settlement(noted(both), by=lived(both), at=NOON, wording="Être là.")

    assert waiting(cast.nurse()) == [("Lire", "shared")]
    assert waiting(cast.karim()) == []

    framing.agree(settlement, by=care(both), at=NOON, version=1)
    assert waiting(cast.nurse()) == []


def test_nothing_waits_any_more_once_it_has_begun():
    build.begun()

    assert waiting(cast.karim()) == []


def test_what_a_framing_asks_costs_one_query_whatever_their_number(django_assert_num_queries):
    for number in range(3):
        build.met(title=f"Partenariat {number}")
    karim = cast.actor_of(cast.karim())

    with django_assert_num_queries(1):
        assert len(list(cast.waiting(framing_to_do, karim, TODAY))) == 3
