"""Supervision or feedback, against exhaustion and tensions; whether somebody from outside came is not known yet."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation import words
from reciproque.foundation.clock import months_later
from reciproque.foundation.parameters import parameter

from ...kinds import InterventionKind
from .facts import Facts
from .reading import Evidence, Nature, Reading, State, Step, reads

SHOWN = 3
MONTHS = parameter(
    "partnerships.months_between_supervisions",
    gettext_lazy("Mois sans temps de supervision, après lesquels c’est à revoir"),
    2,
    unit=gettext_lazy("mois"),
    source=gettext_lazy(
        "Fiche HAS de mai 2026 : « temps de supervision » ; le rythme est proposé par Réciproque"
    ),
    status="proposal",
    since=date(2026, 11, 1),
)


@reads(
    "S2-71",
    gettext_lazy("Des temps de supervision ou de retour d’expérience, aussi avec quelqu’un de l’extérieur"),
    Nature.VIGILANCE,
)
def there_are_times_of_supervision(facts: Facts) -> Reading:
    months = int(facts.limits[MONTHS.name])
    held = facts.held(InterventionKind.SUPERVISION)
    evidence = tuple(
        Evidence(
            _("{title}, {day}").format(title=one.title, day=words.day(one.day, weekday=False)), one.where
        )
        for one in held[:SHOWN]
    )
    since = held[0].day if held else facts.begun_on
    if since is None:
        return Reading(State.EARLY, _("Le partenariat n’a pas encore commencé."))
    if months_later(since, months) < facts.today:
        text = _("Aucun temps de supervision n’a eu lieu depuis {n} mois.").format(n=months)
        return Reading(State.REVIEW, text, evidence, Step(_("En prévoir un"), facts.page("calendar")))
    if not held:
        return Reading(State.EARLY, _("Il vient de commencer : le premier temps est à prévoir."))
    text = _(
        "Un temps a eu lieu il y a moins de {n} mois. Si quelqu’un de l’extérieur l’animait, et si chacun en a eu,"
        " se saura avec les missions."
    )
    return Reading(State.UNKNOWN, text.format(n=months), evidence)
