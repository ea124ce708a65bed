"""A line of what is owed to one person, and each step on its way to her, until she says she received it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.models import Record
from reciproque.partnerships.kinds import ContributionKind, Status
from reciproque.partnerships.models import Contribution, Engagement
from reciproque.people.models import Organisation, Person

from ..kinds import State
from .expense import Expense


class Line(Record):
    """What an organisation owes for one contribution, or for one expense: never both, never two statuses.

    `how` says in words how the amount was found; without an amount, nothing was agreed yet. `given` is the code of
    the contribution, kept when it is taken back. `corrects`: time already validated was corrected, and this line
    makes up the difference; its amount may then be negative. `owed_since` is the day it was noted.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="lines")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="lines_owed")
    contribution = models.ForeignKey(
        Contribution, null=True, blank=True, on_delete=models.SET_NULL, related_name="lines"
    )
    given = models.CharField(max_length=10, blank=True, db_index=True)
    expense = models.OneToOneField(
        Expense, null=True, blank=True, on_delete=models.PROTECT, related_name="line"
    )
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    status = models.CharField(_("statut"), max_length=12, choices=Status)
    kind = models.CharField(_("nature du temps"), max_length=12, choices=ContributionKind, blank=True)
    minutes = models.PositiveSmallIntegerField(_("durée en minutes"), null=True, blank=True)
    amount = models.DecimalField(_("montant"), max_digits=9, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("monnaie"), max_length=3, default="EUR")
    how = models.CharField(_("comment c’est compté"), max_length=300)
    on = models.DateField(_("jour"))
    owed_since = models.DateField()
    due_on = models.DateField(_("à payer avant le"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(given="", expense__isnull=False) | (~Q(given="") & Q(expense=None)),
                name="line_for_time_or_for_an_expense",
            ),
            models.CheckConstraint(
                condition=Q(expense__isnull=False) | Q(status__in=(Status.EMPLOYEE, Status.INDEPENDENT)),
                name="only_paid_time_is_owed",
            ),
            models.UniqueConstraint(
                fields=["given"], condition=Q(corrects=None) & ~Q(given=""), name="one_first_line_each"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "status", "owed_since"], name="line_organisation"),
            models.Index(fields=["engagement", "-on"], name="line_engagement"),
        ]

    def get_absolute_url(self):
        return address("pay:line", self.code)


class Batch(Record):
    """Lines sent together to those who pay: what accounts receive, under one reference, a table for each status."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="batches")
    reference = models.CharField(_("référence"), max_length=60)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    def get_absolute_url(self):
        return address("pay:batch", self.code)


class Step(models.Model):
    """A line went one step further: `rank` counts its steps, and the database takes each rank once."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="steps")
    rank = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=[one for one in State.choices if one[0] != State.DUE])
    at = models.DateTimeField()
    on = models.DateField(null=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=300, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="steps")

    class Meta:
        ordering = ["rank"]
        constraints = [models.UniqueConstraint(fields=["line", "rank"], name="one_step_at_a_time")]
