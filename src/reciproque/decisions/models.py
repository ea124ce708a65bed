"""Decisions: options and who carried them, voices answered, commitments kept or not, a review that comes back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.deadlines import Due
from reciproque.foundation.models import PlainField, Record
from reciproque.partnerships.models import Engagement, Partnership
from reciproque.voices.models import Voice

from .kinds import Degree, Effect, Outcome


class Decision(Record):
    """What was decided in a partnership, and to what degree it was decided together."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="decisions")
    title = models.CharField(_("titre"), max_length=160)
    text = models.TextField(_("nous avons décidé…"), max_length=4000)
    decided_on = models.DateField(_("décidé le"))
    degree = models.CharField(_("degré d’engagement"), max_length=14, choices=Degree)
    recorded_by = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    plain = PlainField(of=("title", "text"))

    class Meta:
        indexes = [models.Index(fields=["partnership", "decided_on", "code"], name="decision_partnership")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return address("decisions:decision", self.code)


class Option(Record):
    """A possibility that was on the table, who carried it, and what became of it, with the reason.

    Without `carried_by`, both sides carried it together.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="options")
    text = models.TextField(_("l’option"), max_length=1000)
    carried_by = models.ForeignKey(
        Engagement,
        verbose_name=_("portée par"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    outcome = models.CharField(_("ce qu’elle est devenue"), max_length=8, choices=Outcome)
    reason = models.TextField(_("pourquoi"), max_length=1000, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=Outcome.ADOPTED) | ~Q(reason=""), name="changed_option_says_why"
            )
        ]

    def __str__(self):
        return self.text


class Answering(models.Model):
    """A decision answers a voice."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="answerings")
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="answerings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "voice"], name="answered_once_by_it")]


class Commitment(Due, Record):
    """What someone promised to do, for when."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="commitments")
    text = models.TextField(_("ce que nous nous engageons à faire"), max_length=1000)
    owner = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    substitute = models.ForeignKey(Engagement, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return self.decision.get_absolute_url()


class Fulfilment(models.Model):
    """The commitment was kept, or dropped with its reason."""

    commitment = models.OneToOneField(Commitment, on_delete=models.PROTECT, related_name="fulfilment")
    done = models.BooleanField()
    words = models.TextField(_("ce qui a été fait, ou pourquoi non"), max_length=2000, blank=True)
    on = models.DateField()
    recorded_by = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(done=True) | ~Q(words=""), name="dropped_commitment_says_why")
        ]


class Review(Due, Record):
    """The day a decision comes back: was there an effect? It may set the next one."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="reviews")
    owner = models.ForeignKey(Engagement, null=True, on_delete=models.PROTECT, related_name="+")
    substitute = models.ForeignKey(Engagement, null=True, on_delete=models.PROTECT, related_name="+")
    effect = models.CharField(_("effet constaté"), max_length=8, choices=Effect, blank=True)
    words = models.TextField(_("ce que nous constatons"), max_length=2000, blank=True)
    held_at = models.DateTimeField(null=True)
    held_by = models.ForeignKey(Engagement, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_at=None, effect="", held_by=None)
                | (Q(held_at__isnull=False, held_by__isnull=False) & ~Q(effect="")),
                name="held_review_says_its_effect",
            )
        ]

    def get_absolute_url(self):
        return self.decision.get_absolute_url()
