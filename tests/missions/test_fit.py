"""What fits whom is said with its reasons; what she lives with is said to nobody; who she is weighs nothing."""

from __future__ import annotations

import copy
import json
import pickle
from dataclasses import asdict, fields, replace
from datetime import datetime, time, timedelta

import pytest
from django.utils import translation

from reciproque.missions.kinds import Where
from reciproque.missions.rules import words
from reciproque.missions.rules.fit import POINTS, Against, For, fit, weight
from reciproque.missions.rules.partner import Part, Partner, Room
from reciproque.missions.rules.wanted import Wanted
from reciproque.missions.rules.why import Because, Why
from reciproque.profiles.kinds import Rhythm

from .small_worlds import THURSDAY, session

NAMES = words.Names(territories={12: "Deux-Rives"}, titles={7: "Pair-aidant"})
KARIM = Partner(
    "karim",
    languages=frozenset({"fr", "snk"}),
    places=frozenset({12, 13}),
    free=frozenset({(3, Part.AFTERNOON)}),
    wish=Rhythm.WEEKLY,
    modes=frozenset({"aide_parcours"}),
    titles=frozenset({7}),
    verified=frozenset({7}),
    opened=True,
    etp=True,
)
THURSDAYS = tuple(session(week, day=THURSDAY + timedelta(weeks=week)) for week in range(4))
WELCOME = Wanted(
    "accueil",
    "aide_parcours",
    languages=frozenset({"snk"}),
    territory=12,
    chain=frozenset({12, 35}),
    sessions=THURSDAYS,
    titles=frozenset({7}),
    verified=frozenset({7}),
    meets_people=True,
    left=4,
)


def against(partner: Partner = KARIM, **otherwise) -> list[Against]:
    return [one.code for one in fit(partner, replace(WELCOME, **otherwise)).against]


# --- for ------------------------------------------------------------------------------------------
@pytest.mark.spec("C2")
def test_karim_is_proposed_the_thursdays_for_reasons_that_add_up():
    answer = fit(KARIM, WELCOME)

    assert {one.code: (one.points, one.about) for one in answer.reasons} == {
        For.LANGUAGE: (150, ("snk",)),
        For.TERRITORY: (200, (12,)),
        For.DAY: (150, (3,)),
        For.MODE_WISHED: (150, ("aide_parcours",)),
        For.TITLE_VERIFIED: (100, (7,)),
        For.RHYTHM: (100, ("semaine",)),
        For.NEWCOMER: (150, ()),
    }
    assert (answer.points, weight(answer), answer.sessions) == (1000, 1000, (0, 1, 2, 3))


@pytest.mark.spec("C2")
def test_the_reasons_are_said_to_him_and_to_staff_in_their_own_words():
    answer = fit(KARIM, WELCOME)

    his, staff = (words.proposed_because(answer, names=NAMES, to_her=to_her) for to_her in (True, False))

    assert his.startswith("Cette mission vous est proposée pour\u00a0: la langue\u00a0: soninké")
    assert "le territoire\u00a0: Deux-Rives" in staff
    assert "le jour\u00a0: jeudi" in staff
    assert "titre vérifié\u00a0: Pair-aidant" in staff
    assert "pas encore sollicitée cette saison" in staff
    assert "vous" not in staff


def test_the_day_counts_in_proportion_of_the_dates_she_can_come_to():
    mixed = (*THURSDAYS[:2], *(session(f"f{one}", day=THURSDAY + timedelta(days=1)) for one in range(2)))

    answer = fit(KARIM, replace(WELCOME, sessions=mixed, left=9))

    assert ([one.points for one in answer.reasons if one.code == For.DAY], answer.sessions) == ([75], (0, 1))


@pytest.mark.spec("C2")
def test_a_turn_depends_on_what_was_taken_and_proposed_and_on_no_answer():
    """There is nowhere to say that she declined: a no counts as a silence, as one proposal made."""
    turns = [
        {one.code: one.points for one in fit(replace(KARIM, **lately), WELCOME).reasons}
        for lately in (
            {},
            {"offered_lately": 2},
            {"offered_lately": 5},
            {"taken_lately": 1},
        )
    ]

    assert [turn.get(For.NEWCOMER, turn.get(For.ROTATION)) for turn in turns] == [150, 60, None, None]
    assert not {"declined", "refused", "answers"} & {one.name for one in fields(Partner)}


