"""Words of support: how a mission weighed, why somebody is called, who led a supervision."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Weight(TextChoices):
    """How it was, in one tap."""

    EASY = "easy", _("Facile")
    HEAVY = "heavy", _("Lourd")


class CallReason(TextChoices):
    """Why whoever was chosen is asked to come towards somebody."""

    HEAVY = "heavy", _("deux moments lourds en peu de jours")
    TALK = "talk", _("elle veut en parler")


class Facilitator(TextChoices):
    """Who led a supervision: a type, never a name."""

    INTERNAL = "internal", _("Quelqu’un de la structure")
    EXTERNAL = "external", _("Quelqu’un de l’extérieur")
    RESOURCE = "resource", _("Une structure ressource")


OUTSIDE = (Facilitator.EXTERNAL, Facilitator.RESOURCE)
"""Those who come from elsewhere."""
