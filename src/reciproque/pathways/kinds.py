"""Words of pathways: kinds of steps, circumstances of people, languages a pathway may be told in, sides."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.actor import SELF
from reciproque.people.kinds import Role


class StepKind(TextChoices):
    """What a step is, whoever is ill of what."""

    MEETING = "rencontre", _("Rencontre")
    SCREENING = "depistage", _("Dépistage")
    CONSENT = "accord", _("Accord de la personne")
    PHYSICIAN = "consultation", _("Consultation médicale")
    NURSE = "infirmier", _("Entretien infirmier")
    PEERS = "pairs", _("Accueil par les pairs")
    SOCIAL = "lien-social", _("Lien social")
    ORIENTATION = "orientation", _("Orientation vers une structure")
    CHECKPOINT = "point", _("Point de suivi")
    OTHER = "autre", _("Autre")


class Circumstance(TextChoices):
    """For whom a step is told otherwise."""

    NO_PHONE = "sans-telephone", _("Sans téléphone")
    NO_PAPERS = "sans-papiers", _("Sans papiers")
    CHILDREN = "enfants", _("Avec des enfants")
    NIGHT = "nuit", _("Travail de nuit")
    OWN = "autre", _("Autre situation")


WHEN = {
    Circumstance.NO_PHONE: _("Si vous n’avez pas de téléphone"),
    Circumstance.NO_PAPERS: _("Si vous n’avez pas de papiers"),
    Circumstance.CHILDREN: _("Si vous venez avec des enfants"),
    Circumstance.NIGHT: _("Si vous travaillez la nuit"),
}
"""What is said to the person before the words meant for her; for another circumstance, its own words are."""


class Part(TextChoices):
    """What a step tells."""

    WHAT = "what", _("Ce qui se passe")
    WHO = "who", _("Avec qui")
    WHERE = "where", _("Où")
    WHY = "why", _("Pourquoi")
    BRING = "bring", _("Quoi apporter")


class Side(TextChoices):
    """Who wrote, who read again."""

    LIVED = "lived", _("Personnes concernées")
    CARE = "care", _("Professionnels")


SIDE_OF_ROLE = {
    Role.PARTNER.value: Side.LIVED,
    Role.USER.value: Side.LIVED,
    Role.REPRESENTATIVE.value: Side.LIVED,
    SELF: Side.LIVED,
    Role.PROFESSIONAL.value: Side.CARE,
    Role.COORDINATOR.value: Side.CARE,
}
"""On which side somebody writes under a hat; an institution has none."""
LIVED_READERS = (Role.PARTNER, Role.USER, Role.REPRESENTATIVE)


class Verdict(TextChoices):
    """What somebody says of a draft she read again."""

    READY = "ready", _("C’est bon : cela peut être donné aux personnes")
    NOT_YET = "not_yet", _("Pas encore : il manque quelque chose")


class State(TextChoices):
    """Where a version stands; computed from its records, stored nowhere."""

    DRAFT = "draft", _("brouillon")
    CURRENT = "current", _("en cours d’usage")
    OLDER = "older", _("version plus ancienne")


@dataclass(frozen=True)
class Language:
    """A language one may tell a pathway in. `tag` is what browsers, voices and documents call it.

    `ours` is the language of the house in which its headings are said; empty, no heading is, only the words written.
    """

    code: str
    name: str
    tag: str
    ours: str = ""
    right_to_left: bool = False


PLAIN = "facile"
LANGUAGES = {
    one.code: one
    for one in (
        Language("fr", "français", "fr", "fr"),
        Language(PLAIN, "français facile", "fr", "fr"),
        Language("en", "English", "en", "en"),
        Language("snk", "sooninkanxanne (soninké)", "snk"),
        Language("ar", "العربية (arabe)", "ar", right_to_left=True),
        Language("bm", "bamanankan (bambara)", "bm"),
        Language("ff", "pulaar (peul)", "ff"),
        Language("wo", "wolof", "wo"),
        Language("ln", "lingála (lingala)", "ln"),
        Language("ti", "ትግርኛ (tigrigna)", "ti"),
        Language("so", "soomaali (somali)", "so"),
        Language("ps", "پښتو (pachto)", "ps", right_to_left=True),
        Language("prs", "دری (dari)", "prs", right_to_left=True),
        Language("fa", "فارسی (persan)", "fa", right_to_left=True),
        Language("bn", "বাংলা (bengali)", "bn"),
        Language("ta", "தமிழ் (tamoul)", "ta"),
        Language("ka", "ქართული (géorgien)", "ka"),
        Language("ru", "русский (russe)", "ru"),
        Language("uk", "українська (ukrainien)", "uk"),
        Language("ro", "română (roumain)", "ro"),
        Language("sq", "shqip (albanais)", "sq"),
        Language("tr", "Türkçe (turc)", "tr"),
        Language("es", "español (espagnol)", "es"),
        Language("pt", "português (portugais)", "pt"),
        Language("zh", "中文 (chinois)", "zh"),
        Language("vi", "tiếng Việt (vietnamien)", "vi"),
    )
}
"""Plain French is one of them: written by hand, for whoever reads little, and never mixed with another."""
LANGUAGE_CHOICES = [(one.code, one.name) for one in LANGUAGES.values()]
