"""The same thing done by two people at the same instant: one does it, the other reads a sentence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import Sum
from django.test import Client
from django.urls import reverse

from reciproque.decisions.models import Decision, Fulfilment, Review
from reciproque.foundation import guard
from reciproque.foundation.models import Event
from reciproque.partnerships.kinds import ContributionKind, Question, Side
from reciproque.partnerships.models import (
    Activation,
    Cancellation,
    Contribution,
    Ending,
    EvaluationRound,
    Framing,
    Holding,
    RoundClosing,
    Settlement,
    Signature,
)
from reciproque.partnerships.queries.charter import digest_of
from reciproque.partnerships.verbs import (
    activation,
    charter,
    contributions,
    engagement,
    framing,
    interventions,
)
from reciproque.people.kinds import Role
from reciproque.voices.models import Reply, Voice
from tests import cast
from tests.builders import decisions, evaluations, partnerships, voices
from tests.builders import interventions as build
from tests.builders.people import NOON, TODAY

from .racing import one_does, same_browser, together, told

pytestmark = pytest.mark.django_db(transaction=True)
LIVED, CARE = Side.LIVED, Side.CARE


def actors(partnership):
    """The referents of both sides, a new form each."""
    return partnerships.actor(partnership, LIVED), partnerships.actor(partnership, CARE)


# --- framing ---------------------------------------------------------------------------------------
def test_two_of_the_same_side_answer_at_once_and_one_answer_is_kept():
    partnership = partnerships.met()
    lucie = build.engaged(partnership, cast.lucie(), Role.PARTNER)
    karim = partnerships.actor(partnership, LIVED)
    answers = {"wish": "Accueillir.", "reason": "Nous savons.", "at": NOON}

    kept = one_does(
        lambda: framing.frame(partnership, by=karim, need="Le besoin de Karim", **answers),
        lambda: framing.frame(
            partnership, by=partnerships.actor_for(lucie), need="Le besoin de Lucie", **answers
        ),
        before="framing",
    )

    assert list(Framing.objects.values_list("need", flat=True)) == [kept.need]


def test_two_propose_a_wording_at_once_and_one_is_kept():
    partnership = partnerships.met()
    for side in Side:
        partnerships.answered(partnership, side)
    lived, care = actors(partnership)
    difference = framing.note_difference(
        partnership, by=care, at=NOON, question=Question.NEED, text="L’ordre."
    )
    lived, care = actors(partnership)

    kept = one_does(
        lambda: framing.propose_settlement(difference, by=lived, at=NOON, wording="Le café d’abord"),
        lambda: framing.propose_settlement(difference, by=care, at=NOON, wording="Le soin d’abord"),
        before="settlement",
    )

    assert Settlement.objects.get().wording == kept.wording


def test_nobody_agrees_to_a_wording_that_was_changed_under_her_eyes():
    partnership = partnerships.met()
    for side in Side:
        partnerships.answered(partnership, side)
    lived, care = actors(partnership)
    difference = framing.note_difference(
        partnership, by=care, at=NOON, question=Question.NEED, text="L’ordre."
    )
    lived, care = actors(partnership)
    read = framing.propose_settlement(difference, by=lived, at=NOON, wording="Le café d’abord")
    lived, care = actors(partnership)

    one_does(
        lambda: framing.agree(read, by=care, at=NOON, version=read.version),
        lambda: framing.revise_settlement(
            read, by=lived, at=NOON, version=read.version, wording="Autre chose"
        ),
        before="settlement",
    )

    now = Settlement.objects.get()
    assert (now.agreed_at is not None) == (now.wording == "Le café d’abord")


# --- charter and beginning -------------------------------------------------------------------------
def test_both_sides_sign_at_once():
    partnership = partnerships.aimed()
    first = written(partnership)
    lived, care = actors(partnership)
    digest = digest_of(first, first.clauses.standing())

    outcomes = together(
        *(
            lambda by=by: charter.sign(first, by=by, at=NOON, digest=digest, read_in_full=True)
            for by in (lived, care)
        ),
        before="signature",
    )

    assert told(outcomes) == []
    assert set(Signature.objects.values_list("side", "digest")) == {(LIVED, digest), (CARE, digest)}


def test_who_signs_in_two_tabs_signs_once():
    partnership = partnerships.aimed()
    first = written(partnership)
    digest = digest_of(first, first.clauses.standing())
    tabs = [partnerships.actor(partnership, CARE) for _tab in range(3)]

    one_does(
        *(lambda by=by: charter.sign(first, by=by, at=NOON, digest=digest, read_in_full=True) for by in tabs),
        before="signature",
    )

    assert Signature.objects.count() == 1


def test_what_is_signed_is_what_stands_even_when_a_clause_changes_at_that_instant():
    partnership = partnerships.aimed()
    first = written(partnership)
    digest = digest_of(first, first.clauses.standing())
    clause = first.clauses.first()
    lived, care = actors(partnership)

    outcomes = together(
        lambda: charter.sign(first, by=lived, at=NOON, digest=digest, read_in_full=True),
        lambda: charter.revise_clause(
            clause, by=care, at=NOON, version=clause.version, kind=clause.kind, text="Tout autre chose."
        ),
    )

    assert len(told(outcomes)) == 1
    for signature in Signature.objects.all():
        assert signature.digest == digest_of(first, first.clauses.standing())


def test_a_partnership_begins_once():
    partnership = partnerships.aimed()
    partnerships.signed(partnership)
    lived, care = actors(partnership)

    one_does(
        *(lambda by=by: activation.activate(partnership, by=by, at=NOON) for by in (lived, care)),
        before="activation",
    )

    assert Activation.objects.count() == 1


def written(partnership):
    from reciproque.partnerships.kinds import ClauseKind

    clauses = [(kind.value, f"Ce que nous disons : {kind.label}.") for kind in ClauseKind]
    by = partnerships.actor(partnership, CARE)
    return charter.draft_charter(partnership, by=by, at=NOON, clauses=clauses)


# --- what takes place ------------------------------------------------------------------------------
def test_two_say_at_once_that_it_took_place_and_the_hours_are_counted_once():
    partnership = partnerships.begun()
    workshop = build.planned(partnership, day=build.YESTERDAY)
    there = [partnerships.engagement(partnership, side) for side in Side]
    browsers = []
    for name in (cast.karim(), cast.nurse()):
        browsers.append(same_browser(cast.signed_in(Client(), name)))
    sent = {"present": [one.code for one in there], "minutes": "1:00", "words": ""}

    statuses = [
        answer.status_code
        for answer in together(
            *(
                lambda browser=browser: browser.post(
                    reverse("partnerships:holding", args=[workshop.code]), sent | {"cle": cast.form_key()}
                )
                for browser in browsers
            ),
            before="holding",
        )
    ]

    assert sorted(statuses)[0] == 302
    assert sorted(statuses)[1] in {403, 409, 422}
    assert Holding.objects.count() == 1
    assert Contribution.objects.aggregate(given=Sum("minutes"))["given"] == 120


def test_what_took_place_was_not_cancelled():
    partnership = partnerships.begun()
    workshop = build.planned(partnership, day=build.YESTERDAY)
    lived, care = actors(partnership)
    there = [partnerships.engagement(partnership, side) for side in Side]

    one_does(
        lambda: interventions.hold(workshop, by=lived, at=NOON, present=there, minutes=60),
        lambda: interventions.cancel(workshop, by=care, at=NOON, reason="La salle est fermée."),
        before="(?:holding|cancellation)",
    )

    assert Holding.objects.count() + Cancellation.objects.count() == 1


def test_a_day_has_24_hours_even_when_they_are_noted_in_two_partnerships_at_once():
    places = [
        build.engaged(partnerships.met(title=title), cast.lucie(), Role.PARTNER)
        for title in ("Ici", "Là-bas")
    ]

    one_does(
        *(
            lambda place=place: contributions.contribute(
                place,
                by=partnerships.actor_for(place),
                at=NOON,
                kind=ContributionKind.PREPARATION,
                minutes=13 * 60,
                on=TODAY,
            )
            for place in places
        ),
        before="contribution",
    )

    assert Contribution.objects.aggregate(given=Sum("minutes"))["given"] == 13 * 60


# --- evaluation and end ----------------------------------------------------------------------------
def test_a_round_closed_twice_at_once_is_closed_once_and_plans_one_more():
    partnership = partnerships.begun()
    round_ = evaluations.first_round(partnership)
    for side in Side:
        evaluations.answered(round_, side)
    lived, care = actors(partnership)
    from reciproque.partnerships.verbs import evaluation

    one_does(
        *(
            lambda by=by: evaluation.close_round(round_, by=by, at=NOON, conclusion="Nous continuons.")
            for by in (lived, care)
        ),
        before="roundclosing",
    )

    assert (RoundClosing.objects.count(), EvaluationRound.objects.count()) == (1, 2)


def test_a_partnership_ends_once():
    partnership = partnerships.begun()
    evaluations.closed(evaluations.first_round(partnership))

    one_does(*(lambda: evaluations.ended(partnership) for _once in range(2)), before="ending")

    assert Ending.objects.count() == 1


# --- voices and decisions --------------------------------------------------------------------------
def test_two_answer_a_voice_at_once_and_one_answer_is_kept():
    partnership = partnerships.begun()
    heard = voices.heard(partnership)
    lived, care = actors(partnership)

    kept = one_does(
        lambda: voices.replied(heard, by=lived, text="La réponse de Karim"),
        lambda: voices.replied(heard, by=care, text="La réponse de la cadre"),
        before="reply",
    )

    assert Reply.objects.get().text == kept.text


def test_words_taken_back_while_they_are_answered_leave_no_trace():
    partnership = partnerships.begun()
    heard = voices.heard(partnership)
    lived, care = actors(partnership)

    outcomes = together(
        lambda: voices.withdrawn(heard, by=lived),
        lambda: voices.replied(heard, by=care, text="Vous avez dit cela."),
        before="(?:reply|withdrawal)",
    )

    assert len(told(outcomes)) <= 1
    assert Voice.objects.get().text == ""
    assert list(Reply.objects.exclude(text="")) == []


def test_a_promise_told_twice_at_once_is_told_once():
    partnership = partnerships.begun()
    promise = decisions.decided(partnership).commitments.get()
    lived, care = actors(partnership)

    one_does(*(lambda by=by: decisions.told(promise, by=by) for by in (lived, care)), before="fulfilment")

    assert Fulfilment.objects.count() == 1


def test_a_review_held_twice_at_once_comes_back_once():
    partnership = partnerships.begun()
    review = decisions.decided(partnership).reviews.get()
    lived, care = actors(partnership)

    one_does(
        *(
            lambda by=by: decisions.held(review, by=by, next_on=TODAY + timedelta(days=90))
            for by in (lived, care)
        ),
        before="review",
    )

    assert (Decision.objects.count(), Review.objects.count()) == (1, 2)


# --- being engaged ---------------------------------------------------------------------------------
def test_a_proposal_is_accepted_or_taken_back():
    partnership = partnerships.met()
    asked = build.proposed(partnership, cast.lucie(), Role.PARTNER)
    care, lucie = partnerships.actor(partnership, CARE), partnerships.actor_for(asked)

    one_does(
        lambda: engagement.accept(asked, by=lucie, at=NOON),
        lambda: engagement.withdraw(asked, by=care, at=NOON),
        before="engagement",
    )

    asked.refresh_from_db()
    assert (asked.accepted_at is None) != (asked.left_at is None)


def test_somebody_asked_twice_at_once_is_asked_once():
    partnership = partnerships.met()
    cast.lucie()
    lived, care = actors(partnership)

    one_does(
        *(
            lambda by=by: build.proposed(partnership, cast.lucie(), Role.PARTNER, by=by)
            for by in (lived, care)
        ),
        before="engagement",
    )

    assert partnership.engagements.filter(person=cast.lucie()).count() == 1


def test_a_side_has_one_referent_when_two_are_named_at_once():
    partnership = partnerships.met()
    lucie = build.engaged(partnership, cast.lucie(), Role.PARTNER)
    paul = build.engaged(partnership, cast.paul(), Role.REPRESENTATIVE, side=LIVED)
    _lived, care = actors(partnership)

    outcomes = together(
        lambda: engagement.name_referent(lucie, by=care, at=NOON),
        lambda: engagement.name_referent(paul, by=care, at=NOON),
        before="engagement",
    )

    told(outcomes)
    assert partnership.engagements.filter(side=LIVED, referent_since__isnull=False).count() == 1


# --- the journal, and what would happen otherwise ----------------------------------------------------
def test_whoever_was_refused_left_a_line_and_the_journal_holds_one_act():
    partnership = partnerships.begun()
    workshop = build.planned(partnership, day=build.YESTERDAY)
    lived, care = actors(partnership)

    outcomes = together(
        *(
            lambda by=by: interventions.cancel(workshop, by=by, at=NOON, reason="La salle est fermée.")
            for by in (lived, care)
        )
    )

    refused = [problem for problem in told(outcomes) if hasattr(problem, "reason")]
    lines = Event.objects.filter(verb="partnerships.Intervention.cancel")
    assert lines.filter(refused=False).count() == 1
    assert lines.filter(refused=True).count() == len(refused)


def test_looking_before_leaping_would_have_answered_twice():
    """The negative control: what a view that looks, then writes, does in the same race."""
    partnership = partnerships.met()
    answered_by = partnerships.engagement(partnership, LIVED)

    def naive() -> None:
        with guard.upkeep("naive"):
            if not partnership.hesitations.exists():
                partnership.hesitations.model.objects.bulk_create(
                    [
                        partnership.hesitations.model(
                            partnership=partnership,
                            engagement=answered_by,
                            words="J’hésite.",
                            said_at=NOON,
                            lifted_at=NOON,
                        )
                    ]
                )

    together(naive, naive, before="hesitation")

    assert partnership.hesitations.count() == 2
