"""The role sheets of the demonstration: what each one does, does not do, decides, and is consulted on."""

from __future__ import annotations

from django.utils.translation import gettext as _


def _sheet(does: str, does_not: str, decides: str, consulted_on: str) -> dict[str, str]:
    return {"does": does, "does_not": does_not, "decides": decides, "consulted_on": consulted_on}


def consultation() -> dict[str, dict[str, str]]:
    """Of the priority consultation, by first name."""
    return {
        "nadia": _sheet(
            _("Tient l’agenda du partenariat et les remboursements."),
            _("Ne parle pas à la place des bénévoles."),
            _("Les dépenses du partenariat : après l’avis des deux référents"),
            _("Le tour de présence du jeudi"),
        ),
        "solene": _sheet(
            _("Réserve les créneaux et prévient l’équipe."),
            _("Ne demande pas aux bénévoles ce qui leur a été confié."),
            _("Les créneaux de la consultation"),
            _("L’accueil autour du café"),
        ),
        "malik": _sheet(
            _("Accueille après la consultation, et forme les nouveaux bénévoles."),
            _("N’ouvre pas les dossiers, ne donne pas d’avis sur un traitement."),
            _("Le tour de présence du jeudi\nCe qui se dit au café, et ce qui n’en sort pas"),
            _("Les courriers envoyés aux personnes"),
        ),
        "karim": _sheet(
            _("Accueille un jeudi sur deux ; reprend le parcours avec qui le souhaite."),
            _("N’accompagne pas seul à un rendez-vous."),
            _("Ses jours de présence"),
            _("Les courriers envoyés aux personnes"),
        ),
        "paul": _sheet(
            _("Porte à la commission des usagers ce que le partenariat a appris."),
            _("Ne rencontre pas les personnes pendant la consultation."),
            "",
            _("L’évaluation et la charte"),
        ),
    }


def pain() -> dict[str, dict[str, str]]:
    """Of the programme on chronic pain, by first name."""
    return {
        "lucie": _sheet(
            _("Anime les ateliers avec Agathe ; aide dans les démarches qui le demandent."),
            _("Ne remplace pas l’assistante sociale."),
            _("Le programme des ateliers : à deux, avec le médecin"),
            _("L’organisation des consultations"),
        ),
        "helene": _sheet(
            _("Propose le programme en consultation et relit les ateliers."),
            _("N’oriente personne sans son accord."),
            _("Le programme des ateliers : à deux, avec la médiatrice"),
            _("Les thèmes du groupe de parole"),
        ),
        "yves": _sheet(
            _("Anime le groupe de parole et écrit les fiches d’atelier."),
            _("Ne donne pas de conseil sur les médicaments."),
            _("Les thèmes du groupe de parole"),
            _("Le programme des ateliers"),
        ),
        "agathe": _sheet(
            _("Anime les ateliers de mouvement avec un patient partenaire."),
            _("N’évalue pas les personnes pendant un atelier."),
            _("Les exercices montrés"),
            _("Les dates et les lieux"),
        ),
    }
