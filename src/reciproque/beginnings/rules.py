"""How long things take and are kept when one begins, and how somebody is really met at what she left."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.parameters import parameter

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
