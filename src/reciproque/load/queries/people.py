"""Whose time an intervention counts."""

from __future__ import annotations

from reciproque.partnerships.models import Contribution, Intervention


def people_counted_in(intervention: Intervention) -> list[int]:
    """The keys of those who gave time in it. One query."""
    rows = Contribution.objects.filter(intervention=intervention)
    return list(rows.order_by().values_list("engagement__person", flat=True).distinct())
