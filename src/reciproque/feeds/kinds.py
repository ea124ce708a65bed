"""How much a calendar that leaves the house may say."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Detail(TextChoices):
    """What is read as the title of each appointment. Neutral unless she chose otherwise herself."""

    NEUTRAL = "neutre", _("Le mot « Rendez-vous », et rien d’autre")
    CHOSEN = "choisi", _("Un mot que je choisis")
