"""Small invented worlds, and the best plan for each found by trying every choice, from `fit` alone."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, time, timedelta

from reciproque.missions.kinds import Where
from reciproque.missions.rules.fit import fit, weight
from reciproque.missions.rules.partner import Part, Partner, Room
from reciproque.missions.rules.scale import PLACE, load_cost
from reciproque.missions.rules.wanted import Session, Taken, Wanted
from reciproque.profiles.kinds import Rhythm

MONDAY = date(2027, 1, 4)
THURSDAY = MONDAY + timedelta(days=3)
FEW = 12
"""Choices of yes or no beyond which trying them all takes too long."""


def session(key=1, *, day=THURSDAY, at=time(14), minutes=180, places=1, beginners=0) -> Session:
    return Session(key, day, at, minutes, places, beginners)


def world(seed: int) -> tuple[list[Partner], list[Wanted]]:
    """A few people and missions that get in one another's way; small enough to try everything."""
    luck = random.Random(seed)
    while True:
        partners = [a_partner(luck, number) for number in range(luck.randint(2, 4))]
        wanteds = [a_mission(luck, number) for number in range(luck.randint(2, 4))]
        if 2 <= len(choices(partners, wanteds)) <= FEW:
            return partners, wanteds


def a_partner(luck: random.Random, key: int) -> Partner:
    parts = [(day, part) for day in range(3) for part in (Part.MORNING, Part.EVENING)]
    begin = datetime.combine(MONDAY + timedelta(days=luck.randrange(10)), time(8))
    return Partner(
        key=key,
        languages=luck.choice((None, frozenset(luck.sample(["fr", "snk", "tr"], luck.randint(1, 3))))),
        places=luck.choice((None, frozenset(luck.sample([1, 2], luck.randint(1, 2))))),
        remote_ok=luck.random() < 0.5,
        at_distance_only=luck.random() < 0.1,
        free=None if luck.random() < 0.5 else frozenset(luck.sample(parts, 4)),
        busy=((begin, begin + timedelta(hours=3)),) if luck.random() < 0.3 else (),
        wish=luck.choice((None, *Rhythm)),
        modes=frozenset(luck.sample(["etp", "aide_parcours"], luck.randint(0, 2))),
        titles=frozenset(luck.sample([7, 8], luck.randint(0, 2))),
        verified=frozenset(luck.sample([7, 8], luck.randint(0, 1))),
        opened=luck.random() < 0.7,
        etp=luck.random() < 0.6,
        beginner=luck.random() < 0.5,
        takes=frozenset({0} if luck.random() < 0.05 else ()),
        taken_lately=luck.choice((0, 0, 1, 3)),
        offered_lately=luck.choice((0, 0, 2, 6)),
        room=Room(
            weekly=luck.choice((None, None, 180, 240, 300)),
            monthly=luck.choice((None, None, 300, 420)),
            evenings=luck.choice((None, None, 120)),
            sessions=luck.choice((None, None, 0, 1, 2)),
        ),
        health_lines=luck.choice(((), (), ("Une dialyse",), ("Greffe de rein",))),
    )


def a_mission(luck: random.Random, key: int) -> Wanted:
    count = luck.choice((1, 1, 2, 3))
    some = {7} if luck.random() < 0.2 else set()
    return Wanted(
        key=key,
        mode=luck.choice(["etp", "aide_parcours", "parole_personnes"]),
        languages=frozenset(luck.sample(["fr", "snk"], luck.randint(0, 2))),
        territory=luck.choice((None, 1, 2)),
        chain=frozenset({1, 2, 3}) if luck.random() < 0.7 else frozenset({2}),
        where=luck.choice(list(Where)),
        sessions=tuple(
            session(
                (key, number),
                day=MONDAY + timedelta(days=luck.randrange(3), weeks=luck.randrange(2)),
                at=luck.choice((time(9), time(10, 30), time(18, 30))),
                minutes=luck.choice((60, 90, 120, 180)),
                places=luck.choice((0, 1, 1, 2, 2)),
                beginners=luck.choice((0, 0, 0, 1)),
            )
            for number in range(count)
        ),
        titles=frozenset(some),
        verified=frozenset(some) if luck.random() < 0.5 else frozenset(),
        meets_people=luck.random() < 0.2,
        left=luck.choice((0, 1, 1, 2, 4)),
        lived=luck.choice(("", "La dialyse, la greffe")),
        series=luck.random() < 0.3,
        rest_hours=luck.choice((0, 0, 11)),
        dated=luck.random() < 0.9,
    )


