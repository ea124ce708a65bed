"""Degrees by stage: aimed at by both sides together, seen by each apart, and the gap said in words."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from reciproque.foundation.policy import Refused, visible
from reciproque.partnerships.kinds import Degree, Observed, Phase, Side
from reciproque.partnerships.models import DegreeAim, DegreeSeen
from reciproque.partnerships.queries.degrees import aims_to_agree, degrees_to_observe, table
from reciproque.partnerships.rules.degrees import gap
from reciproque.partnerships.verbs import degrees as verbs
from tests import cast
from tests.builders import evaluations
from tests.builders import partnerships as build

NOON, TODAY = cast.NOON, cast.TODAY
LOOK_BACK = TODAY + timedelta(days=92)
pytestmark = pytest.mark.django_db
SEEN = dict.fromkeys(Phase.values, Observed.CONSULTATION)


@pytest.fixture
def partnership():
    return build.begun()


def aimed(partnership, side=Side.LIVED, phase=Phase.RUN, degree=Degree.CO_DECISION):
    return verbs.aim_degree(
        partnership, by=build.actor(partnership, side), at=NOON, phase=phase, degree=degree
    )


def agreed(aim, side=Side.CARE):
    return verbs.agree_degree(aim, by=build.actor(aim.partnership, side), at=NOON)


def seen(partnership, side, *, version=0, **more):
    return verbs.observe_degrees(
        evaluations.first_round(partnership),
        by=build.actor(partnership, side),
        at=NOON,
        version=version,
        **SEEN | more,
    )


def standing(partnership, phase=Phase.RUN) -> list[tuple[str, bool]]:
    rows = DegreeAim.objects.filter(partnership=partnership, phase=phase, replaced_at=None)
    return [(row.degree, row.agreed_at is not None) for row in rows.order_by("pk")]


def read_by(partnership, person):
    rows = visible(DegreeSeen, cast.actor_of(person))
    return set(rows.filter(round__partnership=partnership).values_list("side", flat=True))


# --- the gap --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("aim", "lived", "care", "words", "wide"),
    [
        ("co_decision", "co_decision", "co_decision", "Comme visé", False),
        ("co_decision", "consultation", "consultation", "2 degrés en dessous de ce qui est visé", True),
        ("information", "without", "without", "1 degré en dessous de ce qui est visé", True),
        ("consultation", "collaboration", "collaboration", "Au-delà de ce qui est visé", False),
        (None, "consultation", "consultation", "Aucun degré n’est encore visé", False),
        ("co_decision", "not_yet", "not_yet", "Pas encore eu lieu", False),
    ],
)
def test_the_gap_is_said_in_words(aim, lived, care, words, wide):
    found = gap(aim, lived, care)

    assert (found.words, found.wide) == (words, wide)


def test_two_sides_that_do_not_see_the_same_are_told_to_talk_even_when_one_of_them_sees_the_aim():
    found = gap("collaboration", "consultation", "collaboration")

    assert found.wide
    assert found.words.startswith("Les deux côtés ne voient pas la même chose")


def test_nothing_is_said_while_a_side_is_silent():
    assert gap("collaboration", "consultation", None) is None


# --- aiming ---------------------------------------------------------------------------------------
@pytest.mark.spec("B7")
def test_a_degree_is_aimed_at_once_the_other_side_agrees(partnership):
    aim = aimed(partnership)

    with pytest.raises(Refused):
        agreed(aim, side=Side.LIVED)
    before = standing(partnership)
    agreed(aim)

    assert (before, standing(partnership)) == ([("co_decision", False)], [("co_decision", True)])


@pytest.mark.spec("B7")
def test_another_proposal_leaves_what_is_aimed_at_until_it_is_agreed_to(partnership):
    agreed(aimed(partnership))
    other = aimed(partnership, side=Side.CARE, degree=Degree.COLLABORATION)

    before = standing(partnership)
    agreed(other, side=Side.LIVED)

    assert before == [("co_decision", True), ("collaboration", False)]
    assert standing(partnership) == [("collaboration", True)]


def test_what_was_replaced_cannot_be_agreed_to(partnership):
    first = aimed(partnership)
    aimed(partnership, side=Side.CARE, degree=Degree.COLLABORATION)

    with pytest.raises(Refused):
        agreed(first)


def test_what_is_aimed_at_already_is_not_proposed_again(partnership):
    agreed(aimed(partnership))

    with pytest.raises(ValidationError) as refused:
        aimed(partnership)

    assert list(refused.value.message_dict) == ["degree"]


def test_a_proposal_waits_for_the_other_side_alone(partnership):
    aim = aimed(partnership)

    waiting = [
        len(cast.waiting(aims_to_agree, cast.actor_of(who), TODAY))
        for who in (cast.nurse(), cast.karim(), cast.charlie())
    ]
    agreed(aim)

    assert waiting == [1, 0, 0]
    assert cast.waiting(aims_to_agree, cast.actor_of(cast.nurse()), TODAY) == []


# --- seeing ---------------------------------------------------------------------------------------
@pytest.mark.spec("B7")
def test_neither_side_reads_the_other_before_it_has_said_what_it_sees(partnership):
    seen(partnership, Side.LIVED)
    sealed = [read_by(partnership, who) for who in (cast.karim(), cast.nurse(), cast.nadia())]
    seen(partnership, Side.CARE)

    assert sealed == [{"lived"}, set(), set()]
    assert [read_by(partnership, who) for who in (cast.karim(), cast.nurse(), cast.charlie())] == [
        {"lived", "care"},
        {"lived", "care"},
        set(),
    ]


def test_a_side_may_say_it_better_until_the_other_has_answered(partnership):
    seen(partnership, Side.LIVED)
    seen(partnership, Side.LIVED, version=len(Phase), animer=Observed.WITHOUT)
    seen(partnership, Side.CARE)

    with pytest.raises(ValidationError):
        seen(partnership, Side.LIVED, version=2 * len(Phase), animer=Observed.CO_DECISION)

    assert DegreeSeen.objects.get(phase=Phase.RUN, side=Side.LIVED).observed == Observed.WITHOUT


def test_two_of_one_side_who_answer_at_once_are_told(partnership):
    seen(partnership, Side.LIVED)

    with pytest.raises(ValidationError) as refused:
        seen(partnership, Side.LIVED, animer=Observed.WITHOUT)

    assert "pendant que vous écriviez" in refused.value.messages[0]


def test_every_stage_is_to_be_said(partnership):
    with pytest.raises(ValidationError) as refused:
        seen(partnership, Side.LIVED, animer="")

    assert (list(refused.value.message_dict), DegreeSeen.objects.count()) == (["animer"], 0)


def test_the_look_waits_for_a_side_when_an_evaluation_comes_and_something_is_aimed_at(partnership):
    def waits(who, day=LOOK_BACK):
        return len(cast.waiting(degrees_to_observe, cast.actor_of(who), day))

    before = waits(cast.karim())
    agreed(aimed(partnership))
    asked = waits(cast.karim()), waits(cast.karim(), LOOK_BACK - timedelta(days=8)), waits(cast.charlie())
    seen(partnership, Side.LIVED)

    assert (before, asked) == (0, (1, 0, 0))
    assert (waits(cast.karim()), waits(cast.nurse())) == (0, 1)


# --- the page -------------------------------------------------------------------------------------
@pytest.mark.spec("B7", "S2-55", "S2-61")
def test_the_page_shows_target_and_both_looks_with_the_gap_in_words(client, partnership):
    agreed(aimed(partnership))
    karim = cast.signed_in(client, cast.karim())
    address = reverse("partnerships:degrees", args=[partnership.code])
    seen(partnership, Side.CARE, animer=Observed.COLLABORATION, evaluer=Observed.NOT_YET)
    with time_machine.travel(NOON, tick=False):
        sealed = karim.get(address).content.decode()
        karim.post(
            reverse("partnerships:degrees_seen", args=[partnership.code]),
            SEEN | {"animer": "collaboration", "version": "0", "cle": cast.form_key()},
        )
        opened = karim.get(address).content.decode()

    assert "Collaboration</td>" not in sealed
    assert "1 degré en dessous de ce qui est visé" in opened
    assert "ne voient pas la même chose" in opened
    assert "Pas encore eu lieu" in opened


@pytest.mark.spec("B7")
def test_from_the_page_one_side_proposes_and_the_other_agrees(client, partnership):
    with time_machine.travel(NOON, tick=False):
        cast.signed_in(client, cast.karim()).post(
            reverse("partnerships:degree_aim", args=[partnership.code, "animer"]),
            {"degree": "collaboration", "cle": cast.form_key()},
        )
        client.logout()
        nurse = cast.signed_in(client, cast.nurse())
        offered = nurse.get(reverse("partnerships:degrees", args=[partnership.code])).content.decode()
        aim = DegreeAim.objects.get()
        nurse.post(
            reverse("partnerships:degree_agreement", args=[partnership.code, aim.code]),
            {"cle": cast.form_key()},
        )

    assert "D’accord, nous le visons" in offered
    assert standing(partnership) == [("collaboration", True)]


def test_a_look_without_an_answer_for_a_stage_keeps_the_others_and_says_which(client, partnership):
    with time_machine.travel(NOON, tick=False):
        answer = cast.signed_in(client, cast.karim()).post(
            reverse("partnerships:degrees_seen", args=[partnership.code]),
            {name: value for name, value in SEEN.items() if name != "animer"}
            | {"version": "0", "cle": cast.form_key()},
        )

    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (422, ["animer"])
    assert form["organiser"].value() == "consultation"


def test_a_stage_that_does_not_exist_leads_nowhere(client, partnership):
    nurse = cast.signed_in(client, cast.nurse())

    assert nurse.get(f"{partnership.get_absolute_url()}degres/rien/").status_code == 404


def test_what_was_seen_before_stays_readable(partnership):
    for side in Side:
        seen(partnership, side)
    evaluations.closed(evaluations.first_round(partnership))
    for side in Side:
        seen(partnership, side, animer=Observed.CO_DECISION)

    shown = table(partnership, cast.actor_of(cast.karim()), build.engagement(partnership, Side.LIVED))

    assert (shown.latest.round.number, [look.round.number for look in shown.earlier]) == (2, [1])
    assert len(shown.earlier[0].in_words()) == len(Phase)


def test_the_page_costs_the_same_however_many_evaluations_there_are(
    client, partnership, django_assert_max_num_queries
):
    nurse = cast.signed_in(client, cast.nurse())
    address = reverse("partnerships:degrees", args=[partnership.code])
    for _round in range(3):
        for side in Side:
            seen(partnership, side)
        evaluations.closed(evaluations.first_round(partnership))

    with time_machine.travel(NOON, tick=False):
        nurse.get(address)
        with django_assert_max_num_queries(10):
            nurse.get(address)
