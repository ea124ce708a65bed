"""People as matching reads them: what they said and let be read, their titles, what they hold already. No name.

Of a profile, a coordination is given only the parts opened to it: a reason told to it could otherwise say what she
closed. Her load tells nothing but that a date is not for her; her health weighs if she agreed, and is never said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count

from reciproque.foundation.actor import Actor
from reciproque.foundation.clock import months_later
from reciproque.foundation.parameters import value
from reciproque.foundation.policy import visible
from reciproque.load.kinds import Measure
from reciproque.load.queries.limits import limits_of
from reciproque.load.rules import Limits
from reciproque.openings.kinds import State as Opened
from reciproque.openings.models import Opening
from reciproque.openings.queries.standing import with_state as with_opening
from reciproque.partnerships.models import Expected
from reciproque.profiles.kinds import Constraint, Distance, Rhythm, Topic
from reciproque.profiles.models import Facet
from reciproque.profiles.queries.matching import health_of
from reciproque.titles.kinds import STANDING as VOUCHED_FOR
from reciproque.titles.kinds import Nature
from reciproque.titles.models import Credential
from reciproque.titles.queries.standing import qualified_among
from reciproque.titles.queries.standing import with_state as with_title

from ..models import Offer, Taking
from ..policy import STANDING
from ..rules.partner import Part, Partner, Room, week_of
from ..rules.periods import ROTATION_MONTHS

SAID = (Topic.LANGUAGES, Topic.TERRITORIES, Topic.CONSTRAINTS, Topic.MODES, Topic.RHYTHM)
WIDER = {
    Distance.NEAR: ("epci_id",),
    Distance.AROUND: ("epci_id",),
    Distance.FAR: ("epci_id", "department_id"),
    Distance.ANYWHERE: ("epci_id", "department_id", "region_id"),
}
"""What the places she named are widened to by how far she goes: no distance is computed, only what contains them."""
COLUMNS = ("pk", "epci_id", "department_id", "region_id")
PLACES = tuple(f"picks__territory__{one}" for one in COLUMNS)


@dataclass
class Told:
    """What one person said that matching may use, part by part."""

    picks: dict[str, list[str]] = field(default_factory=dict)
    places: list[dict[str, int | None]] = field(default_factory=list)

    def of(self, topic: Topic) -> frozenset[str]:
        return frozenset(self.picks.get(topic, ()))

    @property
    def reach(self) -> frozenset[int] | None:
        """Every territory she can reach; None: she has not said."""
        if not self.places:
            return None
        columns = {"pk"}.union(*(WIDER.get(Distance(one), ()) for one in self.of(Topic.TERRITORIES)))
        return frozenset(key for place in self.places for at in columns if (key := place[at]) is not None)


def partners_of(
    people: Iterable[int], actor: Actor, *, today: date, last: date
) -> tuple[dict[int, Partner], dict[int, frozenset[int]]]:
    """People by key as matching reads them for that actor, and in which organisations each is opened by two.

    A constant number of queries, however many people.
    """
    keys = sorted(set(people))
    told, health = _told(keys, actor), health_of(keys)
    had, verified = _titles(keys, today)
    taught = qualified_among(keys, on=today)
    limits = limits_of(keys, today, last)
    busy = _busy(keys, today, last)
    takes, offered, taken = _missions(keys, today)
    found = {}
    for key in keys:
        said = told.get(key, Told())
        asks = said.of(Topic.CONSTRAINTS)
        found[key] = Partner(
            key=key,
            languages=said.of(Topic.LANGUAGES) or None,
            places=said.reach,
            remote_ok=True,
            at_distance_only=Constraint.REMOTE in asks,
            free=_free(limits[key]),
            busy=(*busy.get(key, ()), *_pauses(limits[key], today, last)),
            wish=next((Rhythm(one) for one in said.of(Topic.RHYTHM)), None),
            modes=said.of(Topic.MODES),
            titles=frozenset(had.get(key, ())),
            verified=frozenset(verified.get(key, ())),
            etp=key in taught,
            takes=frozenset(takes.get(key, ())),
            taken_lately=taken.get(key, 0),
            offered_lately=offered.get(key, 0),
            room=_room(limits[key], today, last),
            health_lines=tuple(health.get(key, ())),
        )
    return found, _opened(keys, today)


def _told(people: list[int], actor: Actor) -> dict[int, Told]:
    """Her own parts whole for herself; for anybody else, those opened to them."""
    rows = visible(Facet, actor).filter(person__in=people, topic__in=SAID).order_by("pk", "picks__pk")
    found: dict[int, Told] = defaultdict(Told)
    for person, topic, picked, *place in rows.values_list("person", "topic", "picks__value", *PLACES):
        said = found[person]
        if picked:
            said.picks.setdefault(topic, []).append(picked)
        elif place[0] is not None:
            said.places.append(dict(zip(COLUMNS, place, strict=True)))
    return found


def _titles(people: list[int], today: date) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """Titles held, and those somebody vouches for today, by person. One query."""
    rows = Credential.objects.filter(person__in=people, nature=Nature.TITLE, withdrawal=None)
    had: dict[int, set[int]] = defaultdict(set)
    verified: dict[int, set[int]] = defaultdict(set)
    for person, title, state in with_title(rows, on=today).values_list("person", "title", "state"):
        had[person].add(title)
        if state in VOUCHED_FOR:
            verified[person].add(title)
    return had, verified


def _opened(people: list[int], today: date) -> dict[int, frozenset[int]]:
    rows = with_opening(Opening.objects.filter(person__in=people), on=today).filter(state=Opened.OPEN)
    found: dict[int, set[int]] = defaultdict(set)
    for person, house in rows.values_list("person", "organisation"):
        found[person].add(house)
    return {person: frozenset(houses) for person, houses in found.items()}


def _busy(people: list[int], first: date, last: date) -> dict[int, list[tuple[datetime, datetime]]]:
    """When each is expected already, by the clock of the place, an hour of way on each side."""
    rows = Expected.objects.filter(
        engagement__person__in=people,
        intervention__day__range=(first, last),
        intervention__holding=None,
        intervention__cancellation=None,
    ).values_list("engagement__person", "intervention__day", "intervention__hour", "intervention__minutes")
    found: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for person, day, hour, minutes in rows:
        begins = datetime.combine(day, hour)
        found[person].append((begins, begins + timedelta(minutes=minutes)))
    return found


def _missions(people: list[int], today: date) -> tuple[dict[int, set[int]], dict[int, int], dict[int, int]]:
    """What each takes or was offered and may still answer; how much she was offered and took lately."""
    months = int(value(ROTATION_MONTHS.name, on=today))
    since = months_later(today, -months)
    takes: dict[int, set[int]] = defaultdict(set)
    rows = Taking.objects.filter(STANDING, engagement__person__in=people)
    for person, mission in rows.values_list("engagement__person", "mission"):
        takes[person].add(mission)
    open_still = Offer.objects.filter(person__in=people, taken_back_at=None, expires_on__gte=today)
    for person, mission in open_still.values_list("person", "mission"):
        takes[person].add(mission)
    offers = Offer.objects.filter(person__in=people, made_at__date__gte=since).order_by()
    offered = dict(offers.values("person").annotate(n=Count("pk")).values_list("person", "n"))
    lately = Taking.objects.filter(engagement__person__in=people, taken_at__date__gte=since).order_by()
    counted = lately.values("engagement__person").annotate(n=Count("pk"))
    return takes, offered, dict(counted.values_list("engagement__person", "n"))


# --- her own limits, as numbers that name nothing ---------------------------------------------------
def _free(limits: Limits) -> frozenset[tuple[int, Part]] | None:
    return frozenset((weekday, Part(part)) for weekday, part in limits.free) or None


def _pauses(limits: Limits, first: date, last: date) -> list[tuple[datetime, datetime]]:
    day = timedelta(days=1)
    return [
        (
            datetime.combine(max(pause.starts_on, first), time.min),
            datetime.combine(min(pause.ends_on or last, last) + day, time.min),
        )
        for pause in limits.pauses
    ]


def _room(limits: Limits, first: date, last: date) -> Room:
    """What her ceilings leave, week by week and month by month; evenings are a number, counted as one hour each."""
    left: dict[Measure, dict[Any, int]] = {Measure.WEEK: {}, Measure.MONTH: {}}
    for (measure, starts_on), held in limits.held.items():
        if measure in left and held.allowed is not None:
            named = week_of(starts_on) if measure == Measure.WEEK else (starts_on.year, starts_on.month)
            left[measure][named] = max(0, held.allowed - held.total)
    ceilings: Mapping[Measure, int] = limits.ceilings
    return Room(
        weekly=ceilings.get(Measure.WEEK),
        monthly=ceilings.get(Measure.MONTH),
        weeks=left[Measure.WEEK],
        months=left[Measure.MONTH],
    )