def test_a_rhythm_suits_when_a_series_asks_no_more_and_dates_give_as_much():
    series, dates = replace(WELCOME, series=True, left=1), WELCOME
    once = replace(WELCOME, sessions=THURSDAYS[:1])

    def suits(wish, wanted):
        return For.RHYTHM in {one.code for one in fit(replace(KARIM, wish=wish), wanted).reasons}

    assert [suits(wish, series) for wish in (Rhythm.SOMETIMES, Rhythm.MONTHLY, Rhythm.WEEKLY)] == [0, 0, 1]
    assert [suits(wish, dates) for wish in (Rhythm.ONCE, Rhythm.MONTHLY, Rhythm.WEEKLY)] == [1, 1, 1]
    assert [suits(wish, once) for wish in (Rhythm.ONCE, Rhythm.MONTHLY, None)] == [1, 0, 0]


def test_at_a_distance_is_a_reason_as_good_as_near():
    far = replace(KARIM, places=frozenset({99}), remote_ok=True)

    answer = fit(far, replace(WELCOME, where=Where.BOTH))

    assert POINTS[For.REMOTE] == POINTS[For.TERRITORY]
    assert For.REMOTE in {one.code for one in answer.reasons}


# --- against --------------------------------------------------------------------------------------
def test_each_obstacle_is_told_by_its_own_code():
    assert against(languages=frozenset({"tr"})) == [Against.LANGUAGE]
    assert against(chain=frozenset({99})) == [Against.TERRITORY]
    assert against(where=Where.REMOTE) == [Against.REMOTE]
    assert against(replace(KARIM, at_distance_only=True)) == [Against.REMOTE]
    assert against(titles=frozenset({8}), verified=frozenset()) == [Against.TITLE]
    assert against(replace(KARIM, verified=frozenset())) == [Against.TITLE_UNVERIFIED]
    assert against(replace(KARIM, etp=False), mode="etp") == [Against.ETP]
    assert against(replace(KARIM, opened=False)) == [Against.NOT_OPENED]
    assert against(sessions=()) == [Against.NO_DATE]
    assert against(sessions=(session(places=0),)) == [Against.FULL]
    assert against(left=0) == [Against.FULL]
    assert against(replace(KARIM, takes=frozenset({"accueil"}))) == [Against.ALREADY_TAKEN]
    assert against() == []


@pytest.mark.spec("C9", "C10")
def test_a_pause_a_ceiling_and_her_hours_are_one_word_for_others():
    begin = datetime.combine(THURSDAY, time(13))
    away = tuple((begin + timedelta(weeks=week), begin + timedelta(weeks=week, hours=3)) for week in range(4))
    unavailable = [
        replace(KARIM, wish=Rhythm.PAUSE),
        replace(KARIM, free=frozenset({(0, Part.MORNING)})),
        replace(KARIM, busy=away),
        replace(KARIM, room=Room(weekly=179)),
        replace(KARIM, room=Room(monthly=60)),
        replace(KARIM, room=Room(sessions=0)),
        replace(KARIM, aside=frozenset({"accueil"})),
    ]

    answers = [fit(one, WELCOME) for one in unavailable]

    assert {answer.against for answer in answers} == {answers[0].against}
    assert {words.obstacles(one, names=NAMES, to_her=False)[0] for one in answers} == {"indisponible"}
    assert {(answer.reasons, answer.points, answer.sessions) for answer in answers} == {((), 0, ())}


@pytest.mark.spec("C10")
def test_her_ceiling_in_a_plan_is_said_to_her_alone():
    answer = Why("karim", "accueil", Because.CEILING, fit(KARIM, WELCOME), (Because.CEILING,))

    assert words.why(answer, names=NAMES, to_her=False) == ["indisponible"]
    assert "plafond" in words.why(answer, names=NAMES, to_her=True)[0]


