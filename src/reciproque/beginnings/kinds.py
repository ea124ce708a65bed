"""Ways to be met, what became of an answer, what a draft is, what a sponsor answers, what one begins for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from reciproque.partnerships.kinds import Domain, InterventionKind


class Means(TextChoices):
    """How somebody who answered a call may be met: she chooses, and no way is better than another."""

    PLACE = "place", _("À un endroit, à un moment : « à l’accueil, le mardi matin »")
    PHONE = "phone", _("Par téléphone")
    EMAIL = "email", _("Par e-mail")


class Outcome(TextChoices):
    """What became of an answer."""

    MET = "met", _("Nous nous sommes rencontrés")
    UNREACHED = "unreached", _("Nous n’avons pas réussi à la joindre")
    DECLINED = "declined", _("Elle a changé d’avis")


class DraftKind(TextChoices):
    NEED = "need", _("Un besoin : quelque chose manque, ou ne va pas")
    PARTNERSHIP = "partnership", _("Un partenariat : quelque chose à faire ensemble")


class Sponsoring(TextChoices):
    """What a sponsor answers."""

    ACCEPTED = "accepted", _("Oui, je le parraine")
    CONDITIONAL = "conditional", _("Oui, à une condition")
    REFUSED = "refused", _("Non")


DRAFTED = "brouillon"
"""What a partnership born from a draft was founded from: it stands where an example would."""


@dataclass(frozen=True)
class Aim:
    """What one begins for, in plain words, and what it is called on the sheet of a partnership."""

    label: Any
    domain: Domain
    mode: str


AIMS: dict[str, Aim] = {
    "ensemble": Aim(_("Améliorer nos façons de travailler"), Domain.PROVISION, "amelioration_pratiques"),
    "ecouter": Aim(_("Écouter mieux ce que les personnes disent"), Domain.PROVISION, "parole_personnes"),
    "soutenir": Aim(_("Soutenir et accompagner des personnes"), Domain.PATHWAY, "soutien_accompagnement"),
    "reperer": Aim(_("Aider à s’y retrouver dans les soins"), Domain.PATHWAY, "aide_parcours"),
    "apprendre": Aim(_("Apprendre à vivre avec une maladie"), Domain.PATHWAY, "etp"),
    "prevenir": Aim(_("Prévenir, rester en bonne santé"), Domain.PROVISION, "prevention_promotion"),
}
"""One plain question in the place of the domain and of the modes: the sheet may be made more precise later."""


def aim_choices() -> list[tuple[str, Any]]:
    return [(code, aim.label) for code, aim in AIMS.items()]


FIRST_MISSIONS = (InterventionKind.MEETING, InterventionKind.WORKSHOP, InterventionKind.WORKING_GROUP)
"""What a first mission may be, before any charter: nobody accompanied is there."""
