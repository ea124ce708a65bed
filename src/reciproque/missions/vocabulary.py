"""What each mission of the HAS table means in practice, in plain words of our own: the help of the form.

Source of the twelve missions: HAS, sheet of May 2026 (see partnerships.modes).
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

HELP: dict[str, Any] = {
    "soutien_vecu": _(
        "Être là, écouter, dire ce que l’on a soi-même traversé si la personne le souhaite. Elle garde la main :"
        " elle accepte, change ou arrête quand elle veut."
    ),
    "reperer_obstacles": _(
        "Avec la personne, voir ce qui la freine : droits, argent, langue, trajet, isolement, peur, discrimination."
        " On note ce qu’elle dit, pas ce que l’on suppose."
    ),
    "expliquer_etapes": _(
        "Reprendre le parcours pas à pas, après un rendez-vous par exemple : qui, où, pourquoi, quoi apporter."
        " On n’explique pas un résultat médical à la place d’un soignant."
    ),
    "renforcer_capacites": _(
        "Aider la personne à préparer ses questions, à choisir sa prochaine étape ; l’aider à faire elle-même, sans"
        " faire à sa place."
    ),
    "motiver_engagement": _(
        "Donner envie de prendre part : à son propre parcours, à un comité, à un groupe de travail. Une invitation,"
        " jamais une injonction."
    ),
    "accompagner_plaintes": _(
        "Aider quelqu’un à dire ce qui n’a pas été, à l’adresser à la bonne personne, et suivre la réponse avec lui."
        " On ne trie pas, on ne décide pas à sa place."
    ),
    "analyse_pratiques_rex": _(
        "Prendre part à l’analyse d’une situation avec des professionnels, y apporter le regard du vécu, et proposer"
        " ce qui pourrait changer dans l’organisation."
    ),
    "elaborer_outils_recueil": _(
        "Écrire, tester et diffuser un questionnaire ou un autre recueil, avec les mots des personnes concernées."
    ),
    "motiver_reponses": _(
        "Aller vers les personnes, dire à quoi servira leur réponse, sans insister ni répondre pour elles."
    ),
    "expliquer_enquetes": _(
        "Rendre une enquête compréhensible : lire avec la personne, expliquer une question, dans sa langue si"
        " possible."
    ),
    "co_etp": _(
        "Construire, animer ou évaluer un programme avec l’équipe. La loi demande quarante heures de formation à qui"
        " anime, patient ou professionnel."
    ),
    "actions_prevention": _(
        "Imaginer une action, un message, un outil de prévention, et le tester auprès de personnes à qui il"
        " s’adresse."
    ),
}
