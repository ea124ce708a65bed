"""What an organisation signs: its keys, and each portable credential as it was given."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.models import Record
from reciproque.people.models import Organisation, Person
from reciproque.titles.models import Verification


class Key(Record):
    """An Ed25519 key with which an organisation signs. One at a time; the private part goes when it is left.

    `public` is published for as long as a credential may have to be verified with it, unless the key was `exposed`:
    then nothing signed with it is believed any more. `sealed` opens only with the installation's secret.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="keys")
    public = models.CharField(max_length=43)
    sealed = models.TextField(blank=True)
    made_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    left_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    exposed = models.BooleanField(_("quelqu’un d’autre a pu s’en servir"), default=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(left_at=None), name="key_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(left_at=None, exposed=False) | Q(left_at__isnull=False, sealed=""),
                name="key_left_signs_no_more",
            ),
        ]


class Issued(Record):
    """A portable credential as it was given: the signed text, and its place in the organisation's status lists.

    Whether it holds is nowhere here: it is read from the verification it carries, each time it is asked. It goes
    on without the words: `forgotten_at` is when they were erased with their holder, and the place stays.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    verification = models.ForeignKey(Verification, on_delete=models.PROTECT, related_name="issued")
    key = models.ForeignKey(Key, on_delete=models.PROTECT, related_name="issued")
    place = models.PositiveIntegerField()
    document = models.TextField(blank=True)
    told = models.CharField(max_length=64, blank=True)
    """A keyed digest of what it says: tells whether it still says what is true."""
    issued_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "place"], name="issued_place_once"),
            models.UniqueConstraint(
                fields=["verification", "key", "told"], condition=~Q(told=""), name="issued_same_once"
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at=None) | Q(document="", told=""), name="issued_forgotten_whole"
            ),
        ]
