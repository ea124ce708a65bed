"""The gate of the forty hours: who may run a workshop of therapeutic education on a day, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reciproque.foundation.parameters import value
from reciproque.foundation.requirements import Reason
from reciproque.people.models import Person

from .. import rules
from .standing import etp_hours, qualified_among, suspended_among


def not_qualified(people: Iterable[Person], *, on: date, today: date) -> list[Reason]:
    """For each of these people whom the hours do not let run a workshop on a day, what is missing, in words.

    The same for patients and professionals (arrêté du 2 août 2010 modifié). One query when all are qualified.
    """
    asked = list(people)
    keys = [person.pk for person in asked]
    qualified, suspended = qualified_among(keys, on=on), suspended_among(keys)
    reasons = []
    for person in asked:
        if person.pk in suspended:
            said = _("un de ses titres est suspendu")
        elif person.pk not in qualified:
            said = missing(person, on=on, today=today)
        else:
            continue
        reasons.append(Reason(False, _("{name} : {missing}").format(name=person, missing=said)))
    return reasons


def missing(person: Person, *, on: date, today: date) -> str:
    """« 34 h vérifiées sur 40 h : il manque 6 h d’ETP », and what declared hours would change."""
    required = value(rules.ETP_HOURS.name, on=today)
    counted = etp_hours(person.pk, on=today)
    lacking = required - counted.verified
    if lacking <= 0:
        return _("sa qualification en ETP ne va pas jusqu’au {day}").format(day=f"{on:%d/%m/%Y}")
    said = ngettext(
        "%(verified)s h vérifiée sur %(required)s h : il manque %(lacking)s h d’ETP",
        "%(verified)s h vérifiées sur %(required)s h : il manque %(lacking)s h d’ETP",
        counted.verified,
    ) % {"verified": counted.verified, "required": required, "lacking": lacking}
    if not counted.declared:
        return said
    return _("{said} ({declared} h déclarées restent à vérifier)").format(
        said=said, declared=counted.declared
    )
