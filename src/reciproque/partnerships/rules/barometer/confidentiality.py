"""Confidentiality: the charter says how it is kept; who read what will be known with the accompaniment."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...kinds import ClauseKind
from .facts import Facts
from .reading import Evidence, Nature, Reading, State, Step, reads


@reads("S2-46", gettext_lazy("La confidentialité de ce qui se dit"), Nature.VIGILANCE)
def what_is_said_stays_here(facts: Facts) -> Reading:
    where = facts.page("charter")
    if facts.charter is not None and ClauseKind.CONFIDENTIALITY not in facts.clauses:
        text = _("La charte en vigueur ne dit pas comment elle est gardée.")
        return Reading(State.REVIEW, text, step=Step(_("Proposer une nouvelle version"), where))
    evidence: tuple[Evidence, ...] = ()
    if facts.charter is not None:
        said = _("La charte en vigueur (version {n}) a une clause de confidentialité")
        evidence = (Evidence(said.format(n=facts.charter), where),)
    text = _("Qui a lu quoi, et quand, se saura avec l’accompagnement : c’est là que se tient le registre.")
    return Reading(State.UNKNOWN, text, evidence)
