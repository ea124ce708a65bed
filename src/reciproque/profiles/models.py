"""A profile, part by part: what is said, to whom it is open; and the consent for health to serve unseen."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.models import Record, SealedField
from reciproque.people.models import Person, Territory

from .kinds import HEALTH, SUBJECTS, Gender, Subject, Topic, Visibility

MOST_WORDS = 2_000


class Facet(Record):
    """One part of what a person says of herself, with those she lets read it: herself alone unless she says so.

    Her words are encrypted: no list, no search and no filter can be made of them. No relation leads here from a
    person: who does not name this model cannot come upon it.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=12, choices=Topic)
    words = SealedField(_("avec ses mots"), max_length=MOST_WORDS, blank=True)
    visibility = models.CharField(
        _("qui peut le lire"), max_length=12, choices=Visibility, default=Visibility.ALONE
    )
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "topic"], name="facet_once")]

    def get_absolute_url(self):
        return f"{address('profiles:mine')}#{self.topic}"

    @property
    def subject(self) -> Subject:
        return SUBJECTS[Topic(self.topic)]

    @property
    def is_health(self) -> bool:
        return self.topic in HEALTH

    @property
    def picked(self) -> list[str]:
        """The values picked, in the order they are offered. Read with `picks`."""
        kept = {one.value for one in self.picks.all()}
        return [value for value, _said in self.subject.picks if value in kept]

    @property
    def picked_words(self) -> list[str]:
        """The same in words."""
        said = dict(self.subject.picks)
        return [str(said[value]) for value in self.picked]

    @property
    def places(self) -> list[Territory]:
        """Where she may go. Read with `picks__territory`."""
        return [one.territory for one in self.picks.all() if one.territory]

    @property
    def lines(self) -> list[str]:
        """Her words, line by line."""
        return [line.strip() for line in self.words.splitlines() if line.strip()]


class Pick(models.Model):
    """A word picked among those a part offers (a language, what has to be arranged), or a place she may go to."""

    facet = models.ForeignKey(Facet, on_delete=models.CASCADE, related_name="picks")
    value = models.CharField(max_length=30, blank=True)
    territory = models.ForeignKey(Territory, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facet", "value"], condition=~Q(value=""), name="pick_once"),
            models.UniqueConstraint(fields=["facet", "territory"], name="pick_place_once"),
            models.CheckConstraint(
                condition=Q(value="", territory__isnull=False) | (~Q(value="") & Q(territory=None)),
                name="pick_a_word_or_a_place",
            ),
        ]


class SelfDescription(Record):
    """What somebody lets be counted of her: her gender, the year she was born in. It is read nowhere: a report counts
    it by groups, never under the smallest size (foundation.statistics)."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    gender = models.CharField(_("genre"), max_length=5, choices=Gender, blank=True)
    born_in = models.PositiveSmallIntegerField(_("année de naissance"), null=True)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(gender="") | Q(born_in__isnull=False), name="self_description_says_something"
            )
        ]

    def get_absolute_url(self):
        return address("profiles:counted")


class MatchingConsent(Record):
    """She allowed that her health serves to find missions for her, without being shown; until she withdraws it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    wording = models.DateField()
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(withdrawn_at=None), name="matching_consent_once"
            )
        ]

    def get_absolute_url(self):
        return address("profiles:mine")
