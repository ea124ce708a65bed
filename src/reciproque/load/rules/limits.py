"""What binds somebody in the weeks to come: her pauses, her ceilings, the moments she said were free."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reciproque.foundation import words

from ..kinds import Code, Measure, Part
from .periods import Evenings, Period, asked_of, opening, parts_of
from .standing import Held, Span

PER_MEASURE = {Measure.WEEK: Code.WEEK, Measure.MONTH: Code.MONTH, Measure.EVENINGS: Code.EVENINGS}
MONTHS_A_YEAR, WEEKS_A_YEAR = 12, 52


@dataclass(frozen=True)
class Refusal:
    """What binds, with its numbers. `said` is a sentence for herself and for nobody else."""

    code: Code
    held: Held | None = None
    asked: int = 0
    pause: Span | None = None

    def said(self, *, today: date) -> str:
        if self.code == Code.PAUSED and self.pause is not None:
            return self._paused(self.pause)
        if self.held is not None:
            return self._over(self.held, today)
        return _("Ce moment n’est pas de ceux que vous dites libres.")

    def _paused(self, pause: Span) -> str:
        if pause.ends_on is None:
            return _("Vous êtes en pause : reprenez dans « Mon rythme », et ce sera possible.")
        return _(
            "Vous êtes en pause jusqu’au {day} : reprenez dans « Mon rythme », et ce sera possible."
        ).format(day=words.day(pause.ends_on))

    def _over(self, held: Held, today: date) -> str:
        when, ceiling, total = _when(held, today), held.ceiling or 0, held.total + self.asked
        if held.measure == Measure.EVENINGS:
            said = ngettext(
                "{when}, {held} soirée déjà prise + {asked} = {total} : plus que le plafond de {ceiling} que vous"
                " vous êtes fixé.",
                "{when}, {held} soirées déjà prises + {asked} = {total} : plus que le plafond de {ceiling} que vous"
                " vous êtes fixé.",
                held.total,
            )
            numbers = {"held": held.total, "asked": self.asked, "total": total, "ceiling": ceiling}
            return said.format(when=when[:1].upper() + when[1:], **numbers)
        said = (
            _(
                "{held} déjà notées + {asked} = {total} {when} : plus que les {ceiling} que vous vous êtes fixées."
            )
            if held.total
            else _("{asked} {when} : plus que les {ceiling} que vous vous êtes fixées.")
        )
        lengths = {"held": held.total, "asked": self.asked, "total": total, "ceiling": ceiling}
        return said.format(when=when, **{name: words.length(minutes) for name, minutes in lengths.items()})


def _when(held: Held, today: date) -> str:
    if held.starts_on == opening(held.measure, today):
        return _("ce mois-ci") if held.measure == Measure.MONTH else _("cette semaine")
    if held.measure == Measure.MONTH:
        return _("en {month}").format(month=words.month(held.starts_on))
    return _("la semaine du {day}").format(day=words.day(held.starts_on, weekday=False))


@dataclass(frozen=True)
class Limits:
    """What binds one person between two days, read once so that many sessions can be tried against it.

    Served on the server alone: nothing of it is ever shown to others but « indisponible ». `free` empty means
    any time; `ceilings` holds those she set.
    """

    evenings: Evenings
    ceilings: Mapping[Measure, int] = field(default_factory=dict)
    held: Mapping[Period, Held] = field(default_factory=dict)
    pauses: tuple[Span, ...] = ()
    free: frozenset[tuple[int, Part]] = frozenset()

    def asked(self, *, day: date, hour: time, minutes: int) -> dict[Period, int]:
        """What a session would add to each of her periods; several are added up to be tried as `already`."""
        return asked_of(day=day, hour=hour, minutes=minutes, evenings=self.evenings)

    def refusal(
        self, *, day: date, hour: time, minutes: int, already: Mapping[Period, int] | None = None
    ) -> Refusal | None:
        """What binds her first if this session were added to what she holds, and to `already`; None when nothing."""
        pause = self.pause_on(day)
        if pause is not None:
            return Refusal(Code.PAUSED, pause=pause)
        for period, more in self.asked(day=day, hour=hour, minutes=minutes).items():
            held = self.of(period)
            before = (already or {}).get(period, 0)
            if not held.holds(before + more):
                return Refusal(PER_MEASURE[period[0]], held=held, asked=before + more)
        if not self.is_free(day=day, hour=hour, minutes=minutes):
            return Refusal(Code.NOT_FREE)
        return None

    def pause_on(self, day: date) -> Span | None:
        return next((pause for pause in self.pauses if pause.holds(day)), None)

    def of(self, period: Period) -> Held:
        """What a period holds; nothing yet when nothing was promised nor given in it."""
        measure, starts_on = period
        ceiling = self.ceilings.get(measure)
        return self.held.get(period) or Held(measure, starts_on, ceiling=ceiling, allowed=ceiling)

    def is_free(self, *, day: date, hour: time, minutes: int) -> bool:
        """Whether every part of the day that a session touches is one she said was free."""
        parts = parts_of(hour=hour, minutes=minutes, evening=self.evenings.begin(day))
        return not self.free or all((day.weekday(), part) in self.free for part in parts)

    @property
    def wished_minutes(self) -> int | None:
        """What she wishes at most in a week, from her own ceilings of the week and of the month; None: she set none."""
        a_month = self.ceilings.get(Measure.MONTH)
        a_week = None if a_month is None else a_month * MONTHS_A_YEAR // WEEKS_A_YEAR
        said = [minutes for minutes in (self.ceilings.get(Measure.WEEK), a_week) if minutes is not None]
        return min(said, default=None)
