"""What somebody spent, or must spend, to come: apart from pay, and never added to it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.models import Record
from reciproque.partnerships.models import Engagement, Intervention

from ..kinds import ExpenseKind


class Expense(Record):
    """Asked by the person herself: an amount, or kilometres on the scale of the organisation.

    `in_advance`: asked before the session, so that nobody lends money to the house.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="expenses")
    intervention = models.ForeignKey(
        Intervention, null=True, blank=True, on_delete=models.PROTECT, related_name="expenses"
    )
    kind = models.CharField(_("pour quoi"), max_length=12, choices=ExpenseKind)
    on = models.DateField(_("jour"))
    amount = models.DecimalField(_("montant"), max_digits=8, decimal_places=2)
    kilometres = models.DecimalField(_("kilomètres"), max_digits=7, decimal_places=1, null=True, blank=True)
    in_advance = models.BooleanField(default=False)
    words = models.CharField(_("en quelques mots"), max_length=200, blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="expense_of_something"),
            models.CheckConstraint(
                condition=Q(kilometres=None) | Q(kilometres__gt=0), name="expense_kilometres_gone"
            ),
        ]

    def get_absolute_url(self):
        return address("pay:expense", self.code)


class Receipt(Record):
    """The receipt of an expense, encrypted on disk; given back as a file."""

    expense = models.OneToOneField(Expense, on_delete=models.PROTECT, related_name="receipt")
    name = models.CharField(_("nom du fichier"), max_length=120)
    kind = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    place = models.CharField(max_length=40, unique=True)
    added_at = models.DateTimeField()


class Gift(models.Model):
    """A volunteer gives up what she was owed, by her own dated choice."""

    expense = models.OneToOneField(Expense, on_delete=models.PROTECT, related_name="gift")
    given_at = models.DateTimeField()
