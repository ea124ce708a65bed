"""Kinds of voices, who speaks, and what consent covers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VoiceKind(TextChoices):
    STORY = "story", _("Récit")
    IDEA = "idea", _("Idée")
    DIFFICULTY = "difficulty", _("Difficulté")
    THANKS = "thanks", _("Merci")


class Position(TextChoices):
    """From which position it was said; never who."""

    PERSON = "person", _("Une personne accompagnée")
    RELATIVE = "relative", _("Un proche ou un aidant")
    USER = "user", _("Un usager")
    PARTNER = "partner", _("Un patient partenaire")
    PROFESSIONAL = "professional", _("Un professionnel")


class Consent(TextChoices):
    """How far the words may travel."""

    MEMBERS = "members", _("Oui : lu dans ce partenariat, et nulle part ailleurs")
    QUOTED = "quoted", _("Oui, et mes mots peuvent être cités ailleurs, sans mon nom")


SHORT_CONSENT = {
    Consent.MEMBERS: _("Reste dans le partenariat"),
    Consent.QUOTED: _("Peut être citée sans nom"),
}
