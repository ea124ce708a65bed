"""What somebody is and wrote in partnerships is told to her; what another wrote is told to that other alone."""

import pytest
import time_machine

from reciproque.partnerships.kinds import ClauseKind, Degree, Observed, Phase, RemarkOutcome, Side
from reciproque.partnerships.models import CheckIn
from reciproque.partnerships.queries.charter import digest_of
from reciproque.partnerships.verbs import charter as charters
from reciproque.partnerships.verbs import degrees, engagement, framing, series
from tests import cast
from tests.builders import evaluations, interventions
from tests.builders import partnerships as build

from .test_series import held, planned

NOON = cast.NOON
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def copies(partnership) -> tuple[dict, dict]:
    """What the referents of the two sides are told, patients first."""
    lived, care = (
        cast.data_of(build.engagement(partnership, side).person) for side in (Side.LIVED, Side.CARE)
    )
    return lived["partnerships"], care["partnerships"]


def said(told: dict, name: str, key: str = "text") -> list[str]:
    return [one[key] for one in told[name]]


def test_her_engagement_and_her_role_sheet_are_told_to_her_alone():
    partnership = build.met()
    own = build.engagement(partnership, Side.LIVED)
    by = build.actor_for(own)
    engagement.revise_role(own, by=by, at=NOON, version=own.version, does="Ouvrir la salle.")

    lived, care = copies(partnership)

    (hers,) = lived["engagements"]
    names = ("partnership", "position", "on_behalf_of", "status", "does", "proposed_by")
    assert [hers[name] for name in names] == [
        "Consultation prioritaire",
        "partner",
        "CHU des Deux-Rives",
        "volunteer",
        "Ouvrir la salle.",
        "Solène Kervella",
    ]
    assert len(lived["role_confirmations"]) == 1
    assert (len(care["founded"]), lived["founded"]) == (1, [])
    assert "Ouvrir la salle." not in str(care)


def test_what_each_answered_before_beginning_is_told_to_her_alone():
    partnership = build.met()
    for side in Side:
        build.answered(partnership, side)
    by = build.actor(partnership, Side.LIVED)
    framing.hesitate(partnership, by=by, at=NOON, words="Je crains d’être seul.")

    lived, care = copies(partnership)

    assert said(lived, "framings", "need") == [build.ANSWERS[Side.LIVED]["need"]]
    assert said(care, "framings", "need") == [build.ANSWERS[Side.CARE]["need"]]
    assert said(lived, "hesitations", "words") == ["Je crains d’être seul."]
    assert build.ANSWERS[Side.CARE]["need"] not in str(lived)
    assert "Je crains d’être seul." not in str(care)


def test_her_remark_is_told_to_her_with_its_answer_and_to_who_answered_without_it():
    partnership = build.aimed()
    lived, care = build.engagement(partnership, Side.LIVED), build.engagement(partnership, Side.CARE)
    first = charters.draft_charter(partnership, by=build.actor_for(care), at=NOON, clauses=build.clauses())
    clause = first.clauses.get(kind=ClauseKind.PAY)
    asked = charters.remark(clause, by=build.actor_for(lived), at=NOON, text="Et le bus ?")
    kept = {"outcome": RemarkOutcome.KEPT, "reason": "Le bus est gratuit."}
    charters.answer_remark(asked, by=build.actor_for(care), at=NOON, **kept)
    digest = digest_of(first, first.clauses.standing())
    charters.sign(first, by=build.actor_for(lived), at=NOON, digest=digest, read_in_full=True)

    hers, other = copies(partnership)

    assert [(one["text"], one["outcome_reason"], one["answered_by"]) for one in hers["remarks"]] == [
        ("Et le bus ?", "Le bus est gratuit.", care.person.name)
    ]
    assert said(other, "remarks_answered", "reason") == ["Le bus est gratuit."]
    assert "Et le bus ?" not in str(other)
    assert [(one["version"], one["digest"]) for one in hers["signatures"]] == [(1, digest)]
    assert (len(other["charters_drafted"]), other["signatures"]) == (1, [])


def test_what_she_saw_and_answered_at_an_evaluation_is_told_to_her_alone():
    partnership = build.begun()
    round_ = evaluations.first_round(partnership)
    evaluations.answered(round_, Side.LIVED, bad="On nous attend debout.")
    evaluations.answered(round_, Side.CARE, bad="Il manque une chaise.")
    evaluations.action(round_)
    by = build.actor(partnership, Side.LIVED)
    degrees.aim_degree(partnership, by=by, at=NOON, phase=Phase.RUN, degree=Degree.CO_DECISION)
    seen = dict.fromkeys(Phase.values, Observed.WITHOUT)
    by = build.actor(partnership, Side.LIVED)
    degrees.observe_degrees(round_, by=by, at=NOON, version=0, **seen)

    lived, care = copies(partnership)

    assert said(lived, "evaluation_answers", "bad") == ["On nous attend debout."]
    assert said(care, "evaluation_answers", "bad") == ["Il manque une chaise."]
    assert said(lived, "degrees_proposed", "degree") == [Degree.CO_DECISION]
    assert set(said(lived, "degrees_seen", "observed")) == {Observed.WITHOUT}
    assert (care["degrees_proposed"], care["degrees_seen"]) == ([], [])
    assert said(care, "evaluation_actions") == ["Ouvrir un créneau le jeudi."]
    assert "Il manque une chaise." not in str(lived)


def test_her_hours_and_her_notes_are_told_to_her_alone():
    partnership = build.begun()
    workshop = interventions.held(partnership, minutes=90, place="Salle 12")
    for side, note in ((Side.LIVED, "Parler moins vite."), (Side.CARE, "Rappeler Yvette.")):
        by = build.actor(partnership, side)
        series.keep_note(workshop, by=by, at=NOON, version=0, text=note)
    interventions.noted(build.engagement(partnership, Side.LIVED))

    lived, care = copies(partnership)

    assert sorted((one["minutes"], one["place"] or "") for one in lived["contributions"]) == [
        (30, ""),
        (90, "Salle 12"),
    ]
    assert said(lived, "attendances", "intervention") == [workshop.title]
    assert said(lived, "private_notes") == ["Parler moins vite."]
    assert said(care, "private_notes") == ["Rappeler Yvette."]
    assert "Rappeler Yvette." not in str(lived)


def test_a_quiet_word_is_told_to_whom_it_is_said():
    partnership = build.begun()
    absent = interventions.engaged(partnership, cast.lucie())
    dates = planned(partnership).dates.order_by("intervention__starts_at")
    for date in dates[:2]:
        held(date.intervention, absent)
    assert CheckIn.objects.count() == 1

    hers = cast.data_of(absent.person)["partnerships"]

    assert said(hers, "check_ins", "series") == ["Groupe de parole"]
    assert [told["check_ins"] for told in copies(partnership)] == [[], []]