def test_a_week_where_part_is_taken_leaves_less_than_the_others():
    week = THURSDAY.isocalendar()[:2]

    answer = fit(replace(KARIM, room=Room(weekly=360, weeks={week: 60})), WELCOME)

    assert answer.sessions == (1, 2, 3)


def test_a_series_fits_whole_or_not_at_all():
    busy = ((datetime.combine(THURSDAY, time(15)), datetime.combine(THURSDAY, time(16))),)

    assert against(replace(KARIM, busy=busy), series=True) == [Against.UNAVAILABLE]
    assert fit(replace(KARIM, busy=busy), WELCOME).sessions == (1, 2, 3)


def test_who_has_said_nothing_of_where_and_when_is_shut_out_of_nothing():
    silent = Partner(
        "léa", languages=frozenset({"snk"}), titles=frozenset({7}), verified=frozenset({7}), opened=True
    )

    assert fit(silent, WELCOME).possible


# --- silent, and nothing of who she is --------------------------------------------------------------
LIVED = replace(WELCOME, lived="Avoir vécu une greffe, la dialyse")
TOLD = replace(KARIM, health_lines=("Insuffisance rénale", "Dialysé, puis greffé : deux greffes"))


@pytest.mark.spec("C2")
def test_health_orders_and_is_shown_nowhere():
    with_it, without = fit(TOLD, LIVED), fit(KARIM, LIVED)

    assert weight(with_it) > weight(without)
    assert with_it == without
    assert (with_it.points, with_it.reasons, with_it.against) == (
        without.points,
        without.reasons,
        without.against,
    )
    assert hash(with_it) == hash(without)
    for shown in (
        repr,
        str,
        lambda one: repr(asdict(one)),
        lambda one: repr(copy.deepcopy(one)),
        "{}".format,
    ):
        assert shown(with_it) == shown(without)
    assert "greff" not in repr(TOLD).lower()
    said = [words.proposed_because(with_it, names=NAMES, to_her=to_her) for to_her in (True, False)]
    assert said == [words.proposed_because(without, names=NAMES, to_her=to_her) for to_her in (True, False)]


def test_what_is_silent_is_never_written_down():
    answer = fit(TOLD, LIVED)

    assert answer._silent == fit(KARIM, LIVED)._silent
    with pytest.raises(TypeError):
        pickle.dumps(answer)
    with pytest.raises(TypeError):
        json.dumps(asdict(answer))
    with pytest.raises(TypeError):
        int(answer._silent)
    assert not [name for name in dir(answer._silent) if "thousandths" in name and not name.startswith("_")]


def test_no_word_in_common_weighs_nothing_and_empty_words_bring_nothing_together():
    empty = replace(KARIM, health_lines=("Vivre avec une maladie depuis un an",))

    assert weight(fit(empty, replace(WELCOME, lived="Vivre avec une autre maladie"))) == 1000
    assert weight(fit(TOLD, WELCOME)) == 1000


@pytest.mark.spec("C2")
def test_nothing_of_who_she_is_can_weigh_there_is_no_place_for_it():
    """The criteria of the Code pénal, art. 225-1: a new field of `Partner` has to be looked at against them."""
    assert {one.name for one in fields(Partner)} == {
        *("key", "languages", "places", "remote_ok", "at_distance_only", "free", "busy", "wish", "modes"),
        *(
            "titles",
            "verified",
            "opened",
            "etp",
            "beginner",
            "takes",
            "aside",
            "taken_lately",
            "offered_lately",
        ),
        *("room", "health_lines"),
    }


def test_every_code_has_its_words_in_both_voices_and_both_languages():
    for language in ("fr", "en"):
        with translation.override(language):
            for table, codes in ((words.FOR, For), (words.AGAINST, Against), (words.BECAUSE, Because)):
                said = [str(table[code][voice]) for code in codes for voice in (0, 1)]
                assert all(said)
                assert not [
                    one for one in said if any(word in one.lower() for word in ("santé", "malad", "health"))
                ]
