"""Who answers for somebody, who stands in for her, and the days on which one is away."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.journal import CONFIDENTIAL
from reciproque.foundation.models import Record
from reciproque.partnerships.models import Engagement
from reciproque.people.models import Person


class Relay(Record):
    """For one partner in one partnership: whom she turns to, and who takes over. One stands at a time."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="relays")
    referent = models.ForeignKey(
        Person, verbose_name=_("référent"), on_delete=models.PROTECT, related_name="+"
    )
    substitute = models.ForeignKey(
        Person, verbose_name=_("suppléant"), on_delete=models.PROTECT, related_name="+"
    )
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["engagement"], condition=Q(ended_at=None), name="one_relay_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(referent=F("substitute")), name="relay_of_two_people"),
        ]

    def get_absolute_url(self):
        return address("support:relays", self.engagement.partnership.code)


class Absence(Record):
    """Days on which somebody is away: she says it for herself, no page shows it to anybody else."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(_("du"))
    ends_on = models.DateField(_("au"))
    said_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_ends_after")
        ]
        indexes = [models.Index(fields=["person", "ends_on"], name="absence_person")]

    def get_absolute_url(self):
        return address("support:mine")


CONFIDENTIAL.add("support.Absence")
