"""Landmarks on pay, benefits and statuses: dated, sourced, with how sure they are; never a computed promise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.parameters import Parameter, parameter

from ..kinds import Mark

READ_ON = date(2026, 3, 14)
"""The day of the texts these landmarks were read in."""


def _number(name: str, label: Any, default: int, *, unit: str, source: Any) -> Parameter:
    return parameter(name, label, default, unit=unit, source=source, status="verified", since=READ_ON)


D821_9 = _("Code de la sécurité sociale, art. D821-9")
AAH_LOW = _number(
    "pay.aah_low_abatement",
    _("AAH : part du revenu d’activité qui n’est pas comptée, jusqu’à la première limite"),
    80,
    unit="percent",
    source=D821_9,
)
AAH_LIMIT = _number(
    "pay.aah_limit", _("AAH : première limite, en part du Smic mensuel"), 30, unit="percent", source=D821_9
)
AAH_HIGH = _number(
    "pay.aah_high_abatement",
    _("AAH : part du revenu d’activité qui n’est pas comptée, au-delà"),
    40,
    unit="percent",
    source=D821_9,
)
AAH_MONTHS = _number(
    "pay.aah_neutral_months",
    _("AAH : mois au plus, sur douze, où un revenu qui commence n’est pas compté"),
    6,
    unit="month",
    source=D821_9,
)
INVALIDITY = _number(
    "pay.invalidity_reduction",
    _("Pension d’invalidité : part du dépassement qui est retenue"),
    50,
    unit="percent",
    source=_("Code de la sécurité sociale, art. R341-17"),
)
NUMBERS = (AAH_LOW, AAH_LIMIT, AAH_HIGH, AAH_MONTHS, INVALIDITY)


@dataclass(frozen=True)
class Landmark:
    """Something to know before choosing terms. `text` may name the numbers in force, by the end of their names."""

    about: str
    title: Any
    text: Any
    source: Any
    mark: Mark


BENEFITS, STATUSES, EXPENSES = "benefits", "statuses", "expenses"
LANDMARKS = (
    Landmark(
        BENEFITS,
        _("Allocation aux adultes handicapés (AAH)"),
        _(
            "Un revenu d’activité peut faire baisser l’AAH. Il n’est pas compté en entier : on en retire "
            "{aah_low_abatement} % jusqu’à {aah_limit} % du Smic mensuel, puis {aah_high_abatement} % au-delà. "
            "Quand on commence ou reprend une activité, il n’est pas compté pendant {aah_neutral_months} mois au "
            "plus sur douze. Demandez à votre CAF ou à votre MSA avant de choisir."
        ),
        _("Code de la sécurité sociale, art. L821-3 et D821-9"),
        Mark.VERIFIED,
    ),
    Landmark(
        BENEFITS,
        _("Pension d’invalidité"),
        _(
            "Quand la pension et les revenus d’activité dépassent ensemble un seuil, une partie de la pension est"
            " retenue : {invalidity_reduction} % de ce qui dépasse. Demandez votre seuil à votre caisse."
        ),
        _("Code de la sécurité sociale, art. R341-17"),
        Mark.VERIFIED,
    ),
    Landmark(
        BENEFITS,
        _("Arrêt de travail"),
        _(
            "Pendant un arrêt de travail, même une activité bénévole demande l’accord écrit du médecin. Sans lui,"
            " les indemnités peuvent être réclamées."
        ),
        _("Code de la sécurité sociale, art. L323-6"),
        Mark.TO_CONFIRM,
    ),
    Landmark(
        BENEFITS,
        _("Chômage et RSA"),
        _(
            "Tout ce qui est payé se déclare, même une petite somme. Le bénévolat est possible ; on reste à la "
            "recherche d’un emploi. Demandez à France Travail ou à votre CAF avant de choisir."
        ),
        _("Règles d’indemnisation du chômage et du RSA"),
        Mark.TO_CONFIRM,
    ),
    Landmark(
        STATUSES,
        _("Bénévole"),
        _(
            "Aucune rémunération. Les frais réels sont remboursés sur justificatifs. La structure assure la "
            "personne ; dans un hôpital, une association intervient avec une convention."
        ),
        _("Service-public.fr ; Code de la santé publique, art. L1112-5"),
        Mark.TO_CONFIRM,
    ),
    Landmark(
        STATUSES,
        _("Salarié, ou vacation à l’hôpital"),
        _(
            "Un salaire, un contrat, une fiche de paie. La structure garde un double du bulletin de paie cinq "
            "ans."
        ),
        _("Code du travail, art. L3243-4"),
        Mark.VERIFIED,
    ),
    Landmark(
        STATUSES,
        _("Indépendant"),
        _(
            "Des honoraires, sur facture. Des horaires imposés, un seul client, des ordres permanents : ce "
            "travail peut être requalifié en contrat de travail."
        ),
        _("Code du travail, art. L8221-6 et L8221-6-1"),
        Mark.VERIFIED,
    ),
    Landmark(
        STATUSES,
        _("Collaborateur occasionnel du service public"),
        _(
            "La liste des fonctions concernées ne nomme ni les patients partenaires ni les représentants des "
            "usagers : Réciproque ne propose pas ce statut."
        ),
        _("Code de la sécurité sociale, art. L311-3, 21°, et D311-1"),
        Mark.VERIFIED,
    ),
    Landmark(
        STATUSES,
        _("Congé de représentation"),
        _(
            "Un salarié qui siège pour une association dans une instance de l’État ou d’une collectivité peut "
            "avoir des jours pour cela. L’employeur qui refuse dit pourquoi, dans les quatre jours."
        ),
        _("Code du travail, art. L3142-60 à L3142-64 et R3142-45"),
        Mark.VERIFIED,
    ),
    Landmark(
        EXPENSES,
        _("Donner ses frais à l’association"),
        _(
            "Un bénévole peut renoncer, par écrit, au remboursement de ses frais : c’est alors un don. Il peut "
            "ouvrir droit à une réduction d’impôt de 66 %, dans la limite de 20 % du revenu imposable. "
            "L’association garde les justificatifs et l’écrit, et donne un reçu. À vérifier : ces taux ont été "
            "lus dans une page de 2020."
        ),
        _("Service-public.fr, 2020 ; loi 2022-1157, art. 21, pour les trajets"),
        Mark.TO_CONFIRM,
    ),
)
