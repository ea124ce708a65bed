"""What a mission with accompanied people asks for, when it is planned: the charter, each one's pledge, an opening.

A first mission among ourselves (a meeting, a workshop, a working group) asks for none of it: gates come with the
risk, not before. The pledge is one's own signature of the charter in force: secret, limits, the right to stop.
Nobody alone gives access to vulnerable people: each partner expected there was opened by two (see openings).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reciproque.foundation.requirements import Reason, requires

from ..kinds import InterventionKind

GATE = "partnerships.meet_people"
SINCE = date(2026, 1, 1)
WITH_PEOPLE = frozenset({InterventionKind.PRESENCE})
"""Kinds that are always held with accompanied people, whatever was ticked."""
WHY = gettext_lazy(
    "Auprès de personnes accompagnées, on entend ce qui ne doit pas sortir, et on peut se sentir seul. C’est"
    " pourquoi la charte, l’engagement de chacun et l’accord de deux personnes pour chaque partenaire sont demandés"
    " maintenant : le secret, les limites, le droit de s’arrêter, à qui parler."
)
"""Said where the charter and the pledge are asked for."""


@dataclass(frozen=True)
class Ready:
    """The facts the gate judges. `charter` is the number of the version in force, None when there is none.

    `unsigned` names those expected who have not signed it; `unopened` says what is missing for those of the
    partners' side whom two people have not opened there.
    """

    code: str
    begun: bool
    charter: int | None
    unsigned: tuple[str, ...] = ()
    expects_someone: bool = True
    unopened: tuple[str, ...] = ()


def meets_people(kind: str, ticked: bool) -> bool:
    """Whether something planned is held with accompanied people."""
    return ticked or kind in WITH_PEOPLE


@requires(GATE, since=SINCE)
def it_has_begun(facts: Ready) -> list[Reason]:
    if facts.begun:
        return []
    where = reverse("partnerships:partnership", args=[facts.code])
    return [Reason(False, _("Le partenariat n’a pas encore commencé"), where)]


@requires(GATE, since=SINCE)
def the_charter_is_in_force(facts: Ready) -> Reason:
    if facts.charter is None:
        text = _("La charte n’est pas encore signée des deux côtés")
    else:
        text = _("La charte (version {n}) est signée des deux côtés").format(n=facts.charter)
    return Reason(facts.charter is not None, text, reverse("partnerships:charter", args=[facts.code]))


@requires(GATE, since=SINCE)
def each_one_there_has_pledged(facts: Ready) -> list[Reason]:
    where = reverse("partnerships:charter", args=[facts.code])
    if not facts.expects_someone:
        return [Reason(False, _("Dites qui y sera attendu : chacun doit s’y être engagé"), where)]
    if not facts.unsigned:
        return [Reason(True, _("Chaque personne attendue a signé la charte"), where)]
    text = ngettext(
        "L’engagement de {names} manque : sa signature de la charte",
        "L’engagement de {names} manque : leur signature de la charte",
        len(facts.unsigned),
    )
    return [Reason(False, text.format(names=_(" et de ").join(facts.unsigned)), where)]


@requires(GATE, since=SINCE)
def each_partner_there_is_opened_by_two(facts: Ready) -> list[Reason]:
    where = reverse("openings:openings")
    if facts.unopened:
        return [Reason(False, text, where) for text in facts.unopened]
    text = _("Deux personnes répondent de chaque partenaire attendu auprès des personnes accompagnées")
    return [Reason(True, text, where)] if facts.expects_someone else []
