"""What every row carries, and the house's own tables: journal, submissions, outbox, parameters, beats."""

from __future__ import annotations

import re
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from secrets import token_bytes
from typing import Any

from django.db import models

from .crypto import seal, unseal

UNAMBIGUOUS = "ABCDEFGHJKLMNPQRSTUVWXYZ3789"
CODE_LENGTH = 10
_FAIR = 256 - 256 % len(UNAMBIGUOUS)
_LETTERS = bytes(ord(UNAMBIGUOUS[byte % len(UNAMBIGUOUS)]) for byte in range(256))
_UNFAIR = bytes(range(_FAIR, 256))
"""Random bytes that would favour the first letters are thrown away."""


def new_code() -> str:
    """A random, unambiguous name for a row, fit for an address and for being read aloud."""
    return next(new_codes(1))


def new_codes(count: int) -> Iterator[str]:
    """As many codes, for rows written together: chance is asked of the system once, not once for each."""
    most = CODE_LENGTH * count
    letters = b""
    while len(letters) < most:
        letters += token_bytes(most + most // 4 + CODE_LENGTH).translate(_LETTERS, _UNFAIR)
    for at in range(0, most, CODE_LENGTH):
        yield letters[at : at + CODE_LENGTH].decode()


ACCENTS = re.compile("[\u0300-\u034e\u0350-\u036f]+")


def plain(text: str) -> str:
    """`text` without case, accents or doubled spaces: what is compared when one searches."""
    text = text.casefold()
    if not text.isascii():
        text = ACCENTS.sub("", unicodedata.normalize("NFKD", text))
        text = text.replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    if not text.isascii():  # other alphabets have other marks
        text = "".join([c for c in text if not unicodedata.combining(c)])
    return " ".join(text.split())


LONGEST_SEARCH = 100
"""What is typed beyond so many letters is not looked for."""


def searched(text: str) -> list[str]:
    """The words to find in a plain column, each once."""
    return list(dict.fromkeys(plain(text[:LONGEST_SEARCH]).split()))


class PlainField(models.TextField):
    """Keeps the plain form of other fields of its row, so that a search needs no accent and no case."""

    def __init__(self, *args, of: Sequence[str] = (), **kwargs):
        self.of = tuple(of)
        kwargs.update(blank=True, default="", editable=False)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs["of"] = self.of
        return name, path, args, kwargs

    def pre_save(self, model_instance, add):
        value = plain(" ".join(str(getattr(model_instance, name) or "") for name in self.of))
        setattr(model_instance, self.attname, value)
        return value


class SealedField(models.TextField):
    """Words that the database receives encrypted: nothing can look for them there, a copy of it tells nothing.

    The key comes from the installation's secret, which no backup of the database holds.
    """

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return urlsafe_b64encode(seal(self._purpose, text.encode())).decode() if text else text

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return unseal(self._purpose, urlsafe_b64decode(value)).decode() if value else value

    def get_lookup(self, lookup_name: str) -> None:
        """None: to filter on it is an error, whoever asks."""

    @property
    def _purpose(self) -> str:
        return str(self)


@cache
def _words_of(field: models.Field) -> dict[Any, Any]:
    return dict(field.flatchoices)


class Record(models.Model):
    """A row of the domain: `code` stands in addresses, the key never does; `version` tells two editors apart."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field):  # noqa: N802  (Django's own name)
        """The words of a choice, for `get_<field>_display`: Django's own translates every other choice to find it."""
        value = getattr(self, field.attname)
        words = _words_of(field).get(value)
        return value if words is None else str(words)


class Event(models.Model):
    """A line of the journal: who did what, when, under which hat; refused attempts too."""

    act = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    verb = models.CharField(max_length=80)
    refused = models.BooleanField(default=False)
    actor_kind = models.CharField(max_length=10)
    person_ref = models.BigIntegerField(null=True)
    hat = models.CharField(max_length=120, blank=True)
    organisation_ref = models.BigIntegerField(null=True)
    via = models.CharField(max_length=10)
    subject_type = models.CharField(max_length=60)
    subject_ref = models.CharField(max_length=64)
    particulars = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_ref"], name="event_subject")]


class Seal(models.Model):
    """The signed digest of a run of journal lines, chained to the seal before it."""

    first_event = models.BigIntegerField()
    last_event = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()


NOT_YET = "~"
"""What the location of a submission begins with until its first sender has been answered."""


class Submission(models.Model):
    """A form that was carried out: sent again, it leads to the same place and changes nothing.

    `location` is the page of what was made, behind NOT_YET, then the address its sender was led to.
    """

    key = models.UUIDField(unique=True)
    at = models.DateTimeField(db_index=True)
    location = models.CharField(max_length=200, blank=True)


class Message(models.Model):
    """Something to tell one person. Its text and its address are found when it leaves, never before.

    `due_at` moves with each try, `first_due_at` does not; `last_problem` is a class of problem, never its words.
    """

    kind = models.CharField(max_length=80)
    person_ref = models.BigIntegerField(db_index=True)
    about = models.CharField(max_length=CODE_LENGTH, blank=True)
    once = models.CharField(max_length=160, unique=True)
    first_due_at = models.DateTimeField(db_index=True)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    last_problem = models.CharField(max_length=20, blank=True)
    settled_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(settled_at=None), name="message_waiting")
        ]


class ParameterValue(models.Model):
    """A value of a parameter from a date on, with its source, for one organisation or for all."""

    name = models.CharField(max_length=80)
    organisation_ref = models.BigIntegerField(null=True)
    value = models.JSONField()
    starts_on = models.DateField()
    source = models.CharField(max_length=300)

    class Meta:
        indexes = [models.Index(fields=["name", "starts_on"], name="parameter_value")]


class Beat(models.Model):
    """When a periodic job was last due, so that two schedulers never run it twice, and how it ended.

    `queued_for` is the run that waits for a worker; `last_problem` the class of what it raised, never its words;
    `last_count` how many rows it dealt with, when it says so. Processes that show they live have a beat too.
    """

    name = models.CharField(max_length=80, unique=True)
    last_at = models.DateTimeField()
    queued_for = models.DateTimeField(null=True)
    last_began_at = models.DateTimeField(null=True)
    last_ended_at = models.DateTimeField(null=True)
    last_outcome = models.CharField(max_length=10, blank=True)
    last_problem = models.CharField(max_length=80, blank=True)
    last_count = models.PositiveIntegerField(null=True)
