"""What the package of load holds in the small world: one person's rhythm, pause, weeks, and words to herself."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

from reciproque.load.models import Free, Override, Pause, PersonLoad, Rhythm

from ..world import AT, TODAY, World, make

UNTIL = date(2031, 3, 19)
CEILING, PROMISED, ALLOWED = 359, 227, 397
"""Numbers that stand nowhere else: no page but hers may say them (see tests/load/test_canary.py)."""


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
