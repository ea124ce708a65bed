"""One’s own calendar, under a secret address of which only a digest is kept."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.models import Record
from reciproque.people.models import LANGUAGES, Person

from .kinds import Detail
from .rules import EARLIEST_REMINDER, LONGEST_WORD


class Feed(Record):
    """An address by which one device of hers reads when she is expected, and nothing else.

    `digest` is all that is kept of the address. `last_read_on` is the last civil day on which it was read, in her
    zone: neither the hour, nor from where. It gives nothing once `revoked_at`, nor while her account is closed.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    device = models.CharField(_("sur quel appareil"), max_length=40)
    language = models.CharField(_("langue"), max_length=5, choices=LANGUAGES)
    zone = models.CharField(_("fuseau horaire"), max_length=40)
    detail = models.CharField(
        _("titre des rendez-vous"), max_length=8, choices=Detail, default=Detail.NEUTRAL
    )
    word = models.CharField(_("votre mot"), max_length=LONGEST_WORD, blank=True)
    reminder = models.PositiveSmallIntegerField(_("rappel"), null=True, blank=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_read_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(detail=Detail.NEUTRAL, word="") | (Q(detail=Detail.CHOSEN) & ~Q(word="")),
                name="feed_says_a_word_only_if_chosen",
            ),
            models.CheckConstraint(
                condition=Q(reminder=None) | Q(reminder__lte=EARLIEST_REMINDER),
                name="feed_reminds_within_a_week",
            ),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="feed_person")]

    def __str__(self):
        return self.device

    def get_absolute_url(self):
        return address("feeds:feed", self.code)
