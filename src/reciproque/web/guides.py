"""The help a person reads inside the product: who she is, what she may want to do, where it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

WATCHING = "web:deliveries"


@dataclass(frozen=True)
class Guide:
    """A question as one asks it, its answer in plain words, and the screen it speaks of."""

    question: Any
    answer: Any
    view: str = ""


GUIDES: tuple[Guide, ...] = (
    Guide(
        _("Par où commencer ?"),
        _(
            "Fondez un partenariat : un titre, un niveau, votre côté, et la première personne de l’autre côté."
            " La page du partenariat dit ensuite, dans l’ordre, ce qui manque pour commencer."
        ),
        "partnerships:founding",
    ),
    Guide(
        _("Qu’est-ce qu’un chapeau ?"),
        _(
            "C’est la position sous laquelle vous agissez : patiente partenaire ici, membre d’une équipe là,"
            " représentante ailleurs. On en porte un à la fois ; les droits de deux chapeaux ne s’ajoutent jamais."
        ),
        "people:me",
    ),
    Guide(
        _("Pourquoi ne puis-je pas lire les réponses de l’autre côté ?"),
        _(
            "Chaque côté répond d’abord seul aux mêmes questions. Les réponses s’ouvrent à tous quand les deux"
            " ont répondu : c’est ce qui permet de voir ce qui diffère."
        ),
    ),
    Guide(
        _("Que faut-il pour commencer ?"),
        _(
            "Des personnes engagées des deux côtés, les trois réponses de chacun, des différences réglées, un"
            " objectif, une charte signée par chaque côté, et la date de la première évaluation."
        ),
    ),
    Guide(
        _("Comment compter mon temps ?"),
        _(
            "Une rencontre dite tenue compte le temps de chacun. Vous ajoutez vous-même préparation, trajet,"
            " formation et échange. Une saisie tardive reste possible : elle est marquée comme telle."
        ),
        "partnerships:my_hours",
    ),
    Guide(
        _("Comment noter ce que quelqu’un a dit ?"),
        _(
            "Sans son nom, avec ses mots, et seulement si elle l’accepte, après lui avoir lu ce que son accord"
            " couvre. Un code lui permet de reprendre ses mots quand elle le veut."
        ),
    ),
    Guide(
        _("Comment préparer une consultation à deux ?"),
        _(
            "Chacun prépare sa carte de son côté, puis les deux s’ouvrent ensemble : ce qui compte, ce que l’on"
            " craint, ce que l’on peut. La personne n’a besoin que d’un code ; rien n’est gardé sans son accord."
        ),
        "encounters:door",
    ),
    Guide(
        _("Je n’ai pas d’adresse e-mail."),
        _(
            "Il n’en faut pas. Votre structure peut vous remettre un code sur papier ; il vous sert à choisir un"
            " nom d’utilisateur et un mot de passe."
        ),
    ),
    Guide(
        _("Comment savoir si les courriels partent ?"),
        _(
            "Une coordination lit combien de courriels sont partis, attendent ou sont abandonnés, et ce que"
            " Réciproque fait de lui-même. Elle ne lit jamais à qui, ni quoi."
        ),
        WATCHING,
    ),
    Guide(
        _("Puis-je m’arrêter ?"),
        _("À tout moment, sans donner de raison, depuis votre fiche dans le partenariat."),
    ),
)
