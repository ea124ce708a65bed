"""Professional secrecy: the charter in force speaks of it, and everyone who takes part has signed it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...kinds import ClauseKind
from .facts import Facts
from .reading import Evidence, Nature, Reading, State, Step, reads


@reads("S2-44", gettext_lazy("Le secret est promis par chacun"), Nature.VIGILANCE)
def everyone_pledged_secrecy(facts: Facts) -> Reading:
    where = facts.page("charter")
    if facts.charter is None:
        state = State.EARLY if facts.begun_on is None else State.REVIEW
        text = _("Aucune charte n’est encore signée des deux côtés.")
        return Reading(state, text, step=Step(_("Écrire et signer la charte"), where))
    if not facts.people:
        return Reading(State.ASIDE, _("Personne n’est engagé aujourd’hui."))
    signed = [one.name for one in facts.people if one.signed]
    unsigned = [one.name for one in facts.people if not one.signed]
    evidence: tuple[Evidence, ...] = ()
    if signed:
        said = _("Charte, version {n}, signée par {names}")
        evidence = (Evidence(said.format(n=facts.charter, names=", ".join(signed)), where),)
    if ClauseKind.CONFIDENTIALITY not in facts.clauses:
        text = _("La charte en vigueur ne dit rien du secret.")
        return Reading(State.REVIEW, text, evidence, Step(_("Proposer une nouvelle version"), where))
    if unsigned:
        text = _("N’ont pas encore signé la charte en vigueur : {names}.").format(names=", ".join(unsigned))
        return Reading(State.REVIEW, text, evidence, Step(_("Lire et signer la charte"), where))
    return Reading(State.HOLDS, _("Chaque personne engagée a signé la clause qui en parle."), evidence)
