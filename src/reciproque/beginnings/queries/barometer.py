"""What beginnings bring to the barometer: whether who joins soon has something concrete to do."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.actor import Actor
from reciproque.partnerships.models import Attendance, Engagement, Partnership
from reciproque.partnerships.policy import ACCEPTED
from reciproque.partnerships.queries.barometer import brings
from reciproque.partnerships.rules.barometer import Nature, Reading

from ..models import FirstMission
from ..rules import Newcomer, first_missions_come


@brings("S2-75", _("Une première mission concrète, dès le départ"), Nature.START)
def who_joins_has_a_first_mission(partnership: Partnership, actor: Actor, today: date) -> Reading:
    """Of those who take part today on the side of patients, when each first took part in something. One query."""
    there = Engagement.objects.filter(ACCEPTED, pk=OuterRef("engagement"))
    attended = Attendance.objects.filter(engagement=OuterRef("engagement")).order_by("intervention__day")
    rows = (
        FirstMission.objects.filter(Exists(there), engagement__partnership=partnership)
        .annotate(first_on=Subquery(attended.values("intervention__day")[:1]))
        .order_by("engagement__person__name", "pk")
        .values_list("engagement__person__name", "triggered_on", "due_on", "first_on")
    )
    newcomers = [Newcomer(*row) for row in rows]
    return first_missions_come(newcomers, code=partnership.code, today=today)
