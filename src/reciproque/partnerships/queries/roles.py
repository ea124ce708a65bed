"""Role sheets read again: which evaluation asks for it, who confirmed hers, and whose waits for her."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits

from ..models import Engagement, EvaluationRound, Partnership, RoleConfirmation
from ..policy import ACCEPTED, running
from .evaluation import NEAR

SHEET = ("does", "does_not", "decides", "consulted_on")
"""The four parts of a role sheet."""
EMPTY = Q(**dict.fromkeys(SHEET, ""))


def rounds_asking(today: date) -> QuerySet[EvaluationRound]:
    """The evaluations that come or came, of partnerships that began, the latest first."""
    begun = EvaluationRound.objects.filter(partnership__activation__isnull=False, due_on__lte=today + NEAR)
    return begun.order_by("-number")


def round_asking(partnership: Partnership, *, today: date) -> EvaluationRound | None:
    """The evaluation for which role sheets are read again today, if one has come near."""
    return rounds_asking(today).filter(partnership=partnership).first()


@dataclass(frozen=True)
class Reading:
    """When she last confirmed her sheet, for which evaluation, and whether somebody else changed it since."""

    confirmed: RoleConfirmation | None
    changed_since: bool


def last_reading(engagement: Engagement) -> Reading:
    """What is known of the last time someone confirmed her own sheet. One query."""
    found = engagement.confirmations.select_related("round").last()
    revised = engagement.role_revised_at
    by_another = revised is not None and engagement.role_revised_by_id != engagement.person_id
    return Reading(found, by_another and (found is None or found.confirmed_at < revised))


@dataclass(frozen=True)
class Confirmed:
    """Of those who take part, how many confirmed their sheet for an evaluation."""

    done: int
    everyone: int


def confirmed_for(round_: EvaluationRound) -> Confirmed:
    """How far the reading of the sheets has come for an evaluation. One query."""
    mine = RoleConfirmation.objects.filter(engagement=OuterRef("pk"), round=round_)
    there = Engagement.objects.filter(ACCEPTED, partnership=round_.partnership_id)
    told = list(there.annotate(confirmed=Exists(mine)).values_list("confirmed", flat=True))
    return Confirmed(sum(told), len(told))


# --- what waits -----------------------------------------------------------------------------------
def _sheet_told(facts: Facts, today: date) -> Iterator[Waiting]:
    if facts["changed"]:
        title, action = _("Quelqu’un a changé votre fiche de rôle"), _("La relire")
    elif facts["empty"]:
        title, action = _("Votre fiche de rôle reste à écrire"), _("L’écrire")
    else:
        title = _("Évaluation {n} : votre fiche de rôle dit-elle encore ce que vous faites ?")
        title, action = title.format(n=facts["number"]), _("La relire")
    yield Waiting(
        title=title,
        detail=facts["title"],
        url=reverse("partnerships:engagement", args=[facts["partnership"], facts["code"]]) + "#fiche",
        action=action,
        icon="clipboard-list",
    )


@waits(_sheet_told)
def sheets_to_confirm(actor: Actor, today: date) -> QuerySet:
    """One's own role sheets: not confirmed for the evaluation that is asked, or changed by someone else since."""
    asking = rounds_asking(today).filter(partnership=OuterRef("partnership"))
    given = RoleConfirmation.objects.filter(engagement=OuterRef("pk"))
    changed = (
        Q(role_revised_at__isnull=False)
        & ~Q(role_revised_by=actor.person_id)
        & ~Q(Exists(given.filter(confirmed_at__gte=OuterRef("role_revised_at"))))
    )
    mine = Engagement.objects.filter(ACCEPTED, running("partnership")[0], person=actor.person_id).annotate(
        asked=Subquery(asking.values("pk")[:1]),
        asked_on=Subquery(asking.values("due_on")[:1]),
        number=Subquery(asking.values("number")[:1]),
        changed=_either(changed),
        empty=_either(EMPTY),
    )
    unread = Q(asked__isnull=False, accepted_at__date__lte=F("asked_on")) & ~Q(
        Exists(given.filter(round=OuterRef("asked")))
    )
    return facts_of(
        mine.filter(unread | changed),
        code="code",
        partnership="partnership__code",
        title="partnership__title",
        number="number",
        changed="changed",
        empty="empty",
    )


def _either(condition: Q) -> Any:
    return Case(When(condition, then=Value(1)), default=Value(0))
