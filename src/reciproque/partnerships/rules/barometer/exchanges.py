"""Regular exchanges, in a secure frame: meetings, workshops or talking groups where both sides are there."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reciproque.foundation import words
from reciproque.foundation.clock import months_later
from reciproque.foundation.parameters import parameter

from ...kinds import EXCHANGES
from .facts import Facts, Moment
from .reading import Evidence, Nature, Reading, State, Step, reads

SHOWN = 3
MONTHS = parameter(
    "partnerships.months_between_exchanges",
    gettext_lazy("Mois sans échange réunissant les deux côtés, après lesquels c’est à revoir"),
    2,
    unit=gettext_lazy("mois"),
    source=gettext_lazy(
        "Fiche HAS de mai 2026 : « temps réguliers d’échanges » ; le rythme est proposé par Réciproque"
    ),
    status="proposal",
    since=date(2026, 11, 1),
)


@reads("S2-67", gettext_lazy("Des temps d’échange réguliers, où chacun s’exprime"), Nature.CONDITION)
def both_sides_meet_regularly(facts: Facts) -> Reading:
    months = int(facts.limits[MONTHS.name])
    together = [one for one in facts.held(*EXCHANGES) if one.both and not one.meets_people]
    evidence = [
        Evidence(
            _("{title}, {day} : {lived} côté patients et proches, {care} côté professionnels").format(
                title=one.title, day=words.day(one.day, weekday=False), lived=one.lived, care=one.care
            ),
            one.where,
        )
        for one in together[:SHOWN]
    ]
    following = next((one for one in facts.to_come(*EXCHANGES) if not one.meets_people), None)
    if following is not None:
        said = _("Le prochain : {title}, {day}").format(
            title=following.title, day=words.day(following.day, weekday=False)
        )
        evidence.append(Evidence(said, following.where))
    since = together[0].day if together else facts.begun_on
    if since is None:
        return Reading(State.EARLY, _("Le partenariat n’a pas encore commencé."), tuple(evidence))
    if months_later(since, months) >= facts.today:
        if together:
            text = _("Les deux côtés se sont retrouvés il y a moins de {n} mois.").format(n=months)
            return Reading(State.HOLDS, text, tuple(evidence))
        return Reading(
            State.EARLY, _("Il vient de commencer : le premier échange est à tenir."), tuple(evidence)
        )
    text = ngettext(
        "Aucun échange n’a réuni les deux côtés depuis {n} mois.",
        "Aucun échange n’a réuni les deux côtés depuis {n} mois.",
        months,
    ).format(n=months)
    step = Step(_("Prévoir des échanges réguliers"), facts.page("calendar"))
    return Reading(State.REVIEW, text, tuple(evidence), step)


def _people(moment: Moment) -> str:
    """« 2 patients et proches, 1 professionnel »."""
    lived = ngettext("%(n)s patient ou proche", "%(n)s patients et proches", moment.lived) % {
        "n": moment.lived
    }
    care = ngettext("%(n)s professionnel", "%(n)s professionnels", moment.care) % {"n": moment.care}
    return f"{lived}, {care}"
