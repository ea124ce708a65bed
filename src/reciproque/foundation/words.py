"""Dates, hours and lengths of time said in the reader's words, the same on pages, in letters and in documents."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_AP, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import get_language, gettext, ngettext

NBSP = "\u00a0"


def _french() -> bool:
    return (get_language() or "fr").startswith("fr")


def day(on: date, *, short: bool = False, weekday: bool = True) -> str:
    """« lundi 23 novembre 2026 », short « lun. 23 nov. 2026 »; the first of a month is « 1er » in French.

    An aware datetime is read on the clock of the current time zone.
    """
    on = _local(on)
    number = f"{on.day}er" if _french() and on.day == 1 else str(on.day)
    name = _weekday(on) if short else str(WEEKDAYS[on.weekday()])
    month = str(MONTHS_AP[on.month] if short else MONTHS[on.month])
    said = f"{number}{NBSP}{month} {on.year}"
    return f"{name.lower() if _french() else name} {said}" if weekday else said


def weekday(on: date) -> str:
    """« lun. », in English "Mon"."""
    return _weekday(on)


def _weekday(on: date) -> str:
    name = str(WEEKDAYS_ABBR[on.weekday()])
    return f"{name[:3].lower()}." if _french() else name


def month(on: date, *, year: bool = True) -> str:
    """« novembre 2026 », or « novembre » without the year."""
    return f"{MONTHS[on.month]} {on.year}" if year else str(MONTHS[on.month])


def hour(at: time | datetime) -> str:
    """« 14 h 30 », « 9 h »; in English "2:30 pm", "9 am"."""
    at = _local(at)
    if _french():
        return f"{at.hour}{NBSP}h" + (f"{NBSP}{at.minute:02}" if at.minute else "")
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{NBSP}{'am' if at.hour < 12 else 'pm'}"


def moment(at: datetime, *, short: bool = False) -> str:
    """« lundi 23 novembre 2026 à 14 h 30 », short « lun. 23 nov. 2026, 14 h 30 »."""
    if short:
        return f"{day(at, short=True)}, {hour(at)}"
    return gettext("{day} à {hour}").format(day=day(at), hour=hour(at))


def length(minutes: int) -> str:
    """Minutes as « 2 h 30 », « 45 min », « 0 min »; in English "2 h 30 min"."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else ""
    if not hours:
        return f"{sign}{rest}{NBSP}min"
    said = f"{sign}{hours}{NBSP}h"
    if not rest:
        return said
    return f"{said}{NBSP}{rest:02}" if _french() else f"{said} {rest}{NBSP}min"


def rhythm(every: timedelta) -> str:
    """« chaque minute », « toutes les 6 heures », « chaque jour »."""
    minutes = round(every.total_seconds() / 60)
    if minutes % (24 * 60) == 0:
        days = minutes // (24 * 60)
        return ngettext("chaque jour", "tous les %(n)d jours", days) % {"n": days}
    if minutes % 60 == 0:
        return ngettext("chaque heure", "toutes les %(n)d heures", minutes // 60) % {"n": minutes // 60}
    return ngettext("chaque minute", "toutes les %(n)d minutes", minutes) % {"n": minutes}


def _local(at):
    return timezone.localtime(at) if isinstance(at, datetime) and timezone.is_aware(at) else at


TITLES = frozenset({"dr", "pr", "m", "mme", "mlle", "me"})


def given_name(name: str) -> str:
    """« Nadia » of « Nadia Berthier », « Hélène » of « Dr Hélène Morvan »; the whole when there is one word."""
    words = [word for word in name.split() if word.rstrip(".").lower() not in TITLES]
    return words[0] if words else name
