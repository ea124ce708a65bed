"""A season is planned as well as can be, proved, the same whatever the order, and explained by asking the model."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import time, timedelta

import pytest

from benchmarks import matching
from reciproque.missions.rules.fit import Against, fit
from reciproque.missions.rules.partner import Partner, Room
from reciproque.missions.rules.season import explain, plan
from reciproque.missions.rules.wanted import Wanted
from reciproque.missions.rules.why import Because
from reciproque.profiles.kinds import Rhythm

from . import small_worlds as small
from .small_worlds import THURSDAY, session

SEEDS = range(240)


def partner(key="karim", **said) -> Partner:
    return Partner(key, **({"languages": frozenset({"fr"})} | said))


def mission(key="accueil", *dates, **said) -> Wanted:
    return Wanted(key, "aide_parcours", **({"languages": frozenset({"fr"}), "sessions": dates} | said))


def proposed(some) -> list[tuple]:
    return [(one.partner, one.wanted, one.sessions) for one in some.proposals]


def weekly(key, count, **said):
    return tuple(
        session(f"{key}{week}", day=THURSDAY + timedelta(weeks=week), **said) for week in range(count)
    )


# --- exact ----------------------------------------------------------------------------------------
@pytest.mark.spec("C2")
@pytest.mark.parametrize("seed", SEEDS)
def test_no_other_choice_is_worth_more_all_of_them_tried(seed):
    partners, wanteds = small.world(seed)
    apart = bool(seed % 2)

    found = plan(partners, wanteds, beginners_apart=apart)

    chosen = small.chosen_by(found, partners, wanteds)
    assert found._work.solved.objective == small.best(partners, wanteds, apart=apart) == small.worth(chosen)
    assert small.may_be(chosen, apart=apart)
    assert (found.gap, found.status) == (0, "optimal")


@pytest.mark.parametrize("mixed", [False, True])
def test_nobody_is_proposed_more_than_her_own_ceilings_and_no_date_twice_over(mixed):
    partners, wanteds = matching.world(120, 60, seed=5, mixed=mixed)

    found = plan(partners, wanteds)

    assert found.is_proved
    assert found.places > 60
    assert small.may_be(small.chosen_by(found, partners, wanteds), apart=False)


def test_a_series_is_proposed_whole_or_left_whole():
    series = mission("série", *weekly("s", 3), series=True)
    one_thursday = mission("jeudi", session("autre", day=THURSDAY + timedelta(weeks=1)), left=1)
    able, short = partner("able"), partner("short", room=Room(sessions=2))

    assert proposed(plan([able, short], [series])) == [("able", "série", ("s0", "s1", "s2"))]
    assert proposed(plan([short], [series])) == []
    assert proposed(plan([able], [series, one_thursday])) == [("able", "série", ("s0", "s1", "s2"))]


def test_several_dates_for_few_people_are_shared_by_no_more_than_are_wanted():
    shared = mission("partagée", *weekly("d", 4), left=1)

    found = plan([partner(name) for name in ("a", "b", "c")], [shared])

    assert [(one.wanted, len(one.sessions)) for one in found.proposals] == [("partagée", 4)]


def test_a_mission_without_dates_is_proposed_to_as_many_as_it_wants():
    undated = mission("relire", dated=False, left=2)

    found = plan([partner(name) for name in ("a", "b", "c")], [undated])

    assert [one.sessions for one in found.proposals] == [(), ()]


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_the_order_of_what_is_given_changes_nothing(seed):
    partners, wanteds = matching.world(80, 40, seed=seed, mixed=True)
    first = plan(partners, wanteds)
    luck = random.Random(seed)
    luck.shuffle(partners)
    luck.shuffle(wanteds)

    assert plan(partners, wanteds) == first


@pytest.mark.parametrize("seed", [1, 3, 4, 8])
def test_the_margin_first_tried_is_only_a_guess(seed, monkeypatch):
    """Columns are settled by their reduced cost; too few of them looked at first, the proof looks at more."""
    from reciproque.missions.rules import solving

    partners, wanteds = matching.world(60, 80, seed=seed, mixed=True)
    usual = plan(partners, wanteds)
    monkeypatch.setattr(solving, "FIRST_MARGIN", 0.0)
    guessed = plan(partners, wanteds)
    monkeypatch.setattr(solving, "FIRST_MARGIN", 1e9)
    whole = plan(partners, wanteds)

    assert usual.objective == guessed.objective == whole.objective
    assert [one.is_proved for one in (usual, guessed, whole)] == [True] * 3


def test_when_time_runs_out_the_gap_says_so():
    partners, wanteds = matching.world(300, 150)

    found = plan(partners, wanteds, seconds=0.0)

    assert (found.status, found.is_proved) == ("feasible", False)
    assert found.gap > 0


def test_only_the_pairs_given_are_looked_at():
    some = [partner("a"), partner("b")]
    wanteds = [mission("m", session(), left=2)]

    assert {one.partner for one in plan(some, wanteds, edges={"m": ["b"]}).proposals} == {"b"}
    assert plan(some, wanteds, edges={}).proposals == ()


def test_what_fit_says_and_what_the_plan_counts_are_the_same():
    """The candidates are worked out in columns, all partners at once: as `fit` would, one by one."""
    for seed in range(60):
        partners, wanteds = small.world(seed)
        found = plan(partners, wanteds, keep=1000)._work.columns
        counted = {
            (found.partners[one.partner].key, found.wanteds[one.wanted].key, one.dates): (
                one.points,
                one.silent,
            )
            for one in found.kept
        }
        expected = {}
        for her, wanted, dates in small.choices(partners, wanteds):
            numbers = tuple(
                at for one in dates for at, (_m, date) in enumerate(found.dates) if date.key == one.key
            )
            answer = fit(her, wanted)
            expected[her.key, wanted.key, numbers] = (answer.points, answer._silent.added_to(0))

        assert counted == expected


@pytest.mark.parametrize(("seed", "mixed"), [(1, False), (2, True), (3, False)])
def test_few_candidates_kept_lose_nearly_nothing(seed, mixed):
    partners, wanteds = matching.world(150, 60, seed=seed, mixed=mixed)

    some, every = plan(partners, wanteds, keep=12), plan(partners, wanteds, keep=1000)

    assert every.left_out == 0 < some.left_out
    assert some.objective >= 0.995 * every.objective


# --- fair -----------------------------------------------------------------------------------------
@pytest.mark.spec("C2")
@pytest.mark.parametrize(("seed", "mixed"), [(1, False), (2, True), (3, False), (4, True)])
def test_load_is_spread_for_next_to_nothing(seed, mixed):
    partners, wanteds = matching.world(200, 100, seed=seed, mixed=mixed)

    even, uneven = plan(partners, wanteds), plan(partners, wanteds, spread=False)

    before = matching.gini(matching.loads(uneven, partners))
    assert matching.gini(matching.loads(even, partners)) <= 0.85 * before
    assert even.points >= 0.985 * uneven.points
    assert even.places >= uneven.places


@pytest.mark.spec("C2")
def test_between_two_alike_the_one_who_took_fewer_missions_is_proposed_it():
    asked, tired = partner("a", taken_lately=2), partner("b", taken_lately=1)

    found = plan([asked, tired], [mission("m", session())])

    assert [one.partner for one in found.proposals] == ["b"]


def test_two_beginners_never_go_together_when_it_is_asked():
    new, also_new, used = (
        partner("a", beginner=True),
        partner("b", beginner=True),
        partner("c", taken_lately=9),
    )
    wanteds = [mission("m", session(places=2), left=2)]

    together = plan([new, also_new, used], wanteds)
    apart = plan([new, also_new, used], wanteds, beginners_apart=True)

    assert {one.partner for one in together.proposals} == {"a", "b"}
    assert "c" in {one.partner for one in apart.proposals}


# --- explained ------------------------------------------------------------------------------------
def test_a_proposal_says_what_would_be_lost_without_it():
    good, fair = partner("a", modes=frozenset({"aide_parcours"})), partner("b")
    wanteds = [mission("m", session())]

    answer = explain(plan([good, fair], wanteds), good, wanteds[0])

    assert (answer.because, answer.lost) == (Because.PROPOSED, 150)
    assert plan([fair], wanteds).objective == plan([good, fair], wanteds).objective - 150


def test_what_does_not_fit_is_told_by_its_obstacle():
    her, wanted = partner("a", languages=frozenset()), mission("m", session())

    answer = explain(plan([her], [wanted]), her, wanted)

    assert (answer.because, [one.code for one in answer.fit.against]) == (
        Because.OBSTACLE,
        [Against.LANGUAGE],
    )


def test_places_taken_by_others_and_one_more_place_would_be_hers():
    better, her = partner("a"), partner("b", taken_lately=3)
    full, wider = mission("m", session(), left=2), mission("m", session(places=2), left=2)

    answer = explain(plan([better, her], [full]), her, full)

    assert answer.because == Because.PLACES
    assert plan([better, her], [wider]).proposed("b", "m")


def test_as_many_people_as_it_wants_and_one_more_would_be_her():
    better, her = partner("a"), partner("b", taken_lately=3)
    shared, wider = (mission("m", *weekly("d", 3, places=2), left=left) for left in (1, 2))

    answer = explain(plan([better, her], [shared]), her, shared)

    assert answer.because == Because.PEOPLE
    assert plan([better, her], [wider]).proposed("b", "m")


def test_her_own_ceiling_and_without_it_she_would_be_proposed_it():
    her = partner("a", room=Room(weekly=240), modes=frozenset({"etp"}), etp=True)
    liked = replace(mission("liked", session(1)), mode="etp")
    other = mission("other", session(2, day=THURSDAY - timedelta(days=1)))

    answer = explain(plan([her], [liked, other]), her, other)

    assert (answer.because, answer.binding, answer.others) == (Because.CEILING, (Because.CEILING,), ())
    assert plan([replace(her, room=Room())], [liked, other]).proposed("a", "other")


def test_something_else_at_that_time_and_at_another_she_would_be_proposed_it():
    her = partner("a", modes=frozenset({"etp"}), etp=True)
    liked = replace(mission("liked", session(1)), mode="etp")
    same, later = mission("other", session(2, at=time(15))), mission("other", session(2, at=time(18)))

    answer = explain(plan([her], [liked, same]), her, same)

    assert answer.because == Because.OVERLAP
    assert plan([her], [liked, later]).proposed("a", "other")
    rested = [liked, replace(later, rest_hours=11)]
    assert explain(plan([her], rested), her, rested[1]).because == Because.OVERLAP


def test_others_proposed_already_and_with_less_she_would_be_proposed_it():
    her, other = partner("a"), partner("b", offered_lately=5)
    wanteds = [mission(f"m{day}", session(day, day=THURSDAY + timedelta(days=day))) for day in range(7)]

    found = plan([her, other], wanteds)
    answers = [explain(found, her, wanted) for wanted in wanteds if not found.proposed("a", wanted.key)]

    assert answers
    assert {one.because for one in answers} <= {Because.PLACES, Because.LOAD, Because.AS_GOOD}


def test_never_two_beginners_together_and_an_old_hand_would_be_proposed_it():
    first, her = partner("a", beginner=True), partner("b", beginner=True, taken_lately=2)
    wanteds = [mission("m", session(places=2), left=2)]

    found = plan([first, her], wanteds, beginners_apart=True)

    assert explain(found, her, wanteds[0]).because == Because.BEGINNERS
    assert plan([first, replace(her, beginner=False)], wanteds, beginners_apart=True).proposed("b", "m")


def test_two_who_are_worth_the_same_are_told_so():
    some, wanteds = [partner("a"), partner("b")], [mission("m", session())]

    found = plan(some, wanteds)

    assert {explain(found, one, wanteds[0]).because for one in some} == {Because.PROPOSED, Because.AS_GOOD}


def test_every_refusal_is_checked_by_lifting_what_it_names():
    """Without the limits named, a best plan proposes it to her; with any one of them back, it does not."""
    from reciproque.missions.rules.explaining import Question

    looked_at = 0
    for seed in range(80):
        partners, wanteds = small.world(seed)
        found = plan(partners, wanteds)
        for her in partners:
            for wanted in wanteds:
                answer = explain(found, her, wanted)
                if not answer.binding:
                    continue
                question = Question(found._work, found._work.columns.of(her.key, wanted.key))
                fewer = [answer.binding[:at] + answer.binding[at + 1 :] for at in range(len(answer.binding))]
                assert question.opens(answer.binding)
                assert not any(question.opens(some) for some in fewer if some)
                made = question.made(())
                assert made is None or made.objective < found._work.solved.objective
                looked_at += 1

    assert looked_at > 50


def test_who_was_not_among_the_candidates_kept_is_told_so_or_told_the_rest():
    crowd = [partner(f"p{number:02}") for number in range(12)]
    her = partner("zoé", room=Room(weekly=180))
    wanteds = [mission("m", session(), left=1)]
    found = plan([*crowd, her], wanteds, keep=1)

    refused = [one for one in (*crowd, her) if not found.proposed(one.key, "m")]

    assert {explain(found, one, wanteds[0]).because for one in refused} == {Because.AS_GOOD}


# --- silent ---------------------------------------------------------------------------------------
def test_what_is_silent_weighs_in_the_plan_and_shows_in_none_of_its_numbers():
    told, quiet = partner("b", health_lines=("Greffe de rein",)), partner("a")
    wanted = mission("m", session(), lived="La greffe")

    found = plan([told, quiet], [wanted])
    alone = plan([quiet], [wanted])

    assert [one.partner for one in found.proposals] == ["b"]
    assert (found.objective, found.bound, found.points) == (alone.objective, alone.bound, alone.points)
    assert explain(found, told, wanted).lost == explain(found, quiet, wanted).lost == 0
    assert "greffe" not in f"{found!r} {explain(found, quiet, wanted)!r}".lower()


def test_what_a_proposal_would_lose_never_tells_that_something_silent_decided():
    told, better = (
        partner("b", health_lines=("Greffe de rein",), offered_lately=4),
        partner("a", offered_lately=1),
    )
    wanted = mission("m", session(), lived="La greffe")

    found = plan([told, better], [wanted])

    assert [one.partner for one in found.proposals] == ["b"]
    assert fit(told, wanted).points < fit(better, wanted).points
    assert (explain(found, told, wanted).lost, explain(found, better, wanted).lost) == (0, 0)


def test_who_wishes_to_try_once_is_proposed_one_date():
    her = partner("a", wish=Rhythm.ONCE)
    wanteds = [mission("m", *weekly("d", 3), left=9), mission("n", session("n", at=time(9)), left=1)]

    assert sum(len(one.sessions) for one in plan([her], wanteds).proposals) == 1
