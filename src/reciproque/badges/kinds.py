"""Words of portable credentials: what a status list is for, why a key is left, in which shapes one is given."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """What a bit of a status list means when it is set (W3C Bitstring Status List 1.0, « statusPurpose »)."""

    REVOCATION = "revocation", _("retrait")
    SUSPENSION = "suspension", _("suspension")


class Why(TextChoices):
    """Why an organisation leaves a key for another."""

    ROUTINE = "routine", _("Par habitude, ou parce que les personnes qui s’en occupent ont changé")
    EXPOSED = "exposed", _("Quelqu’un d’autre a pu s’en servir")


class Shape(TextChoices):
    """The files in which a credential is given: for a person's eyes, or for another program's."""

    IMAGE = "png", _("Image")
    PAPER = "pdf", _("Page à imprimer")
    TOKEN = "jwt", _("Jeton signé (JWT)")
    ENVELOPE = "json", _("Données (JSON)")
