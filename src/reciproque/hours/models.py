"""What makes the time one gave a thing agreed: confirmations, disagreements and their settlement; and thanks."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.models import CODE_LENGTH, Record
from reciproque.partnerships.kinds import ContributionKind
from reciproque.partnerships.models import Contribution, Engagement, Intervention
from reciproque.people.kinds import Role
from reciproque.people.models import Person

from .kinds import Party


class Confirmation(models.Model):
    """Somebody confirmed a time as it stood: a later correction leaves this here, and it counts no more.

    `party` says whose word it is: hers, of what somebody else noted for her, or the house's, of what she noted.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="confirmations")
    of_version = models.PositiveIntegerField()
    party = models.CharField(max_length=5, choices=Party)
    minutes = models.PositiveSmallIntegerField()
    on = models.DateField()
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "of_version", "party"], name="confirmed_once_as_it_stands"
            )
        ]


class Dispute(Record):
    """Two people do not say the same of a time: a thread, until what was agreed is written.

    It keeps the time as it was read (`minutes`, `on`, `kind`, `of_version`), for the time may be corrected, or taken
    back once settled (`contribution` is then empty, `about` its code): what was discussed never disappears.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="disputes")
    contribution = models.ForeignKey(
        Contribution, null=True, on_delete=models.SET_NULL, related_name="disputes"
    )
    about = models.CharField(max_length=CODE_LENGTH, db_index=True)
    of_version = models.PositiveIntegerField()
    kind = models.CharField(_("nature du temps"), max_length=12, choices=ContributionKind)
    minutes = models.PositiveSmallIntegerField()
    on = models.DateField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_as = models.CharField(max_length=5, choices=Party)
    opened_at = models.DateTimeField()
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    settled_as = models.CharField(max_length=5, choices=Party, blank=True)
    settled_at = models.DateTimeField(null=True)
    outcome = models.TextField(_("ce qui a été convenu"), max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution"], condition=Q(settled_at=None), name="one_dispute_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, outcome="")
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(outcome="")),
                name="settled_by_somebody_in_words",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    def get_absolute_url(self):
        return address("hours:dispute", self.code)


class Remark(models.Model):
    """What somebody says in the thread of a disagreement."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="remarks")
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_as = models.CharField(max_length=5, choices=Party)
    said_at = models.DateTimeField()
    words = models.TextField(_("ce que vous en dites"), max_length=2000)


class Thanks(Record):
    """A word of thanks to somebody engaged, about one intervention held or one time given.

    She reads it first; `received_at` is when she did. `said_as` is the position its author spoke from.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="thanks")
    intervention = models.ForeignKey(Intervention, null=True, on_delete=models.PROTECT, related_name="thanks")
    contribution = models.ForeignKey(
        Contribution, null=True, on_delete=models.SET_NULL, related_name="thanks"
    )
    words = models.TextField(_("votre merci"), max_length=1000)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_as = models.CharField(max_length=16, choices=Role)
    said_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(intervention=None) | Q(contribution=None), name="thanks_about_one_thing"
            )
        ]
        indexes = [models.Index(fields=["engagement", "-id"], name="thanks_engagement")]

    def __str__(self):
        return self.words[:60]

    def get_absolute_url(self):
        return address("hours:received", self.code)


class Showing(models.Model):
    """She agreed that the people of the partnership read a thanks she received, until she says otherwise."""

    thanks = models.ForeignKey(Thanks, on_delete=models.PROTECT, related_name="showings")
    shown_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thanks"], condition=Q(withdrawn_at=None), name="thanks_shown_once_at_a_time"
            )
        ]
