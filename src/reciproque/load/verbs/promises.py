"""Hours promised and given back, counted where they are promised: functions for the verbs of packages above."""

from __future__ import annotations

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import demand
from reciproque.partnerships.queries.positions import today_of
from reciproque.people.models import Person

from ..kinds import Code
from ..models import MOST_WORDS, Override, PersonLoad
from ..queries.counted import evenings_begin
from ..queries.limits import as_held, pauses_between
from ..rules import Evenings, Period, Refusal, asked_of
from ..rules.limits import PER_MEASURE
from .given import recount_all


class Unavailable(ValidationError):
    """She is not available. Its sentences say what binds to herself; to anybody else, only that she is not."""

    def __init__(self, refusals: list[Refusal], person: Person, *, by: Actor, at: datetime):
        self.refusals = refusals
        if by.person_id == person.pk:
            today = today_of(person, at)
            super().__init__([refusal.said(today=today) for refusal in refusals])
        else:
            super().__init__(_("Indisponible à ce moment-là."))


class OverCeiling(Unavailable):
    """Her own ceiling stands against it; she alone may go beyond, in words to herself."""


class Paused(Unavailable):
    """She is in a pause; no words go beyond it, she takes up again first."""


def promise(
    person: Person, *, by: Actor, day: date, hour: time, minutes: int, at: datetime, override: str = ""
) -> None:
    """Inside a verb: hold hours of somebody on a day of a wall clock; an evening too, when it begins in the evening.

    One conditional update for each of the week, the month and the evenings: whoever comes second is told. Raises
    Paused during a pause, OverCeiling beyond a ceiling of hers; nothing is then held. `override`, her words to
    herself, goes beyond: raises Refused unless `by` is herself.
    """
    words = override.strip()
    if words:
        demand(by, "exceed_ceiling", person)
        if len(words) > MOST_WORDS:
            raise ValidationError({"override": _("Restez sous {n} caractères.").format(n=MOST_WORDS)})
    pauses = pauses_between([person.pk], day, day)
    if pauses:
        raise Paused([Refusal(Code.PAUSED, pause=pauses[0][1])], person, by=by, at=at)
    evenings = evenings_begin()
    asked = asked_of(day=day, hour=hour, minutes=minutes, evenings=evenings)
    _there(person, asked, day, evenings)
    with transaction.atomic():
        over = {period: more for period, more in asked.items() if more and not _hold(person, period, more)}
        if over and not words:
            raise OverCeiling(_refusals(person, over), person, by=by, at=at)
        for period, more in over.items():
            _go_beyond(person, period, more, words, at=at)


def release(person: Person, *, day: date, hour: time, minutes: int) -> None:
    """Inside a verb: give back hours that were promised so, held, moved or cancelled; never below nothing.

    What she let go beyond her ceiling goes with them: an exception holds for what it was made for.
    """
    asked = asked_of(day=day, hour=hour, minutes=minutes, evenings=evenings_begin())
    for period, less in asked.items():
        left = Greatest(F("promised") - less, 0)
        _row(person, period).update(
            promised=left,
            allowed=Case(
                When(ceiling__isnull=False, then=Greatest(F("ceiling"), left + F("given"))), default=None
            ),
        )


def _row(person: Person, period: Period) -> QuerySet[PersonLoad]:
    measure, starts_on = period
    return PersonLoad.objects.filter(person=person, measure=measure, starts_on=starts_on)


def _there(person: Person, asked: dict[Period, int], day: date, evenings: Evenings) -> None:
    """The rows of these periods exist, with what was given in them already."""
    starts = {starts_on for _measure, starts_on in asked}
    found = PersonLoad.objects.filter(person=person, starts_on__in=starts).values_list("measure", "starts_on")
    if not set(asked) <= set(found):
        recount_all([person.pk], on=day, evenings=evenings)


def _hold(person: Person, period: Period, more: int) -> bool:
    fits = Q(allowed=None) | Q(allowed__gte=F("promised") + F("given") + more)
    return bool(_row(person, period).filter(fits).update(promised=F("promised") + more))


def _go_beyond(person: Person, period: Period, more: int, words: str, *, at: datetime) -> None:
    total = F("promised") + F("given") + more
    _row(person, period).update(promised=F("promised") + more, allowed=Greatest(F("allowed"), total))
    allowed = _row(person, period).values_list("allowed", flat=True).get()
    measure, starts_on = period
    Override.objects.create(
        person=person, measure=measure, starts_on=starts_on, quantity=allowed, words=words, at=at
    )


def _refusals(person: Person, over: dict[Period, int]) -> list[Refusal]:
    return [
        Refusal(PER_MEASURE[period[0]], held=as_held(_row(person, period).get()), asked=more)
        for period, more in over.items()
    ]
