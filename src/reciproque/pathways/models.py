"""A pathway in plain words, in numbered versions: its steps by language, who wrote them, who read them again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.models import Record
from reciproque.partnerships.models import Partnership
from reciproque.people.models import Organisation, Person

from .kinds import LANGUAGE_CHOICES, Circumstance, Part, Side, StepKind, Verdict


class Pathway(Record):
    """The template of an organisation, tied to a partnership or not. What it says stands in its versions.

    `shipped` names the pathway shipped with the house that it was drawn from, `drawn_from` another house's version.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="pathways")
    partnership = models.ForeignKey(
        Partnership, null=True, blank=True, on_delete=models.PROTECT, related_name="pathways"
    )
    shipped = models.CharField(max_length=40, blank=True)
    drawn_from = models.ForeignKey("Version", null=True, on_delete=models.PROTECT, related_name="+")
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()

    def get_absolute_url(self):
        return address("pathways:pathway", self.code)


class Sharing(models.Model):
    """Other houses read what is published of a pathway, from a moment on and until another."""

    pathway = models.ForeignKey(Pathway, on_delete=models.PROTECT, related_name="sharings")
    shared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pathway"], condition=Q(ended_at=None), name="pathway_shared_once"
            )
        ]


class Version(Record):
    """One version of a pathway: a draft, then published and never changed again.

    Its own `version` rises with every change of what it says: a re-reading counts for what was read, and no more.
    """

    pathway = models.ForeignKey(Pathway, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=8, choices=LANGUAGE_CHOICES, default="fr")
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pathway", "number"], name="pathway_number_once")]

    def get_absolute_url(self):
        return address("pathways:version", self.pathway.code, self.number)


class Publication(models.Model):
    """A version was published: from then on people are accompanied along it."""

    of = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="publication")
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()


class Wording(Record):
    """What is said of the whole version in one language. `condition` is a tag in the free words of the house.

    `neutral` names the pathway without telling of what; `lost` defines who is « perdu de vue ».
    """

    of = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(max_length=8, choices=LANGUAGE_CHOICES)
    title = models.CharField(_("titre"), max_length=160)
    neutral = models.CharField(_("nom neutre"), max_length=60)
    aim = models.TextField(_("à quoi sert ce parcours"), max_length=600, blank=True)
    condition = models.CharField(_("pour quoi"), max_length=120, blank=True)
    lost = models.TextField(_("perdu de vue"), max_length=800, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "language"], name="pathway_wording_once")]


class Step(Record):
    """A step of a version. Its delay is a dated number (`delay`, its name) or `days` of its own, never both.

    `follows` is the step of the version before that it was copied from. Minutes may not be known.
    """

    of = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("genre"), max_length=12, choices=StepKind)
    same_day = models.BooleanField(default=False)
    minutes = models.PositiveSmallIntegerField(null=True)
    days = models.PositiveSmallIntegerField(null=True)
    delay = models.CharField(max_length=40, blank=True)
    offered = models.BooleanField(default=False)
    follows = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(days=None) | Q(delay=""), name="pathway_step_has_one_delay"),
            models.CheckConstraint(condition=Q(days=None) | Q(days__gte=1), name="pathway_step_days"),
        ]


class StepText(models.Model):
    """A step in one language, in words for the person."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8, choices=LANGUAGE_CHOICES)
    name = models.CharField(max_length=120)
    neutral = models.CharField(max_length=60)
    what = models.TextField(max_length=1200)
    who = models.TextField(max_length=600, blank=True)
    where = models.TextField(max_length=600, blank=True)
    why = models.TextField(max_length=600, blank=True)
    bring = models.TextField(max_length=600, blank=True)
    trigger = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "language"], name="pathway_text_once")]


class Variant(Record):
    """People in some circumstance, for whom steps of a version are told otherwise."""

    of = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="variants")
    kind = models.CharField(max_length=16, choices=Circumstance)

    class Meta:
        ordering = ["pk"]


class VariantText(models.Model):
    """The words of a step for these people, in one language: in the place of a part of the step, or after it."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="texts")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="variations")
    language = models.CharField(max_length=8, choices=LANGUAGE_CHOICES)
    when = models.CharField(max_length=120, blank=True)
    part = models.CharField(max_length=8, choices=Part)
    replaces = models.BooleanField(default=False)
    words = models.TextField(max_length=600)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["variant", "step", "language"], name="pathway_variation_once")
        ]


class Author(Record):
    """Who wrote a version: somebody of the house or of the partnership, or a name given with that person's accord."""

    of = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("nom"), max_length=120, blank=True)
    side = models.CharField(_("côté"), max_length=5, choices=Side)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["of", "person"], name="pathway_author_once"),
            models.CheckConstraint(
                condition=(Q(person=None) & ~Q(name="")) | Q(person__isnull=False, name=""),
                name="pathway_author_is_somebody_or_a_name",
            ),
        ]

    def __str__(self):
        return self.person.name if self.person else self.name


class Reading(models.Model):
    """Somebody read a draft again, as it stood at `at_version`, and says whether it may be given to people.

    Nobody reads again for both sides: one word each for one state of the draft.
    """

    of = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="readings")
    at_version = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=5, choices=Side)
    verdict = models.CharField(max_length=8, choices=Verdict)
    missing = models.TextField(max_length=2000, blank=True)
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["-read_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["of", "at_version", "person"], name="pathway_read_once")
        ]
