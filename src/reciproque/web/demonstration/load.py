"""What people of the demonstration carry, and how they set it."""

from __future__ import annotations

from datetime import timedelta

from reciproque.load import verbs
from reciproque.load.kinds import Part, Weekday

from .life import Story, herself
from .people import Cast

SIX_HOURS, TWENTY_HOURS = 6 * 60, 20 * 60


def tell(story: Story, cast: Cast) -> None:
    """Karim set his ceilings when he began; Agathe will pause in three weeks, and told nobody why."""
    verbs.set_rhythm(
        cast.karim,
        by=herself(cast.karim),
        at=story.at(-60, 20),
        version=0,
        week_minutes=SIX_HOURS,
        month_minutes=TWENTY_HOURS,
        evenings=2,
        free=[
            (Weekday.TUESDAY, Part.EVENING),
            *((day, Part.MORNING) for day in (Weekday.MONDAY, Weekday.THURSDAY)),
            *((day, Part.AFTERNOON) for day in (Weekday.WEDNESDAY, Weekday.THURSDAY, Weekday.FRIDAY)),
        ],
    )
    begins = story.today + timedelta(days=21)
    verbs.pause(
        cast.agathe,
        by=herself(cast.agathe),
        at=story.at(-1, 20),
        starts_on=begins,
        ends_on=begins + timedelta(days=13),
    )
