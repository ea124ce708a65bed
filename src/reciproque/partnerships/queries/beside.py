"""Sessions where somebody gave her time beside somebody paid; and whether she chose it, which a package above knows.

Pay says how a choice is found:

    @choices_found_by
    def her_choice() -> Exists:
        return Exists(Choice.objects.filter(taking__engagement=OuterRef("engagement"), …))   # of a contribution
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q

from ..kinds import ContributionKind, Side, Status
from ..models import Contribution
from ..rules.fairness import PAID

Find = Callable[[], Exists]
_found_by: list[Find] = []


def choices_found_by(find: Find) -> Find:
    """Say how one finds that somebody chose to be a volunteer for the session a contribution was given to."""
    _found_by[:] = [find]
    return find


def unpaid_beside_paid() -> Q:
    """On interventions: a volunteer of the side of patients was there, and somebody paid of the care side."""
    there = Contribution.objects.filter(intervention=OuterRef("pk"), kind=ContributionKind.SESSION)
    return Q(Exists(there.filter(_UNPAID))) & Q(
        Exists(there.filter(engagement__side=Side.CARE, status__in=PAID))
    )


def not_chosen() -> Q:
    """On interventions: one of these volunteers had not chosen to be one."""
    there = Contribution.objects.filter(_UNPAID, intervention=OuterRef("pk"), kind=ContributionKind.SESSION)
    for find in _found_by:
        there = there.filter(~find())
    return Q(Exists(there))


_UNPAID = Q(engagement__side=Side.LIVED, status=Status.VOLUNTEER)
