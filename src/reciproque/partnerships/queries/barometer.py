"""The barometer of a partnership: what happened, read in a few questions, and what each rule says of it.

A package above brings a point of its own, from what it alone knows:

    @brings("S1-13", _("Ce qui est dit a une suite"), Nature.FOUNDATION)
    def what_was_said_is_answered(partnership, actor, today):
        return Reading(…)            # one query at most; None: nothing the actor may know

or one that rests on the facts, with rows of its own that are asked in the same query:

    @completes("S2-71", _("Des temps de supervision…"), Nature.VIGILANCE, rows=who_led, limits=(MONTHS,))
    def supervision_takes_place(facts, found):
        return Reading(…)            # `found` are the rows of `who_led`, made by `known.told`, by kind
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import parameters
from reciproque.foundation.actor import Actor
from reciproque.foundation.parameters import Parameter
from reciproque.people.kinds import OrganisationKind
from reciproque.titles.models import Suspension

from ..kinds import ContributionKind, Phase, Side
from ..models import (
    Clause,
    Contribution,
    CrossTraining,
    DegreeAim,
    DegreeSeen,
    Engagement,
    EvaluationRound,
    Hesitation,
    Hosting,
    Intervention,
    Partnership,
    Readiness,
    RoleConfirmation,
    Signature,
)
from ..policy import ACCEPTED
from ..rules.barometer import LIMITS, RULES, Facts, Look, Moment, Nature, Reading, Rule, Someone, State
from ..rules.barometer import Place as Stage
from ..rules.evaluation import SCALES
from .beside import not_chosen, unpaid_beside_paid
from .evaluation import with_ratings
from .known import Found, Known, known_with, told
from .page import Place, place
from .roles import SHEET

place(Place(_("Baromètre"), "partnerships:barometer", "gauge", order=15))

OF_A_MOMENT = ("crossed", "unpaid_beside_paid", "not_chosen")
LATELY, A_YEAR = timedelta(days=30), timedelta(days=365)
CHAPTERS = {
    "S1-89": _("Ce qui fonde un partenariat"),
    "S1-99": _("Les limites connues"),
    "S2-47": _("Se poser ensemble et protéger : premier exemple de la HAS"),
    "S2-71": _("Tenir dans la durée : second exemple de la HAS"),
    "S2-99": _("Commencer, puis regarder ensemble"),
}
"""The parts of the page, each with the last code that stands in it."""
BROUGHT: dict[str, Rule] = {}
COMPLETED: dict[str, Rule] = {}
MORE_ROWS: list[Callable[[Partnership, date], tuple[QuerySet, ...]]] = []
MORE_LIMITS: list[Parameter] = []


def brings(code: str, title: Any, nature: Nature, *, also: tuple[str, ...] = ()) -> Callable:
    """Add a point to every barometer; what reads it is given the partnership, the actor and the day."""

    def declare(read: Callable[[Partnership, Actor, date], Reading | None]) -> Callable:
        BROUGHT[_free(code)] = Rule(code, title, nature, read, also)
        return read

    return declare


def completes(
    code: str,
    title: Any,
    nature: Nature,
    *,
    rows: Callable[[Partnership, date], tuple[QuerySet, ...]],
    limits: tuple[Parameter, ...] = (),
) -> Callable:
    """Add a point read from the facts, from `rows` asked with them, and from `limits`, which stand in the facts."""

    def declare(read: Callable[[Facts, Found], Reading]) -> Callable:
        COMPLETED[_free(code)] = Rule(code, title, nature, read)
        MORE_ROWS.append(rows)
        MORE_LIMITS.extend(limits)
        return read

    return declare


def _free(code: str) -> str:
    if code in RULES or code in BROUGHT or code in COMPLETED:
        raise ValueError(f"two rules for {code}")
    return code


@dataclass(frozen=True)
class Point:
    """A point of the texts and what is read of it."""

    rule: Rule
    reading: Reading


@dataclass(frozen=True)
class Chapter:
    title: Any
    points: list[Point] = field(default_factory=list)


@dataclass(frozen=True)
class Barometer:
    """The points in the order of the texts, chapter by chapter."""

    chapters: list[Chapter]

    @property
    def points(self) -> list[Point]:
        return [point for chapter in self.chapters for point in chapter.points]

    @property
    def to_review(self) -> list[Point]:
        return [point for point in self.points if point.reading.state == State.REVIEW]


def barometer_of(partnership: Partnership, actor: Actor, *, today: date) -> Barometer:
    """What each rule says of a partnership `with_start` today: five queries, and one for each point brought."""
    facts, found = _facts(partnership, today)
    readings = [Point(rule, rule.read(facts)) for rule in RULES.values()]
    readings += [Point(rule, rule.read(facts, found)) for rule in COMPLETED.values()]
    for rule in BROUGHT.values():
        reading = rule.read(partnership, actor, today)
        if reading is not None:
            readings.append(Point(rule, reading))
    return Barometer(_chapters(readings))


def _chapters(points: Iterable[Point]) -> list[Chapter]:
    found = {last: Chapter(title) for last, title in CHAPTERS.items()}
    for point in sorted(points, key=lambda point: point.rule.code):
        found[next(last for last in found if point.rule.code <= last)].points.append(point)
    return list(found.values())


# --- the facts ------------------------------------------------------------------------------------
def facts_of(partnership: Partnership, *, today: date) -> Facts:
    """What happened in a partnership, as the rules read it on a day of its host. Five queries."""
    return _facts(partnership, today)[0]


def _facts(partnership: Partnership, today: date) -> tuple[Facts, Found]:
    zone = ZoneInfo(partnership.host.zone)
    brought = [row for rows in MORE_ROWS for row in rows(partnership, today)]
    known, found = known_with(partnership, *_more(partnership), *brought)
    begun = getattr(partnership, "activation", None)
    facts = Facts(
        code=partnership.code,
        today=today,
        begun_on=begun.activated_at.astimezone(zone).date() if begun else None,
        people=tuple(_someone(row, zone) for row in _people(partnership, known, today)),
        carriers=tuple(
            (name, kind == OrganisationKind.ASSOCIATION) for name, _n, kind in sorted(found["house"])
        ),
        framed=known.framed,
        compared=known.compared,
        unsettled=known.unsettled,
        charter=known.charter_in_force,
        clauses=frozenset(kind for kind, n, _word in found["clause"] if n == known.charter_in_force),
        moments=tuple(Moment(**row) for row in _moments(partnership)),
        looks=tuple(_look(row) for row in _rounds(partnership)),
        places=_stages(found),
        limits=parameters.values(
            *(limit.name for limit in (*LIMITS, *MORE_LIMITS)), on=today, organisation_id=partnership.host_id
        ),
    )
    return facts, found


def _people(partnership: Partnership, known: Known, today: date) -> QuerySet[Engagement]:
    """Who takes part, with what each said and did that a rule reads."""
    mine = {"engagement": OuterRef("pk")}
    given = Contribution.objects.filter(**mine, on__lte=today).order_by().values("engagement")
    confirmed = RoleConfirmation.objects.filter(**mine, round__isnull=False).order_by("-round__number")
    doubt = Hesitation.objects.filter(**mine, lifted_at=None)
    ready = Readiness.objects.filter(**mine, withdrawn_at=None)
    signed = Signature.objects.filter(
        **mine, charter__partnership=partnership, charter__number=known.charter_in_force or 0
    )
    suspended = Suspension.objects.filter(
        case__credential__person=OuterRef("person"), case__closing=None, lifted_at=None
    )
    return (
        partnership.engagements.filter(ACCEPTED)
        .select_related("person", "on_behalf_of")
        .annotate(
            signed=Exists(signed),
            confirmed=Subquery(confirmed.values("round__number")[:1]),
            lately=_minutes(given.filter(on__gt=today - LATELY)),
            trained=_minutes(given.filter(on__gt=today - A_YEAR, kind=ContributionKind.TRAINING)),
            suspended=Exists(suspended),
            doubt=Subquery(doubt.values("words")[:1]),
            doubt_at=Subquery(doubt.values("said_at")[:1]),
            ready=Subquery(ready.values("words")[:1]),
            ready_at=Subquery(ready.values("said_at")[:1]),
        )
        .order_by("person__name", "pk")
    )


def _minutes(given: QuerySet) -> Subquery:
    return Subquery(given.annotate(sum=Sum("minutes")).values("sum"), output_field=IntegerField())


def _someone(row: Any, zone: ZoneInfo) -> Someone:
    speaks_for = row.on_behalf_of
    said_at = row.doubt_at or row.ready_at
    return Someone(
        code=row.code,
        name=row.person.name,
        side=row.side,
        status=row.status,
        joined_on=row.accepted_at.astimezone(zone).date(),
        association=speaks_for.name if speaks_for and speaks_for.kind == OrganisationKind.ASSOCIATION else "",
        signed=row.signed,
        written=any(getattr(row, part).strip() for part in SHEET),
        decides=row.decides,
        confirmed=row.confirmed,
        minutes=row.lately or 0,
        trained=row.trained or 0,
        suspended=row.suspended,
        ready=None if said_at is None else row.doubt_at is None,
        words=(row.doubt if row.doubt_at else row.ready) or "",
        said_on=said_at and said_at.astimezone(zone).date(),
    )


def _moments(partnership: Partnership) -> QuerySet:
    """What was planned and not cancelled, the latest first, with how many of each side were there."""
    crossed = CrossTraining.objects.filter(intervention=OuterRef("pk"), taken_back_at=None)
    there = {side.value: Count("attendances", filter=Q(attendances__engagement__side=side)) for side in Side}
    return (
        Intervention.objects.filter(partnership=partnership, cancellation=None)
        .annotate(
            held=Q(holding__isnull=False),
            crossed=Exists(crossed),
            unpaid_beside_paid=unpaid_beside_paid(),
            not_chosen=not_chosen(),
            **there,
        )
        .order_by("-starts_at", "-pk")
        .values("code", "title", "kind", "day", "meets_people", "remote", "held", *OF_A_MOMENT, *there)
    )


def _rounds(partnership: Partnership) -> QuerySet[EvaluationRound]:
    rows = EvaluationRound.objects.filter(partnership=partnership).select_related("closing")
    return with_ratings(rows).order_by("-number")


def _look(row: Any) -> Look:
    """The gap is computed once both sides have answered, and never before."""
    rated = {scale: {side: getattr(row, f"{scale}_{side}") for side in Side} for scale in SCALES}
    sides = frozenset(side.value for side in Side if rated["works"][side] is not None)
    gap = None
    if len(sides) == len(Side):
        gap = max(abs(by_side[Side.LIVED] - by_side[Side.CARE]) for by_side in rated.values())
    return Look(row.number, row.due_on, hasattr(row, "closing"), sides, gap)


def _more(partnership: Partnership) -> tuple[QuerySet, ...]:
    """What the rules read besides what is `known`: headings of charters, degrees aimed at and seen, kinds of hosts."""
    aims = DegreeAim.objects.filter(partnership=partnership, agreed_at__isnull=False, replaced_at=None)
    seen = DegreeSeen.objects.filter(round__partnership=partnership)
    clauses = Clause.objects.standing().filter(charter__partnership=partnership)
    hosts = Hosting.objects.filter(partnership=partnership)
    return (
        told("house", hosts, "organisation__name", more="organisation__kind"),
        told("clause", clauses, "kind", "charter__number"),
        told("aim", aims, "phase", more="degree"),
        told("seen", seen, "phase", "round__number", Concat("side", Value(" "), "observed")),
    )


def _stages(found: Found) -> tuple[Stage, ...]:
    """Each stage with its aim, and what each side saw at the last evaluation that both spoke of."""
    aims = {phase: degree for phase, _number, degree in found["aim"]}
    seen: dict[int, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for phase, number, said in found["seen"]:
        side, observed = said.split()
        seen[number][side][phase] = observed
    both = [number for number, by_side in seen.items() if len(by_side) == len(Side)]
    last = seen[max(both)] if both else {}
    return tuple(
        Stage(
            phase.value,
            aims.get(phase.value),
            *(last.get(side, {}).get(phase.value) for side in (Side.LIVED, Side.CARE)),
        )
        for phase in Phase
    )
