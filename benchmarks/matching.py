"""Works out invented seasons of missions, and prints what they cost: time, proof, evenness of load.

    python -m benchmarks.matching                            # 1,000 partners × 500 missions, then 10,000 × 5,000
    python -m benchmarks.matching --sizes 1000x500 --times 5
    python -m benchmarks.matching --plain                    # beside HiGHS alone, all columns whole from the start
    python -m benchmarks.matching --database                 # 1,000 × 500 read from a SQLite database of its own
    python -m benchmarks.matching --database --profile       # … and where the time of one reading goes

« Flow »: each mission has one date, or is taken date by date. « Mixed »: a quarter of the missions have several dates
which the same few people take, and a tenth are series, all or none; whole numbers must then be asked for.
Bars: 1,000 × 500 proved best in under 1 s, candidates included; 10,000 × 5,000 in half the time of HiGHS alone; Gini
of load lower by 15 % for at most 1.5 % of the points.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from datetime import time as hour
from pathlib import Path

SEASON = date(2027, 1, 4)
WEEKS = 10
LANGUAGES = ("fr", "ar", "snk", "tr", "pt", "en", "fsl")
MODES = ("soutien_accompagnement", "aide_parcours", "pouvoir_agir", "parole_personnes", "etp")
HOURS = (hour(9), hour(14), hour(18, 30))
TITLES = ("pair", "mediation", "etp40")
BARS = {"1000x500": 1.0}
SECONDS = 300.0
"""When to give up: a loaded machine is slow."""


def territories(partners: int) -> int:
    """Some forty partners live in each."""
    return max(4, partners // 40)


def world(partners: int, missions: int, *, seed: int = 2026, mixed: bool = False) -> tuple[list, list]:
    """Invented partners and missions, the same for the same seed."""
    luck = random.Random(seed)
    towns = territories(partners)
    return (
        [a_partner(luck, number, towns) for number in range(partners)],
        [a_mission(luck, number, towns, mixed=mixed) for number in range(missions)],
    )


def a_partner(luck: random.Random, number: int, towns: int):
    from reciproque.missions.rules.partner import Part, Partner, Room
    from reciproque.profiles.kinds import Rhythm

    home = luck.randrange(towns)
    free = None
    if luck.random() < 0.8:
        parts = [(day, part) for day in range(5) for part in Part]
        free = frozenset(luck.sample(parts, luck.randint(3, 9)))
    titles = frozenset(luck.sample(TITLES, luck.choice((0, 1, 1, 2))))
    begin = datetime.combine(SEASON + timedelta(days=luck.randrange(7 * WEEKS)), hour(8))
    weekly = luck.choice((None, 180, 240, 360, 480))
    return Partner(
        key=number,
        languages=frozenset(["fr", *luck.choices(LANGUAGES, k=luck.choice((0, 0, 1)))]),
        places=frozenset({home, (home + 1) % towns, *luck.sample(range(towns), luck.choice((0, 1)))}),
        remote_ok=luck.random() < 0.4,
        at_distance_only=luck.random() < 0.03,
        free=free,
        busy=((begin, begin + timedelta(hours=luck.choice((4, 10)))),),
        wish=luck.choice((None, Rhythm.ONCE, Rhythm.SOMETIMES, Rhythm.MONTHLY, Rhythm.WEEKLY)),
        modes=frozenset(luck.sample(MODES, luck.randint(0, 3))),
        titles=titles,
        verified=frozenset(one for one in sorted(titles) if luck.random() < 0.6),
        opened=luck.random() < 0.8,
        etp=luck.random() < 0.4,
        taken_lately=luck.choice((0, 0, 0, 1, 2, 4)),
        offered_lately=luck.choice((0, 0, 1, 3)),
        room=Room(weekly=weekly, monthly=None if weekly is None else 3 * weekly),
    )


def a_mission(luck: random.Random, number: int, towns: int, *, mixed: bool):
    from reciproque.missions.kinds import Where
    from reciproque.missions.rules.wanted import Wanted

    town = luck.randrange(towns)
    shape = luck.random() if mixed else 1.0
    count = luck.randint(2, 6) if shape < 0.35 else luck.choice((1, 1, 1, 2))
    wanted = luck.randint(1, 3)
    titles = frozenset(luck.sample(TITLES, 1)) if luck.random() < 0.3 else frozenset()
    return Wanted(
        key=number,
        mode=luck.choice(MODES),
        languages=frozenset({"fr"} if luck.random() < 0.8 else {luck.choice(LANGUAGES)}),
        territory=town,
        chain=frozenset({town}),
        where=luck.choices(list(Where), weights=(8, 1, 1))[0],
        sessions=some_dates(luck, number, count, wanted),
        titles=titles,
        verified=titles if luck.random() < 0.5 else frozenset(),
        meets_people=luck.random() < 0.4,
        left=wanted if shape < 0.35 or count == 1 else wanted * count,
        series=shape < 0.1,
        rest_hours=luck.choice((0, 0, 0, 11)),
    )


def some_dates(luck: random.Random, number: int, count: int, places: int) -> tuple:
    from reciproque.missions.rules.wanted import Session

    first = SEASON + timedelta(days=luck.randrange(5), weeks=luck.randrange(WEEKS - count + 1))
    at, minutes = luck.choice(HOURS), luck.choice((90, 120, 180))
    return tuple(
        Session((number, week), first + timedelta(weeks=week), at, minutes, places) for week in range(count)
    )


# --- measures -------------------------------------------------------------------------------------
def gini(loads: Sequence[int]) -> float:
    """0: all the same; near 1: all for one."""
    ordered, total = sorted(loads), sum(loads)
    if not total:
        return 0.0
    ranked = sum(rank * load for rank, load in enumerate(ordered, 1))
    return 2 * ranked / (len(ordered) * total) - (len(ordered) + 1) / len(ordered)


def loads(plan, partners) -> list[int]:
    """How many missions each has had lately and would have: those who could be proposed one."""
    columns = plan._work.columns
    could = {one.partner for one in columns.kept}
    held = Counter(columns.kept[at].partner for at in plan._work.solved.chosen)
    return [columns.partners[at].taken_lately + held[at] for at in sorted(could)]


def plain_milp(plan, seconds: float) -> tuple[float, float, str]:
    """The same model given to HiGHS as it is, every column whole: seconds, objective, state."""
    import numpy as np

    from reciproque.missions.rules.solving import AS_IT_IS, _solver

    solver = _solver(plan._work.programme, AS_IT_IS, seconds, None)
    columns = len(plan._work.columns.kept)
    solver.changeColsIntegrality(columns, np.arange(columns, dtype=np.int32), np.ones(columns, np.uint8))
    began = time.perf_counter()
    solver.run()
    spent = time.perf_counter() - began
    return (
        spent,
        solver.getInfo().objective_function_value,
        solver.modelStatusToString(solver.getModelStatus()),
    )


def measure(partners: int, missions: int, *, mixed: bool, times: int, plain: bool, seed: int) -> None:
    from reciproque.missions.rules.season import plan

    crowd, wanteds = world(partners, missions, seed=seed, mixed=mixed)
    size = f"{partners}x{missions}"
    runs, processor = [], []
    for _time in range(times):
        began = time.process_time()
        runs.append(plan(crowd, wanteds, seconds=SECONDS))
        processor.append(time.process_time() - began)
    one, total = runs[-1], [run.seconds_choosing + run.seconds_solving for run in runs]
    uneven = plan(crowd, wanteds, spread=False, seconds=SECONDS)
    print(f"\n{size}, {'mixed' if mixed else 'flow'}, {times} times, median (least to most)")
    print(
        f"  candidates {one.candidates:,} (left out {one.left_out:,}), proposals {len(one.proposals):,}",
        end="",
    )
    print(f", places filled {one.places:,} (without load costs {uneven.places:,})")
    print(f"  {one.status}: objective {one.objective:,}, bound {one.bound:,}, gap {one.gap}", end="")
    print(f", columns made whole {one.whole:,}")
    print(f"  choosing candidates {_said([run.seconds_choosing for run in runs])} s")
    print(f"  solving             {_said([run.seconds_solving for run in runs])} s")
    print(f"  together            {_said(total)} s, processor {_said(processor)} s", end="")
    print(f"   bar {BARS[size]} s" if size in BARS else "")
    even, before = gini(loads(one, crowd)), gini(loads(uneven, crowd))
    print(f"  Gini of load {even:.3f}, without load costs {before:.3f}: {even / before - 1:+.1%}", end="")
    print(f" (bar −15 %); points {one.points / uneven.points - 1:+.2%} (bar −1.5 %)")
    if plain:
        spent, objective, state = plain_milp(one, SECONDS)
        print(f"  HiGHS alone {spent:.2f} s, {state}, objective {objective:,.0f}", end="")
        print(
            f": ours takes {statistics.median([run.seconds_solving for run in runs]) / spent:.2f} of it (bar 0.5)"
        )


def _said(some: Sequence[float]) -> str:
    return f"{statistics.median(some):.2f} ({min(some):.2f} to {max(some):.2f})"


def from_a_database(size: str, *, times: int, seed: int, profiled: bool) -> None:
    """Write the « flow » world in a database, then read it and plan, as the coordination of the house does."""
    from . import matching_rows

    with tempfile.TemporaryDirectory(prefix="bench-matching-") as folder:
        os.environ.update(matching_rows.settings_in(Path(folder)))
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        partners, missions = world(*map(int, size.split("x")), seed=seed)
        actor = matching_rows.fill(partners, missions, first=SEASON)
        last = SEASON + timedelta(weeks=WEEKS)
        matching_rows.show(actor, first=SEASON, last=last, times=times, bar=BARS.get(size))
        if profiled:
            matching_rows.profile(actor, first=SEASON, last=last)
        connection.close()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sizes", nargs="+", help="1000x500, then 10000x5000 unless read from a database")
    asked.add_argument("--times", type=int, default=5)
    asked.add_argument("--shapes", nargs="+", default=["flow", "mixed"], choices=["flow", "mixed"])
    asked.add_argument("--plain", action="store_true")
    asked.add_argument("--seed", type=int, default=2026)
    asked.add_argument(
        "--database", action="store_true", help="write it in a database, and read it from there"
    )
    asked.add_argument(
        "--profile", action="store_true", help="with --database: where the time of one reading goes"
    )
    told = asked.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reciproque.settings")
    if told.database:
        size = told.sizes[0] if told.sizes else "1000x500"
        from_a_database(size, times=told.times, seed=told.seed, profiled=told.profile)
        return
    import django

    django.setup()
    for size in told.sizes or ["1000x500", "10000x5000"]:
        for shape in told.shapes:
            partners, missions = map(int, size.split("x"))
            measure(
                partners, missions, mixed=shape == "mixed", times=told.times, plain=told.plain, seed=told.seed
            )


if __name__ == "__main__":
    main()
