"""The statement of what somebody gave in a period: hours status by status, how far agreed, titles, thanks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.statistics import tallies
from reciproque.partnerships.kinds import ContributionKind, Status
from reciproque.partnerships.models import Contribution
from reciproque.partnerships.modes import MODES
from reciproque.partnerships.queries.hours import Line, UnderStatus, mine
from reciproque.people.models import Person
from reciproque.titles.models import Credential
from reciproque.titles.queries.lists import mine as titles_and_trainings

from ..kinds import Standing
from ..models import Confirmation, Thanks
from ..rules import Period
from .confirmed import with_page, with_standing
from .thanks import received_by


@dataclass
class Given:
    """What was given under one status in the period, in minutes. Two of them are never added up."""

    status: Status
    minutes: int = 0
    modes: dict[str, Line] = field(default_factory=dict)
    partnerships: dict[str, Line] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    standings: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def by_mode(self) -> UnderStatus:
        return UnderStatus(self.status, sorted(self.modes.values(), key=lambda line: line.name))

    @property
    def by_partnership(self) -> UnderStatus:
        return UnderStatus(self.status, sorted(self.partnerships.values(), key=lambda line: line.name))

    @property
    def by_kind(self) -> list[tuple[ContributionKind, int]]:
        return [(kind, self.kinds[kind]) for kind in ContributionKind if kind in self.kinds]

    @property
    def confirmed(self) -> int:
        return self.standings[Standing.CONFIRMED]

    @property
    def not_yet(self) -> int:
        return self.standings[Standing.TO_CONFIRM] + self.standings[Standing.AGAIN]

    @property
    def disputed(self) -> int:
        return self.standings[Standing.DISPUTED]


@dataclass(frozen=True)
class Whole:
    """All that the document says, for the person herself."""

    person: Person
    period: Period
    given: list[Given]
    titles: list[Credential]
    trainings: list[Credential]
    thanks: list[Thanks]
    confirmers: list[str]


def in_period(actor: Actor, period: Period) -> QuerySet[Contribution]:
    """What the actor gave in these days."""
    return mine(actor).filter(on__gte=period.first, on__lte=period.last)


def by_status(rows: QuerySet[Contribution]) -> list[Given]:
    """The same hours counted by mode, by kind, by partnership and by standing, under each status. One query."""
    counted = tallies(
        with_standing(rows),
        "status",
        "intervention__mode",
        "engagement__partnership__title",
        "engagement__partnership__code",
        "kind",
        "standing",
        of="minutes",
    )
    found: dict[str, Given] = {}
    for (status, mode, title, code, kind, standing), sum_ in counted.items():
        under = found.setdefault(status, Given(Status(status)))
        minutes = sum_.value
        under.minutes += minutes
        under.kinds[kind] += minutes
        under.standings[standing] += minutes
        under.modes.setdefault(mode or "", Line(mode_in_words(mode))).by_kind[kind] += minutes
        under.partnerships.setdefault(code, Line(title)).by_kind[kind] += minutes
    return [found[status] for status in Status if status in found]


def mode_in_words(mode: str | None) -> str:
    """The mode of the HAS, or that it was outside of the seven."""
    return str(MODES[mode].label) if mode in MODES else _("Hors des sept modes")


def lines(rows: QuerySet[Contribution]) -> Iterable[Contribution]:
    """Each time, the first given first, with its standing and who confirmed it (`word`). Two queries."""
    said = Confirmation.objects.select_related("confirmed_by").order_by("pk")
    joined = with_page(with_standing(rows)).prefetch_related(Prefetch("confirmations", said, to_attr="word"))
    return list(joined.order_by("on", "pk"))


def confirmed_by(given: Contribution) -> list[str]:
    """Who confirmed a time of `lines` as it stands now."""
    return [one.confirmed_by.name for one in given.word if one.of_version == given.version]  # type: ignore[attr-defined]


def whole(actor: Actor, period: Period, *, on: date) -> Whole:
    """The statement of the actor for a period, as it stands today."""
    rows = in_period(actor, period)
    claims = titles_and_trainings(actor, on=on)
    said = received_by(actor).filter(said_at__date__gte=period.first, said_at__date__lte=period.last)
    return Whole(
        person=Person.objects.get(pk=actor.person_id),
        period=period,
        given=by_status(rows),
        titles=claims.titles,
        trainings=claims.trainings,
        thanks=list(said.order_by("pk")),
        confirmers=_confirmers(rows),
    )


def _confirmers(rows: QuerySet[Contribution]) -> list[str]:
    """Names of those, other than herself, whose word agrees these times: who confirmed them, or had noted them."""
    confirmed = with_standing(rows).filter(standing=Standing.CONFIRMED)
    said = confirmed.values_list(
        "engagement__person__name", "entered_by__name", "confirmations__confirmed_by__name"
    )
    return sorted({name for own, *names in said.distinct() for name in names if name and name != own})


def years(rows: QuerySet[Contribution], today: date) -> Iterator[int]:
    """The years one may choose: those in which time was given, and this one, the latest first."""
    given = set(rows.order_by().values_list("on__year", flat=True).distinct())
    yield from sorted(given | {today.year}, reverse=True)
