"""How long things take and are kept when one begins, how somebody is really met, whether a first mission came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import words
from reciproque.foundation.parameters import parameter
from reciproque.partnerships.rules.barometer import Evidence, Reading, State, Step

from .kinds import Means

FEWEST_DIGITS = 6
SINCE = date(2026, 11, 1)
ANSWER_DAYS = parameter(
    "beginnings.answer_days",
    _("Délai pour rencontrer qui a répondu à l’appel à participer"),
    10,
    unit=_("jours"),
    source=_("Proposition de Réciproque : au-delà, une main tendue croit qu’on l’a oubliée"),
    status="proposal",
    since=SINCE,
)
KEPT_DAYS = parameter(
    "beginnings.kept_days",
    _("Durée de conservation d’une réponse à l’appel à participer"),
    90,
    unit=_("jours"),
    source=_("Proposition de Réciproque, à confirmer par votre délégué à la protection des données"),
    status="proposal",
    since=SINCE,
)
SPONSOR_DAYS = parameter(
    "beginnings.sponsor_days",
    _("Délai pour répondre à une demande de parrainage"),
    15,
    unit=_("jours"),
    source=_("Proposition de Réciproque : deux semaines pour lire, en parler et répondre"),
    status="proposal",
    since=SINCE,
)
FIRST_MISSION_DAYS = parameter(
    "beginnings.first_mission_days",
    _("Délai pour une première mission concrète"),
    30,
    unit=_("jours"),
    source=_(
        "Fiche HAS de mai 2026 : « proposer dès le départ un projet ou une mission concrète » ;"
        " le nombre de jours est proposé par Réciproque"
    ),
    status="proposal",
    since=date(2026, 5, 1),
)


def reachable(means: str, contact: str) -> str:
    """`contact` as it is kept. Raises ValidationError, by field, when nobody could be met with it."""
    typed = " ".join(contact.split())
    wrong: Any = None
    if not typed:
        wrong = _("Dites où ou comment vous rencontrer : sans cela, personne ne pourra vous retrouver.")
    elif means == Means.PHONE and sum(sign.isdigit() for sign in typed) < FEWEST_DIGITS:
        wrong = _("Il manque des chiffres à ce numéro de téléphone.")
    elif means == Means.EMAIL:
        try:
            validate_email(typed)
        except ValidationError:
            wrong = _("Cette adresse e-mail n’est pas complète : il y faut un nom, un @ et un point.")
    if wrong:
        raise ValidationError({"contact": wrong})
    return typed


def latest_first_mission(today: date, days: int) -> date:
    """The last day on which a first mission is still « dès le départ »."""
    return today + timedelta(days=days)


# --- who joins has a first mission ----------------------------------------------------------------
@dataclass(frozen=True)
class Newcomer:
    """Somebody who joined on the side of patients: since when, by when a mission was expected, when it came."""

    name: str
    joined_on: date
    due_on: date
    first_on: date | None


def first_missions_come(newcomers: Sequence[Newcomer], *, code: str, today: date) -> Reading:
    """« Proposer dès le départ un projet ou une mission concrète » (HAS sheet of May 2026, second example)."""
    where = reverse("partnerships:calendar", args=[code])
    evidence = tuple(Evidence(_told(one), where) for one in newcomers)
    late = sum(1 for one in newcomers if one.first_on is None and one.due_on < today)
    if late:
        text = ngettext(
            "{n} personne attend encore une première mission, au-delà du délai.",
            "{n} personnes attendent encore une première mission, au-delà du délai.",
            late,
        )
        step = Step(gettext("Lui proposer quelque chose"), where)
        return Reading(State.REVIEW, text.format(n=late), evidence, step)
    if not any(one.first_on for one in newcomers):
        return Reading(
            State.EARLY, gettext("Personne n’a encore eu de première mission ; le délai court."), evidence
        )
    if not all(one.first_on for one in newcomers):
        return Reading(
            State.EARLY, gettext("Quelqu’un vient d’arriver : sa première mission est à proposer."), evidence
        )
    text = gettext("Chaque personne engagée de ce côté a eu une première mission.")
    slow = sum(1 for one in newcomers if one.first_on and one.first_on > one.due_on)
    if slow:
        told = ngettext(
            "Pour {n} personne, elle est venue tard.", "Pour {n} personnes, elle est venue tard.", slow
        )
        text = f"{text} {told.format(n=slow)}"
    return Reading(State.HOLDS, text, evidence)


def _told(one: Newcomer) -> str:
    joined = words.day(one.joined_on, weekday=False)
    if one.first_on is None:
        return gettext("{name}, depuis le {joined} : pas encore de première mission").format(
            name=one.name, joined=joined
        )
    days = max((one.first_on - one.joined_on).days, 0)
    told = ngettext(
        "{name} : première mission {n} jour après son arrivée, le {day}",
        "{name} : première mission {n} jours après son arrivée, le {day}",
        days,
    )
    return told.format(name=one.name, n=days, day=words.day(one.first_on, weekday=False))
