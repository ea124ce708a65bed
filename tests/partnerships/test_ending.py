"""Knowing how to stop: said, thanked, told to everyone, nothing erased; and going on again with a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from reciproque.foundation import clock
from reciproque.foundation.models import Message
from reciproque.foundation.policy import RULES, Refused, may
from reciproque.foundation.requirements import Unmet
from reciproque.partnerships.kinds import EndReason, InterventionKind, Side
from reciproque.partnerships.models import Engagement, Partnership
from reciproque.partnerships.queries.ending import ending_now, past_endings
from reciproque.partnerships.verbs import ending as verbs
from reciproque.partnerships.verbs import interventions
from tests import cast
from tests.builders import evaluations
from tests.builders import partnerships as build
from tests.builders.people import NOON, TODAY

pytestmark = pytest.mark.django_db
STILL_DONE = {"see", "reopen", "vouch_time"}
"""What an ended partnership still allows: what was done before it is confirmed, for those hours are owed."""


@pytest.fixture
def partnership() -> Partnership:
    return build.begun()


def reopened(partnership, **how):
    how = {"by": build.actor(partnership, Side.CARE), "at": NOON, "why": "L’équipe se reforme."} | how
    return verbs.reopen(partnership, **how)


@pytest.mark.spec("B10")
def test_an_end_keeps_what_was_said(partnership):
    ending = evaluations.ended(partnership)

    assert (
        ending.reason,
        ending.words,
        ending.thanks,
        ending.what_remains,
        ending.hours,
        ending.contacts,
    ) == (
        EndReason.REACHED,
        "La consultation tourne sans nous.",
        "Merci à celles et ceux du café du jeudi.",
        "Le dossier reste au CHU deux ans.",
        "Les attestations partent en décembre.",
        "La cadre de santé.",
    )
    assert (ending.ended_by, ending.ended_at) == (cast.nurse(), NOON)
    assert ending_now(partnership) == ending


@pytest.mark.parametrize("missing", ["words", "what_remains", "reason"])
def test_an_end_says_why_what_happened_and_what_remains(partnership, missing):
    with pytest.raises(ValidationError) as wrong:
        evaluations.ended(partnership, **{missing: " "})

    assert set(wrong.value.error_dict) == {missing}
    assert ending_now(partnership) is None


@pytest.mark.spec("B10")
def test_nothing_is_erased_by_an_end(partnership):
    engaged = list(Engagement.objects.filter(partnership=partnership).values())

    evaluations.ended(partnership)

    assert list(Engagement.objects.filter(partnership=partnership).values()) == engaged
    assert may(build.actor(partnership, Side.LIVED), "see", partnership)


@pytest.mark.spec("B10")
def test_everyone_engaged_is_told_once_that_a_word_waits(partnership):
    evaluations.ended(partnership)

    told = Message.objects.filter(kind="partnerships.ended")
    assert [message.person_ref for message in told] == [cast.karim().pk]


@pytest.mark.spec("B10")
def test_an_ended_partnership_allows_nothing_but_reading_and_opening_again(partnership):
    evaluations.ended(partnership)
    people = [
        build.actor(partnership, Side.CARE),
        build.actor(partnership, Side.LIVED),
        cast.actor_of(cast.nadia()),
    ]

    allowed = {
        verb
        for (label, verb) in RULES
        if label == "partnerships.Partnership" and any(may(one, verb, partnership) for one in people)
    }

    assert allowed == STILL_DONE


def test_an_ended_partnership_is_not_ended_twice(partnership):
    evaluations.ended(partnership)

    with pytest.raises(Refused, match="le partenariat est terminé"):
        evaluations.ended(partnership)


def test_nothing_is_left_planned_that_nobody_could_hold(partnership):
    by = build.actor(partnership, Side.CARE)
    planned = interventions.plan_intervention(
        partnership,
        by=by,
        at=NOON,
        title="Réunion",
        kind=InterventionKind.MEETING,
        day=TODAY + timedelta(days=8),
        hour=clock.now().time().replace(hour=14, minute=0, second=0, microsecond=0),
        minutes=60,
    )

    with pytest.raises(Unmet, match="1 intervention n’est ni tenue ni annulée"):
        evaluations.ended(partnership)

    interventions.cancel(planned, by=build.actor(partnership, Side.CARE), at=NOON, reason="Nous arrêtons.")
    assert evaluations.ended(partnership)


@pytest.mark.parametrize("someone", [cast.charlie, cast.morvan])
def test_only_referents_and_the_coordination_end(partnership, someone):
    with pytest.raises(Refused):
        verbs.end(
            partnership,
            by=cast.actor_of(someone()),
            at=NOON,
            reason=EndReason.OTHER,
            words="x",
            what_remains="x",
        )

    assert ending_now(partnership) is None


def test_the_coordination_may_end(partnership):
    ending = verbs.end(
        partnership,
        by=cast.actor_of(cast.nadia()),
        at=NOON,
        reason=EndReason.MEANS,
        words="Le poste n’est plus financé.",
        what_remains="Le CHU garde les comptes rendus.",
    )

    assert ending.ended_by == cast.nadia()


def test_what_never_began_may_be_ended_too():
    assert evaluations.ended(build.met())


# --- going on again -------------------------------------------------------------------------------
@pytest.mark.spec("B10")
def test_it_goes_on_again_with_a_reason_and_the_end_stays_written(partnership):
    ending = evaluations.ended(partnership)

    reopened(partnership, at=NOON + timedelta(days=30))

    assert ending_now(partnership) is None
    past = past_endings(partnership)
    assert [(one, one.reopened_why, one.reopened_by) for one in past] == [
        (ending, "L’équipe se reforme.", cast.nurse())
    ]
    assert may(build.actor(partnership, Side.CARE), "plan_intervention", partnership)
    assert evaluations.ended(partnership, at=NOON + timedelta(days=60))


def test_going_on_again_wants_a_reason(partnership):
    evaluations.ended(partnership)

    with pytest.raises(ValidationError) as wrong:
        reopened(partnership, why="  ")

    assert set(wrong.value.error_dict) == {"why"}


def test_what_goes_on_is_not_opened_again(partnership):
    with pytest.raises(Refused, match="le partenariat n’est pas terminé"):
        reopened(partnership)


def test_an_evaluation_whose_day_came_meanwhile_is_promised_anew(partnership):
    evaluations.ended(partnership)
    day = evaluations.first_round(partnership).due_on + timedelta(days=40)
    when = NOON + (day - TODAY)

    reopened(partnership, at=when)

    round_ = evaluations.first_round(partnership)
    assert round_.due_on > day
    assert round_.postponements.get().to_on == round_.due_on
