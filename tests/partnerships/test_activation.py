"""Nothing begins before it was settled together: the gate, each of its requirements, and what it says."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from reciproque.foundation.policy import Refused
from reciproque.foundation.requirements import GATES, Unmet, verdict
from reciproque.partnerships.kinds import Question, Side
from reciproque.partnerships.models import Activation, EvaluationRound, Signature
from reciproque.partnerships.queries.activation import activation_verdict, first_evaluation_proposed
from reciproque.partnerships.queries.charter import digest_of
from reciproque.partnerships.rules.activation import GATE, SINCE, Readiness, steps
from reciproque.partnerships.rules.rhythm import months_later
from reciproque.partnerships.verbs import activation, framing
from reciproque.partnerships.verbs import charter as charters
from reciproque.partnerships.verbs import engagement as engaging
from reciproque.people.verbs import set_parameter
from tests import cast
from tests.builders import partnerships as build

NOON, TODAY = cast.NOON, cast.TODAY
pytestmark = pytest.mark.django_db

READY = {
    "code": "ABCDEFGHJK",
    "engaged": {"lived": ("Karim Sow",), "care": ("Solène Kervella",)},
    "framed": frozenset(Side),
    "compared": frozenset(Question),
    "objectives": 1,
    "charter": 1,
    "signed": frozenset(Side),
    "first_evaluation": date(2027, 2, 2),
}
"""What the gate lets through; each test takes one thing away."""


def missing(**without) -> list[str]:
    said = verdict(GATE, Readiness(**(READY | without)), on=TODAY)
    return [str(reason.text) for reason in said.missing]


def begin(partnership):
    return activation.activate(partnership, by=build.actor(partnership, Side.CARE), at=NOON)


# --- what each requirement says -------------------------------------------------------------------
def test_with_nothing_missing_the_gate_is_open_and_every_step_is_done():
    said = verdict(GATE, Readiness(**READY), on=TODAY)

    assert said.ok
    assert [(step.name, step.done, step.now) for step in steps(said)] == [
        ("people", True, False),
        ("framing", True, False),
        ("differences", True, False),
        ("objectives", True, False),
        ("charter", True, False),
        ("evaluation", True, False),
    ]


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ({"engaged": {"care": ("S.",)}}, ["Côté patients et proches, personne n’est encore engagé"]),
        (
            {"engaged": {"care": ("S.",)}, "proposed": {"lived": ("Karim Sow",)}},
            ["Côté patients et proches, la proposition attend une réponse\u00a0: Karim Sow"],
        ),
        ({"hesitant": ("Karim Sow",)}, ["Karim Sow dit ne pas être prêt\u00a0: parlez-en ensemble"]),
        (
            {"framed": frozenset({Side.LIVED})},
            [
                "Côté professionnels, les trois questions attendent leurs réponses\u00a0: Solène Kervella peut le"
                " faire"
            ],
        ),
        ({"compared": frozenset({Question.NEED})}, ["2 questions n’ont pas encore été comparées"]),
        ({"unsettled": 1}, ["1 différence n’est pas encore réglée"]),
        ({"objectives": 0}, ["Aucun objectif n’est encore posé"]),
        ({"charter": None, "signed": frozenset()}, ["La charte n’est pas encore écrite"]),
        (
            {"charter": 2, "signed": frozenset({Side.CARE})},
            [
                "Côté patients et proches, il manque une signature à la charte (version 2)\u00a0: Karim Sow peut le"
                " faire"
            ],
        ),
        ({"first_evaluation": None}, ["La première évaluation n’a pas encore de date"]),
    ],
)
def test_each_thing_that_misses_is_named_alone_with_who_can_do_it(without, said):
    assert missing(**without) == said


def test_who_may_answer_is_each_of_those_engaged_or_nobody_yet():
    two = {"lived": ("Karim Sow", "Lucie Arnaud"), "care": ("Solène Kervella",)}

    assert missing(engaged=two, framed=frozenset({Side.CARE})) == [
        "Côté patients et proches, les trois questions attendent leurs réponses\u00a0: Karim Sow ou Lucie Arnaud"
        " peut le faire"
    ]
    assert missing(engaged={"care": ("S.",)}, framed=frozenset({Side.CARE}))[1] == (
        "Côté patients et proches, les trois questions attendent leurs réponses\u00a0: personne n’y est encore"
        " engagé"
    )


def test_the_first_step_not_done_is_the_one_of_now_and_leads_to_its_page():
    said = verdict(GATE, Readiness(**(READY | {"objectives": 0, "charter": None})), on=TODAY)

    now = [step for step in steps(said) if step.now]
    assert [(step.name, step.where) for step in now] == [("objectives", "/partenariats/ABCDEFGHJK/besoins/")]


def test_each_missing_thing_leads_to_the_page_where_it_is_done():
    nothing = Readiness(code="ABCDEFGHJK", hesitant=("Karim Sow",), unsettled=1)

    where = {reason.where for reason in verdict(GATE, nothing, on=TODAY).missing}

    assert where == {
        "/partenariats/ABCDEFGHJK/personnes/",
        "/partenariats/ABCDEFGHJK/cadrage/#pret",
        "/partenariats/ABCDEFGHJK/cadrage/",
        "/partenariats/ABCDEFGHJK/besoins/",
        "/partenariats/ABCDEFGHJK/charte/",
        "/partenariats/ABCDEFGHJK/evaluations/premiere/",
    }


def test_the_gate_is_in_force_since_2026():
    assert date(2026, 1, 1) == SINCE
    assert list(GATES[GATE]) == [SINCE]
    with pytest.raises(KeyError):
        verdict(GATE, Readiness(**READY), on=date(2025, 12, 31))


# --- J1.AC1, word by word -------------------------------------------------------------------------
@pytest.mark.spec("B2", "J1.AC1", "S2-42", "S2-43")
@pytest.mark.parametrize("empty", list(Side))
def test_activation_is_refused_while_one_framing_side_is_empty_and_names_it(empty):
    partnership = build.met()
    other = next(side for side in Side if side != empty)
    build.answered(partnership, other)
    who = build.engagement(partnership, empty).person.name

    with pytest.raises(Unmet) as refused:
        begin(partnership)

    assert (
        f"{empty.label}, les trois questions attendent leurs réponses\u00a0: {who} peut le faire"
        in refused.value.reason
    )
    assert not Activation.objects.exists()


@pytest.mark.spec("B4", "J1.AC1")
@pytest.mark.parametrize("absent", list(Side))
def test_activation_is_refused_while_the_charter_lacks_a_signature_from_either_side_and_names_it(absent):
    partnership = build.aimed()
    charter = charters.draft_charter(
        partnership, by=build.actor(partnership, Side.CARE), at=NOON, clauses=build.clauses()
    )
    present = next(side for side in Side if side != absent)
    charters.sign(
        charter,
        by=build.actor(partnership, present),
        at=NOON,
        digest=digest_of(charter, charter.clauses.standing()),
        read_in_full=True,
    )
    who = build.engagement(partnership, absent).person.name

    with pytest.raises(Unmet) as refused:
        begin(partnership)

    assert refused.value.reason == (
        f"Il manque\u00a0: {absent.label}, il manque une signature à la charte (version 1)\u00a0: {who} peut le"
        " faire."
    )
    assert Signature.objects.count() == 1
    assert not Activation.objects.exists()


@pytest.mark.spec("J1.AC1")
def test_signatures_of_a_version_that_was_replaced_do_not_count():
    partnership = build.aimed()
    build.signed(partnership)
    charters.draft_charter(partnership, by=build.actor(partnership, Side.LIVED), at=NOON)

    with pytest.raises(Unmet) as refused:
        begin(partnership)

    assert [reason.step for reason in refused.value.verdict.missing] == ["charter", "charter"]


@pytest.mark.spec("B2")
def test_activation_is_refused_while_a_difference_waits_for_the_other_sides_agreement():
    partnership = build.aimed()
    build.signed(partnership)
    difference = framing.note_difference(
        partnership,
        by=build.actor(partnership, Side.LIVED),
        at=NOON,
        question=Question.NEED,
        text="Nous parlons de présence, l’équipe de rendez-vous.",
    )
    settlement = framing.propose_settlement(
        difference, by=build.actor(partnership, Side.LIVED), at=NOON, wording="Être là, et revoir vite."
    )

    with pytest.raises(Unmet, match="1 différence n’est pas encore réglée"):
        begin(partnership)

    framing.agree(settlement, by=build.actor(partnership, Side.CARE), at=NOON, version=settlement.version)
    assert begin(partnership).gate_version == SINCE


@pytest.mark.spec("S2-66")
def test_nothing_begins_while_somebody_says_she_is_not_ready():
    partnership = build.aimed()
    build.signed(partnership)
    said = framing.hesitate(
        partnership, by=build.actor(partnership, Side.LIVED), at=NOON, words="Je sors de l’hôpital."
    )

    with pytest.raises(Unmet, match="Karim Sow dit ne pas être prêt"):
        begin(partnership)

    framing.lift_hesitation(said, by=build.actor(partnership, Side.LIVED), at=NOON)
    assert begin(partnership)


@pytest.mark.spec("S2-72", "B6")
def test_nothing_begins_without_the_date_of_a_first_evaluation():
    partnership = build.framed()
    build.objective(partnership)
    build.signed(partnership)

    with pytest.raises(Unmet, match="La première évaluation n’a pas encore de date"):
        begin(partnership)


@pytest.mark.spec("J1.AC1")
def test_with_all_settled_it_begins_and_what_the_gate_said_is_kept():
    partnership = build.aimed()
    build.signed(partnership)

    begun = begin(partnership)

    assert (begun.activated_at, begun.activated_by, begun.gate_version) == (NOON, cast.nurse(), SINCE)
    assert activation_verdict(partnership, on=TODAY).ok


def test_it_begins_once():
    partnership = build.begun()

    with pytest.raises(Refused, match="le partenariat a déjà commencé"):
        begin(partnership)

    assert Activation.objects.count() == 1


def test_only_a_referent_or_the_coordination_of_a_carrier_begins():
    partnership = build.aimed()
    build.signed(partnership)
    coordination = cast.actor_of(cast.nadia())

    with pytest.raises(Refused):
        activation.activate(partnership, by=cast.actor_of(cast.charlie()), at=NOON)
    with pytest.raises(Refused):
        activation.activate(partnership, by=cast.actor_of(cast.lucie()), at=NOON)

    assert activation.activate(partnership, by=coordination, at=NOON).activated_by == cast.nadia()


def test_somebody_engaged_who_is_no_referent_does_not_begin():
    partnership = build.aimed()
    build.signed(partnership)
    asked = engaging.engage(
        partnership,
        by=build.actor(partnership, Side.CARE),
        at=NOON,
        person=cast.lucie(),
        position="partner",
        on_behalf_of=cast.chu(),
        status="volunteer",
    )
    build.accepted(asked)

    with pytest.raises(Refused):
        activation.activate(partnership, by=cast.actor_of(cast.lucie(), cast.chu()), at=NOON)

    assert not Activation.objects.exists()


def test_who_was_asked_and_has_not_said_yes_is_not_counted_as_engaged():
    said = activation_verdict(build.found(), on=TODAY)

    assert str(said.missing[0].text) == (
        "Côté patients et proches, la proposition attend une réponse\u00a0: Karim Sow"
    )


# --- the first evaluation -------------------------------------------------------------------------
@pytest.mark.spec("S2-72", "B6")
def test_the_first_evaluation_is_owned_by_the_referents_of_both_sides():
    partnership = build.met()

    planned = activation.plan_first_evaluation(
        partnership, by=build.actor(partnership, Side.CARE), at=NOON, due_on=date(2027, 2, 2)
    )

    assert (planned.number, planned.due_on, planned.triggered_on) == (1, date(2027, 2, 2), TODAY)
    assert {planned.owner.person, planned.substitute.person} == {cast.karim(), cast.nurse()}


@pytest.mark.parametrize("day", [TODAY, TODAY - timedelta(days=1)])
def test_the_first_evaluation_is_on_a_day_to_come(day):
    partnership = build.met()

    with pytest.raises(ValidationError) as wrong:
        activation.plan_first_evaluation(
            partnership, by=build.actor(partnership, Side.CARE), at=NOON, due_on=day
        )

    assert wrong.value.message_dict == {"due_on": ["Choisissez un jour à venir."]}
    assert not EvaluationRound.objects.exists()


def test_the_first_evaluation_is_fixed_once():
    partnership = build.aimed()

    with pytest.raises(ValidationError, match="a déjà une date"):
        activation.plan_first_evaluation(
            partnership, by=build.actor(partnership, Side.CARE), at=NOON, due_on=date(2027, 3, 1)
        )

    assert EvaluationRound.objects.count() == 1


def test_the_day_proposed_follows_the_partnerships_rhythm_else_the_hosts_else_three_months():
    partnership = build.found()
    assert first_evaluation_proposed(partnership, today=TODAY).due_on == date(2027, 2, 2)

    set_parameter(
        partnership.host,
        by=cast.actor_of(cast.nadia()),
        at=NOON,
        name="partnerships.evaluation_months",
        value="4",
        starts_on=TODAY,
        source="Comité de pilotage du 30 octobre 2026",
    )
    assert first_evaluation_proposed(partnership, today=TODAY).due_on == date(2027, 3, 2)

    partnership.evaluation_months = 6
    assert first_evaluation_proposed(partnership, today=TODAY).due_on == date(2027, 5, 2)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 2), 3, date(2027, 2, 2)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months, later):
    assert months_later(day, months) == later
