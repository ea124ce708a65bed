"""The rows of `matching.py --database`: the invented world of `world`, written in a database of its own, and read."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

PARTNERSHIPS = 25
AT_ONCE = 5_000
LONG_AGO = date(2026, 1, 1)
AT = datetime(2026, 1, 1, tzinfo=UTC)
SETTINGS = {
    "SECRET_KEY": "of no use beyond this measure, whose database is dropped at its end",
    "RECIPROQUE_ENV_FILE": "",
    "RECIPROQUE_CONN_MAX_AGE": "3600",
    "RECIPROQUE_DEMO": "false",
    "RECIPROQUE_DEBUG": "false",
}


def settings_in(folder: Path) -> dict[str, str]:
    """The variables of an installation of its own."""
    return SETTINGS | {
        "RECIPROQUE_DATA": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
    }


def keep(model, rows: Iterable) -> list:
    """Write rows, some at a time; returns them with their keys."""
    made, some = [], iter(rows)
    while part := list(islice(some, AT_ONCE)):
        made += model.objects.bulk_create(part)
    return made


def fill(partners: list, missions: list, *, first: date):
    """The house, its coordination (returned, as an actor), these partners and missions."""
    from reciproque.foundation import guard
    from reciproque.foundation.actor import Actor, Kind
    from reciproque.people.models import Account, Membership, Organisation, Person
    from reciproque.people.queries.hats import hat_of_membership

    with guard.upkeep("benchmark"):
        house = Organisation.objects.create(name="CHU des Deux-Rives", kind="hospital", town="Deux-Rives")
        account = Account.objects.create(username="coordination", password="!", created_at=AT)
        leader = Person.objects.create(name="Coordination", account=account)
        held = Membership.objects.create(
            person=leader, organisation=house, role="coordinator", starts_on=LONG_AGO
        )
        towns, titles = _towns(partners, missions), _titles()
        people = keep(Person, (Person(name=f"Personne {one.key:05}") for one in partners))
        _members(people, partners, house, leader, first)
        _profiles(people, partners, towns)
        _rhythms(people, partners)
        _credentials(people, partners, house, leader, titles, first)
        _missions(missions, house, leader, towns, titles, first)
    return Actor(
        Kind.HAT, person_id=leader.pk, account_id=account.pk, hat=hat_of_membership(held), strong=True
    )


def _towns(partners: list, missions: list) -> dict[int, object]:
    from reciproque.people.models import Territory

    numbers = sorted({town for one in partners for town in one.places} | {one.territory for one in missions})
    rows = (Territory(kind="commune", number=f"{n:05}", name=f"Commune {n:05}") for n in numbers)
    return dict(zip(numbers, keep(Territory, rows), strict=True))


def _titles() -> dict[str, object]:
    """The three titles of `world`: any three of the vocabulary."""
    from reciproque.titles.models import Title

    from .matching import TITLES

    return dict(zip(TITLES, Title.objects.order_by("pk"), strict=False))


def _members(people: list, partners: list, house, leader, first: date) -> None:
    from reciproque.openings.models import Opening
    from reciproque.people.models import Membership

    rows = (Membership(person=one, organisation=house, role="partner", starts_on=LONG_AGO) for one in people)
    keep(Membership, rows)
    keep(
        Opening,
        (
            Opening(
                person=person,
                organisation=house,
                as_member=True,
                met_on=LONG_AGO,
                identity="piece",
                extract="non_demande",
                seen="Trois cafés ensemble.",
                sells=False,
                industry=False,
                movement=False,
                asked_by=leader,
                asked_at=AT,
                agreed_by=people[n - 1],
                agreed_for=house,
                agreed_at=AT,
                valid_until=first + timedelta(days=365),
            )
            for n, (person, one) in enumerate(zip(people, partners, strict=True))
            if one.opened
        ),
    )


def _profiles(people: list, partners: list, towns: dict) -> None:
    from reciproque.profiles.kinds import Topic, Visibility
    from reciproque.profiles.models import Facet, Pick

    said = []
    for person, one in zip(people, partners, strict=True):
        parts = {
            Topic.LANGUAGES: sorted(one.languages or ()),
            Topic.MODES: sorted(one.modes),
            Topic.CONSTRAINTS: ["distance"] if one.at_distance_only else [],
            Topic.RHYTHM: [one.wish.value] if one.wish else [],
            Topic.TERRITORIES: [towns[town] for town in sorted(one.places)],
        }
        said += [
            (Facet(person=person, topic=topic, visibility=Visibility.COORDINATION, said_at=AT), picks)
            for topic, picks in parts.items()
            if picks
        ]
    facets = keep(Facet, (facet for facet, _picks in said))
    keep(
        Pick,
        (
            Pick(facet=facet, value=one) if isinstance(one, str) else Pick(facet=facet, territory=one)
            for facet, (_same, picks) in zip(facets, said, strict=True)
            for one in picks
        ),
    )


def _rhythms(people: list, partners: list) -> None:
    from reciproque.load.models import Free, Pause, Rhythm

    rows = (
        Rhythm(person=person, week_minutes=one.room.weekly, month_minutes=one.room.monthly, said_at=AT)
        for person, one in zip(people, partners, strict=True)
    )
    rhythms = keep(Rhythm, rows)
    keep(
        Free,
        (
            Free(rhythm=rhythm, weekday=weekday, part=part.value)
            for rhythm, one in zip(rhythms, partners, strict=True)
            for weekday, part in sorted(one.free or ())
        ),
    )
    keep(
        Pause,
        (
            Pause(person=person, starts_on=begins.date(), ends_on=ends.date(), said_at=AT)
            for person, one in zip(people, partners, strict=True)
            for begins, ends in one.busy
        ),
    )


def _credentials(people: list, partners: list, house, leader, titles: dict, first: date) -> None:
    from reciproque.foundation.models import new_codes
    from reciproque.titles.models import Credential, Qualification, Verification

    held = [
        (person, title, title in one.verified)
        for person, one in zip(people, partners, strict=True)
        for title in sorted(one.titles)
    ]
    rows = (
        Credential(
            person=person,
            nature="title",
            title=titles[title],
            declared_at=AT,
            asked_of=house,
            public_code=code,
        )
        for (person, title, _vouched), code in zip(held, new_codes(len(held)), strict=True)
    )
    claims = keep(Credential, rows)
    until = first + timedelta(days=365)
    keep(
        Verification,
        (
            Verification(
                credential=claim,
                organisation=house,
                verified_by=leader,
                means="piece",
                verified_on=LONG_AGO,
                valid_until=until,
                rules_since=LONG_AGO,
                recorded_at=AT,
            )
            for claim, (_person, _title, vouched) in zip(claims, held, strict=True)
            if vouched
        ),
    )
    keep(
        Qualification,
        (
            Qualification(
                person=person,
                hours=40,
                required=40,
                rules_since=LONG_AGO,
                granted_on=LONG_AGO,
                valid_until=until,
            )
            for person, one in zip(people, partners, strict=True)
            if one.etp
        ),
    )


def _missions(missions: list, house, leader, towns: dict, titles: dict, first: date) -> None:
    from reciproque.missions.models import Mission, MissionLanguage, Publication, RequiredTitle, Slot
    from reciproque.partnerships.models import Hosting, Intervention, Partnership

    partnerships = keep(
        Partnership,
        (
            Partnership(
                title=f"Partenariat {n:03}",
                level="meso",
                domain="parcours",
                host=house,
                founded_at=AT,
                founded_by=leader,
            )
            for n in range(PARTNERSHIPS)
        ),
    )
    keep(Hosting, (Hosting(partnership=one, organisation=house) for one in partnerships))
    rows = keep(
        Mission,
        (
            Mission(
                partnership=partnerships[one.key % PARTNERSHIPS],
                title=f"Mission {one.key:05}",
                mode=one.mode,
                purpose="Que personne ne reparte seul.",
                where=one.where.value,
                territory=towns[one.territory],
                starts_on=first,
                minutes=one.sessions[0].minutes,
                wanted=one.left,
                rest_hours=one.rest_hours or None,
                meets_people=one.meets_people,
                written_by=leader,
                written_at=AT,
            )
            for one in missions
        ),
    )
    both = list(zip(rows, missions, strict=True))
    keep(
        Publication,
        (
            Publication(mission=row, published_at=AT, published_by=leader, gate_version=LONG_AGO)
            for row, _one in both
        ),
    )
    keep(
        MissionLanguage,
        (MissionLanguage(mission=row, spoken=said) for row, one in both for said in sorted(one.languages)),
    )
    keep(
        RequiredTitle,
        (
            RequiredTitle(mission=row, title=titles[title], verified=title in one.verified)
            for row, one in both
            for title in sorted(one.titles)
        ),
    )
    dates = [(row, session) for row, one in both for session in one.sessions]
    zone = ZoneInfo("Europe/Paris")
    held = keep(
        Intervention,
        (
            Intervention(
                partnership=row.partnership,
                title=row.title,
                kind="working_group",
                mode=row.mode,
                day=session.day,
                hour=session.hour,
                zone=zone.key,
                starts_at=datetime.combine(session.day, session.hour, zone),
                minutes=session.minutes,
                planned_by=leader,
                planned_at=AT,
            )
            for row, session in dates
        ),
    )
    keep(
        Slot,
        (
            Slot(intervention=one, mission=row, places=session.places)
            for one, (row, session) in zip(held, dates, strict=True)
        ),
    )


# --- measures -------------------------------------------------------------------------------------
def measured(actor, *, first: date, last: date, times: int) -> Iterator[tuple[float, float, object, object]]:
    """Each time: seconds spent reading, seconds spent solving, what was read, the plan."""
    from reciproque.missions.queries.seasons import asked_by

    for _time in range(times):
        began = time.perf_counter()
        asked = asked_by(actor, first=first, last=last)
        read = time.perf_counter()
        plan = asked.plan()
        yield read - began, time.perf_counter() - read, asked, plan


def show(actor, *, first: date, last: date, times: int, bar: float | None) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from reciproque.missions.queries.seasons import asked_by

    with CaptureQueriesContext(connection) as queries:
        asked_by(actor, first=first, last=last)
    runs = list(measured(actor, first=first, last=last, times=times))
    _read, _solved, asked, plan = runs[-1]
    print(
        f"\n{len(asked.partners)}x{len(asked.wanteds)} from a database, {times} times, median (least to most)"
    )
    print(f"  queries {len(queries)}, candidates {plan.candidates:,} (left out {plan.left_out:,})", end="")
    print(f", proposals {len(plan.proposals):,}, places {plan.places:,}")
    print(f"  {plan.status}: objective {plan.objective:,}, bound {plan.bound:,}, gap {plan.gap}")
    print(f"  reading  {_said([run[0] for run in runs])} s")
    print(f"  solving  {_said([run[1] for run in runs])} s, candidates included")
    together = [run[0] + run[1] for run in runs]
    print(f"  together {_said(together)} s", end="")
    if bar is not None:
        print(f"   bar {bar} s: {'held' if statistics.median(together) < bar else 'missed'}", end="")
    print()


def _said(some: list[float]) -> str:
    return f"{statistics.median(some):.2f} ({min(some):.2f} to {max(some):.2f})"


def profile(actor, *, first: date, last: date) -> None:
    """Where the time of one reading goes."""
    import cProfile
    import pstats

    from reciproque.missions.queries.seasons import asked_by

    with cProfile.Profile() as counted:
        asked_by(actor, first=first, last=last)
    pstats.Stats(counted, stream=sys.stdout).sort_stats("cumulative").print_stats(45)
