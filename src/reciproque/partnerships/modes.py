"""The seven modes of intervention of the HAS (May 2026) and their missions. Add a mode here, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Mode:
    """A mode of intervention; `missions` are (code, label) in the order of the HAS table."""

    code: str
    label: Any
    missions: tuple[tuple[str, Any], ...]


MODES: dict[str, Mode] = {
    mode.code: mode
    for mode in (
        Mode(
            "soutien_accompagnement",
            _("Soutien accompagnement"),
            (
                (
                    "soutien_vecu",
                    _(
                        "Apporter un soutien aux personnes à partir de son expérience vécue, dans le respect de"
                        " leur autodétermination"
                    ),
                ),
            ),
        ),
        Mode(
            "aide_parcours",
            _("Aide au parcours de soins"),
            (
                (
                    "reperer_obstacles",
                    _("Repérer les obstacles au parcours et au bien-être des personnes"),
                ),
                ("expliquer_etapes", _("Expliquer les différentes étapes du parcours de soins")),
                (
                    "renforcer_capacites",
                    _(
                        "Renforcer les capacités des personnes à agir pour elles-mêmes dans leur parcours de"
                        " soins"
                    ),
                ),
            ),
        ),
        Mode(
            "pouvoir_agir",
            _("Renforcement du pouvoir d’agir des patients"),
            (
                (
                    "motiver_engagement",
                    _(
                        "Motiver les patients à l’engagement pour leur propre parcours de soins ou dans"
                        " l’établissement ou le service"
                    ),
                ),
                (
                    "accompagner_plaintes",
                    _(
                        "Accompagner les personnes dans l’expression et le traitement de leurs plaintes, le cas"
                        " échéant"
                    ),
                ),
            ),
        ),
        Mode(
            "amelioration_pratiques",
            _("Amélioration des pratiques professionnelles"),
            (
                (
                    "analyse_pratiques_rex",
                    _(
                        "Participer aux groupes d’analyse de pratiques et aux retours d’expérience, avec un"
                        " impact potentiel sur les organisations"
                    ),
                ),
            ),
        ),
        Mode(
            "parole_personnes",
            _("Facilitation et analyse du recueil de la parole des personnes"),
            (
                (
                    "elaborer_outils_recueil",
                    _(
                        "Contribuer à l’élaboration et à la diffusion des outils de recueil de la parole des"
                        " personnes"
                    ),
                ),
                ("motiver_reponses", _("Motiver les patients à répondre aux recueils et enquêtes")),
                ("expliquer_enquetes", _("Expliquer des contenus de recueils et enquêtes")),
            ),
        ),
        Mode(
            "etp",
            _("Éducation thérapeutique du patient (ETP)"),
            (
                (
                    "co_etp",
                    _(
                        "Co-élaborer, co-animer et co-évaluer des programmes d’ETP (bilan éducatif partagé,"
                        " co-animation ou animation d’ateliers, etc.)"
                    ),
                ),
            ),
        ),
        Mode(
            "prevention_promotion",
            _("Prévention et promotion de la santé"),
            (
                (
                    "actions_prevention",
                    _(
                        "Proposer et construire des actions visant l’adoption de comportements favorables à la"
                        " santé (messages, méthodes, outils, etc.)"
                    ),
                ),
            ),
        ),
    )
}


def mode_choices() -> list[tuple[str, Any]]:
    return [(mode.code, mode.label) for mode in MODES.values()]


def mission_label(code: str) -> Any:
    """The words of the HAS table for a mission; empty for none."""
    labels = {mission: label for mode in MODES.values() for mission, label in mode.missions}
    return labels.get(code, "")
