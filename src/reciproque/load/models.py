"""What somebody sets for herself, and what each of her weeks and months holds, whoever it was promised to."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.models import Record, SealedField
from reciproque.people.models import Person

from .kinds import Measure, Part, Weekday

MOST_WORDS = 600


class Rhythm(Record):
    """The ceilings a person sets herself; an empty one is no ceiling. She alone writes it, she alone reads it.

    No relation leads here from a person: who does not name this model cannot come upon it.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    week_minutes = models.PositiveIntegerField(_("par semaine, au plus"), null=True, blank=True)
    month_minutes = models.PositiveIntegerField(_("par mois, au plus"), null=True, blank=True)
    evenings = models.PositiveSmallIntegerField(_("soirées par semaine, au plus"), null=True, blank=True)
    said_at = models.DateTimeField()

    def get_absolute_url(self):
        return address("load:mine")

    @property
    def ceilings(self) -> dict[Measure, int | None]:
        return {
            Measure.WEEK: self.week_minutes,
            Measure.MONTH: self.month_minutes,
            Measure.EVENINGS: self.evenings,
        }


class Free(models.Model):
    """A part of a weekday on which she may be asked. None at all means any time."""

    rhythm = models.ForeignKey(Rhythm, on_delete=models.CASCADE, related_name="free")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    part = models.CharField(max_length=9, choices=Part)

    class Meta:
        ordering = ["weekday", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rhythm", "weekday", "part"], name="free_once"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="free_on_a_weekday"),
        ]


class Pause(Record):
    """A person takes no more for a time, without a reason. `ended_at`: she took up again before its last day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(_("à partir du"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    said_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="pause_ends_after_it_begins"
            )
        ]
        indexes = [models.Index(fields=["person", "ended_at"], name="pause_person")]

    def get_absolute_url(self):
        return address("load:mine")


class PersonLoad(models.Model):
    """What one week or one month of a person holds: promised, given, and what she allows.

    `ceiling` is the one she set, copied here so that one conditional update decides; `allowed` goes beyond it
    only by her own words (see Override). Without a ceiling, both are empty.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=8, choices=Measure)
    starts_on = models.DateField()
    promised = models.PositiveIntegerField(default=0)
    given = models.PositiveIntegerField(default=0)
    ceiling = models.PositiveIntegerField(null=True)
    allowed = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "measure", "starts_on"], name="load_once_a_period"),
            models.CheckConstraint(
                condition=Q(allowed=None) | Q(promised__lte=F("allowed")), name="no_more_than_she_allows"
            ),
            models.CheckConstraint(
                condition=Q(ceiling=None, allowed=None)
                | Q(ceiling__isnull=False, allowed__isnull=False, allowed__gte=F("ceiling")),
                name="load_allowed_from_her_ceiling_up",
            ),
        ]


class Override(Record):
    """She went beyond her own ceiling, and wrote to herself why: she alone reads it.

    `quantity` is what that week or month may go up to, in minutes or in evenings.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=8, choices=Measure)
    starts_on = models.DateField()
    quantity = models.PositiveIntegerField()
    words = SealedField(_("écrit à soi-même"), max_length=MOST_WORDS)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-id"], name="override_person")]
