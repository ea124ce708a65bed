"""Whether what is paid is fair: sessions where somebody unpaid stood beside somebody paid, and hours by status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import among
from reciproque.foundation.statistics import statistic
from reciproque.missions.models import Choice, Terms
from reciproque.partnerships.kinds import ContributionKind, Side, Status
from reciproque.partnerships.models import Contribution, Intervention, Partnership
from reciproque.partnerships.modes import MODES
from reciproque.partnerships.queries.beside import choices_found_by, unpaid_beside_paid
from reciproque.people.models import Organisation
from reciproque.profiles.queries import counted

from ..rules.equity import There, is_flagged, said

SHOWN = 5


# --- one session ----------------------------------------------------------------------------------
def flagged(rows: QuerySet[Intervention]) -> QuerySet[Intervention]:
    """Those where somebody of the side of patients gave her time while somebody of the care side was paid."""
    return rows.filter(unpaid_beside_paid())


@choices_found_by
def her_choice() -> Exists:
    """Of a contribution: paid terms were offered for its session, and she had chosen to be a volunteer before it."""
    paid = Terms.objects.filter(mission=OuterRef("taking__mission"), amount__isnull=False)
    return Exists(
        Choice.objects.filter(
            Exists(paid),
            terms__status=Status.VOLUNTEER,
            taking__engagement=OuterRef("engagement"),
            taking__mission__slots__intervention=OuterRef("intervention"),
            chosen_at__lte=OuterRef("intervention__starts_at"),
        )
    )


@dataclass(frozen=True)
class Seat:
    """Somebody at a session: who, from which side, and how her time was given, in words."""

    person: int
    name: str
    voice: str
    words: str
    there: There


def seats_of(intervention: Intervention) -> list[Seat]:
    """Those whose time was counted at a session, patients and relatives first. Two queries."""
    return _seats([intervention])[intervention.pk]


def _seats(interventions: Iterable[Intervention]) -> dict[int, list[Seat]]:
    asked = list(interventions)
    given = Contribution.objects.filter(intervention__in=asked, kind=ContributionKind.SESSION)
    choices = _choices(asked)
    found: dict[int, list[Seat]] = {one.pk: [] for one in asked}
    order = given.order_by(F("engagement__side").desc(), "engagement__person__name", "pk")
    for one in order.select_related("engagement__person", "intervention"):
        chosen_on, offered = choices.get((one.intervention_id, one.engagement_id), (None, False))
        side = one.engagement.side
        there = There(side, one.status, chosen_on, offered)
        found[one.intervention_id].append(
            Seat(
                one.engagement.person_id,
                one.engagement.person.name,
                one.engagement.voice,
                said(there),
                there,
            )
        )
    return found


def _choices(interventions: list[Intervention]) -> dict[tuple[int, int], tuple[date | None, bool]]:
    """When each chose to be a volunteer where paid terms were offered, by session and engagement. One query."""
    paid = Terms.objects.filter(mission=OuterRef("taking__mission"), amount__isnull=False)
    rows = Choice.objects.filter(
        Exists(paid), taking__mission__slots__intervention__in=interventions
    ).annotate(
        session=F("taking__mission__slots__intervention"),
        begins=F("taking__mission__slots__intervention__starts_at"),
        zone=F("taking__mission__slots__intervention__zone"),
    )
    wanted = {one.pk for one in interventions}
    found: dict[tuple[int, int], tuple[date | None, bool]] = {}
    for one in rows.select_related("terms", "taking").order_by("chosen_at", "pk"):
        if one.session in wanted and one.chosen_at <= one.begins:
            on = one.chosen_at.astimezone(ZoneInfo(one.zone)).date()
            is_hers = one.terms.status == Status.VOLUNTEER
            found[one.session, one.taking.engagement_id] = (on if is_hers else None, True)
    return found


def is_unfair(seats: Iterable[Seat]) -> bool:
    """Whether the session is to be looked at together."""
    return is_flagged(one.there for one in seats)


def to_look_at(partnership: Partnership, actor: Actor) -> dict[str, Any] | None:
    """The sessions to look at together, among those the actor was at or answers for. One query."""
    rows = among(flagged(Intervention.objects.filter(partnership=partnership)), actor, "read_equity")
    found = list(rows.order_by("-starts_at", "-pk")[: SHOWN + 1])
    return {"sessions": found[:SHOWN], "more": len(found) > SHOWN} if found else None


# --- a house --------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Hours:
    """The hours of a group (a mode, a side) under one status; None when the group is too small to be told."""

    mode: str
    side: Side
    people: int | None
    minutes: int | None


@dataclass(frozen=True)
class UnderStatus:
    """The hours under one status: never added to those of another."""

    status: Status
    groups: list[Hours]
    minutes: int | None


@dataclass(frozen=True)
class Group:
    """The hours given under one status by people who said the same of themselves, to be counted."""

    said: str
    people: int | None
    minutes: int | None


@dataclass(frozen=True)
class Flag:
    """Sessions of one mode where some were unpaid beside others who were paid, and what each was offered or chose; how
    many, when they are not too few."""

    mode: str
    sessions: int
    lived: list[tuple[str, int | None]]
    care: list[tuple[str, int | None]]


@dataclass(frozen=True)
class Report:
    """What a house may tell of itself: no group under `threshold` people."""

    year: int
    statuses: list[UnderStatus]
    genders: list[tuple[Status, list[Group]]]
    ages: list[tuple[Status, list[Group]]]
    flags: list[Flag]
    hidden: bool
    threshold: int


def years_of(organisation: Organisation) -> list[int]:
    """The years in which time was given in what a house carries, the latest first."""
    years = (
        _given(organisation).annotate(year=ExtractYear("on")).order_by("-year").values_list("year", flat=True)
    )
    return list(years.distinct())


def report_of(organisation: Organisation, *, year: int, today: date) -> Report:
    """The report of a house for a year: hours by status, mode and side, then as people said they may be counted, and
    the sessions to look at together."""
    rows = _given(organisation).filter(on__year=year)
    statuses, hidden, threshold = _hours(rows, today=today)
    flags, more_hidden = _flags(organisation, year=year, threshold=threshold)
    by_year = date(year, 12, 31)
    genders, some_genders = _as_described(*counted.by_gender(rows, "engagement__person"), today=today)
    ages, some_ages = _as_described(*counted.by_age(rows, "engagement__person", on=by_year), today=today)
    hidden = hidden or more_hidden or some_genders or some_ages
    return Report(year, statuses, genders, ages, flags, hidden, threshold)


def _given(organisation: Organisation) -> QuerySet[Contribution]:
    return Contribution.objects.filter(engagement__partnership__host=organisation)


def _hours(rows: QuerySet[Contribution], *, today: date) -> tuple[list[UnderStatus], bool, int]:
    by = ("status", "mode", "engagement__side")
    groups_given = (
        rows.annotate(mode=Coalesce("intervention__mode", Value("")))
        .order_by(*by)
        .values_list(*by)
        .annotate(people=Count("engagement__person", distinct=True), given=Sum("minutes"))
    )
    groups: dict[str, dict[str, tuple[str, str, int, int]]] = defaultdict(dict)
    for status, mode, side, people, given in groups_given:
        groups[status][f"{mode}|{side}"] = (mode, side, people, given)
    found, hidden = [], False
    threshold = statistic({}, on=today).threshold
    for status in Status:
        if status in groups:
            under, some_hidden = _under(status, groups[status], rows, today=today, threshold=threshold)
            found.append(under)
            hidden = hidden or some_hidden
    return found, hidden, threshold


def _under(
    status: Status,
    groups: dict[str, tuple[str, str, int, int]],
    rows: QuerySet[Contribution],
    *,
    today: date,
    threshold: int,
) -> tuple[UnderStatus, bool]:
    """The groups of one status that may be told; their sum only when it reveals no group that may not."""
    cells = statistic({key: people for key, (_mode, _side, people, _given) in groups.items()}, on=today)
    told = [
        Hours(_mode_label(mode), Side(side), people, given)
        for key, (mode, side, people, given) in groups.items()
        if not cells.cells[key].withheld
    ]
    withheld = [groups[key] for key in groups if cells.cells[key].withheld]
    total: int | None = sum(given for _mode, _side, _people, given in groups.values())
    if withheld:
        those = Q(pk__in=())
        for mode, side, _people, _given in withheld:
            where = Q(intervention__mode=mode) if mode else Q(intervention=None) | Q(intervention__mode="")
            those |= where & Q(engagement__side=side)
        people = rows.filter(those, status=status).values("engagement__person").distinct().count()
        if people < threshold or cells.total.withheld:
            total = None
    told.sort(key=lambda one: (one.mode, one.side))
    return UnderStatus(status, told, total), bool(withheld)


def _as_described(
    rows: QuerySet[Contribution], labels: dict[str, str], *, today: date
) -> tuple[list[tuple[Status, list[Group]]], bool]:
    """Hours under each status by `group` of people, those too small left out; whether some were."""
    people = Count("engagement__person", distinct=True)
    given: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for status, group, n, minutes in (
        rows.order_by("status", "group")
        .values_list("status", "group")
        .annotate(people=people, given=Sum("minutes"))
    ):
        given[status][group] = (n, minutes)
    found, hidden = [], False
    for status in Status:
        groups = given.get(status, {})
        cells = statistic({group: n for group, (n, _given) in groups.items()}, on=today).cells
        told = [
            Group(labels[one], *groups[one]) for one in labels if one in groups and not cells[one].withheld
        ]
        hidden = hidden or len(told) < len(groups)
        if groups:
            found.append((status, told))
    return found, hidden


def _flags(organisation: Organisation, *, year: int, threshold: int) -> tuple[list[Flag], bool]:
    rows = Intervention.objects.filter(partnership__host=organisation, day__year=year)
    sessions = list(flagged(rows).order_by("mode", "pk"))
    seats = _seats(sessions)
    by_mode: dict[str, list[Intervention]] = defaultdict(list)
    for one in sessions:
        by_mode[one.mode].append(one)
    people = {
        mode: len({seat.person for one in some for seat in seats[one.pk]}) for mode, some in by_mode.items()
    }
    enough = {mode for mode, n in people.items() if n >= threshold}
    told = [
        _flag(mode, some, seats, threshold=threshold)
        for mode, some in sorted(by_mode.items())
        if mode in enough
    ]
    return told, len(told) < len(by_mode)


def _flag(mode: str, sessions: list[Intervention], seats: dict[int, list[Seat]], *, threshold: int) -> Flag:
    """What was said of each side, each person counted once for each thing said of her."""
    told: dict[str, dict[str, set[int]]] = {side.value: defaultdict(set) for side in Side}
    for one in sessions:
        for seat in seats[one.pk]:
            told[seat.there.side][seat.words].add(seat.person)
    lived, care = (
        [
            (words, len(people) if len(people) >= threshold else None)
            for words, people in sorted(told[side].items())
        ]
        for side in (Side.LIVED, Side.CARE)
    )
    return Flag(_mode_label(mode), len(sessions), lived, care)


def _mode_label(code: str) -> str:
    return str(MODES[code].label) if code in MODES else _("Hors des sept modes")


def with_partnership() -> QuerySet[Intervention]:
    return Intervention.objects.select_related("partnership")
