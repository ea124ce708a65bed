"""What is written in an agenda, whoever plans it: the wall clock of the host, and what every line must say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor

from ..models import Intervention, Partnership
from ..modes import MODES
from ..rules.calendar import EARLIEST, LATEST, agreed


def put_in_agenda(
    partnership: Partnership,
    days: Iterable[date],
    *,
    by: Actor,
    at: datetime,
    hour: time,
    **said: Any,
) -> list[Intervention]:
    """Write interventions, inside a verb that had the right to and asked what meeting people asks for.

    `said` holds title, kind, minutes, mode, mission, meets_people, place, remote. Raises ValidationError, by field.
    """
    zone = partnership.host.zone
    planned = []
    for on in days:
        starts_at, wall = agreed(plausible(on), hour, zone)
        intervention = Intervention(
            partnership=partnership,
            day=wall.day,
            hour=wall.hour,
            zone=zone,
            starts_at=starts_at,
            language=by.language,
            planned_by_id=by.person_id,
            planned_at=at,
            **said,
        )
        checked(intervention)
        intervention.save()
        planned.append(intervention)
    return planned


def plausible(day: date) -> date:
    if not EARLIEST <= day.year <= LATEST:
        raise ValidationError({"day": _("Vérifiez l’année.")})
    return day


def checked(intervention: Intervention, **fields: object) -> None:
    for name, value in fields.items():
        setattr(intervention, name, value)
    intervention.clean_fields(exclude={"partnership", "planned_by", "code", "starts_at", "zone"})
    mode = MODES.get(intervention.mode)
    if intervention.mission and (mode is None or intervention.mission not in dict(mode.missions)):
        raise ValidationError({"mission": _("Cette mission n’est pas de ce mode d’intervention.")})
    if not 5 <= intervention.minutes <= 1440:
        raise ValidationError({"minutes": _("De 5 minutes à 24 heures.")})
