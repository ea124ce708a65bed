"""What binds many people over some weeks, for the matching of missions: on the server alone, never on a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time

from django.db.models import Q

from ..kinds import Measure, Part
from ..models import Free, Pause, PersonLoad, Rhythm
from ..rules import Held, Limits, Period, Span, opening
from .counted import evenings_begin


def limits_of(people: Iterable[int], first: date, last: date) -> dict[int, Limits]:
    """For each person key, what binds her between two days. Five queries, however many people and weeks."""
    asked = sorted(set(people))
    evenings, ceilings, free = evenings_begin(), _ceilings(asked), _free(asked)
    pauses, held = _pauses(asked, first, last), _held(asked, first, last)
    return {
        person: Limits(
            evenings,
            ceilings.get(person, {}),
            held.get(person, {}),
            tuple(pauses.get(person, ())),
            frozenset(free.get(person, ())),
        )
        for person in asked
    }


def is_available(person_id: int, *, day: date, hour: time, minutes: int) -> bool:
    """Whether nothing of hers stands against a session then. The answer says neither what nor where."""
    limits = limits_of([person_id], day, day)[person_id]
    return limits.refusal(day=day, hour=hour, minutes=minutes) is None


def pauses_between(people: Iterable[int], first: date, last: date) -> list[tuple[int, Span]]:
    """The pauses that nobody ended and that hold a day between two, with whose they are. One query."""
    rows = Pause.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=first), person__in=list(people), starts_on__lte=last, ended_at=None
    )
    found = rows.order_by("starts_on", "pk").values_list("person", "starts_on", "ends_on")
    return [(person, Span(starts_on, ends_on)) for person, starts_on, ends_on in found]


def _pauses(people: list[int], first: date, last: date) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for person, span in pauses_between(people, first, last):
        found[person].append(span)
    return found


def _ceilings(people: list[int]) -> dict[int, dict[Measure, int]]:
    return {
        one.person_id: {measure: most for measure, most in one.ceilings.items() if most is not None}
        for one in Rhythm.objects.filter(person__in=people)
    }


def _free(people: list[int]) -> dict[int, set[tuple[int, Part]]]:
    found: dict[int, set[tuple[int, Part]]] = defaultdict(set)
    rows = Free.objects.filter(rhythm__person__in=people).order_by("pk")
    for person, weekday, part in rows.values_list("rhythm__person", "weekday", "part"):
        found[person].add((weekday, Part(part)))
    return found


def _held(people: list[int], first: date, last: date) -> dict[int, dict[Period, Held]]:
    begins = min(opening(measure, first) for measure in Measure)
    rows = PersonLoad.objects.filter(person__in=people, starts_on__range=(begins, last))
    found: dict[int, dict[Period, Held]] = defaultdict(dict)
    for row in rows:
        found[row.person_id][Measure(row.measure), row.starts_on] = as_held(row)
    return found


def as_held(row: PersonLoad, *, warn_share: int = 80) -> Held:
    """A row of load as the rules read it."""
    measure = Measure(row.measure)
    return Held(
        measure, row.starts_on, row.promised, row.given, row.ceiling, row.allowed, warn_share=warn_share
    )
