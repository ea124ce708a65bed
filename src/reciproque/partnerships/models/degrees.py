"""How far patients and relatives take part, stage by stage: what both sides aim at, what each side sees."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.models import Record

from ..kinds import Degree, Observed, Phase, Side
from .engagement import Engagement
from .evaluation import EvaluationRound
from .partnership import Partnership


class DegreeAim(Record):
    """A degree proposed for a stage by one side; aimed at once the other side agreed, until another replaces it."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="degree_aims")
    phase = models.CharField(_("étape"), max_length=12, choices=Phase)
    degree = models.CharField(_("degré"), max_length=14, choices=Degree)
    proposed_by = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Engagement, null=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "phase"],
                condition=Q(agreed_at=None, replaced_at=None),
                name="degree_proposed_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["partnership", "phase"],
                condition=Q(agreed_at__isnull=False, replaced_at=None),
                name="degree_aimed_once_at_a_time",
            ),
        ]


class DegreeSeen(Record):
    """What one side sees of a stage at an evaluation, read by the other once it has said what it sees too."""

    round = models.ForeignKey(EvaluationRound, on_delete=models.PROTECT, related_name="degrees")
    phase = models.CharField(_("étape"), max_length=12, choices=Phase)
    side = models.CharField(max_length=5, choices=Side)
    observed = models.CharField(_("ce que nous voyons"), max_length=14, choices=Observed)
    seen_by = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "phase", "side"], name="degree_seen_once_a_side")
        ]
