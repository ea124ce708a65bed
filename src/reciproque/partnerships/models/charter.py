"""The charter: clauses in numbered versions, remarks by passage, signatures of named people of both sides."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.models import Record
from reciproque.people.models import LANGUAGES

from ..kinds import ClauseKind, RemarkOutcome, Side
from .engagement import Engagement
from .partnership import Partnership


class Charter(Record):
    """One version of the charter. Signed once, its text is frozen: to change it, a new version is drafted."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="charters")
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5, choices=LANGUAGES, default="fr")
    drafted_by = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "number"], name="charter_number_once")]

    def get_absolute_url(self):
        return address("partnerships:charter", self.partnership.code)


class Standing(models.QuerySet):
    def standing(self):
        """The clauses that make the text: those nobody took out."""
        return self.filter(removed_at=None)


class Clause(Record):
    """A passage of the charter, under one heading. Taken out, it stays readable with its remarks.

    `plain` says it in one plain sentence, for the page one reads first. `follows` is the clause of the version
    before that it was copied from.
    """

    charter = models.ForeignKey(Charter, on_delete=models.PROTECT, related_name="clauses")
    kind = models.CharField(_("sujet"), max_length=16, choices=ClauseKind)
    text = models.TextField(_("texte"), max_length=6000)
    plain = models.CharField(_("en clair, en une phrase"), max_length=240, blank=True)
    position = models.PositiveSmallIntegerField()
    follows = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(Engagement, null=True, on_delete=models.PROTECT, related_name="+")

    objects = Standing.as_manager()

    class Meta:
        ordering = ["position", "pk"]


class Remark(Record):
    """What someone engaged says of a clause before it is signed; `before_signing`: she asks to be answered first."""

    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="remarks")
    made_by = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    text = models.TextField(_("remarque"), max_length=2000)
    before_signing = models.BooleanField(default=False)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "pk"]


class RemarkAnswer(models.Model):
    """What became of a remark, said by somebody else engaged: taken up, taken up otherwise, or not, and why."""

    remark = models.OneToOneField(Remark, on_delete=models.PROTECT, related_name="answer")
    outcome = models.CharField(_("ce qu’elle devient"), max_length=8, choices=RemarkOutcome)
    reason = models.TextField(_("pourquoi"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()


class Signature(models.Model):
    """A named person signs one version, under the position she holds; what she read is kept by its digest."""

    charter = models.ForeignKey(Charter, on_delete=models.PROTECT, related_name="signatures")
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=5, choices=Side)
    name = models.CharField(max_length=120)
    position_words = models.CharField(max_length=240)
    signed_at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["charter", "engagement"], name="signed_once")]
