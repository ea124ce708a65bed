"""Planning regular exchanges, noting who was there and what for oneself; the quiet word, and its answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation import parameters
from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import Stale, rewrite, verb

from ..kinds import EXCHANGES, Word
from ..models import (
    Attendance,
    CheckIn,
    Engagement,
    Expected,
    Intervention,
    Partnership,
    PrivateNote,
    Series,
    SeriesDate,
)
from ..queries.series import OPEN, last_held
from ..queries.standing import acting_engagement
from ..rules.attendance import ABSENCES, DAYS_HERS_ALONE, absences_in_a_row
from .interventions import plan_intervention

MOST_WEEKS, MOST_TIMES = 26, 30
"""Bounds to a slip of the finger, not rules: every half-year, thirty dates."""


# --- planning -------------------------------------------------------------------------------------
@verb(Partnership, "plan_series", keeps=("kind", "day", "weeks", "times"))
def plan_series(
    partnership: Partnership,
    *,
    by: Actor,
    at: datetime,
    title: str,
    kind: str,
    day: date,
    hour: time,
    weeks: int,
    times: int,
    expected: Iterable[Engagement] = (),
    **where: Any,
) -> Series:
    """Plan exchanges every so many `weeks`, that many `times`, from a first day; `where` as when planning one.

    Raises ValidationError, by field, as planning one does.
    """
    wrong = {}
    if kind not in EXCHANGES:
        wrong["kind"] = _("Choisissez une réunion, un atelier ou un groupe de parole.")
    if not 1 <= weeks <= MOST_WEEKS:
        wrong["weeks"] = _("De 1 à {most} semaines.").format(most=MOST_WEEKS)
    if not 2 <= times <= MOST_TIMES:
        wrong["times"] = _("De 2 à {most} dates.").format(most=MOST_TIMES)
    if wrong:
        raise ValidationError(wrong)
    people = list(expected)
    planned = [
        plan_intervention(
            partnership,
            by=by,
            at=at,
            title=title,
            kind=kind,
            day=day + timedelta(weeks=weeks * n),
            hour=hour,
            expected=people,
            **where,
        )
        for n in range(times)
    ]
    series = Series.objects.create(
        partnership=partnership,
        title=planned[0].title,
        kind=kind,
        weeks=weeks,
        times=times,
        planned_by_id=by.person_id,
        planned_at=at,
    )
    SeriesDate.objects.bulk_create(SeriesDate(series=series, intervention=one) for one in planned)
    return series


# --- who was there --------------------------------------------------------------------------------
def take_attendance(intervention: Intervention, present: Iterable[Engagement], *, at: datetime) -> None:
    """Write who was there, inside a verb; in a series, a quiet word to who has been missing, none to who is back."""
    there = list(present)
    Attendance.objects.bulk_create(Attendance(intervention=intervention, engagement=one) for one in there)
    found = SeriesDate.objects.filter(intervention=intervention).select_related("series").first()
    if found is None:
        return
    for word in CheckIn.objects.filter(OPEN, series=found.series, engagement__in=there):
        rewrite(word, settled_at=at)
    missing = Engagement.objects.filter(
        pk__in=Expected.objects.filter(intervention=intervention).values("engagement"), left_at=None
    ).exclude(pk__in=[one.pk for one in there])
    for one in missing:
        _say_a_word(found.series, one, at=at)


def _say_a_word(series: Series, engagement: Engagement, *, at: datetime) -> None:
    """Say a quiet word to someone who missed enough exchanges in a row, once, and never during her pause."""
    said = CheckIn.objects.filter(series=series, engagement=engagement).last()
    if said is not None and (_is_open(said) or _pauses(said)):
        return
    host = series.partnership.host
    today = at.astimezone(ZoneInfo(host.zone)).date()
    needed = parameters.value(ABSENCES.name, on=today, organisation_id=host.pk)
    since = (said.resumed_at or said.asked_at) if said is not None else None
    if absences_in_a_row(last_held(series, engagement, most=needed), since=since) < needed:
        return
    days = parameters.value(DAYS_HERS_ALONE.name, on=today, organisation_id=host.pk)
    CheckIn.objects.create(
        series=series, engagement=engagement, asked_at=at, referent_on=today + timedelta(days=days)
    )


def _is_open(word: CheckIn) -> bool:
    return word.answered_at is None and word.settled_at is None


def _pauses(word: CheckIn) -> bool:
    return word.word == Word.PAUSE and word.resumed_at is None


# --- the quiet word -------------------------------------------------------------------------------
@verb(CheckIn, "answer")
def answer(check_in: CheckIn, *, by: Actor, at: datetime, word: str) -> CheckIn:
    """Answer a quiet word. A pause takes her off what is still to come of the series; a talk waits for the referent."""
    if word not in Word:
        raise ValidationError({"word": _("Choisissez une de ces réponses, ou laissez ce mot de côté.")})
    if word == Word.PAUSE:
        Expected.objects.filter(
            engagement=check_in.engagement_id, intervention__in=_to_come(check_in)
        ).delete()
    return rewrite(check_in, word=word, answered_at=at)


@verb(CheckIn, "resume")
def resume(check_in: CheckIn, *, by: Actor, at: datetime) -> CheckIn:
    """End one's pause: she is expected again at what is still to come of the series."""
    Expected.objects.bulk_create(
        (Expected(engagement_id=check_in.engagement_id, intervention=one) for one in _to_come(check_in)),
        ignore_conflicts=True,
    )
    return rewrite(check_in, resumed_at=at)


@verb(CheckIn, "pass_on")
def pass_on(check_in: CheckIn, *, by: Actor, at: datetime) -> CheckIn:
    """Let the referent ask for her news, since the word stayed without an answer (by the house alone)."""
    return rewrite(check_in, passed_on_at=at)


@verb(CheckIn, "reach_out")
def reach_out(check_in: CheckIn, *, by: Actor, at: datetime) -> CheckIn:
    """Say that one asked for her news, or that one spoke with her; what was said is written nowhere."""
    own = acting_engagement(check_in.engagement.partnership, by)
    return rewrite(check_in, settled_at=at, settled_by=own)


def _to_come(check_in: CheckIn) -> Any:
    dates = SeriesDate.objects.filter(series=check_in.series_id).values("intervention")
    return Intervention.objects.filter(pk__in=dates, holding=None, cancellation=None)


# --- a note for oneself ---------------------------------------------------------------------------
@verb(Intervention, "keep_note")
def keep_note(
    intervention: Intervention, *, by: Actor, at: datetime, version: int, text: str
) -> Intervention:
    """Keep a few words that nobody else reads; empty, they are erased. Raises Stale when `version` is behind."""
    text = text.strip()
    known = PrivateNote.objects.filter(intervention=intervention, person=by.person_id).first()
    if known is None:
        if text:
            note = PrivateNote(intervention=intervention, person_id=by.person_id, text=text, written_at=at)
            note.clean_fields(exclude={"intervention", "person"})
            note.save()
        return intervention
    if known.version != version:
        raise Stale(known)
    if text:
        rewrite(known, text=text, written_at=at)
    else:
        known.delete()
    return intervention
