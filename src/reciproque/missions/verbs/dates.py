"""Opening the dates of a mission, once or as a series, each with its places."""

from __future__ import annotations

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import verb
from reciproque.partnerships.kinds import InterventionKind
from reciproque.partnerships.queries.activation import meeting_people_verdict
from reciproque.partnerships.rules.calendar import days_of
from reciproque.partnerships.verbs.agenda import put_in_agenda
from reciproque.partnerships.verbs.interventions import LONGEST_SERIES

from ..kinds import Where
from ..models import Mission, Slot
from .signing import call_the_next

MOST_PLACES = 500
"""A bound to a slip of the finger, not a rule."""


@verb(Mission, "open_dates", keeps=("day", "times", "places"))
def open_dates(
    mission: Mission,
    *,
    by: Actor,
    at: datetime,
    day: date,
    hour: time,
    places: int,
    minutes: int | None = None,
    kind: str = InterventionKind.OTHER,
    repeat: str = "",
    times: int = 1,
    place: str = "",
) -> list[Slot]:
    """Open dates to who took the mission, on the clock of the host; returns them in order.

    Raises ValidationError, by field, for a day gone by or outside of the mission; Unmet when it is held with
    accompanied people and the charter is not signed: each who signs up is asked for her own part then.
    """
    if not 1 <= places <= MOST_PLACES:
        raise ValidationError({"places": _("De 1 à {most} places.").format(most=MOST_PLACES)})
    if not 1 <= times <= LONGEST_SERIES:
        raise ValidationError({"times": _("Choisissez de 1 à {most} dates.").format(most=LONGEST_SERIES)})
    today = timezone.localdate(at)
    days = list(days_of(day, repeat, times if repeat else 1))
    _check_days(mission, days, today=today)
    if mission.meets_people:
        kind = InterventionKind.PRESENCE if kind == InterventionKind.OTHER else kind
        meeting_people_verdict(mission.partnership, [], day=days[-1], on=today, to_sign_up=True).demand()
    planned = put_in_agenda(
        mission.partnership,
        days,
        by=by,
        at=at,
        hour=hour,
        title=mission.title,
        kind=kind,
        minutes=minutes or mission.minutes,
        mode=mission.mode,
        meets_people=mission.meets_people,
        place=place or mission.place,
        remote=mission.where != Where.ON_SITE,
    )
    return Slot.objects.bulk_create(
        Slot(mission=mission, intervention=intervention, places=places) for intervention in planned
    )


def _check_days(mission: Mission, days: list[date], *, today: date) -> None:
    if days[0] < today:
        raise ValidationError({"day": _("Ce jour est passé.")})
    if days[0] < mission.starts_on:
        raise ValidationError({"day": _("La mission commence après ce jour.")})
    if mission.ends_on and days[-1] > mission.ends_on:
        field = "times" if len(days) > 1 else "day"
        raise ValidationError({field: _("La mission finit avant la dernière de ces dates.")})


@verb(Slot, "change_places", keeps=("places",))
def change_places(slot: Slot, *, by: Actor, at: datetime, places: int) -> Slot:
    """Have more places, or fewer: never fewer than those taken. Who waited is called."""
    if not 1 <= places <= MOST_PLACES:
        raise ValidationError({"places": _("De 1 à {most} places.").format(most=MOST_PLACES)})
    changed = Slot.objects.filter(pk=slot.pk, taken__lte=places).update(places=places)
    if not changed:
        slot.refresh_from_db()
        said = _("{n} places sont déjà prises : on ne descend pas en dessous.").format(n=slot.taken)
        raise ValidationError({"places": said})
    slot.refresh_from_db()
    while Slot.objects.filter(pk=slot.pk, taken__lt=F("places")).exists() and call_the_next(slot, at=at):
        pass
    return slot
