"""When somebody's next supervision is due, and when it is to be led by somebody from outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.clock import months_later
from reciproque.foundation.parameters import parameter
from reciproque.partnerships.rules.supervision import MONTHS

from ..kinds import OUTSIDE

SINCE = date(2026, 11, 1)
SOURCE = _("Fiche HAS de mai 2026 : « temps de supervision … y compris avec des intervenants extérieurs »")
MINUTES = parameter(
    "support.supervision_minutes",
    _("Minutes de soutien aux personnes après lesquelles une supervision est due"),
    480,
    unit=_("minutes"),
    source=SOURCE,
    status="proposal",
    since=SINCE,
)
ONE_IN = parameter(
    "support.external_one_in",
    _("Une supervision sur combien, au moins, est animée par quelqu’un de l’extérieur"),
    3,
    unit=_("fois"),
    source=SOURCE,
    status="proposal",
    since=SINCE,
)
LIMITS = (MONTHS, MINUTES, ONE_IN)
"""The numbers in force that a supervision is due by."""
MODES_OF_SUPPORT = ("soutien_accompagnement", "aide_parcours", "pouvoir_agir")
"""The modes of the HAS in which somebody is supported, whether or not it was ticked that people were there."""
SOON_DAYS = 14
"""Days before a supervision is due at which whoever answers for the person is told."""


@dataclass(frozen=True)
class Turn:
    """By when the next supervision is due, counted from a day: the last one, or the first support given."""

    since: date
    due_on: date


def next_turn(
    support: Iterable[tuple[date, int]], supervisions: Iterable[date], *, minutes: int, months: int
) -> Turn | None:
    """The next supervision of somebody; None while she has given no support.

    `support` are (day, minutes) given; `supervisions` the days of those she attended. Whichever comes first: so many
    `months` since the last one (or since the first support given), or the day on which `minutes` of support were
    reached since then.
    """
    given = sorted(support)
    if not given:
        return None
    last = max(supervisions, default=None)
    since = given[0][0] if last is None else last
    due_on, total = months_later(since, months), 0
    for day, length in given:
        if last is not None and day <= last:
            continue
        total += length
        if total >= minutes:
            return Turn(since, min(due_on, day))
    return Turn(since, due_on)


def next_from_outside(led_by: Sequence[str | None], *, one_in: int) -> bool:
    """Whether the next one is to be led from outside. `led_by`: who led the last ones, the latest first."""
    lately = led_by[: one_in - 1]
    return len(lately) == one_in - 1 and not any(one in OUTSIDE for one in lately)


def quota_met(led_by: Sequence[str | None], *, one_in: int) -> bool | None:
    """Whether one of the last ones was led from outside; None while there were too few to tell."""
    lately = led_by[:one_in]
    if any(one in OUTSIDE for one in lately):
        return True
    return False if len(lately) == one_in else None
