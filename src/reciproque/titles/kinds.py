"""Words of titles: fields, forms, how far a claim is vouched for, what a training is about."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Field(TextChoices):
    """Where a title is used; « every field » is that of the one title most trainings now agree on."""

    ANY = "general", _("Tous les domaines")
    CARE = "soins", _("Milieux de soins")
    RESEARCH = "recherche", _("Recherche")
    TEACHING = "formation", _("Formation et enseignement")


class Form(TextChoices):
    """The form of her title a person chooses."""

    FEMININE = "feminine", _("au féminin")
    MASCULINE = "masculine", _("au masculin")
    INCLUSIVE = "inclusive", _("en écriture inclusive")


class Nature(TextChoices):
    """What somebody claims."""

    TITLE = "title", _("Un titre")
    TRAINING = "training", _("Une formation")


class Topic(TextChoices):
    """What a training is about; only hours of therapeutic education count towards the forty."""

    ETP = "etp", _("Éducation thérapeutique (ETP)")
    PATHWAYS = "parcours", _("Parcours de soins et orientation")
    RELATION = "relation", _("Relation, écoute, animation de groupe")
    RESEARCH = "recherche", _("Recherche")
    GOVERNANCE = "gouvernance", _("Instances et gouvernance")
    OTHER = "autre", _("Autre sujet")


class Means(TextChoices):
    """How an organisation made sure."""

    DOCUMENT = "piece", _("J’ai vu la pièce")
    REGISTER = "registre", _("C’est dans nos registres : c’est nous qui l’avons délivré")
    KNOWN = "attestation", _("Nous l’attestons : nous l’avons vu à l’œuvre")


class Lasts(TextChoices):
    """What ends a verification before its date."""

    DATE = "date", _("Jusqu’à sa date, quoi qu’il arrive")
    MEMBER = "member", _("Tant que la personne est dans notre structure")
    VOUCHER = "voucher", _("Tant que j’assure moi-même la coordination ici")


class State(TextChoices):
    """How far a claim is vouched for today; computed from its records, stored nowhere."""

    DECLARED = "declared", _("déclaré")
    ATTESTED = "attested", _("attesté")
    VERIFIED = "verified", _("vérifié")
    EXPIRED = "expired", _("expiré")
    SUSPENDED = "suspended", _("suspendu")
    WITHDRAWN = "withdrawn", _("retiré")


STANDING = frozenset({State.ATTESTED, State.VERIFIED})
"""The states in which somebody other than the person vouches for the claim today."""
