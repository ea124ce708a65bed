"""When an evaluation may be closed: both sides were heard, and a wide gap led to an action or was accepted in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation.parameters import parameter
from reciproque.foundation.requirements import Reason, requires

from ..kinds import Side

GATE = "partnerships.close_round"
SINCE = date(2026, 1, 1)
GAP_NEEDING_ACTION = parameter(
    "partnerships.gap_needing_action",
    gettext_lazy("Écart entre les deux côtés, sur 10, à partir duquel une action est attendue"),
    3,
    unit="point",
    source=gettext_lazy("Proposition de Réciproque : la fiche HAS demande de regarder ce qui ne marche pas"),
    status="proposal",
    since=SINCE,
)
SCALES = {
    "works": gettext_lazy("Est-ce que ça fonctionne ?"),
    "trust": gettext_lazy("Y a-t-il de la confiance entre nous ?"),
}
"""What each side rates from 0 to 10; the gap is shown for each."""


@dataclass(frozen=True)
class Looked:
    """The facts of one round: who answered, the ratings of each side, what follows from them.

    `ratings` gives each side's rating by scale; `accepted` is why a wide gap is accepted as it is, in words.
    """

    code: str
    number: int
    ratings: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    actions: int = 0
    accepted: str = ""
    threshold: int = 0

    @property
    def both(self) -> bool:
        return all(side in self.ratings for side in Side)

    def gap(self, scale: str) -> int:
        """Points between the two sides on a scale; 0 while one of them is silent."""
        if not self.both:
            return 0
        return abs(self.ratings[Side.LIVED][scale] - self.ratings[Side.CARE][scale])

    @property
    def widest(self) -> int:
        return max(self.gap(scale) for scale in SCALES)

    @property
    def is_wide(self) -> bool:
        return self.both and self.widest >= self.threshold


@requires(GATE, since=SINCE)
def both_sides_were_heard(facts: Looked) -> list[Reason]:
    where = reverse("partnerships:round", args=[facts.code, facts.number])
    return [
        Reason(
            side in facts.ratings,
            _("{side}, les réponses sont données").format(side=side.label)
            if side in facts.ratings
            else _("{side}, les réponses manquent").format(side=side.label),
            where,
        )
        for side in Side
    ]


@requires(GATE, since=SINCE)
def a_wide_gap_leads_somewhere(facts: Looked) -> list[Reason]:
    if not facts.is_wide:
        return []
    met = bool(facts.actions or facts.accepted.strip())
    return [
        Reason(
            met,
            _("L’écart de {gap} points a une suite").format(gap=facts.widest)
            if met
            else _(
                "Un écart de {gap} points demande une action, ou quelques mots qui disent pourquoi il est accepté"
            ).format(gap=facts.widest),
            reverse("partnerships:round", args=[facts.code, facts.number]) + "#actions",
        )
    ]
