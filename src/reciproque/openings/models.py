"""Who may be among accompanied people, in the name of which organisation: asked by one person, agreed by another."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.models import Record
from reciproque.people.models import Organisation, Person

from .kinds import Extract, Identity


class Opening(Record):
    """Somebody may be among accompanied people in the name of an organisation, once a second person has agreed.

    What was seen, and her three answers about interests, are those of the day it was asked. `as_member` says that
    she belonged there: it ends when she leaves. `second` or `asked_of` is who was asked to agree; others entitled
    may agree too. Nobody alone gives access to vulnerable people: the database refuses it as well.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="openings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="openings")
    as_member = models.BooleanField()
    met_on = models.DateField(_("rencontre le"))
    identity = models.CharField(_("identité"), max_length=12, choices=Identity)
    extract = models.CharField(_("extrait de casier judiciaire"), max_length=12, choices=Extract)
    seen = models.TextField(_("ce qui a été vu"), max_length=1500)
    sells = models.BooleanField()
    industry = models.BooleanField()
    movement = models.BooleanField()
    interests = models.TextField(_("en quelques mots"), max_length=600, blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    second = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    asked_of = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    agreed_for = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    words = models.CharField(_("ce que vous avez vu vous-même"), max_length=600, blank=True)
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("asked_by")), name="opening_agreed_by_another"
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("person")), name="opening_not_agreed_by_herself"
            ),
            models.CheckConstraint(condition=~Q(asked_by=F("person")), name="opening_not_asked_by_herself"),
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None, valid_until=None)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False, valid_until__isnull=False),
                name="opening_agreed_until_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "organisation", "-id"], name="opening_person"),
            models.Index(fields=["organisation", "valid_until"], name="opening_until"),
        ]

    def __str__(self):
        return self.person.name

    def get_absolute_url(self):
        return address("openings:opening", self.code)


class Refusal(models.Model):
    """The second person did not agree, and said why."""

    opening = models.OneToOneField(Opening, on_delete=models.PROTECT, related_name="refusal")
    refused_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    refused_at = models.DateTimeField()
    reason = models.CharField(_("motif"), max_length=600)


class End(models.Model):
    """One person is enough to end an opening, or to take back what was asked; she says why."""

    opening = models.OneToOneField(Opening, on_delete=models.PROTECT, related_name="end")
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField()
    reason = models.CharField(_("motif"), max_length=600)
