"""When somebody's next supervision is due, and what kind of person led one that took place. Never what was said."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.deadlines import Due
from reciproque.foundation.models import Record
from reciproque.partnerships.models import Engagement, Intervention
from reciproque.people.models import Person

from ..kinds import Facilitator


class SupervisionDue(Record, Due):
    """By when somebody of the partners' side is to have her next supervision: a day, and nothing of what it rests on.

    Written again whenever her time of support or her supervisions change (see verbs.supervision).
    """

    engagement = models.OneToOneField(Engagement, on_delete=models.PROTECT, related_name="+")


class Facilitation(Record):
    """Who led a supervision: a type, no name."""

    intervention = models.OneToOneField(Intervention, on_delete=models.PROTECT, related_name="facilitation")
    facilitator = models.CharField(_("qui animait"), max_length=8, choices=Facilitator)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def get_absolute_url(self):
        return self.intervention.get_absolute_url()
