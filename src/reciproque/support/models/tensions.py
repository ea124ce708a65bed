"""A tension somebody opens with one person she turns to; nobody else learns that it exists."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.deadlines import Due
from reciproque.foundation.journal import CONFIDENTIAL
from reciproque.foundation.models import Record, SealedField
from reciproque.partnerships.models import Partnership
from reciproque.people.models import Organisation, Person

MOST_WORDS = 2_000


class Tension(Record, Due):
    """What she says, what the person she turned to proposes, what was agreed: sealed words, all three.

    `outside` is an organisation whose help she asks for. `substitute_reads`: she lets the substitute of whom she
    turned to read it while that one is away. What was agreed in the very words proposed is agreed by both.
    """

    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    turns_to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, null=True, on_delete=models.PROTECT, related_name="+")
    outside = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    substitute_reads = models.BooleanField(default=False)
    words = SealedField(_("ce qui se passe"), max_length=MOST_WORDS)
    opened_at = models.DateTimeField()
    proposed = SealedField(_("ce que vous proposez"), max_length=MOST_WORDS, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    agreed = SealedField(_("ce qui a été convenu"), max_length=MOST_WORDS, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(opened_by=F("turns_to")), name="turns_to_somebody_else"),
        ]
        indexes = [
            models.Index(fields=["opened_by", "-opened_at"], name="tension_opened_by"),
            models.Index(fields=["turns_to", "closed_at"], name="tension_turns_to"),
        ]

    def get_absolute_url(self):
        return address("support:tension", self.code)

    @property
    def by_both(self) -> bool:
        return bool(self.agreed) and self.agreed == self.proposed


CONFIDENTIAL.add("support.Tension")
