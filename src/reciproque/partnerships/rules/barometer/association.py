"""To be recognised as an association: one that takes part is named among those that carry the partnership."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .facts import Facts
from .reading import Evidence, Nature, Reading, State, Step, reads


@reads("S2-41", gettext_lazy("L’association est reconnue en tant que telle"), Nature.CONDITION)
def the_association_is_named(facts: Facts) -> Reading:
    where = facts.page("partnership")
    named = {name for name, is_association in facts.carriers if is_association}
    speaking = {one.association for one in facts.people if one.association}
    evidence = tuple(
        Evidence(_("{name} : nommée sur la page du partenariat").format(name=name), where)
        for name in sorted(named)
    )
    missing = sorted(speaking - named)
    if missing:
        text = _("{names} prend part, sans être nommée parmi les structures qui portent le partenariat.")
        step = Step(_("Revoir la fiche du partenariat"), where)
        return Reading(State.REVIEW, text.format(names=", ".join(missing)), evidence, step)
    if not named:
        return Reading(State.ASIDE, _("Aucune association ne prend part à ce partenariat."))
    return Reading(
        State.HOLDS, _("Elle est nommée parmi les structures qui portent le partenariat."), evidence
    )
