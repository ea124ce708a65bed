"""Lines that nobody has paid for too long, for whoever coordinates the house that owes them."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import ngettext

from reciproque.foundation import parameters
from reciproque.people.kinds import Role
from reciproque.people.models import Membership
from reciproque.people.queries.hats import in_force
from reciproque.support.queries.digest import DigestLine, digest_line

from ..models import Line
from ..rules.amounts import LATE_DAYS
from .lines import LATE, late


def late_lines(person_id: int, today: date) -> tuple[int, str, int | None]:
    """How many lines wait for too long in the houses she coordinates today, and the page of the first that has some,
    with its key.

    Nothing, and no page, for whoever coordinates none: a referent reads nobody's pay.
    """
    held = Membership.objects.filter(in_force(today), person=person_id, role=Role.COORDINATOR)
    total, where, first = 0, "", None
    for house in dict.fromkeys(
        one.organisation for one in held.select_related("organisation").order_by("pk")
    ):
        days = parameters.value(LATE_DAYS.name, on=today, organisation_id=house.pk)
        found = late(Line.objects.filter(organisation=house), today=today, late_days=days)
        n = found.exclude(engagement__person=person_id).count()
        if n and not where:
            first = house.pk
            where = f"{reverse('pay:payments', args=[house.code])}?etat={LATE}"
        total += n
    return total, where, first


@digest_line(order=50)
def late_payments(person_id: int, today: date) -> list[DigestLine]:
    """How many lines wait for too long in her houses: a number, never whose."""
    n, where, house = late_lines(person_id, today)
    if not n:
        return []
    return [
        DigestLine(
            ngettext("{n} paiement en retard", "{n} paiements en retard", n).format(n=n),
            where,
            "late",
            coordinates=house,
        )
    ]
