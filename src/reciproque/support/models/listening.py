"""The person one chose to talk to, the question asked after a mission with people, what was answered, the call."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.deadlines import Due
from reciproque.foundation.journal import CONFIDENTIAL
from reciproque.foundation.models import Record, SealedField
from reciproque.partnerships.models import Intervention
from reciproque.people.models import Person

from ..kinds import CallReason, Weight

MOST_WORDS = 1_000


class Confidant(Record):
    """Somebody chose one person to talk to, who said yes or no; either ends it at once.

    `reads_since`: nothing said before is shown to her. While it is asked or accepted, nobody else is.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    chosen = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reads_since = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(declined_at=None, ended_at=None),
                name="one_confidant_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(person=F("chosen")), name="confidant_is_somebody_else"),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(declined_at=None), name="confidant_said_yes_or_no"
            ),
        ]
        indexes = [models.Index(fields=["chosen", "person"], name="confidant_chosen")]

    def get_absolute_url(self):
        return address("support:beside", self.code)


class Question(Record):
    """« Comment était-ce ? », asked to somebody alone after a mission with accompanied people, until a day.

    Closed, it does not say whether she answered or would rather not: what she said, if she did, is a `Moment`.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    until = models.DateField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "intervention"], name="asked_once_how_it_was")
        ]

    def get_absolute_url(self):
        return address("support:mine")


class Moment(Record):
    """How a mission was for somebody, in two taps. Read by whoever she chose to talk to, as things stand, alone.

    No relation leads here from a person nor from an intervention: who does not name this model cannot come upon it.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="+")
    weight = models.CharField(_("comment c’était"), max_length=6, choices=Weight)
    wants_to_talk = models.BooleanField(_("je veux en parler"), default=False)
    words = SealedField(_("en quelques mots"), max_length=MOST_WORDS, blank=True)
    said_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "intervention"], name="moment_said_once")]
        indexes = [models.Index(fields=["person", "said_at"], name="moment_person")]


class Call(Record, Due):
    """Whoever was chosen is asked to come towards somebody; it ends with the choice, or once she did."""

    confidant = models.ForeignKey(Confidant, on_delete=models.PROTECT, related_name="calls")
    reason = models.CharField(max_length=6, choices=CallReason)
    called_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["confidant", "reason"], condition=Q(answered_at=None), name="called_once_at_a_time"
            )
        ]


CONFIDENTIAL.update({"support.Confidant", "support.Question", "support.Moment", "support.Call"})
