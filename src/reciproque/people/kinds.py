"""Positions people hold, kinds of organisations and of territories: adding one touches this file alone."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """The position a person holds in an organisation. Three positions of patients, never counted as one another.

    That somebody is accompanied, or a carer, is never stored here.
    """

    USER = "user", _("Usager")
    REPRESENTATIVE = "representative", _("Représentant des usagers")
    PARTNER = "partner", _("Patient partenaire")
    PROFESSIONAL = "professional", _("Professionnel")
    COORDINATOR = "coordinator", _("Coordination")
    INSTITUTION = "institution", _("Institution")


MEMBER_ROLES = tuple(role for role in Role if role is not Role.REPRESENTATIVE)
"""Positions one holds by belonging; a representative holds hers by a mandate."""

SECOND_FACTOR_ROLES = frozenset({Role.COORDINATOR.value, Role.INSTITUTION.value})
"""Those who read or decide for others: no second factor, no hat (trust: accounts)."""


class Voice(TextChoices):
    """Who speaks: the colour of an initial, always said in words too."""

    LIVED = "lived", _("Savoir vécu")
    CARE = "care", _("Soin")
    INSTITUTION = "institution", _("Institution")


VOICE_OF_ROLE = {
    Role.USER: Voice.LIVED,
    Role.REPRESENTATIVE: Voice.LIVED,
    Role.PARTNER: Voice.LIVED,
    Role.PROFESSIONAL: Voice.CARE,
    Role.COORDINATOR: Voice.INSTITUTION,
    Role.INSTITUTION: Voice.INSTITUTION,
}


class OrganisationKind(TextChoices):
    HOSPITAL = "hospital", _("Établissement de santé")
    MSP = "msp", _("Maison de santé pluriprofessionnelle (MSP)")
    CPTS = "cpts", _("Communauté professionnelle territoriale de santé (CPTS)")
    HEALTH_CENTRE = "health_centre", _("Centre de santé")
    ASSOCIATION = "association", _("Association")
    UNIVERSITY = "university", _("Université ou école")
    ARS = "ars", _("Agence régionale de santé (ARS)")
    RESOURCE_CENTRE = "resource_centre", _("Structure ressource")
    OTHER = "other", _("Autre structure")


class TerritoryKind(TextChoices):
    COMMUNE = "commune", _("Commune")
    BOROUGH = "borough", _("Arrondissement municipal")
    EPCI = "epci", _("Intercommunalité")
    DEPARTMENT = "department", _("Département")
    REGION = "region", _("Région")
