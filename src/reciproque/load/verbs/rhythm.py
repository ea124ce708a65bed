"""What a person sets for herself alone: her ceilings, the moments she is free, her pauses."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import rewrite, verb
from reciproque.partnerships.queries.positions import today_of
from reciproque.people.models import Person

from ..kinds import Measure, Part, Weekday
from ..models import Free, Pause, PersonLoad, Rhythm
from ..rules import opening

MOST = {"week_minutes": 7 * 24 * 60, "month_minutes": 31 * 24 * 60, "evenings": 7}


@verb(Person, "set_rhythm", keeps=())
def set_rhythm(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    version: int,
    week_minutes: int | None = None,
    month_minutes: int | None = None,
    evenings: int | None = None,
    free: Collection[tuple[int, str]] = (),
) -> Rhythm:
    """Set one's own ceilings and free moments; none of them means no ceiling, and any time.

    They hold from this week and this month on. Below what is promised already, nothing more fits, and what is
    promised stays. Raises ValidationError, by field, for what cannot be; Stale when `version` (0 for the first
    time) is behind.
    """
    said = {"week_minutes": week_minutes, "month_minutes": month_minutes, "evenings": evenings}
    _check(said, free)
    rhythm = Rhythm.objects.filter(person=person).first()
    if rhythm is None:
        rhythm = Rhythm.objects.create(person=person, said_at=at, **said)
    else:
        rhythm = rewrite(rhythm, version=version, said_at=at, **said)
        rhythm.free.all().delete()
    Free.objects.bulk_create(Free(rhythm=rhythm, weekday=day, part=part) for day, part in sorted(set(free)))
    for measure, ceiling in rhythm.ceilings.items():
        _from_now_on(person, measure, ceiling, today=today_of(person, at))
    return rhythm


def _from_now_on(person: Person, measure: Measure, ceiling: int | None, *, today: date) -> None:
    rows = PersonLoad.objects.filter(person=person, measure=measure, starts_on__gte=opening(measure, today))
    allowed = None if ceiling is None else Greatest(Value(ceiling), F("promised"))
    rows.update(ceiling=ceiling, allowed=allowed)


def _check(said: dict[str, int | None], free: Collection[tuple[int, str]]) -> None:
    wrong = {}
    for name in ("week_minutes", "month_minutes"):
        if said[name] == 0:
            wrong[name] = _("Pour ne rien prendre pendant un temps, faites une pause.")
    for name, quantity in said.items():
        if quantity is not None and not 0 <= quantity <= MOST[name]:
            wrong[name] = _("Ce nombre ne tient pas dans le calendrier.")
    if wrong:
        raise ValidationError(wrong)
    if not {(day, part) for day in Weekday.values for part in Part.values} >= set(free):
        raise ValidationError(_("Choisissez parmi ce qui est proposé."))


@verb(Person, "pause", keeps=())
def pause(
    person: Person, *, by: Actor, at: datetime, starts_on: date | None = None, ends_on: date | None = None
) -> Pause:
    """Take no more, from today unless a later day is said, until a last day or until one takes up again.

    No reason is asked. What is promised already stays promised. Raises ValidationError, by field, for a pause that
    would begin before today or end before it begins.
    """
    today = today_of(person, at)
    begins = starts_on or today
    wrong = {}
    if begins < today:
        wrong["starts_on"] = _("Une pause commence aujourd’hui ou plus tard.")
    if ends_on is not None and ends_on < begins:
        wrong["ends_on"] = _("Le dernier jour vient avant le premier.")
    if wrong:
        raise ValidationError(wrong)
    return Pause.objects.create(person=person, starts_on=begins, ends_on=ends_on, said_at=at)


@verb(Pause, "resume", keeps=())
def resume(paused: Pause, *, by: Actor, at: datetime) -> Pause:
    """Take up again, at once; the pause binds no day any more."""
    return rewrite(paused, ended_at=at)
