"""What a title or a training must show, and for how long: numbers from law and practice, and the questions asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.parameters import parameter

ETP_HOURS = parameter(
    "titles.etp_hours",
    _("Heures de formation exigées pour intervenir en éducation thérapeutique"),
    40,
    unit="hour",
    source=_(
        "Arrêté du 2 août 2010 modifié (compétences pour dispenser ou coordonner l’éducation thérapeutique) ; guide"
        " HAS : pour tous les intervenants, patients compris"
    ),
    status="verified",
    since=date(2015, 1, 1),
)
VALID_MONTHS = parameter(
    "titles.valid_months",
    _("Mois pendant lesquels une vérification vaut, sauf date plus courte"),
    36,
    unit="month",
    source=_("Proposition de Réciproque : trois ans, assez pour ne pas lasser, pas assez pour oublier"),
    status="proposal",
    since=date(2026, 1, 1),
)
QUALIFIED_MONTHS = parameter(
    "titles.qualified_months",
    _("Mois pendant lesquels des heures d’éducation thérapeutique ouvrent aux ateliers"),
    48,
    unit="month",
    source=_(
        "Proposition de Réciproque : quatre ans, le rythme de l’évaluation quadriennale des programmes ; aucun texte"
        " ne fixe de durée"
    ),
    status="proposal",
    since=date(2026, 1, 1),
)
CASE_DAYS = parameter(
    "titles.case_days",
    _("Jours pour répondre au signalement d’un titre"),
    15,
    unit="day",
    source=_("Proposition de Réciproque : deux semaines, le temps d’entendre la personne mise en cause"),
    status="proposal",
    since=date(2026, 1, 1),
)
REPLY_DAYS = parameter(
    "titles.reply_days",
    _("Jours laissés à la personne mise en cause pour répondre avant tout retrait"),
    7,
    unit="day",
    source=_("Proposition de Réciproque : personne n’est retiré sans avoir pu répondre"),
    status="proposal",
    since=date(2026, 1, 1),
)
REMINDERS = (-60, -30, -7)
"""Days before a verification ends at which its holder is told; each once."""


@dataclass(frozen=True)
class Interest:
    """One of the questions about interests, the same for every title and every person."""

    name: str
    question: Any


INTERESTS = (
    Interest(
        "sells",
        _(
            "Proposez-vous, contre paiement, des services ou des produits aux personnes que vous rencontrerez ?"
        ),
    ),
    Interest(
        "industry",
        _(
            "Recevez-vous, ou avez-vous reçu ces trois dernières années, de l’argent ou des avantages d’une entreprise"
            " de santé ?"
        ),
    ),
    Interest(
        "movement",
        _(
            "Parlez-vous au nom d’un mouvement, d’une méthode ou d’une croyance que vous souhaitez faire connaître ?"
        ),
    ),
)
