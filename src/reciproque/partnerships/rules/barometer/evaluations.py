"""Regular evaluations: what works, what does not, at the date promised, with the next one already fixed."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reciproque.foundation import words

from .facts import Facts, Look
from .reading import Evidence, Nature, Reading, State, Step, reads

SHOWN = 3


@reads("S2-72", gettext_lazy("Des évaluations régulières, à leur date"), Nature.START, also=("S2-73",))
def evaluations_come_at_their_date(facts: Facts) -> Reading:
    evidence = tuple(Evidence(_told(look), facts.page("round", look.number)) for look in facts.looks[:SHOWN])
    where = facts.page("rounds")
    late = [look for look in facts.looks if not look.closed and look.due_on < facts.today]
    if late:
        days = (facts.today - late[0].due_on).days
        text = ngettext(
            "L’évaluation {number} a {n} jour de retard.",
            "L’évaluation {number} a {n} jours de retard.",
            days,
        ).format(number=late[0].number, n=days)
        step = Step(_("Répondre et conclure"), facts.page("round", late[0].number))
        return Reading(State.REVIEW, text, evidence, step)
    to_come = any(not look.closed for look in facts.looks)
    if facts.begun_on is None:
        text = (
            _("La première évaluation a sa date.")
            if to_come
            else _("La première évaluation n’a pas de date.")
        )
        return Reading(State.EARLY, text, evidence)
    if not to_come:
        text = _("Aucune évaluation n’est prévue.")
        return Reading(State.REVIEW, text, evidence, Step(_("Fixer la prochaine"), where))
    if any(look.closed for look in facts.looks):
        return Reading(State.HOLDS, _("La dernière est conclue, et la prochaine a sa date."), evidence)
    return Reading(State.EARLY, _("La première évaluation a sa date, qui n’est pas encore venue."), evidence)


def _told(look: Look) -> str:
    day = words.day(look.due_on, weekday=False)
    if look.gap is not None:
        said = ngettext(
            "Évaluation {number}, {day} : {n} point d’écart entre les deux côtés, au plus",
            "Évaluation {number}, {day} : {n} points d’écart entre les deux côtés, au plus",
            look.gap,
        )
        return said.format(number=look.number, day=day, n=look.gap)
    return _("Évaluation {number}, {day}").format(number=look.number, day=day)
