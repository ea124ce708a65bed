"""Degrees of engagement, fates of options, effects."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Degree(TextChoices):
    """How far the partners' voice counted."""

    INFORMATION = "information", _("Information")
    CONSULTATION = "consultation", _("Consultation")
    COLLABORATION = "collaboration", _("Collaboration")
    CO_DECISION = "co_decision", _("Co-décision")


DEGREE_WORDS = {
    Degree.INFORMATION: _("Information : les partenaires ont su ce qui a été décidé"),
    Degree.CONSULTATION: _("Consultation : leur avis a été demandé"),
    Degree.COLLABORATION: _("Collaboration : ils ont construit les options avec les professionnels"),
    Degree.CO_DECISION: _("Co-décision : les deux côtés ont tranché ensemble"),
}


class Outcome(TextChoices):
    ADOPTED = "adopted", _("Adoptée")
    ADAPTED = "adapted", _("Adaptée")
    REFUSED = "refused", _("Refusée")


TAKEN_UP = (Outcome.ADOPTED, Outcome.ADAPTED)
"""What counts as having weighed on a decision."""


class Effect(TextChoices):
    YES = "yes", _("Oui")
    PARTLY = "partly", _("En partie")
    NO = "no", _("Non")
