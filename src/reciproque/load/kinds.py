"""Words of load: what is measured, the parts of a day, where one stands against one's own ceilings."""

from __future__ import annotations

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Measure(TextChoices):
    """What somebody may set a ceiling to. Evenings are those of a week."""

    WEEK = "week", _("Heures de la semaine")
    MONTH = "month", _("Heures du mois")
    EVENINGS = "evenings", _("Soirées de la semaine")


class Part(TextChoices):
    """The parts of a day; the evening begins at an hour that is a parameter."""

    MORNING = "morning", _("Le matin")
    AFTERNOON = "afternoon", _("L’après-midi")
    EVENING = "evening", _("Le soir")


class Weekday(IntegerChoices):
    MONDAY = 0, _("lundi")
    TUESDAY = 1, _("mardi")
    WEDNESDAY = 2, _("mercredi")
    THURSDAY = 3, _("jeudi")
    FRIDAY = 4, _("vendredi")
    SATURDAY = 5, _("samedi")
    SUNDAY = 6, _("dimanche")


class State(TextChoices):
    """Where a week or a month stands against one's own ceiling; computed, stored nowhere."""

    NONE = "none", _("sans plafond")
    FREE = "free", _("de la place")
    WARNED = "warned", _("presque plein")
    FULL = "full", _("plein")


class Code(TextChoices):
    """Why somebody is not available. For herself and for the machine; others are told « indisponible »."""

    PAUSED = "paused", _("en pause")
    WEEK = "week", _("la semaine est pleine")
    MONTH = "month", _("le mois est plein")
    EVENINGS = "evenings", _("assez de soirées")
    NOT_FREE = "not_free", _("hors des moments libres")
