"""A mission is written by either side, read over by somebody else, and shown only once it says what it must."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from reciproque.foundation.policy import Refused, visible
from reciproque.foundation.requirements import Unmet
from reciproque.foundation.verbs import Stale
from reciproque.missions.kinds import Audience, State
from reciproque.missions.models import Mission, Terms
from reciproque.missions.queries.publication import with_state
from reciproque.missions.verbs import review, writing
from reciproque.missions.vocabulary import HELP
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.modes import MODES
from tests import cast
from tests.builders import missions as build
from tests.builders import partnerships
from tests.builders.people import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return partnerships.begun()


def state(mission: Mission) -> str:
    return with_state(Mission.objects.filter(pk=mission.pk)).get().state


@pytest.mark.spec("C1", "S2-76")
def test_a_partner_proposes_a_mission_as_well_as_the_staff(partnership):
    by_karim = build.written(partnership, Side.LIVED)
    by_solene = build.written(partnership, Side.CARE)

    assert [by_karim.written_by, by_solene.written_by] == [cast.karim(), cast.nurse()]
    assert [state(by_karim), state(by_solene)] == [State.DRAFT, State.DRAFT]


def test_each_mission_of_the_has_table_has_its_help():
    of_the_table = [code for mode in MODES.values() for code, _label in mode.missions]

    assert len(MODES) == 7
    assert sorted(HELP) == sorted(of_the_table)
    assert len(set(map(str, HELP.values()))) == len(of_the_table)


def test_each_mode_can_be_written_and_a_task_of_another_is_refused(partnership):
    for mode in MODES.values():
        mission = build.written(partnership, mode=mode.code, tasks=[code for code, _label in mode.missions])
        assert mission.tasks.count() == len(mode.missions)

    with pytest.raises(ValidationError) as problem:
        build.written(partnership, mode="etp", tasks=["soutien_vecu"])
    assert "tasks" in problem.value.error_dict


@pytest.mark.spec("C1", "J3.AC1")
@pytest.mark.parametrize(
    ("without", "said"),
    [
        ({"terms": {}}, "si elle est rémunérée"),
        ({"contact": None}, "à qui s’adresser"),
        ({"supervision": " "}, "supervision"),
        ({"expenses": ""}, "les frais remboursés"),
        ({"access": ""}, "comment on y accède"),
    ],
)
def test_publication_is_refused_without_what_a_mission_must_say(partnership, without, said):
    mission = build.with_conditions(build.written(partnership), **without)
    review.submit(mission, by=partnerships.actor(partnership, Side.LIVED), at=NOON)

    with pytest.raises(Unmet) as refusal:
        review.publish(mission, by=partnerships.actor(partnership, Side.CARE), at=NOON)

    assert said in str(refusal.value)
    assert state(mission) == State.REVIEW


@pytest.mark.spec("J3.AC1")
def test_publication_is_refused_without_a_charter_signed_by_both_sides():
    partnership = partnerships.met()
    mission = build.with_conditions(build.written(partnership))
    review.submit(mission, by=partnerships.actor(partnership, Side.LIVED), at=NOON)

    with pytest.raises(Unmet, match="une charte signée des deux côtés"):
        review.publish(mission, by=partnerships.actor(partnership, Side.CARE), at=NOON)


def test_who_wrote_it_or_had_it_read_does_not_publish_it(partnership):
    mission = build.with_conditions(build.written(partnership, Side.CARE))
    review.submit(mission, by=partnerships.actor(partnership, Side.CARE), at=NOON)

    with pytest.raises(Refused, match="quelqu’un d’autre"):
        review.publish(mission, by=partnerships.actor(partnership, Side.CARE), at=NOON)

    review.publish(mission, by=partnerships.actor(partnership, Side.LIVED), at=NOON)
    assert state(mission) == State.OPEN


def test_a_reader_gives_it_back_with_what_is_missing(partnership):
    mission = build.written(partnership)
    review.submit(mission, by=partnerships.actor(partnership, Side.LIVED), at=NOON)

    with pytest.raises(ValidationError):
        review.give_back(mission, by=partnerships.actor(partnership, Side.CARE), at=NOON, words=" ")
    review.give_back(
        mission, by=partnerships.actor(partnership, Side.CARE), at=NOON, words="Qui soutient la personne ?"
    )

    assert state(mission) == State.RETURNED


def test_once_published_it_goes_on_saying_what_it_must(partnership):
    mission = build.published(partnership)

    with pytest.raises(Unmet, match="supervision"):
        build.with_conditions(mission, supervision="")

    mission.refresh_from_db()
    assert "supervision par mois" in mission.supervision


def test_two_editors_do_not_overwrite_each_other(partnership):
    mission = build.written(partnership)
    seen = mission.version
    build.with_conditions(mission)

    with pytest.raises(Stale):
        writing.revise(
            mission,
            by=partnerships.actor(partnership, Side.LIVED),
            at=NOON,
            version=seen,
            part="fiche",
            **(build.SHEET | {"title": "Autre"}),
        )


def test_terms_no_longer_offered_end_and_who_chose_them_keeps_them(partnership):
    mission = build.published(partnership)
    taking = build.taken(mission, terms=build.terms(mission, "employee"))

    build.with_conditions(mission, terms={"volunteer": (None, "", "")})

    assert [one.status for one in Terms.objects.filter(mission=mission, ended_at=None)] == ["volunteer"]
    assert taking.choices.get().terms.amount == 30


def test_a_volunteer_is_never_paid(partnership):
    mission = build.written(partnership)

    with pytest.raises(ValidationError, match="bénévole"):
        build.with_conditions(mission, terms={"volunteer": (10, "hour", "")})


@pytest.mark.spec("C18")
def test_a_title_beyond_the_law_is_explained_before_it_is_shown(partnership):
    from reciproque.titles.models import Title

    mission = build.with_conditions(build.written(partnership))
    title = Title.objects.order_by("pk").first()
    build.with_expectations(mission, titles=[title])
    review.submit(mission, by=partnerships.actor(partnership, Side.LIVED), at=NOON)

    with pytest.raises(Unmet, match="pourquoi un titre est demandé"):
        review.publish(mission, by=partnerships.actor(partnership, Side.CARE), at=NOON)
    build.with_expectations(
        mission, titles=[title], beyond_law="Le service demande une formation à l’écoute."
    )
    review.publish(mission, by=partnerships.actor(partnership, Side.CARE), at=NOON)


def test_a_draft_is_read_by_the_partnership_alone_and_a_published_one_by_whom_it_is_shown_to(partnership):
    mission = build.written(partnership)
    lucie, charlie = cast.actor_of(cast.lucie(), cast.chu()), cast.actor_of(cast.charlie())

    def read(actor):
        return visible(Mission, actor).filter(pk=mission.pk).exists()

    assert [read(lucie), read(charlie)] == [False, False]

    build.with_conditions(mission)
    review.submit(mission, by=partnerships.actor(partnership, Side.LIVED), at=NOON)
    review.publish(mission, by=partnerships.actor(partnership, Side.CARE), at=NOON)
    assert [read(lucie), read(charlie)] == [True, False]

    build.with_expectations(mission, audience=Audience.PARTNERSHIP)
    assert [read(lucie), read(charlie)] == [False, False]

    build.with_expectations(mission, audience=Audience.EVERYONE)
    assert [read(lucie), read(charlie)] == [True, True]
