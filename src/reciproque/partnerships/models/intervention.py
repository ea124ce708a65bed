"""What takes place, who takes part, and the time it took: the only source of hours."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.models import Record
from reciproque.people.models import LANGUAGES, Person

from ..kinds import ContributionKind, InterventionKind, Status
from ..modes import mode_choices
from .engagement import Engagement
from .partnership import Partnership


class Intervention(Record):
    """Something planned or held under one partnership, of a kind, in at most one mode of the HAS.

    The wall clock (`day`, `hour`, `zone`) is what was promised; `starts_at` is its instant, for sorting.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="interventions")
    title = models.CharField(_("titre"), max_length=160)
    kind = models.CharField(_("nature"), max_length=16, choices=InterventionKind)
    mode = models.CharField(_("mode d’intervention"), max_length=30, blank=True, choices=mode_choices())
    mission = models.CharField(_("mission"), max_length=40, blank=True)
    day = models.DateField(_("jour"))
    hour = models.TimeField(_("heure"))
    zone = models.CharField(_("fuseau horaire"), max_length=40)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(_("durée en minutes"))
    meets_people = models.BooleanField(_("auprès de personnes accompagnées"), default=False)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    remote = models.BooleanField(_("à distance"), default=False)
    language = models.CharField(_("langue"), max_length=5, choices=LANGUAGES, default="fr")
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=1440), name="lasts_up_to_a_day")
        ]
        indexes = [
            models.Index(fields=["partnership", "starts_at", "id"], name="intervention_partnership"),
            models.Index(fields=["starts_at", "id"], name="intervention_start"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return address("partnerships:intervention", self.code)


class Expected(models.Model):
    """Someone engaged is expected at an intervention."""

    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="expected")
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["intervention", "engagement"], name="expected_once")]


class Holding(models.Model):
    """The intervention took place."""

    intervention = models.OneToOneField(Intervention, on_delete=models.PROTECT, related_name="holding")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(_("ce qu’il en reste"), max_length=4000, blank=True)


class CrossTraining(Record):
    """People of both sides were there, and learned from each other: said by one of them, taken back if mistaken."""

    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="cross_trainings")
    about = models.CharField(_("sur quoi elle a porté"), max_length=300, blank=True)
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["intervention"],
                condition=Q(taken_back_at=None),
                name="cross_training_once_at_a_time",
            )
        ]


class Cancellation(models.Model):
    """The intervention will not take place, and why."""

    intervention = models.OneToOneField(Intervention, on_delete=models.PROTECT, related_name="cancellation")
    cancelled_at = models.DateTimeField()
    cancelled_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("raison"), max_length=300)


class Contribution(Record):
    """One person's time, of a kind, with or without an intervention: hours, pay and load come from here alone.

    `status` is the one it was given under (see queries.statuses): it stays what it was when terms change later.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="contributions")
    intervention = models.ForeignKey(
        Intervention, null=True, blank=True, on_delete=models.PROTECT, related_name="contributions"
    )
    kind = models.CharField(_("nature du temps"), max_length=12, choices=ContributionKind)
    status = models.CharField(_("statut"), max_length=12, choices=Status)
    minutes = models.PositiveSmallIntegerField(_("durée en minutes"))
    on = models.DateField(_("jour"))
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entered_late = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=1440), name="contributes_within_a_day"
            ),
            models.UniqueConstraint(
                fields=["intervention", "engagement", "kind"],
                condition=Q(intervention__isnull=False),
                name="counted_once_an_intervention",
            ),
        ]
        indexes = [models.Index(fields=["engagement", "on"], name="contribution_engagement")]
