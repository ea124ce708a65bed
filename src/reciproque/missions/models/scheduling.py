"""The dates of a mission, and who signed up: places are counted by the database."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from reciproque.foundation.addresses import address
from reciproque.foundation.models import Record
from reciproque.partnerships.models import Intervention

from .mission import Mission
from .taking import Taking


class Slot(models.Model):
    """A date of a mission: an intervention of its partnership, with a number of places.

    `taken` is raised by one conditional update, and the database refuses more than there are places.
    """

    intervention = models.OneToOneField(Intervention, on_delete=models.PROTECT, related_name="slot")
    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="slots")
    places = models.PositiveSmallIntegerField(default=1)
    taken = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(taken__lte=F("places")), name="no_more_than_there_are_places"),
            models.CheckConstraint(condition=Q(places__gte=1), name="slot_has_a_place"),
        ]
        indexes = [models.Index(fields=["mission", "intervention"], name="slot_mission")]


class SignUp(Record):
    """Somebody will be there. `travel` is her way there and back, in minutes, as she says; it counts in her load.

    `day`, `hour` and `minutes` are what she promised: given back to her load when it is held, moved or called off
    (`over_at`). `moved_at`: the date moved after she signed up, and she has not said whether she still comes.
    """

    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="sign_ups")
    taking = models.ForeignKey(Taking, on_delete=models.PROTECT, related_name="sign_ups")
    travel = models.PositiveSmallIntegerField(default=0)
    day = models.DateField()
    hour = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    signed_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "taking"], condition=Q(cancelled_at=None), name="signed_up_once"
            )
        ]
        indexes = [models.Index(fields=["taking", "slot"], name="sign_up_taking")]

    def get_absolute_url(self):
        return address("partnerships:intervention", self.slot.intervention.code)


class Waiting(Record):
    """Somebody would come if a place came free, in the order of their asking. `offered_at`: one came free for her."""

    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="waiting")
    taking = models.ForeignKey(Taking, on_delete=models.PROTECT, related_name="waiting")
    asked_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["slot", "taking"], condition=Q(left_at=None), name="waits_once")
        ]
