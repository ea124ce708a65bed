"""Hours, added up from contributions and from nothing else; never one total across two statuses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import ExtractYear, TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import visible
from reciproque.foundation.statistics import tallies

from ..kinds import ContributionKind, Side, Status
from ..models import Contribution, Intervention, Partnership
from ..modes import MODES
from ..rules.calendar import Month
from .page import Place, part, place

place(Place(gettext_lazy("Heures"), "partnerships:hours", "clock", order=70))


@dataclass
class Line:
    """One line of a table of hours: what it is about, its minutes by kind of time, and their sum."""

    name: str
    voice: str = ""
    detail: str = ""
    by_kind: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def minutes(self) -> int:
        return sum(self.by_kind.values())


@dataclass
class UnderStatus:
    """The hours given under one status: they are never added to those of another."""

    status: Status
    lines: list[Line]

    @property
    def kinds(self) -> list[ContributionKind]:
        """The kinds of time that occur, in their order: the columns of a table."""
        return [kind for kind in ContributionKind if any(line.by_kind.get(kind) for line in self.lines)]

    @property
    def total(self) -> Line:
        total = Line("")
        for line in self.lines:
            for kind, minutes in line.by_kind.items():
                total.by_kind[kind] += minutes
        return total


def _grouped(counted: Iterable[tuple[str, tuple, Line, str, int]]) -> list[UnderStatus]:
    """Lines by status, in the order of the statuses, from (status, key, line, kind of time, minutes)."""
    found: dict[str, dict[tuple, Line]] = defaultdict(dict)
    for status, key, line, kind, minutes in counted:
        found[status].setdefault(key, line).by_kind[kind] += minutes
    return [
        UnderStatus(status, sorted(found[status].values(), key=lambda line: (line.name, line.detail)))
        for status in Status
        if status in found
    ]


def mine(actor: Actor) -> QuerySet[Contribution]:
    """What a person gave, whatever her hat."""
    return visible(Contribution, actor).filter(engagement__person=actor.person_id)


def of_partnership(actor: Actor, partnership: Partnership) -> QuerySet[Contribution]:
    """What was given in a partnership."""
    return visible(Contribution, actor).filter(engagement__partnership=partnership)


def of_intervention(actor: Actor, intervention: Intervention) -> QuerySet[Contribution]:
    """What was given around one intervention."""
    return visible(Contribution, actor).filter(intervention=intervention)


def with_line(rows: QuerySet[Contribution] | None = None) -> QuerySet[Contribution]:
    """Contributions, all or some, with what a line about them says."""
    rows = Contribution.objects.all() if rows is None else rows
    return rows.select_related("engagement__partnership", "intervention", "entered_by")


def of_month(rows: QuerySet[Contribution], month: Month) -> QuerySet[Contribution]:
    return rows.filter(on__gte=month.first, on__lte=month.last)


def by_partnership_and_mode(rows: QuerySet[Contribution]) -> list[UnderStatus]:
    """Minutes by status, then by partnership and mode of intervention. One query."""
    counted = tallies(
        rows,
        "status",
        "engagement__partnership__title",
        "engagement__partnership__code",
        "intervention__mode",
        "kind",
        of="minutes",
    )
    return _grouped(
        (status, (code, mode or ""), Line(title, detail=_mode(mode)), kind, sum_.value)
        for (status, title, code, mode, kind), sum_ in counted.items()
    )


def _mode(code: str | None) -> str:
    return str(MODES[code].label) if code in MODES else ""


def by_person(rows: QuerySet[Contribution]) -> list[UnderStatus]:
    """Minutes by status, then by person. One query."""
    counted = tallies(
        rows,
        "status",
        "engagement__person__name",
        "engagement__person__code",
        "engagement__side",
        "kind",
        of="minutes",
    )
    return _grouped(
        (status, (code, side), Line(name, voice=_voice(side)), kind, sum_.value)
        for (status, name, code, side, kind), sum_ in counted.items()
    )


def by_mode(rows: QuerySet[Contribution]) -> list[UnderStatus]:
    """Minutes by status, then by mode of intervention. One query."""
    counted = tallies(rows, "status", "intervention__mode", "kind", of="minutes")
    return _grouped(
        (status, (mode or "",), Line(_mode(mode) or _("Hors des sept modes")), kind, sum_.value)
        for (status, mode, kind), sum_ in counted.items()
    )


def _voice(side: str) -> str:
    return "lived" if side == Side.LIVED else "care"


def months_of(rows: QuerySet[Contribution], year: int) -> list[tuple[Month, list[tuple[Status, int]]]]:
    """The months of a year in which time was given, with the minutes under each status. One query."""
    of_year = rows.filter(on__year=year).annotate(month=TruncMonth("on"))
    found: dict[Month, list[tuple[Status, int]]] = defaultdict(list)
    for (opening, status), sum_ in tallies(of_year, "month", "status", of="minutes").items():
        found[Month(opening.year, opening.month)].append((Status(status), sum_.value))
    return sorted(found.items(), key=lambda item: str(item[0]), reverse=True)


def years_of(rows: QuerySet[Contribution]) -> list[int]:
    """The years in which time was given, the latest first."""
    years = rows.annotate(year=ExtractYear("on")).order_by("-year").values_list("year", flat=True)
    return list(years.distinct())


@part(order=70, template="partnerships/_hours.html")
def hours_part(partnership: Partnership, actor: Actor, today: date) -> dict[str, Any]:
    """The hours of each side, status by status. One query."""
    rows = of_partnership(actor, partnership)
    counted = tallies(rows, "engagement__side", "status", of="minutes")
    sides = [
        {
            "side": side,
            "voice": _voice(side),
            "statuses": [
                {"status": status, "minutes": counted[side, status].value}
                for status in Status
                if (side, status) in counted
            ],
        }
        for side in Side
    ]
    return {"partnership": partnership, "sides": sides, "any": bool(counted)}
