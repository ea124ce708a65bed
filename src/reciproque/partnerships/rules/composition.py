"""Who speaks on the side of patients: three positions, each worth something else, never counted as one another.

Source: Haute Autorité de santé and the founding text on the patient partner, « Différences entre patients
partenaires, usagers et représentants ».
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from reciproque.people.kinds import Role

BRINGS = {
    Role.USER: _("Disent ce qu’ils vivent, en leur nom. On ne leur demande ni formation ni profil."),
    Role.REPRESENTATIVE: _(
        "Portent la voix de tous, par le mandat de leur association, et défendent les droits."
    ),
    Role.PARTNER: _("Se sont formés : ils construisent avec les équipes, au-delà de leur propre parcours."),
}
"""What each of the three brings that the others do not."""


@dataclass(frozen=True)
class Part:
    """One of the three positions, and how many people hold it here."""

    role: Role
    people: int

    @property
    def brings(self) -> str:
        return str(BRINGS[self.role])


@dataclass(frozen=True)
class Composition:
    """The three positions in a fixed order, those that nobody holds too."""

    parts: tuple[Part, ...]

    @property
    def partners_alone(self) -> bool:
        """Trained partners sit without a user or a representative, in whose place they do not speak."""
        held = {part.role: part.people for part in self.parts}
        return bool(held[Role.PARTNER]) and not held[Role.USER] and not held[Role.REPRESENTATIVE]


def composition(positions: Iterable[str]) -> Composition:
    """Counts the positions of the people engaged, one each: the hat chosen here, whatever others they wear."""
    held = Counter(positions)
    return Composition(tuple(Part(role, held[role]) for role in BRINGS))
