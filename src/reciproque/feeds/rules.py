"""What a calendar that leaves the house holds and how long: numbers of practice, and one appointment as a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from reciproque.foundation import clock
from reciproque.foundation.parameters import parameter

DAYS_BEHIND = parameter(
    "feeds.days_behind",
    _("Jours passés que garde un calendrier emporté"),
    30,
    unit="day",
    source=_("Proposition de Réciproque : le mois écoulé, pour se souvenir sans accumuler"),
    status="proposal",
    since=date(2026, 11, 1),
)
DAYS_AHEAD = parameter(
    "feeds.days_ahead",
    _("Jours à venir que montre un calendrier emporté"),
    365,
    unit="day",
    source=_("Proposition de Réciproque : une année"),
    status="proposal",
    since=date(2026, 11, 1),
)
DAYS_CANCELLED = parameter(
    "feeds.days_cancelled",
    _("Jours pendant lesquels une annulation reste lisible dans un calendrier emporté"),
    30,
    unit="day",
    source=_("Proposition de Réciproque : le temps que chaque appareil l’ait lue"),
    status="proposal",
    since=date(2026, 11, 1),
)
REFRESH_HOURS = parameter(
    "feeds.refresh_hours",
    _("Heures entre deux lectures d’un calendrier emporté, telles qu’on les propose aux appareils"),
    4,
    unit="hour",
    source=_("Proposition de Réciproque : une annulation du matin est lue avant l’après-midi"),
    status="proposal",
    since=date(2026, 11, 1),
)
MOST = 10
"""How many addresses one person may hold at once: a bound to a slip of the finger, not a rule."""
LONGEST_WORD = 40
EARLIEST_REMINDER = 7 * 24 * 60
REMINDERS = (10, 30, 60, 120, 24 * 60)
"""Minutes before, offered in the form."""


@dataclass(frozen=True)
class Appointment:
    """One date on which somebody is expected: when, in which version; nothing of what it is.

    The wall clock is the promise; `uid` says nothing and is hers alone.
    """

    uid: str
    day: date
    hour: time
    zone: str
    minutes: int
    version: int
    told_at: datetime
    cancelled: bool

    @property
    def starts_at(self) -> datetime:
        """The instant of the wall clock promised, on that clock."""
        return clock.instant(self.day, self.hour, self.zone).astimezone(ZoneInfo(self.zone))

    @property
    def ends_at(self) -> datetime:
        """So many minutes later, on the same clock: minutes that pass, whatever the clock does meanwhile."""
        return (clock.instant(self.day, self.hour, self.zone) + timedelta(minutes=self.minutes)).astimezone(
            ZoneInfo(self.zone)
        )

    @property
    def sequence(self) -> int:
        """0 when planned, one more at each change; a cancellation is one."""
        return self.version - 1 + self.cancelled