# --- trying everything ----------------------------------------------------------------------------
def choices(partners, wanteds) -> list[tuple[Partner, Wanted, tuple[Session, ...]]]:
    """What may be proposed, one yes or no each."""
    found = []
    for partner in partners:
        for wanted in wanteds:
            answer = fit(partner, wanted)
            if not answer.possible:
                continue
            dates = tuple(one for one in wanted.open_dates if one.key in answer.sessions)
            if wanted.taken == Taken.BY_DATE:
                found += [(partner, wanted, (one,)) for one in dates]
            else:
                found.append((partner, wanted, dates))
    return found


def may_be(chosen, *, apart: bool) -> bool:
    """Within places, people, ceilings, rest, and beginners apart: read from the values, without any model."""
    people: Counter = Counter()
    there: dict = {}
    hers: dict = {}
    for partner, wanted, dates in chosen:
        people[wanted.key] += wanted.taken != Taken.BY_DATE
        if people[wanted.key] > wanted.left:
            return False
        for one in dates:
            there.setdefault(one.key, (one, wanted, []))[2].append(partner)
            hers.setdefault(partner.key, (partner, []))[1].append((one, wanted.rest_hours))
    for one, wanted, some in there.values():
        if len(some) > min(one.places, wanted.left):
            return False
        new = [partner for partner in some if partner.beginner]
        if apart and new and len(new) + one.beginners > 1:
            return False
    counts = Counter()
    for partner, _wanted, dates in chosen:
        counts[partner.key] += max(1, len(dates))
        if partner.most_dates is not None and counts[partner.key] > partner.most_dates:
            return False
    return all(within(partner, some) for partner, some in hers.values())


def within(partner: Partner, some: list[tuple[Session, int]]) -> bool:
    week, month, evenings = Counter(), Counter(), Counter()
    for one, _rest in some:
        middle = datetime.combine(one.day, one.hour) + timedelta(minutes=one.minutes / 2)
        week[one.day.isocalendar()[:2]] += one.minutes
        month[one.day.year, one.day.month] += one.minutes
        if middle.hour >= 18:
            evenings[one.day.isocalendar()[:2]] += one.minutes
    room = partner.room
    for spent, most in ((week, room.weekly), (month, room.monthly), (evenings, room.evenings)):
        if most is not None and any(minutes > most for minutes in spent.values()):
            return False
    return not any(
        close(one, other, max(rest, more))
        for number, (one, rest) in enumerate(some)
        for other, more in some[:number]
    )


def close(one: Session, other: Session, rest: int) -> bool:
    begin, other_begin = datetime.combine(one.day, one.hour), datetime.combine(other.day, other.hour)
    end, other_end = begin + timedelta(minutes=one.minutes), other_begin + timedelta(minutes=other.minutes)
    return begin < other_end + timedelta(hours=rest) and other_begin < end + timedelta(hours=rest)


def worth(chosen) -> int:
    """Filled places and all that weighs, less what load costs."""
    held: Counter = Counter()
    total = 0
    for partner, wanted, dates in chosen:
        total += PLACE * max(1, len(dates)) + weight(fit(partner, wanted))
        total -= load_cost(held[partner.key], partner.taken_lately)
        held[partner.key] += 1
    return total


def best(partners, wanteds, *, apart: bool = False) -> int:
    """The worth of the best choice, all of them tried."""
    some = choices(partners, wanteds)

    def further(at: int, chosen: list) -> int:
        if at == len(some):
            return worth(chosen)
        without = further(at + 1, chosen)
        more = [*chosen, some[at]]
        return max(without, further(at + 1, more)) if may_be(more, apart=apart) else without

    return further(0, [])


def chosen_by(plan, partners, wanteds) -> list[tuple[Partner, Wanted, tuple[Session, ...]]]:
    """The choices that a plan made, in the words of `choices`."""
    people, missions = {one.key: one for one in partners}, {one.key: one for one in wanteds}
    found = []
    for one in plan.proposals:
        wanted = missions[one.wanted]
        dates = tuple(date for date in wanted.open_dates if date.key in one.sessions)
        if wanted.taken == Taken.BY_DATE:
            found += [(people[one.partner], wanted, (date,)) for date in dates]
        else:
            found.append((people[one.partner], wanted, dates))
    return found
