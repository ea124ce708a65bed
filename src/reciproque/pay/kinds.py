"""Words of pay: where a line stands, what an expense was for, which papers a status asks for, how old a line is."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from reciproque.missions.kinds import Means


class State(TextChoices):
    """Where a line stands: the last of its steps; without any, it is due."""

    DUE = "due", _("dû")
    VALIDATED = "validated", _("validé")
    SENT = "sent", _("envoyé à la comptabilité")
    PAID = "paid", _("payé")
    RECEIVED = "received", _("reçu")
    REFUSED = "refused", _("non reçu")
    CANCELLED = "cancelled", _("annulé")


UNPAID = (State.DUE, State.VALIDATED, State.SENT, State.REFUSED)
"""What the person still waits for."""


class ExpenseKind(TextChoices):
    """What was spent so that somebody could come: the means of missions, and the rest."""

    TRAVEL = Means.TRAVEL.value, _("Trajet")
    CHILDCARE = Means.CHILDCARE.value, _("Garde d’enfant")
    RELAY = Means.RELAY.value, _("Quelqu’un auprès d’un proche")
    INTERPRETER = Means.INTERPRETER.value, _("Interprète, en langue parlée ou signée")
    MEAL = Means.MEAL.value, _("Repas")
    MATERIAL = Means.MATERIAL.value, _("Matériel : téléphone, ordinateur, connexion")
    OTHER = "autre", _("Autre")


class PaperKind(TextChoices):
    """What a status needs in writing, so that who gives time is covered and paid."""

    INSURANCE = "insurance", _("Assurance de la structure qui couvre la personne")
    AGREEMENT = "agreement", _("Convention ou accord de bénévolat")
    CONTRACT = "contract", _("Contrat de travail : sa référence")
    SIRET = "siret", _("Numéro SIRET")
    QUOTE = "quote", _("Devis accepté : sa référence")


class Age(TextChoices):
    """For how long a line has waited."""

    RECENT = "recent", _("30 jours au plus")
    WAITING = "waiting", _("plus de 30 jours")
    LATE = "late", _("en retard")


class Mark(TextChoices):
    """How sure a landmark is: read in the text itself, or still to be confirmed."""

    VERIFIED = "verified", _("vérifié dans le texte")
    TO_CONFIRM = "to_confirm", _("à confirmer")
