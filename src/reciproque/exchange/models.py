"""An import from its file to its outcome: what was sent, how its columns are read, each passage and what it found."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.models import Record
from reciproque.people.models import Organisation, Person

FOLDER = "imports"


def unguessable(instance: models.Model, filename: str) -> str:
    """Where a file is kept: nothing of its name is, and nothing serves the folder."""
    return f"{FOLDER}/{get_random_string(40)}"


class Import(Record):
    """A file someone sent to create or change rows. It belongs to her, in the hat (`hat`) she wore."""

    importer = models.CharField(_("ce que contient le fichier"), max_length=40)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    hat = models.CharField(max_length=10)
    file = models.FileField(upload_to=unguessable, max_length=120)
    filename = models.CharField(_("nom du fichier"), max_length=120)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    titles = models.JSONField(default=list)
    samples = models.JSONField(default=list)
    """The first rows, to show beside the titles."""
    mapping = models.JSONField(default=dict)
    """Which title stands for which column: {column: title}."""
    deposited_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["person", "id"], name="import_person"),
            models.Index(fields=["digest"], name="import_digest"),
        ]

    def __str__(self):
        return self.filename

    def get_absolute_url(self):
        return address("exchange:import", self.code)


class Removal(models.Model):
    """The file of an import was removed: its owner gave it up, or it had been kept long enough."""

    batch = models.OneToOneField(Import, on_delete=models.PROTECT, related_name="removal")
    removed_at = models.DateTimeField()


class Habit(models.Model):
    """How an organisation reads files with certain titles, so that the next one is read in the same way."""

    importer = models.CharField(max_length=40)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    titles_digest = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "importer", "titles_digest"], name="habit_once")
        ]


class Passage(Record):
    """One reading of the whole file, asked for by its owner and done by the worker: to see, or for good."""

    class Purpose(models.TextChoices):
        REHEARSAL = "rehearsal", _("Essai")
        FINAL = "final", _("Import")

    batch = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="passages")
    purpose = models.CharField(max_length=9, choices=Purpose)
    partial = models.BooleanField(default=False)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def get_absolute_url(self):
        return self.batch.get_absolute_url()


class Success(models.Model):
    """An import went through, once."""

    batch = models.OneToOneField(Import, on_delete=models.PROTECT, related_name="success")
    passage = models.OneToOneField(Passage, on_delete=models.PROTECT, related_name="+")


class Result(models.Model):
    """What a passage found, or did. `problem` is a remark about the whole file, and then nothing was done."""

    passage = models.OneToOneField(Passage, on_delete=models.PROTECT, related_name="result")
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    faulty = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    problem = models.JSONField(null=True)
    remarks = models.JSONField(default=list)
    shown = models.JSONField(default=dict)
    ended_at = models.DateTimeField()

    @property
    def lines(self) -> int:
        """How many rows the file has."""
        return self.created + self.changed + self.unchanged + self.faulty + self.held


class Line(models.Model):
    """A line that a passage did not take: faulty, or held by its own coordinator. Its words are found when read."""

    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    held = models.BooleanField(default=False)
    cells = models.JSONField(default=list)
    remarks = models.JSONField(default=list)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["passage", "held", "number"], name="line_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="line_has_a_number"),
        ]
