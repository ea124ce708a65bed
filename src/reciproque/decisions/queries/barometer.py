"""What decisions bring to the barometer: whether what is said has an answer, in time."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.actor import Actor
from reciproque.partnerships.models import Partnership
from reciproque.partnerships.queries.barometer import brings
from reciproque.partnerships.rules.barometer import Nature, Reading
from reciproque.voices.models import Voice
from reciproque.voices.policy import hearers
from reciproque.voices.queries import NO_ANSWER

from ..rules import Heard, answers_come


@brings("S1-13", _("Ce qui est dit reçoit une réponse"), Nature.FOUNDATION, also=("S2-64",))
def what_is_said_is_answered(partnership: Partnership, actor: Actor, today: date) -> Reading | None:
    """Counts over voices the actor may hear one by one; nothing for who may not. One query."""
    said = Voice.objects.filter(partnership=OuterRef("pk"), withdrawal=None)
    counted = (
        Partnership.objects.filter(hearers("pk").where(actor), pk=partnership.pk)
        .values(
            heard=_number(said), unanswered=_number(said.filter(NO_ANSWER)), late=_number(_late(said, today))
        )
        .first()
    )
    return answers_come(Heard(partnership.code, **counted)) if counted else None


def _late(said: QuerySet, today: date) -> QuerySet:
    return said.filter(NO_ANSWER, Q(due_on__lt=today))


def _number(rows: QuerySet) -> Coalesce:
    counted = rows.order_by().values("partnership").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
