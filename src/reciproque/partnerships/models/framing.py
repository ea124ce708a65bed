"""What is asked before anything begins: three questions to each side, differences settled, needs, objectives."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.deadlines import Due
from reciproque.foundation.models import Record

from ..kinds import Question, Side, Source, Speaker
from .engagement import Engagement
from .partnership import Partnership


class Framing(Record):
    """One side's answers to the three questions; the other side reads them once it has answered too."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="framings")
    side = models.CharField(max_length=5, choices=Side)
    need = models.TextField(_("De quoi a-t-on besoin ?"), max_length=4000)
    wish = models.TextField(_("Que veut-on faire ?"), max_length=4000)
    reason = models.TextField(_("Pourquoi le fait-on ?"), max_length=4000)
    answered_by = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "side"], name="framed_once_a_side")]


class Concord(models.Model):
    """Read side by side, the two answers to a question say the same thing."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="concords")
    question = models.CharField(max_length=6, choices=Question)
    noted_by = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "question"], name="concord_once")]


class Difference(Record):
    """Where the two sides do not say the same thing."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="differences")
    question = models.CharField(max_length=6, choices=Question)
    text = models.TextField(_("ce qui diffère"), max_length=2000)
    noted_by = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["noted_at", "pk"]


class Settlement(Record):
    """The common wording of a difference: proposed by one side, agreed by the other."""

    difference = models.OneToOneField(Difference, on_delete=models.PROTECT, related_name="settlement")
    wording = models.TextField(_("ce que nous disons ensemble"), max_length=2000)
    proposed_by = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        Engagement, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)


class Hesitation(Record):
    """Someone engaged says she is not ready, in her words; nothing begins until she is, or until she leaves."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="hesitations")
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="hesitations")
    words = models.TextField(_("ce qui me retient"), max_length=1000)
    said_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["engagement"], condition=Q(lifted_at=None), name="hesitates_once_at_a_time"
            )
        ]


class Readiness(Record):
    """Someone engaged says she is ready, in her words if she wishes; until she says she is not, or no more."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="readiness")
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="readiness")
    words = models.TextField(_("avec vos mots"), max_length=1000, blank=True)
    said_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["engagement"], condition=Q(withdrawn_at=None), name="ready_once_at_a_time"
            )
        ]


class Need(Record):
    """An observation, with what it rests on: one of the three knowledges, equal in place."""

    class Knowledge(models.TextChoices):
        EXPERIENTIAL = "experientiel", _("Savoir expérientiel : ce que vivent les personnes")
        PROFESSIONAL = "professionnel", _("Savoir professionnel : ce que constatent les équipes")
        ACADEMIC = "academique", _("Savoir académique : étude, rapport, recommandation")

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="needs")
    text = models.TextField(_("le besoin"), max_length=2000)
    knowledge = models.CharField(_("ce sur quoi il repose"), max_length=14, choices=Knowledge)
    said_by = models.CharField(_("qui l’a dit"), max_length=16, choices=Speaker, blank=True)
    source = models.CharField(_("d’où cela vient"), max_length=16, choices=Source, blank=True)
    evidence = models.TextField(_("où, quand, dans quels mots"), max_length=2000, blank=True)
    noted_by = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["noted_at", "pk"]

    def __str__(self):
        return self.text


class Objective(Due, Record):
    """What is aimed at, for which need, measured how, owned on each side."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="objectives")
    need = models.ForeignKey(Need, null=True, blank=True, on_delete=models.PROTECT, related_name="objectives")
    text = models.TextField(_("l’objectif"), max_length=1000)
    indicator = models.CharField(_("ce qui le mesure"), max_length=300)
    baseline = models.CharField(_("où nous en sommes"), max_length=120, blank=True)
    target = models.CharField(_("où nous voulons arriver"), max_length=120)
    owner_lived = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    owner_care = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    reached_on = models.DateField(null=True, blank=True)
    reached_words = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self):
        return self.text
