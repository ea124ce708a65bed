"""How calendars say their hours: on the clock of the place, and on the reader's where it differs."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reciproque.foundation import words
from reciproque.partnerships.models import Engagement, Intervention
from reciproque.partnerships.queries.interventions import When
from reciproque.partnerships.queries.positions import position_words
from reciproque.partnerships.rules.calendar import Wall, zone_in_words

register = template.Library()


@register.simple_tag
def when(intervention: Intervention, *, short: bool = False) -> SafeString:
    """« lundi 23 novembre 2026 à 14 h 30 » in a <time>, with the zone and the reader's hour when they differ.

    The intervention carries `when` (see queries.interventions). Short: « 14 h 30 », the day being said already.
    """
    told: When = intervention.when  # type: ignore[attr-defined]
    said = words.hour(told.there.hour) if short else _moment(told.there)
    return format_html(
        '<time datetime="{}">{}</time>{}', intervention.starts_at.isoformat(), said, _elsewhere(told)
    )


def _moment(wall: Wall) -> str:
    return words.moment(datetime.combine(wall.day, wall.hour))


def _elsewhere(told: When) -> SafeString | str:
    if told.here is None:
        return ""
    same_day = told.here.day == told.there.day
    mine = words.hour(told.here.hour) if same_day else _moment(told.here)
    said = _("heure de {town} ; pour vous, {hour}").format(town=zone_in_words(told.there.zone), hour=mine)
    return format_html(' <small class="zone">({})</small>', said)


@register.simple_tag
def date_block(on: date) -> SafeString:
    """The date that stands first on a line of a calendar: weekday and number, read aloud in full."""
    return format_html(
        '<span class="date"><span aria-hidden="true">{}</span><b aria-hidden="true">{}</b>'
        '<span class="hidden-visually">{}</span></span>',
        words.weekday(on),
        on.day,
        words.day(on),
    )


@register.filter
def weekday_short(on: date) -> str:
    """« lun. », at the head of a column."""
    return words.weekday(on)


@register.filter
def month_in_words(first: date, beside: int | None = None) -> str:
    """« novembre 2026 »; « novembre » beside a month of the same year."""
    return words.month(first, year=first.year != beside)


@register.filter
def position(engagement: Engagement) -> str:
    """« Patient partenaire · CHU des Deux-Rives »."""
    return position_words(engagement.position, engagement.on_behalf_of, engagement.seat)
