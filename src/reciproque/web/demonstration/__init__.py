"""The invented world of the demonstration: people, partnerships and their life, dated from today."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import override

from . import (
    badges,
    barometer,
    beginnings,
    cafe,
    directory,
    encounters,
    feeds,
    hepatitis,
    hours,
    load,
    missions,
    openings,
    pain,
    pathways,
    pay,
    people,
    profiles,
    support,
    titles,
)
from .life import Story


def furnish(*, now: datetime, language: str = "fr") -> None:
    """Fill an empty installation through verbs alone, as if its people had acted in the months before `now`.

    All they write is in `language`, whoever reads it afterwards.
    """
    story = Story(now, language)
    with override(language):
        cast = people.gather(story)
        titles.tell(story, cast)
        directory.tell(story, cast)
        badges.tell(story, cast)
        hepatitis.tell(story, cast)
        pain.tell(story, cast)
        barometer.tell(story, cast)
        cafe.tell(story, cast)
        beginnings.tell(story, cast)
        profiles.tell(story, cast)
        openings.is_read_from_outside(story, cast)
        load.tell(story, cast)
        missions.tell(story, cast)
        hours.tell(story, cast)
        support.tell(story, cast)
        pay.tell(story, cast)
        feeds.tell(story, cast)
        pathways.tell(story, cast)
        encounters.tell(story, cast)
