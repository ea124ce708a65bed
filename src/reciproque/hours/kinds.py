"""Words of time confirmed: who gives her word, where a time stands, the shapes in which a statement leaves."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Party(TextChoices):
    """The two who have a word to say of a time: whoever gave it, and whoever received it."""

    SELF = "self", _("La personne")
    HOUSE = "house", _("L’autre côté, ou la coordination")


class Standing(TextChoices):
    """Where a time stands today; computed from its records, stored nowhere."""

    CONFIRMED = "confirmed", _("confirmé")
    TO_CONFIRM = "to_confirm", _("pas encore confirmé")
    AGAIN = "again", _("à confirmer de nouveau")
    DISPUTED = "disputed", _("en discussion")


class Shape(TextChoices):
    """The files of a statement."""

    PAPER = "pdf", _("À imprimer (PDF)")
    WORKBOOK = "xlsx", _("Tableur (XLSX)")
    TEXT = "csv", _("Texte (CSV)")
