"""Planning, revising, holding and cancelling what takes place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import rewrite, verb

from ..kinds import ContributionKind, InterventionKind, Side
from ..models import (
    Cancellation,
    Contribution,
    CrossTraining,
    Engagement,
    Expected,
    Holding,
    Intervention,
    Partnership,
)
from ..queries.activation import meeting_people_verdict
from ..queries.engagement import accepted_in
from ..queries.interventions import could_attend
from ..queries.statuses import statuses_for
from ..queries.taught import lacking
from ..rules.calendar import agreed, days_of
from ..rules.first_mission import meets_people as is_with_people
from ..rules.hours import is_late
from .agenda import checked, plausible, put_in_agenda

LONGEST_SERIES = 60
"""How many dates one form may make at most: a bound to a slip of the finger, not a rule."""


@verb(Partnership, "plan_intervention", keeps=("kind", "mode", "day", "times"))
def plan_intervention(
    partnership: Partnership,
    *,
    by: Actor,
    at: datetime,
    title: str,
    kind: str,
    day: date,
    hour: time,
    minutes: int,
    mode: str = "",
    mission: str = "",
    meets_people: bool = False,
    place: str = "",
    remote: bool = False,
    expected: Iterable[Engagement] = (),
    repeat: str = "",
    times: int = 1,
) -> Intervention:
    """Plan something on the clock of the host; returns it, the first one of a series.

    `repeat` (see rules.calendar.Repeat) and `times` make a series of that many dates. Raises ValidationError,
    by field, when the mission is not of the mode, when someone expected is not engaged, for an impossible date;
    Unmet when it is held with accompanied people and the charter, somebody's pledge or her opening is missing.
    """
    if not 1 <= times <= LONGEST_SERIES:
        raise ValidationError({"times": _("Choisissez de 1 à {most} dates.").format(most=LONGEST_SERIES)})
    people = _engaged(partnership, expected)
    _demand_hours(people, kind, mode, on=day, at=at)
    days = list(days_of(plausible(day), repeat, times if repeat else 1))
    with_people = _with_people(partnership, people, kind, meets_people, day=days[-1], at=at)
    planned = put_in_agenda(
        partnership,
        days,
        by=by,
        at=at,
        title=title,
        kind=kind,
        hour=hour,
        minutes=minutes,
        mode=mode,
        mission=mission,
        meets_people=with_people,
        place=place,
        remote=remote,
    )
    _expect(planned, people)
    return planned[0]


@verb(Intervention, "revise", keeps=("kind", "mode", "day"))
def revise_intervention(
    intervention: Intervention,
    *,
    by: Actor,
    at: datetime,
    version: int,
    title: str,
    kind: str,
    day: date,
    hour: time,
    minutes: int,
    mode: str = "",
    mission: str = "",
    meets_people: bool = False,
    place: str = "",
    remote: bool = False,
    expected: Iterable[Engagement] = (),
) -> Intervention:
    """Change what is planned. Raises Stale when `version` is behind, ValidationError as planning does."""
    people = _engaged(intervention.partnership, expected)
    _demand_hours(people, kind, mode, on=day, at=at)
    open_to_all = intervention.meets_people and not intervention.expected.exists()  # one signs up to it later
    with_people = _with_people(
        intervention.partnership, people, kind, meets_people, day=day, at=at, to_sign_up=open_to_all
    )
    starts_at, wall = agreed(plausible(day), hour, intervention.zone)
    fields = {
        "title": title,
        "kind": kind,
        "mode": mode,
        "mission": mission,
        "meets_people": with_people,
        "day": wall.day,
        "hour": wall.hour,
        "starts_at": starts_at,
        "minutes": minutes,
        "place": place,
        "remote": remote,
    }
    checked(intervention, **fields)
    rewrite(intervention, version=version, **fields)
    Expected.objects.filter(intervention=intervention).delete()
    _expect([intervention], people)
    return intervention


@verb(Intervention, "hold", keeps=("minutes",))
def hold(
    intervention: Intervention,
    *,
    by: Actor,
    at: datetime,
    present: Iterable[Engagement],
    minutes: int,
    words: str = "",
    cross_training: bool = False,
    about: str = "",
) -> Intervention:
    """Say that it took place, who was there and for how long: their time is counted from this, once.

    `cross_training` says that the two sides learned from each other there, and `about` what.

    Raises ValidationError when it has not begun, when nobody was there, when someone could not have been, when
    it is said to be a cross-training and a side was absent, when something is told of a supervision.
    """
    people = list(present)
    _keep_nothing_of_supervision(intervention, words=words, about=about)
    if at < intervention.starts_at:
        raise ValidationError(_("Elle n’a pas encore commencé : elle pourra être dite tenue après."))
    if not people:
        raise ValidationError({"present": _("Dites qui était là : au moins une personne.")})
    possible = set(could_attend(intervention).values_list("pk", flat=True))
    if not {one.pk for one in people} <= possible:
        raise ValidationError({"present": _("Quelqu’un de cette liste n’était pas engagé ce jour-là.")})
    if cross_training:
        _train_across(intervention, people, about, by=by, at=at, field="cross_training")
    Holding.objects.create(
        intervention=intervention, recorded_at=at, recorded_by_id=by.person_id, words=words
    )
    late = is_late(
        intervention.day,
        entered_on=at.astimezone(ZoneInfo(intervention.zone)).date(),
        organisation_id=intervention.partnership.host_id,
    )
    statuses = statuses_for(people, intervention)
    given = [
        Contribution(
            engagement=one,
            intervention=intervention,
            kind=ContributionKind.SESSION,
            status=statuses[one.pk],
            minutes=minutes,
            on=intervention.day,
            entered_at=at,
            entered_by_id=by.person_id,
            entered_late=late,
        )
        for one in people
    ]
    Contribution.objects.bulk_create(given)
    return intervention


@verb(Intervention, "mark_cross_training")
def mark_cross_training(
    intervention: Intervention, *, by: Actor, at: datetime, about: str = ""
) -> Intervention:
    """Say that the two sides learned from each other there, and about what (their roles, what they expect, limits).

    Raises ValidationError when a side was absent. Source: HAS sheet of May 2026, second example (« formations
    croisées »).
    """
    _keep_nothing_of_supervision(intervention, about=about)
    there = Engagement.objects.filter(attendances__intervention=intervention)
    _train_across(intervention, there, about, by=by, at=at)
    return intervention


@verb(CrossTraining, "take_back")
def take_back_cross_training(training: CrossTraining, *, by: Actor, at: datetime) -> Intervention:
    """Say that it was not a cross-training after all."""
    rewrite(training, taken_back_at=at, taken_back_by_id=by.person_id)
    return training.intervention


@verb(Intervention, "cancel", keeps=("reason",))
def cancel(intervention: Intervention, *, by: Actor, at: datetime, reason: str) -> Intervention:
    """Say that it will not take place, and why."""
    if not reason.strip():
        raise ValidationError({"reason": _("Dites pourquoi : les personnes attendues le liront.")})
    Cancellation.objects.create(
        intervention=intervention, cancelled_at=at, cancelled_by_id=by.person_id, reason=reason.strip()
    )
    return intervention


def _train_across(
    intervention: Intervention,
    there: Iterable[Engagement],
    about: str,
    *,
    by: Actor,
    at: datetime,
    field: str = NON_FIELD_ERRORS,
) -> None:
    """Write, inside a verb, that it was a cross-training. Raises ValidationError when a side was absent."""
    present = {one.side for one in there}
    for side in Side:
        if side not in present:
            said = _("{side}, personne n’était là : une formation croisée réunit les deux côtés.")
            raise ValidationError({field: said.format(side=side.label)})
    training = CrossTraining(
        intervention=intervention, about=about.strip(), marked_at=at, marked_by_id=by.person_id
    )
    training.clean_fields(exclude={"intervention", "marked_by"})
    training.save()


def _keep_nothing_of_supervision(intervention: Intervention, **told: str) -> None:
    """Raises ValidationError, by field, for words about what was said in a supervision."""
    if intervention.kind == InterventionKind.SUPERVISION:
        wrong = {
            field: _("De ce qui s’y dit, rien n’est gardé.") for field, text in told.items() if text.strip()
        }
        if wrong:
            raise ValidationError(wrong)


def _engaged(partnership: Partnership, expected: Iterable[Engagement]) -> list[Engagement]:
    people = list(expected)
    if not people:
        return []
    engaged = set(accepted_in(partnership).values_list("pk", flat=True))
    if not {one.pk for one in people} <= engaged:
        raise ValidationError({"expected": _("Une des personnes attendues n’est plus engagée ici.")})
    return people


def _demand_hours(people: list[Engagement], kind: str, mode: str, *, on: date, at: datetime) -> None:
    """Raises ValidationError when somebody expected lacks the hours of therapeutic education."""
    missing = lacking(people, kind=kind, mode=mode, on=on, today=timezone.localdate(at))
    if missing:
        raise ValidationError({"expected": [str(reason.text) for reason in missing]})


def _with_people(
    partnership: Partnership,
    people: list[Engagement],
    kind: str,
    ticked: bool,
    *,
    day: date,
    at: datetime,
    to_sign_up: bool = False,
) -> bool:
    """Whether it is held with accompanied people, once all that this asks for stands until its day. Raises Unmet."""
    held_with = is_with_people(kind, ticked)
    if held_with:
        today = timezone.localdate(at)
        meeting_people_verdict(partnership, people, day=day, on=today, to_sign_up=to_sign_up).demand()
    return held_with


def _expect(planned: list[Intervention], people: list[Engagement]) -> None:
    Expected.objects.bulk_create(
        Expected(intervention=intervention, engagement=one) for intervention in planned for one in people
    )
