"""What was given, recounted from contributions inside the verb that changed them: never added up by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from reciproque.people.models import Person

from ..kinds import Measure
from ..models import PersonLoad, Rhythm
from ..queries.counted import Key, evenings_begin, given_by, periods_of
from ..rules import Evenings


def recount(person_id: int, *, on: date | None = None) -> None:
    """Inside a verb: make what one person gave exact again, everywhere, or in the week and the month of a day."""
    recount_all([person_id], on=on)


def recount_all(people: Iterable[int], *, on: date | None = None, evenings: Evenings | None = None) -> None:
    """The same for several people; with `on`, their rows of that week and month exist afterwards.

    People are locked first, in order: two verbs that count the same person count one after the other.
    """
    asked = sorted(set(people))
    list(Person.objects.filter(pk__in=asked).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    counted = given_by(asked, on=on, evenings=evenings or evenings_begin())
    rows = PersonLoad.objects.filter(person__in=asked)
    wanted = dict(counted)
    if on is not None:
        periods = periods_of(on)
        rows = rows.filter(starts_on__in={starts_on for _measure, starts_on in periods})
        wanted |= {(who, *period): counted.get((who, *period), 0) for who in asked for period in periods}
    known = {(row.person_id, Measure(row.measure), row.starts_on): row for row in rows}
    for key in sorted(known, key=_as_promised):
        if known[key].given != counted.get(key, 0):
            PersonLoad.objects.filter(pk=known[key].pk).update(given=counted.get(key, 0))
    _make({key: given for key, given in wanted.items() if key not in known})


def _as_promised(key: Key) -> tuple[int, int, date]:
    """The order in which a promise takes its rows: two acts that cross wait for each other in one order only."""
    person, measure, starts_on = key
    return person, list(Measure).index(measure), starts_on


def _make(missing: dict[Key, int]) -> None:
    """Rows that were not there yet, each with the ceiling its person has set."""
    if not missing:
        return
    said = {
        one.person_id: one.ceilings for one in Rhythm.objects.filter(person__in={key[0] for key in missing})
    }
    made = []
    for (person, measure, starts_on), given in missing.items():
        ceiling = said.get(person, {}).get(measure)
        row = PersonLoad(person_id=person, measure=measure, starts_on=starts_on, given=given)
        row.ceiling = row.allowed = ceiling
        made.append(row)
    PersonLoad.objects.bulk_create(made, ignore_conflicts=True)
