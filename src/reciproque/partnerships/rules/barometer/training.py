"""Training takes time and money: how much time is known, who pays is not yet."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation import words

from .facts import Facts
from .reading import Evidence, Nature, Reading, State, reads


@reads("S1-91", gettext_lazy("Se former, sans y perdre"), Nature.LIMIT)
def training_is_not_at_ones_own_cost(facts: Facts) -> Reading:
    minutes = sum(one.trained for one in facts.people)
    evidence: tuple[Evidence, ...] = ()
    if minutes:
        said = _("{length} de formation notées depuis un an").format(length=words.length(minutes))
        evidence = (Evidence(said, facts.page("hours")),)
    text = _("Ce qu’une formation coûte, qui la paie et ce qui la suit viendront avec les missions.")
    return Reading(State.UNKNOWN, text, evidence)
