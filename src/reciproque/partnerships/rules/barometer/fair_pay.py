"""Fair recognition and pay: the charter speaks of it, and nobody is unpaid beside somebody paid without choosing it."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reciproque.foundation import words

from ...kinds import ClauseKind, Side, Status
from .facts import Facts, Moment
from .reading import Evidence, Nature, Reading, State, Step, reads

SHOWN = 3


@reads("S2-69", gettext_lazy("Équité : reconnaissance, rémunération, statut"), Nature.VIGILANCE)
def pay_and_status_are_fair(facts: Facts) -> Reading:
    if facts.charter is not None and ClauseKind.PAY not in facts.clauses:
        text = _("La charte en vigueur ne dit rien de la rémunération ni du défraiement.")
        step = Step(_("Proposer une nouvelle version"), facts.page("charter"))
        return Reading(State.REVIEW, text, _statuses(facts), step)
    held = [one for one in facts.held() if one.unpaid_beside_paid is not None]
    if not held:
        text = _("Qui est payé, et qui ne l’est pas, se saura quand une première séance se sera tenue.")
        return Reading(State.UNKNOWN, text, _statuses(facts))
    beside = [one for one in held if one.unpaid_beside_paid]
    evidence = (*_sessions(beside), *_statuses(facts))
    unchosen = [one for one in beside if one.not_chosen]
    if unchosen:
        text = ngettext(
            "Dans {n} séance, un patient ou un proche était bénévole sans l’avoir choisi, à côté de quelqu’un de payé.",
            "Dans {n} séances, un patient ou un proche était bénévole sans l’avoir choisi, à côté de quelqu’un de"
            " payé.",
            len(unchosen),
        ).format(n=len(unchosen))
        return Reading(
            State.REVIEW, text, evidence, Step(_("Voir les heures et les statuts"), facts.page("hours"))
        )
    if beside:
        text = _(
            "Qui est bénévole à côté d’un professionnel payé l’a choisi, et la date de son choix est gardée."
        )
        return Reading(State.HOLDS, text, evidence)
    text = _("Dans aucune séance quelqu’un n’était bénévole à côté d’un professionnel payé.")
    return Reading(State.HOLDS, text, evidence)


def _sessions(beside: list[Moment]) -> tuple[Evidence, ...]:
    """The latest of these sessions."""
    said = _("{title}, {day}")
    return tuple(
        Evidence(said.format(title=one.title, day=words.day(one.day, weekday=False)), one.where)
        for one in beside[:SHOWN]
    )


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
