"""Regular exchanges: planned as a series, with who was there, a note for oneself, a quiet word after absences."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.models import Record
from reciproque.people.models import Person

from ..kinds import InterventionKind, Word
from .engagement import Engagement
from .intervention import Intervention
from .partnership import Partnership


class Series(Record):
    """Exchanges that come back every so many weeks, so many times."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="series")
    title = models.CharField(_("titre"), max_length=160)
    kind = models.CharField(_("nature"), max_length=16, choices=InterventionKind)
    weeks = models.PositiveSmallIntegerField(_("toutes les (semaines)"))
    times = models.PositiveSmallIntegerField(_("nombre de dates"))
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weeks__gte=1, times__gte=2), name="series_comes_back")
        ]

    def __str__(self):
        return self.title


class SeriesDate(models.Model):
    """One intervention of a series."""

    intervention = models.OneToOneField(Intervention, on_delete=models.PROTECT, related_name="series_date")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="dates")


class Attendance(models.Model):
    """Somebody was there."""

    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="attendances")
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="attendances")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["intervention", "engagement"], name="attended_once")]


class PrivateNote(Record):
    """A few words about an intervention that nobody reads but who wrote them."""

    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("ma note"), max_length=1000)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["intervention", "person"], name="one_private_note_each")
        ]


class CheckIn(Record):
    """A quiet word to someone who could not come: hers first, her referent's only if it stays without an answer.

    `passed_on_at`: it then waits for the referent. Settled by nobody (`settled_by` empty): she came back.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="check_ins")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="check_ins")
    asked_at = models.DateTimeField()
    referent_on = models.DateField()
    word = models.CharField(_("votre réponse"), max_length=8, choices=Word, blank=True)
    answered_at = models.DateTimeField(null=True)
    passed_on_at = models.DateTimeField(null=True)
    resumed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Engagement, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["engagement", "series"],
                condition=Q(answered_at=None, settled_at=None),
                name="one_quiet_word_at_a_time",
            )
        ]
