"""What the package of load holds in the small world: one person's rhythm, pause, weeks, and words to herself."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

from reciproque.foundation import words
from reciproque.load.models import Free, Override, Pause, PersonLoad, Rhythm

from ..world import AT, TODAY, World, make

UNTIL = date(2031, 3, 19)
CEILING, PROMISED, ALLOWED = 359, 227, 397
"""Numbers that stand nowhere else: no page but hers may say them (see tests/authz/test_canaries.py)."""
HERS = [
    *(words.length(minutes) for minutes in (CEILING, PROMISED, PROMISED + 103, ALLOWED)),
    *(f'"{name}": {minutes}' for name, minutes in (("ceiling", CEILING), ("promised", PROMISED))),
    words.day(UNTIL),
    UNTIL.isoformat(),
    "changer de rythme",
]
"""All that her pages say of it."""
HER_PAGES = {"load:mine", "load:settings", "people:my_data", "web:home"}


def is_hers(word: str) -> bool:
    return word in HERS or word.startswith("canari-override-")


def furnish(world: World, orgs: SimpleNamespace, where: str) -> None:
    """Of a person, whatever her partnerships: under « begun » and « other » alone."""
    if where not in ("begun", "other"):
        return
    person = world.objects[where].lived.person
    rhythm = Rhythm.objects.create(person=person, week_minutes=CEILING, said_at=AT)
    Free.objects.create(rhythm=rhythm, weekday=6, part="evening")
    Pause.objects.create(person=person, starts_on=TODAY, ends_on=UNTIL, said_at=AT)
    for weeks in (0, 1):
        PersonLoad.objects.create(
            person=person,
            measure="week",
            starts_on=TODAY + timedelta(weeks=weeks),
            promised=PROMISED,
            given=103,
            ceiling=CEILING,
            allowed=ALLOWED,
        )
    make(Override, where, person=person, measure="week", starts_on=TODAY, quantity=ALLOWED, at=AT)
