"""A partnership: a need, a level, a domain, hosts; begun by a record, ended by a record."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.models import PlainField, Record
from reciproque.people.models import LANGUAGES, Organisation, Person

from ..kinds import SHORT_LEVEL, Domain, EndReason, Form, Level
from ..modes import mode_choices


class Partnership(Record):
    """Patients, carers, professionals and institutions who build something together, each with a knowledge."""

    title = models.CharField(_("titre"), max_length=160)
    purpose = models.TextField(_("en une phrase"), max_length=600, blank=True)
    level = models.CharField(_("niveau"), max_length=5, choices=Level)
    domain = models.CharField(_("domaine"), max_length=12, choices=Domain)
    form = models.CharField(max_length=8, choices=Form, default=Form.FRAMED)
    host = models.ForeignKey(
        Organisation,
        verbose_name=_("structure d’accueil"),
        on_delete=models.PROTECT,
        related_name="partnerships",
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    language = models.CharField(_("langue"), max_length=5, choices=LANGUAGES, default="fr")
    template = models.CharField(max_length=40, blank=True)
    evaluation_months = models.PositiveSmallIntegerField(_("évaluer tous les (mois)"), null=True, blank=True)
    founded_at = models.DateTimeField()
    founded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    plain = PlainField(of=("title", "purpose"))

    class Meta:
        indexes = [
            models.Index(fields=["host", "founded_at", "id"], name="partnership_host"),
            models.Index(fields=["title", "code"], name="partnership_title"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(evaluation_months=None) | Q(evaluation_months__gte=1),
                name="partnership_evaluates_at_least_monthly",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="partnership_not_its_parent"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return address("partnerships:partnership", self.code)

    @property
    def short_level(self):
        """« Méso »: the level in one word."""
        return SHORT_LEVEL[Level(self.level)]


class PartnershipMode(models.Model):
    """One of the seven modes of intervention the partnership works in."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="modes")
    mode = models.CharField(max_length=30, choices=mode_choices())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "mode"], name="mode_once")]


class Hosting(models.Model):
    """An organisation that carries the partnership, the host included."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="hostings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="hostings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "partnership"], name="hosting_once")]


class Activation(models.Model):
    """The partnership began: the gate was passed, under the rules of `gate_version`."""

    partnership = models.OneToOneField(Partnership, on_delete=models.PROTECT, related_name="activation")
    activated_at = models.DateTimeField()
    activated_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    gate_version = models.DateField()


class Ending(Record):
    """The partnership ended, step by step: why, thanks, what becomes of what was made."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="endings")
    ended_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("raison"), max_length=16, choices=EndReason)
    words = models.TextField(_("ce qui s’est passé"), max_length=4000)
    thanks = models.TextField(_("remerciements"), max_length=4000, blank=True)
    what_remains = models.TextField(_("ce que deviennent les documents et les données"), max_length=4000)
    hours = models.TextField(
        _("ce que deviennent les heures et les attestations de chacun"), max_length=2000, blank=True
    )
    contacts = models.TextField(_("à qui s’adresser ensuite"), max_length=1000, blank=True)
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    reopened_why = models.TextField(max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(reopened_at=None), name="partnership_ended_once"
            )
        ]

    def get_absolute_url(self):
        return address("partnerships:ending", self.partnership.code)
