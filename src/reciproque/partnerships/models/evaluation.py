"""Regular evaluation: the same questions to both sides, the gap shown, the actions that follow."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.deadlines import Due
from reciproque.foundation.models import Record
from reciproque.people.models import Person

from ..kinds import Side
from .engagement import Engagement
from .partnership import Partnership


class EvaluationRound(Due, Record):
    """A promised moment to look back together. Owner and substitute are the referents of the two sides."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    owner = models.ForeignKey(Engagement, null=True, on_delete=models.PROTECT, related_name="+")
    substitute = models.ForeignKey(Engagement, null=True, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "number"], name="round_number_once")]

    def get_absolute_url(self):
        return address("partnerships:round", self.partnership.code, self.number)


class RoleConfirmation(models.Model):
    """Someone read her own role sheet again and says it still holds; at an evaluation, `round` says which."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="confirmations")
    round = models.ForeignKey(
        EvaluationRound, null=True, on_delete=models.PROTECT, related_name="confirmations"
    )
    confirmed_at = models.DateTimeField()

    class Meta:
        ordering = ["confirmed_at", "pk"]
        indexes = [models.Index(fields=["engagement", "confirmed_at"], name="role_confirmation_engagement")]


class Postponement(models.Model):
    """The round was put off: the date promised before stays written, with who moved it and why."""

    round = models.ForeignKey(EvaluationRound, on_delete=models.PROTECT, related_name="postponements")
    from_on = models.DateField()
    to_on = models.DateField()
    reason = models.CharField(_("raison"), max_length=300)
    postponed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    postponed_at = models.DateTimeField()

    class Meta:
        ordering = ["postponed_at", "pk"]


class EvaluationAnswer(Record):
    """One side's answers, read by the other once it has answered too."""

    round = models.ForeignKey(EvaluationRound, on_delete=models.PROTECT, related_name="answers")
    side = models.CharField(max_length=5, choices=Side)
    works = models.PositiveSmallIntegerField(_("Est-ce que ça fonctionne ?"))
    trust = models.PositiveSmallIntegerField(_("Y a-t-il de la confiance entre nous ?"))
    good = models.TextField(_("Qu’est-ce qui marche ?"), max_length=4000)
    bad = models.TextField(_("Qu’est-ce qui ne marche pas ?"), max_length=4000)
    change = models.TextField(_("Que faut-il changer ?"), max_length=4000)
    gave = models.TextField(_("Ce que nous avons donné"), max_length=4000)
    received = models.TextField(_("Ce que nous avons reçu"), max_length=4000)
    answered_by = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "side"], name="evaluated_once_a_side"),
            models.CheckConstraint(condition=Q(works__lte=10), name="works_from_0_to_10"),
            models.CheckConstraint(condition=Q(trust__lte=10), name="trust_from_0_to_10"),
        ]


class RoundAction(Due, Record):
    """What a round leads to: owned by someone, promised for a day."""

    round = models.ForeignKey(EvaluationRound, on_delete=models.PROTECT, related_name="actions")
    text = models.TextField(_("ce que nous allons faire"), max_length=1000)
    owner = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self):
        return self.text


class RoundClosing(models.Model):
    """The round is closed: what both sides conclude; a wide gap needs an action or a written acceptance."""

    round = models.OneToOneField(EvaluationRound, on_delete=models.PROTECT, related_name="closing")
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    conclusion = models.TextField(_("ce que nous en retenons"), max_length=4000)
    gap_accepted = models.TextField(_("pourquoi l’écart est accepté"), max_length=2000, blank=True)
