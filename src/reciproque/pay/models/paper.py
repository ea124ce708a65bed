"""The papers a status needs: only their reference is kept here."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.models import Record
from reciproque.partnerships.models import Engagement
from reciproque.people.models import Person

from ..kinds import PaperKind


class Paper(Record):
    """A paper of somebody engaged, since a day and until another: the latest of its kind holds."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(_("pièce"), max_length=12, choices=PaperKind)
    reference = models.CharField(_("référence"), max_length=120)
    since = models.DateField(_("depuis le"))
    until = models.DateField(_("jusqu’au"), null=True, blank=True)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="paper_ends_after"
            )
        ]
        indexes = [models.Index(fields=["engagement", "kind", "-since"], name="paper_engagement")]

    def get_absolute_url(self):
        return address("pay:papers", self.engagement.partnership.host.code)
