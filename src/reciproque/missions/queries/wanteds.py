"""Missions as matching reads them: what they ask, and their dates with places left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from reciproque.partnerships.models import Hosting

from ..kinds import Where
from ..models import Mission, MissionLanguage, RequiredTitle, Slot, Taking
from ..policy import STANDING
from ..rules.wanted import Session, Wanted
from .dates import TO_COME

CHAIN = ("epci_id", "department_id", "region_id")


def wanteds_of(missions: Iterable[Mission], *, today: date, last: date) -> dict[int, Wanted]:
    """Missions (with their territory) by key. Four queries, however many."""
    asked = list(missions)
    keys = [one.pk for one in asked]
    languages = _sets(MissionLanguage.objects.filter(mission__in=keys).values_list("mission", "spoken"))
    titles = _sets(RequiredTitle.objects.filter(mission__in=keys).values_list("mission", "title"))
    proved = RequiredTitle.objects.filter(mission__in=keys, verified=True).values_list("mission", "title")
    verified, dates, dated = _sets(proved), *_dates(keys, today, last)
    taken = Taking.objects.filter(STANDING, mission__in=keys).values_list("mission", flat=True)
    takers: dict[int, int] = defaultdict(int)
    for key in taken:
        takers[key] += 1
    return {
        one.pk: Wanted(
            key=one.pk,
            mode=one.mode,
            languages=frozenset(languages.get(one.pk, ())),
            territory=one.territory_id,
            chain=_chain(one),
            where=Where(one.where),
            sessions=tuple(dates.get(one.pk, ())),
            titles=frozenset(titles.get(one.pk, ())),
            verified=frozenset(verified.get(one.pk, ())),
            meets_people=one.meets_people,
            left=max(0, one.wanted - takers[one.pk]),
            lived=one.lived,
            rest_hours=one.rest_hours or 0,
            dated=one.pk in dated,
        )
        for one in asked
    }


def hosts_of(missions: Iterable[Mission]) -> dict[int, frozenset[int]]:
    """By partnership, the organisations that carry it: where an opening by two is worth something. One query."""
    partnerships = {one.partnership_id for one in missions}
    rows = Hosting.objects.filter(partnership__in=partnerships).values_list("partnership", "organisation")
    return {key: frozenset(houses) for key, houses in _sets(rows).items()}


def _chain(mission: Mission) -> frozenset[int]:
    place = mission.territory
    if place is None:
        return frozenset()
    return frozenset({place.pk, *(getattr(place, column) for column in CHAIN)} - {None})


def _sets(rows: Iterable[tuple[int, object]]) -> dict[int, set]:
    found: dict[int, set] = defaultdict(set)
    for key, one in rows:
        found[key].add(one)
    return found


def _dates(keys: list[int], today: date, last: date) -> tuple[dict[int, list[Session]], set[int]]:
    """The dates to come with their places left, and which missions have dates at all."""
    rows = Slot.objects.filter(TO_COME, mission__in=keys, intervention__day__range=(today, last))
    found: dict[int, list[Session]] = defaultdict(list)
    named = ("mission", "pk", "places", "taken")
    for mission, key, places, taken, day, hour, minutes in rows.order_by(
        "intervention__starts_at", "pk"
    ).values_list(*named, "intervention__day", "intervention__hour", "intervention__minutes"):
        found[mission].append(Session(key, day, hour, minutes, places - taken))
    return found, set(found)
