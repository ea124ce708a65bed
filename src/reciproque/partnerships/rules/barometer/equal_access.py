"""Access is not equal: who could come is known only once missions say what they ask and what they pay back."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .facts import Facts
from .reading import Evidence, Nature, Reading, State, reads


@reads(
    "S1-95", gettext_lazy("Chacun peut prendre part, quels que soient sa santé et ses moyens"), Nature.LIMIT
)
def everyone_can_take_part(facts: Facts) -> Reading:
    remote = sum(1 for one in facts.moments if one.remote)
    evidence: tuple[Evidence, ...] = ()
    if remote:
        said = ngettext(
            "{n} rendez-vous où l’on peut être à distance",
            "{n} rendez-vous où l’on peut être à distance",
            remote,
        )
        evidence = (Evidence(said.format(n=remote), facts.page("calendar")),)
    text = _("Les frais de garde, de trajet et d’interprète, et qui a pu venir, viendront avec les missions.")
    return Reading(State.UNKNOWN, text, evidence)
