"""Readings about imports: whose they are, where they stand, their faulty lines in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from reciproque.foundation.actor import Actor, Kind
from reciproque.foundation.policy import among, visible
from reciproque.people.queries import hats_of

from ..importers import IMPORTERS, Importer
from ..models import Import, Line, Passage, Result
from ..progress import percent_of
from ..sentences import Remark
from ..tables import opened


@contextmanager
def reading(batch: Import, *, on: date, person_id: int | None) -> Iterator[Importer]:
    """The importer of a kept file, open on its first row. Raises Unreadable, and OSError when the file is gone."""
    with batch.file.open("rb") as stream, opened(stream) as table:
        yield IMPORTERS[batch.importer](table, batch.mapping, on=on, person_id=person_id)


def owner(batch: Import, *, on: date) -> Actor | None:
    """Who sent a file, in the hat she wore then; None when it is no longer hers on that day."""
    worn = next((hat for hat in hats_of(batch.person, on=on) if hat.code == batch.hat), None)
    if worn is None:
        return None
    return Actor(
        Kind.HAT,
        person_id=batch.person_id,
        account_id=batch.person.account_id,
        hat=worn,
        strong=True,
        language=batch.person.language,
        via="import",
    )


def my_imports(actor: Actor) -> QuerySet[Import]:
    """The imports an actor may see, with where each stands."""
    return among(imports_joined(), actor)


def imports_joined() -> QuerySet[Import]:
    """Imports with their passages, last first, and their results: what their page needs."""
    passages = Passage.objects.select_related("result").order_by("-pk")
    return Import.objects.select_related("removal", "success").prefetch_related(
        Prefetch("passages", queryset=passages)
    )


def waiting(code: str) -> Passage | None:
    """A passage the worker has still to do."""
    return (
        Passage.objects.filter(code=code, result=None)
        .select_related("batch__person", "batch__organisation")
        .first()
    )


def same_before(batch: Import, actor: Actor) -> Import | None:
    """An import of the very same file that its owner brought to its end before."""
    return (
        visible(Import, actor)
        .filter(digest=batch.digest, importer=batch.importer, success__isnull=False)
        .exclude(pk=batch.pk)
        .select_related("success__passage__result")
        .order_by("-pk")
        .first()
    )


@dataclass(frozen=True)
class Altered:
    """A row that an import changes: its line, its name, and (label, what was there, what the file says)."""

    line: int
    name: str
    differences: list[tuple[Any, str, str]]


@dataclass(frozen=True)
class Standing:
    """Where an import stands. `last` is its last passage, `percent` how far that has come when it is under way."""

    batch: Import
    last: Passage | None
    percent: int | None = None

    @property
    def importer(self) -> type[Importer]:
        return IMPORTERS[self.batch.importer]

    @property
    def result(self) -> Result | None:
        return getattr(self.last, "result", None)

    @property
    def state(self) -> str:
        """« removed », « to_map », « reading », « unreadable », « rehearsed », « refused » or « done »."""
        if hasattr(self.batch, "success"):
            return "done"
        if hasattr(self.batch, "removal"):
            return "removed"
        if self.last is None:
            return "to_map"
        if self.result is None:
            return "reading"
        if self.last.purpose == Passage.Purpose.FINAL:
            return "refused"
        return "unreadable" if self.result.problem else "rehearsed"

    @property
    def problem(self) -> Remark | None:
        return Remark.read(self.result.problem) if self.result and self.result.problem else None

    @property
    def remarks(self) -> list[str]:
        """What was noticed and settled while reading, in words."""
        kept = self.result.remarks if self.result else []
        return [self.importer.say(Remark.read(remark)) for remark in kept]

    @property
    def brings(self) -> bool:
        """True when the file would create or change something."""
        return bool(self.result and (self.result.created or self.result.changed))

    @property
    def new(self) -> list[tuple[int, str]]:
        """The first rows to be created: (line, name)."""
        return self.result.shown.get("new", []) if self.result else []

    @property
    def changes(self) -> list[Altered]:
        """The first rows to be changed, and in what."""
        kept = self.result.shown.get("changes", []) if self.result else []
        return [
            Altered(
                line,
                name,
                [
                    (self.importer.label_of(field), *(self.importer.shown(field, value) for value in pair))
                    for field, pair in fields.items()
                ],
            )
            for line, name, fields in kept
        ]


def standing(batch: Import) -> Standing:
    """Where an import read by `imports_joined` stands."""
    last = next(iter(batch.passages.all()), None)
    under_way = last is not None and not hasattr(last, "result")
    return Standing(batch, last, percent_of(last.code) if last and under_way else None)


def last_passage(batch: Import) -> Passage | None:
    """The last reading of a file that came to an end."""
    return batch.passages.filter(result__isnull=False).order_by("-pk").first()


@dataclass(frozen=True)
class Why:
    """One thing that is wrong with a line, in words: about which title, what its cell holds."""

    sentence: str
    title: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.title}\u00a0: {self.sentence}" if self.title else self.sentence


@dataclass(frozen=True)
class Said:
    """A line that was not taken, and why, in the language of who reads."""

    number: int
    cells: list[str]
    why: list[Why]


def said(batch: Import, lines: Iterable[Line]) -> Iterator[Said]:
    """Lines put in words."""
    importer = IMPORTERS[batch.importer]
    places = {title: at for at, title in enumerate(batch.titles)}
    for line in lines:
        remarks = [Remark.read(kept) for kept in line.remarks]
        why = [_why(line, remark, importer, batch.mapping, places) for remark in remarks]
        yield Said(line.number, line.cells, why)


def _why(
    line: Line, remark: Remark, importer: type[Importer], mapping: dict[str, str], places: dict[str, int]
) -> Why:
    title = mapping.get(remark.field, "")
    if title not in places:
        return Why(importer.say(remark))
    return Why(importer.say(remark), title, line.cells[places[title]])


def lines_of(passage: Passage, *, held: bool) -> QuerySet[Line]:
    """The lines a passage did not take, in the order of the file."""
    return Line.objects.filter(passage=passage, held=held).order_by("number")
