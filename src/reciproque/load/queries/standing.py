"""Where one person stands today, for herself: her weeks, her month, her pause, what she wrote to herself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import QuerySet

from reciproque.foundation.actor import Actor
from reciproque.foundation.parameters import value
from reciproque.foundation.policy import among, visible

from ..kinds import Measure, Part, Weekday
from ..models import Override, Pause, PersonLoad, Rhythm
from ..policy import standing
from ..rules import WARN_SHARE, Held, Standing, opening
from .limits import as_held, pauses_between

MOST_WEEKS, MOST_OVERRIDES = 12, 20


@dataclass(frozen=True)
class Coming:
    """One week to come in which something is promised: its hours, and its evenings when there are any."""

    week: Held
    evenings: Held | None = None


def rhythm_of(person_id: int | None) -> Rhythm | None:
    return Rhythm.objects.filter(person=person_id).prefetch_related("free").first()


def free_in_words(rhythm: Rhythm | None) -> list[tuple[str, list[str]]]:
    """« le matin : lundi, jeudi », part by part, for those ticked."""
    if rhythm is None:
        return []
    ticked = list(rhythm.free.all())
    lines = [
        (part.label, [str(Weekday(one.weekday).label) for one in ticked if one.part == part]) for part in Part
    ]
    return [(str(label), days) for label, days in lines if days]


def standing_of(person_id: int, *, on: date) -> Standing:
    """Her week, her month and her evenings on a day, and the pause that holds it. Five queries."""
    return standing_and_coming(person_id, rhythm_of(person_id), on=on)[0]


def standing_and_coming(
    person_id: int, rhythm: Rhythm | None, *, on: date
) -> tuple[Standing, list[Coming], bool]:
    """The same with the weeks to come that hold a promise, and whether there are more. Three queries."""
    share = value(WARN_SHARE.name, on=on)
    first = min(opening(measure, on) for measure in Measure)
    rows = PersonLoad.objects.filter(person=person_id, starts_on__gte=first).order_by("starts_on", "pk")
    loads = [as_held(row, warn_share=share) for row in rows]
    known = {(one.measure, one.starts_on): one for one in loads}
    ceilings, held = rhythm.ceilings if rhythm else {}, {}
    for measure in Measure:
        starts_on, ceiling = opening(measure, on), ceilings.get(measure)
        nothing = Held(measure, starts_on, ceiling=ceiling, allowed=ceiling, warn_share=share)
        held[measure] = known.get((measure, starts_on), nothing)
    pauses = pauses_between([person_id], on, on)
    coming = _coming(loads, on=on)
    stands = Standing(held, pauses[0][1] if pauses else None)
    return stands, coming[:MOST_WEEKS], len(coming) > MOST_WEEKS


def _coming(loads: list[Held], *, on: date) -> list[Coming]:
    this_week = opening(Measure.WEEK, on)
    weeks = [one for one in loads if one.measure != Measure.MONTH and one.starts_on > this_week]
    found = []
    for _starts_on, rows in groupby(weeks, key=lambda one: one.starts_on):
        of = {one.measure: one for one in rows}
        week, evenings = of.get(Measure.WEEK), of.get(Measure.EVENINGS)
        if week is not None and week.total:
            found.append(Coming(week, evenings if evenings is not None and evenings.total else None))
    return found


def pauses_standing() -> QuerySet[Pause]:
    """Pauses under way or to come."""
    return Pause.objects.filter(standing()).order_by("starts_on", "pk")


def own_pause(actor: Actor) -> Pause | None:
    """The pause one is in, or the one to come."""
    return among(pauses_standing(), actor).first()


def own_overrides(actor: Actor) -> QuerySet[Override]:
    """What one wrote to oneself when going beyond one's own ceiling, the latest first."""
    return visible(Override, actor).order_by("-pk")[:MOST_OVERRIDES]
