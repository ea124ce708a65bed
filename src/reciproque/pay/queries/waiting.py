"""What waits because of pay: the person is asked whether she received it; the coordination, what it has to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.foundation.policy import visible
from reciproque.people.kinds import Role
from reciproque.people.models import Organisation

from ..kinds import State
from ..models import Line
from ..policy import stands_at


def _paid_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("{house} dit vous avoir payé").format(house=facts["house"]),
        detail=_("Dites si c’est arrivé : personne d’autre ne le sait."),
        url=reverse("pay:line", args=[facts["code"]]),
        action=_("Répondre"),
        icon="wallet",
        tone="shared",
    )


@waits(_paid_told)
def paid_to_confirm(actor: Actor, today: date) -> QuerySet | None:
    """What was paid to the actor, and that she has not answered yet."""
    rows = Line.objects.filter(stands_at(State.PAID), engagement__person=actor.person_id)
    return facts_of(rows, code="code", house="organisation__name")


def _to_do_told(facts: Facts, today: date) -> Iterator[Waiting]:
    page = reverse("pay:payments", args=[facts["code"]])
    if facts["refused"]:
        n = facts["refused"]
        yield Waiting(
            title=ngettext("{n} paiement n’est pas arrivé", "{n} paiements ne sont pas arrivés", n).format(
                n=n
            ),
            detail=_("La personne dit n’avoir rien reçu."),
            url=f"{page}?etat=non-recus",
            action=_("Voir"),
            icon="wallet",
            tone="late",
        )
    if facts["due"]:
        n = facts["due"]
        yield Waiting(
            title=ngettext("{n} ligne de paiement à valider", "{n} lignes de paiement à valider", n).format(
                n=n
            ),
            detail=_("Ce qui est dû part à la comptabilité une fois validé."),
            url=page,
            action=_("Voir"),
            icon="wallet",
            tone="warn",
        )


@waits(_to_do_told)
def lines_to_move(actor: Actor, today: date) -> QuerySet | None:
    """For the coordination: how many lines of its house wait to be validated, and how many never arrived."""
    if actor.role != Role.COORDINATOR or not actor.organisation_id:
        return None
    house = Organisation.objects.filter(pk=actor.organisation_id)
    rows = house.annotate(
        due=_how_many(visible(Line, actor, "validate")),
        refused=_how_many(visible(Line, actor, "pay").filter(stands_at(State.REFUSED))),
    )
    return facts_of(rows, code="code", due="due", refused="refused")


def _how_many(rows: QuerySet) -> Coalesce:
    counted = (
        rows.filter(organisation=OuterRef("pk")).order_by().values("organisation").annotate(n=Count("pk"))
    )
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), Value(0))
