"""Kinds of the partnership's life: levels, domains, sides, statuses, clauses, interventions, contributions."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """The three levels of integration (founding text: systemic approach)."""

    MICRO = "micro", _("Micro : la relation entre une personne en soins et ses soignants")
    MESO = "meso", _("Méso : les organisations de soins (hôpitaux, CPTS, MSP)")
    MACRO = "macro", _("Macro : les politiques de santé")


SHORT_LEVEL = {Level.MICRO: _("Micro"), Level.MESO: _("Méso"), Level.MACRO: _("Macro")}


class Domain(TextChoices):
    """The four domains of the HAS sheets (May 2026)."""

    PATHWAY = "parcours", _("Parcours de soins des personnes")
    PROVISION = "adaptation", _("Adaptation de l’offre de soins")
    RESEARCH = "recherche", _("Recherche")
    TRAINING = "formation", _("Formation et enseignement")


class Stage(TextChoices):
    """Where a partnership stands; computed from its records, stored nowhere."""

    FRAMING = "cadrage", _("En cadrage")
    RUNNING = "en-cours", _("En cours")
    ENDED = "termine", _("Terminé")


class Form(TextChoices):
    """How a partnership is held; it selects the gates it must pass."""

    FRAMED = "framed", _("Partenariat cadré")
    SIMPLE = "simple", _("Commencé simplement")


class Side(TextChoices):
    """The two sides of a partnership; each answers, signs and evaluates for itself."""

    LIVED = "lived", _("Côté patients et proches")
    CARE = "care", _("Côté professionnels")


OTHER_SIDE = {Side.LIVED: Side.CARE, Side.CARE: Side.LIVED}


class Status(TextChoices):
    """Status of an engagement; hours under different statuses are never added up as one."""

    VOLUNTEER = "volunteer", _("Bénévole")
    EMPLOYEE = "employee", _("Salarié")
    INDEPENDENT = "independent", _("Indépendant ou consultant")
    ON_DUTY = "on_duty", _("Dans le cadre de ses fonctions")


class Question(TextChoices):
    """The three framing questions (HAS sheet, conditions of success of the first example)."""

    NEED = "need", _("De quoi a-t-on besoin ?")
    WISH = "wish", _("Que veut-on faire ?")
    REASON = "reason", _("Pourquoi le fait-on ?")


class Speaker(TextChoices):
    """Who said what a need rests on: a position, never a name."""

    ACCOMPANIED = "accompanied", _("Une personne accompagnée")
    RELATIVE = "relative", _("Un proche ou un aidant")
    PARTNER = "partner", _("Un patient partenaire")
    REPRESENTATIVE = "representative", _("Un représentant des usagers")
    SEVERAL = "several", _("Plusieurs personnes accompagnées ou proches")
    PROFESSIONAL = "professional", _("Un professionnel")
    TEAM = "team", _("Une équipe")
    INSTITUTION = "institution", _("Une institution")
    RESEARCH = "research", _("Un chercheur, une société savante")


class Source(TextChoices):
    """Where an observation comes from."""

    STORY = "story", _("Un récit")
    OBSERVATION = "observation", _("Une observation sur place")
    COMPLAINT = "complaint", _("Une plainte ou une réclamation")
    SURVEY = "survey", _("Une enquête ou un questionnaire")
    FEEDBACK = "feedback", _("Un retour d’expérience (REX)")
    FIGURES = "figures", _("Des chiffres")
    STUDY = "study", _("Une étude ou une recommandation")


class Phase(TextChoices):
    """The stages at which patients and relatives take part (HAS sheet, second example; and its evaluation)."""

    CONCEIVE = "concevoir", _("Réfléchir et concevoir")
    ORGANISE = "organiser", _("Organiser")
    RUN = "animer", _("Animer")
    LINK = "mediation", _("Faire le lien (médiation)")
    EVALUATE = "evaluer", _("Évaluer")


class Degree(TextChoices):
    """How far patients and relatives take part in a stage, from the least to the most."""

    INFORMATION = "information", _("Information")
    CONSULTATION = "consultation", _("Consultation")
    COLLABORATION = "collaboration", _("Collaboration")
    CO_DECISION = "co_decision", _("Co-décision")


class Observed(TextChoices):
    """What a side says of a stage: a degree, or that there was none."""

    NOT_YET = "not_yet", _("Pas encore eu lieu")
    WITHOUT = "without", _("Sans les patients et proches")
    INFORMATION = Degree.INFORMATION.value, Degree.INFORMATION.label
    CONSULTATION = Degree.CONSULTATION.value, Degree.CONSULTATION.label
    COLLABORATION = Degree.COLLABORATION.value, Degree.COLLABORATION.label
    CO_DECISION = Degree.CO_DECISION.value, Degree.CO_DECISION.label


DEGREE_WORDS = {
    Degree.INFORMATION: _("Information : ils savent ce qui se fait, et pourquoi"),
    Degree.CONSULTATION: _("Consultation : on leur demande leur avis"),
    Degree.COLLABORATION: _("Collaboration : ils construisent avec les professionnels"),
    Degree.CO_DECISION: _("Co-décision : les deux côtés décident ensemble"),
}


class ClauseKind(TextChoices):
    OBJECTIVES = "objectives", _("Objectifs")
    MODALITIES = "modalities", _("Modalités d’implication")
    RIGHTS = "rights", _("Droits")
    LIMITS = "limits", _("Limites")
    ROLES = "roles", _("Rôle de chacun")
    PAY = "pay", _("Rémunération et défraiement")
    CONFIDENTIALITY = "confidentiality", _("Secret, anonymat et confidentialité")
    STOPPING = "stopping", _("Droit d’arrêter")
    TROUBLE = "trouble", _("À qui parler en cas de difficulté")
    OTHER = "other", _("Autre clause")


class RemarkOutcome(TextChoices):
    """What became of a remark about a clause of the charter."""

    ADOPTED = "adopted", _("Reprise : le texte change comme proposé")
    ADAPTED = "adapted", _("Reprise autrement")
    KEPT = "kept", _("Le texte reste comme il est")


class InterventionKind(TextChoices):
    """What takes place. Practices add their own as they come."""

    MEETING = "meeting", _("Réunion")
    WORKSHOP = "workshop", _("Atelier")
    TALKING_GROUP = "talking_group", _("Groupe de parole")
    WORKING_GROUP = "working_group", _("Groupe de travail")
    PRESENCE = "presence", _("Présence auprès des personnes")
    CROSS_TRAINING = "cross_training", _("Formation croisée")
    SUPERVISION = "supervision", _("Supervision")
    OTHER = "other", _("Autre temps")


EXCHANGES = (InterventionKind.MEETING, InterventionKind.WORKSHOP, InterventionKind.TALKING_GROUP)
"""What regular exchanges are made of (HAS sheet, conditions of success of the second example)."""


class Word(TextChoices):
    """What someone answers to a quiet word."""

    WELL = "well", _("Tout va bien")
    PAUSE = "pause", _("Je fais une pause")
    TALK = "talk", _("J’aimerais en parler")


class ContributionKind(TextChoices):
    """What a person's time went to."""

    SESSION = "session", _("Temps partagé")
    PREPARATION = "preparation", _("Préparation")
    TRAVEL = "travel", _("Trajet")
    TRAINING = "training", _("Formation")
    DEBRIEF = "debrief", _("Échange après coup")


class EndReason(TextChoices):
    REACHED = "reached", _("Le but est atteint")
    HANDED_OVER = "handed_over", _("L’action est reprise ailleurs")
    MEANS = "means", _("Les moyens manquent")
    PEOPLE = "people", _("Les personnes ne sont plus disponibles")
    DISAGREEMENT = "disagreement", _("Un désaccord demeure")
    OTHER = "other", _("Autre raison")
