"""Words of missions: where they stand, what is arranged and paid, what one says of an offer."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a mission stands; computed from its records, stored nowhere."""

    DRAFT = "draft", _("en cours d’écriture")
    REVIEW = "review", _("à relire")
    RETURNED = "returned", _("à compléter")
    OPEN = "open", _("ouverte")
    FULL = "full", _("pourvue")
    CLOSED = "closed", _("close")


class Audience(TextChoices):
    """Who is shown a mission once it is published."""

    PARTNERSHIP = "partnership", _("Les personnes engagées dans le partenariat")
    HOUSES = "houses", _("Les membres des structures qui le portent")
    EVERYONE = "everyone", _("Toute personne connectée à cette installation")


class Where(TextChoices):
    """Where one takes part."""

    ON_SITE = "on_site", _("Sur place")
    REMOTE = "remote", _("À distance")
    BOTH = "both", _("Sur place ou à distance, au choix")


class Means(TextChoices):
    """What is arranged so that coming costs nothing (founding text: unequal access)."""

    TRAVEL = "trajet", _("Les trajets")
    CHILDCARE = "garde", _("Une garde d’enfant")
    RELAY = "relais", _("Quelqu’un auprès d’un proche")
    INTERPRETER = "interprete", _("Un interprète, en langue parlée ou signée")
    MEAL = "repas", _("Le repas")
    MATERIAL = "materiel", _("Le matériel : téléphone, ordinateur, connexion")


class Unit(TextChoices):
    """What an amount is for."""

    HOUR = "hour", _("de l’heure")
    SESSION = "session", _("la séance")
    HALF_DAY = "half_day", _("la demi-journée")
    DAY = "day", _("la journée")
    FLAT = "flat", _("pour toute la mission")


class Outcome(TextChoices):
    """What came of a review."""

    PUBLISHED = "published", _("Publiée")
    RETURNED = "returned", _("Rendue, avec ce qui manque")


class Filter(TextChoices):
    """What one may look for among missions (features C18)."""

    SHORT = "courte", _("Courte")
    REMOTE = "distance", _("À distance")
    NO_DIPLOMA = "sans-diplome", _("Sans diplôme")
