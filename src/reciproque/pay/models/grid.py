"""What an organisation pays for each kind of time: its own grid, for there is no national one."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.models import Record
from reciproque.missions.kinds import Unit
from reciproque.partnerships.kinds import ContributionKind, Status
from reciproque.people.models import Organisation, Person

PAID = (Status.EMPLOYEE, Status.INDEPENDENT)
ISO = RegexValidator(r"^[A-Z]{3}\Z", _("Écrivez les trois lettres de la monnaie, par exemple EUR."))


class Rate(Record):
    """From a day on, an amount for one kind of time under one status; without an amount, nothing more is offered.

    A later row for the same time and the same status ends it. `source` says what it rests on.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="rates")
    kind = models.CharField(_("nature du temps"), max_length=12, choices=ContributionKind)
    status = models.CharField(_("statut"), max_length=12, choices=Status)
    amount = models.DecimalField(_("montant"), max_digits=8, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("monnaie"), max_length=3, default="EUR", validators=[ISO])
    unit = models.CharField(_("pour"), max_length=8, choices=Unit, blank=True)
    starts_on = models.DateField(_("à partir du"))
    source = models.CharField(_("d’où vient ce montant"), max_length=300)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None, unit="") | (Q(amount__gt=0) & ~Q(unit="")),
                name="rate_amount_for_a_unit",
            ),
            models.CheckConstraint(condition=Q(status__in=PAID), name="rate_for_a_paid_status"),
            models.UniqueConstraint(
                fields=["organisation", "kind", "status", "starts_on"], name="one_rate_from_a_day"
            ),
        ]

    def get_absolute_url(self):
        return address("pay:grid", self.organisation.code)
