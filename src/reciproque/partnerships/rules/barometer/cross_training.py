"""Cross-training on roles, expectations, limits: the two sides learn from each other, not each from a teacher."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation import words
from reciproque.foundation.clock import months_later
from reciproque.foundation.parameters import parameter

from .facts import Facts
from .reading import Evidence, Nature, Reading, State, Step, reads

SHOWN = 3
MONTHS = parameter(
    "partnerships.months_between_cross_trainings",
    gettext_lazy("Mois sans formation croisée, après lesquels c’est à revoir"),
    12,
    unit=gettext_lazy("mois"),
    source=gettext_lazy(
        "Fiche HAS de mai 2026 : « formations croisées » ; le rythme est proposé par Réciproque"
    ),
    status="proposal",
    since=date(2026, 11, 1),
)
FIRST = parameter(
    "partnerships.months_to_first_cross_training",
    gettext_lazy("Mois laissés pour une première formation croisée"),
    3,
    unit=gettext_lazy("mois"),
    source=gettext_lazy("Proposition de Réciproque : avant la première évaluation"),
    status="proposal",
    since=date(2026, 11, 1),
)


@reads(
    "S2-68",
    gettext_lazy("Des formations croisées : rôles, attentes, limites"),
    Nature.CONDITION,
    also=("S1-93",),
)
def the_sides_learn_from_each_other(facts: Facts) -> Reading:
    trained = [one for one in facts.held() if one.crossed]
    evidence = tuple(
        Evidence(
            _("{title}, {day}").format(title=one.title, day=words.day(one.day, weekday=False)), one.where
        )
        for one in trained[:SHOWN]
    )
    if trained and months_later(trained[0].day, int(facts.limits[MONTHS.name])) >= facts.today:
        text = _("Les deux côtés se sont formés ensemble il y a moins de {n} mois.")
        return Reading(State.HOLDS, text.format(n=facts.limits[MONTHS.name]), evidence)
    since = trained[0].day if trained else facts.begun_on
    if since is None:
        return Reading(State.EARLY, _("Le partenariat n’a pas encore commencé."))
    if not trained and months_later(since, int(facts.limits[FIRST.name])) >= facts.today:
        return Reading(State.EARLY, _("Il vient de commencer : la première formation croisée est à prévoir."))
    text = (
        _("La dernière formation croisée date de plus de {n} mois.").format(n=facts.limits[MONTHS.name])
        if trained
        else _("Aucune formation croisée n’a encore réuni les deux côtés.")
    )
    return Reading(State.REVIEW, text, evidence, Step(_("En prévoir une"), facts.page("calendar")))
