"""Whether a mission may be proposed to somebody, and for which reasons: nobody is proposed anything for a hidden one.

Points are thousandths, added up; docs/decisions/0025 holds the table. Nothing of who somebody is filters or weighs
(Code pénal, art. 225-1): `Partner` has no place for it. Her health may weigh, if she agreed, and is never said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from reciproque.profiles.kinds import Rhythm

from ..kinds import Where
from .partner import ALL_ROOM, Key, Partner, Period, Room, Span
from .silence import Silent, lived
from .wanted import Session, Taken, Wanted

ETP = "etp"
"""The mode of intervention that asks for the forty hours."""


class Against(StrEnum):
    """Why a mission is not proposed. UNAVAILABLE is one word for a pause, a ceiling, her hours: hers to know."""

    LANGUAGE = "language"
    TERRITORY = "territory"
    REMOTE = "remote"
    TITLE = "title"
    TITLE_UNVERIFIED = "title_unverified"
    ETP = "etp"
    NOT_OPENED = "not_opened"
    UNAVAILABLE = "unavailable"
    NO_DATE = "no_date"
    FULL = "full"
    ALREADY_TAKEN = "already_taken"


class For(StrEnum):
    """Why a mission is proposed."""

    LANGUAGE = "language"
    TERRITORY = "territory"
    REMOTE = "remote"
    DAY = "day"
    MODE_WISHED = "mode_wished"
    TITLE_VERIFIED = "title_verified"
    RHYTHM = "rhythm"
    ROTATION = "rotation"
    NEWCOMER = "newcomer"


POINTS: dict[For, int] = {
    For.TERRITORY: 200,
    For.REMOTE: 200,
    For.LANGUAGE: 150,
    For.DAY: 150,
    For.MODE_WISHED: 150,
    For.NEWCOMER: 150,
    For.TITLE_VERIFIED: 100,
    For.RHYTHM: 100,
    For.ROTATION: 100,
}
"""Thousandths for each reason. TERRITORY or REMOTE, NEWCOMER or ROTATION: never both. The most is 1,000."""
ASKED_AGAIN = 20
"""What ROTATION loses each time she was proposed something lately, whatever she answered."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason not to propose; `about`: the languages, titles or territory it is about."""

    code: Against
    about: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason to propose, what it is about, and its points."""

    code: For
    points: int
    about: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """What speaks for and against proposing a mission to somebody; `sessions`: the dates she would be proposed."""

    against: tuple[Obstacle, ...]
    reasons: tuple[Reason, ...]
    sessions: tuple[Key, ...] = ()
    _silent: Silent = field(default_factory=Silent, repr=False, compare=False)

    @property
    def possible(self) -> bool:
        return not self.against

    @property
    def points(self) -> int:
        """The sum of the points of its reasons, no more: whoever reads them finds it again."""
        return sum(reason.points for reason in self.reasons)


def weight(fit: Fit) -> int:
    """What orders: its points, and what may not be said. Never shown, never stored."""
    return fit._silent.added_to(fit.points)


def fit(partner: Partner, wanted: Wanted) -> Fit:
    """Whether `wanted` may be proposed to `partner`, for which reasons or against which obstacles."""
    against = (*obstacles(partner, wanted), *_full(wanted))
    dates = dates_for(partner, wanted)
    comes = bool(dates) if wanted.dated else partner.most_dates != 0
    if not comes and not against:
        against = (Obstacle(Against.UNAVAILABLE),)
    against = tuple(dict.fromkeys(against))
    return Fit(
        against=against,
        reasons=() if against else tuple(reasons(partner, wanted)),
        sessions=() if against else tuple(one.key for one in dates),
        _silent=lived(wanted.lived, partner.health_lines),
    )


# --- against --------------------------------------------------------------------------------------
def obstacles(partner: Partner, wanted: Wanted) -> Iterator[Obstacle]:
    """What stands against it whatever the dates."""
    if wanted.key in partner.takes:
        yield Obstacle(Against.ALREADY_TAKEN)
    if wanted.key in partner.aside or partner.wish == Rhythm.PAUSE:
        yield Obstacle(Against.UNAVAILABLE)
    if partner.languages is not None and wanted.languages and not wanted.languages & partner.languages:
        yield Obstacle(Against.LANGUAGE, tuple(sorted(wanted.languages)))
    yield from _where(partner, wanted)
    held = partner.titles | partner.verified
    if missing := wanted.titles - held:
        yield Obstacle(Against.TITLE, tuple(sorted(missing)))
    if unproved := (wanted.verified & held) - partner.verified:
        yield Obstacle(Against.TITLE_UNVERIFIED, tuple(sorted(unproved)))
    if wanted.mode == ETP and not partner.etp:
        yield Obstacle(Against.ETP)
    if wanted.meets_people and not partner.opened:
        yield Obstacle(Against.NOT_OPENED)


def _where(partner: Partner, wanted: Wanted) -> Iterator[Obstacle]:
    """Taking part at a distance is enough where it is possible and she can."""
    if wanted.where != Where.ON_SITE and partner.remote_ok:
        return
    if wanted.where == Where.REMOTE or partner.at_distance_only:
        yield Obstacle(Against.REMOTE)
    elif not reaches(partner, wanted):
        yield Obstacle(Against.TERRITORY, (wanted.territory,))


def reaches(partner: Partner, wanted: Wanted) -> bool:
    """She can be there; who has not said where she goes, and a mission without a territory, shut nobody out."""
    return partner.places is None or wanted.territory is None or bool(partner.places & wanted.chain)


def _full(wanted: Wanted) -> Iterator[Obstacle]:
    if wanted.left < 1 or (wanted.dated and wanted.sessions and not wanted.open_dates):
        yield Obstacle(Against.FULL)
    elif wanted.dated and not wanted.sessions:
        yield Obstacle(Against.NO_DATE)


# --- when -----------------------------------------------------------------------------------------
def can_come(partner: Partner, session: Session) -> bool:
    """By her hours, by where she is already, and by her own ceilings, that date alone."""
    if partner.free is not None and session.part not in partner.free:
        return False
    if any(session.begins < end and begin < session.ends for begin, end in partner.busy):
        return False
    return _within(partner, (session,))


def _within(partner: Partner, sessions: Collection[Session]) -> bool:
    """All those dates together stay under her own ceilings."""
    if partner.most_dates is not None and len(sessions) > partner.most_dates:
        return False
    if partner.room is ALL_ROOM:
        return True
    spent: dict[tuple[Span, Period], int] = {}
    for one in sessions:
        for counted in one.spans:
            spent[counted] = spent.get(counted, 0) + one.minutes
    for (span, when), minutes in spent.items():
        most = partner.room.left(span, when)
        if most is not None and minutes > most:
            return False
    return True


def too_close(one: Session, other: Session, rest_hours: int) -> bool:
    """They overlap, or leave less than `rest_hours` between them."""
    first, second = sorted((one, other), key=lambda session: session.begins)
    return (second.begins - first.ends).total_seconds() < 3600 * rest_hours


def dates_for(partner: Partner, wanted: Wanted) -> tuple[Session, ...]:
    """The dates she would be proposed: all she can come to or, of a series, all or none.

    Where the same people share several dates, those that go together: the earliest first, as long as they neither
    overlap nor pass her own ceilings.
    """
    possible = tuple(one for one in wanted.open_dates if can_come(partner, one))
    return possible if wanted.taken == Taken.BY_DATE else together(partner, wanted, possible)


def together(partner: Partner, wanted: Wanted, possible: Iterable[Session]) -> tuple[Session, ...]:
    """Of the dates she can come to, those that go together; of a series, all or none."""
    kept: list[Session] = []
    for one in possible:
        rested = not kept or not too_close(kept[-1], one, wanted.rest_hours)
        if rested and _within(partner, [*kept, one]):
            kept.append(one)
    return () if wanted.series and len(kept) < len(wanted.open_dates) else tuple(kept)


# --- for ------------------------------------------------------------------------------------------
def reasons(partner: Partner, wanted: Wanted) -> Iterator[Reason]:
    """Each reason there is, with its points."""
    if common := wanted.languages & (partner.languages or frozenset()):
        yield Reason(For.LANGUAGE, POINTS[For.LANGUAGE], tuple(sorted(common)))
    if at_distance(partner, wanted):
        yield Reason(For.REMOTE, POINTS[For.REMOTE])
    elif wanted.territory is not None and partner.places is not None and partner.places & wanted.chain:
        yield Reason(For.TERRITORY, POINTS[For.TERRITORY], (wanted.territory,))
    yield from _day(partner, wanted)
    if wanted.mode in partner.modes:
        yield Reason(For.MODE_WISHED, POINTS[For.MODE_WISHED], (wanted.mode,))
    if wanted.titles and wanted.titles <= partner.verified:
        yield Reason(For.TITLE_VERIFIED, POINTS[For.TITLE_VERIFIED], tuple(sorted(wanted.titles)))
    if rhythm_suits(partner.wish, wanted):
        yield Reason(For.RHYTHM, POINTS[For.RHYTHM], (str(partner.wish),))
    yield from _turn(partner)


def at_distance(partner: Partner, wanted: Wanted) -> bool:
    """She would take part from where she is: it is only so, or she cannot come, or does not say where she goes."""
    if wanted.where == Where.ON_SITE or not partner.remote_ok:
        return False
    if wanted.where == Where.REMOTE or partner.at_distance_only:
        return True
    return partner.places is None or not partner.places & wanted.chain


def _day(partner: Partner, wanted: Wanted) -> Iterator[Reason]:
    """In proportion of the dates she can come to."""
    dates = wanted.open_dates
    hers = [one for one in dates if can_come(partner, one)]
    if hers:
        days = () if partner.free is None else tuple(sorted({one.part[0] for one in hers}))
        yield Reason(For.DAY, POINTS[For.DAY] * len(hers) // len(dates), days)


def _turn(partner: Partner) -> Iterator[Reason]:
    """Whose turn it is: declining and keeping silent count the same, as one proposal made."""
    if partner.taken_lately:
        return
    if not partner.offered_lately:
        yield Reason(For.NEWCOMER, POINTS[For.NEWCOMER])
    elif (points := POINTS[For.ROTATION] - ASKED_AGAIN * partner.offered_lately) > 0:
        yield Reason(For.ROTATION, points)


PACE = {Rhythm.ONCE: 1, Rhythm.SOMETIMES: 2, Rhythm.MONTHLY: 3, Rhythm.WEEKLY: 4}
WEEKLY_DAYS, MONTHLY_DAYS = 10, 45
"""Dates that follow one another within so many days on average ask for a weekly, for a monthly rhythm."""


def pace(wanted: Wanted) -> int:
    """How often its dates come: from once (1) to weekly (4)."""
    dates = wanted.open_dates
    if len(dates) < 2:
        return 1
    gap = (dates[-1].day - dates[0].day).days / (len(dates) - 1)
    if gap <= WEEKLY_DAYS:
        return 4
    return 3 if gap <= MONTHLY_DAYS else 2


def rhythm_suits(wish: Rhythm | None, wanted: Wanted) -> bool:
    """A series asks no more often than she wishes; of another mission, as many dates as she wishes may be taken."""
    if wish not in PACE or wanted.taken == Taken.UNDATED:
        return False
    asked, wished = pace(wanted), PACE[Rhythm(wish)]
    return asked <= wished if wanted.series else wished <= asked


__all__ = [
    "POINTS",
    "Against",
    "Fit",
    "For",
    "Obstacle",
    "Partner",
    "Reason",
    "Room",
    "Session",
    "Wanted",
    "fit",
    "weight",
]
