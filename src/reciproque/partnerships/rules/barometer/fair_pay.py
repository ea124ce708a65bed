"""Fair recognition and pay: the charter speaks of it; a package above reads what happened in the sessions held."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...kinds import ClauseKind, Side, Status
from .facts import Facts
from .reading import Evidence, Nature, Reading, State, Step, reads


@reads("S2-69", gettext_lazy("Équité : reconnaissance, rémunération, statut"), Nature.VIGILANCE)
def pay_and_status_are_fair(facts: Facts) -> Reading:
    where = facts.page("charter")
    if facts.charter is not None and ClauseKind.PAY not in facts.clauses:
        text = _("La charte en vigueur ne dit rien de la rémunération ni du défraiement.")
        step = Step(_("Proposer une nouvelle version"), where)
        return Reading(State.REVIEW, text, _statuses(facts), step)
    text = _("Ce qui est dû, payé et reçu viendra avec les missions : l’équité ne peut pas encore se lire.")
    return Reading(State.UNKNOWN, text, _statuses(facts))


def _statuses(facts: Facts) -> tuple[Evidence, ...]:
    """« Côté patients et proches : Bénévole (2) »: who is there under which status."""
    found = []
    for side in Side:
        counted = Counter(one.status for one in facts.of(side))
        said = ", ".join(
            _("{status} ({n})").format(status=status.label, n=counted[status])
            for status in Status
            if counted[status]
        )
        if said:
            text = _("{side} : {statuses}").format(side=side.label, statuses=said)
            found.append(Evidence(text, facts.page("people")))
    return tuple(found)
