"""The life of an import: deposit a file, say how its columns are read, rehearse, confirm, carry out, remove."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation.actor import Actor
from reciproque.foundation.parameters import parameter
from reciproque.foundation.verbs import rewrite, verb
from reciproque.people.models import Installation

from ..importers import IMPORTERS, Fault
from ..importers.tally import Tally, Watch
from ..models import Habit, Import, Line, Passage, Removal, Result, Success
from ..queries import reading
from ..sentences import Remark
from .batches import BATCHES

AT_ONCE = 1_000

parameter(
    "exchange.file_days",
    gettext_lazy("Durée de garde d’un fichier importé"),
    30,
    unit="day",
    source=gettext_lazy(
        "Choix de prudence du projet : assez pour corriger, trop court pour oublier un fichier"
    ),
    status="proposal",
    since=date(2026, 11, 1),
)


@verb(Installation, "deposit_import", keeps=("importer", "filename", "digest"))
def deposit(
    installation: Installation,
    *,
    by: Actor,
    at: datetime,
    importer: str,
    file: UploadedFile,
    filename: str,
    digest: str,
    titles: Sequence[str],
    samples: Sequence[Sequence[str]],
) -> Import:
    """Keep a file that was read as a table, with the columns that its titles let guess."""
    batch = Import(
        importer=importer,
        person_id=by.person_id,
        organisation_id=by.organisation_id,
        hat=by.hat.code if by.hat else "",
        file=file,
        filename=filename[:120],
        size=file.size,
        digest=digest,
        titles=list(titles),
        samples=[list(row) for row in samples],
        deposited_at=at,
    )
    batch.mapping = _usual(batch) or IMPORTERS[importer].guess(titles)
    batch.save()
    return batch


@verb(Import, "map_columns")
def map_columns(batch: Import, *, by: Actor, at: datetime, mapping: Mapping[str, str]) -> Passage:
    """Say which title stands for which column, and ask for a rehearsal.

    Raises ValidationError by column: unknown title, compulsory column without one, one title for two columns.
    """
    importer = IMPORTERS[batch.importer]
    wanted = {name: title for name, title in mapping.items() if title}
    problems: dict[str, Any] = {
        name: _("Ce titre n’est pas dans le fichier.")
        for name, title in wanted.items()
        if title not in batch.titles
    }
    problems |= {
        column.name: _("Choisissez la colonne qui donne « {column} ».").format(column=column.label)
        for column in importer.missing(wanted)
    }
    problems |= {
        name: _("Cette colonne du fichier sert déjà à autre chose.")
        for name, title in wanted.items()
        if list(wanted.values()).count(title) > 1
    }
    if problems:
        raise ValidationError(problems)
    rewrite(batch, mapping=wanted)
    if batch.organisation_id:
        Habit.objects.update_or_create(
            importer=batch.importer,
            organisation_id=batch.organisation_id,
            titles_digest=titles_digest(batch.titles),
            defaults={"mapping": wanted},
        )
    return Passage.objects.create(batch=batch, purpose=Passage.Purpose.REHEARSAL, asked_at=at)


@verb(Import, "confirm", keeps=("partial",))
def confirm(batch: Import, *, by: Actor, at: datetime, rehearsal: str, partial: bool = False) -> Passage:
    """Ask for the import for good, on the strength of its last rehearsal (its code).

    Raises ValidationError when that rehearsal is not the last, could not be done, found faulty lines while
    `partial` is false, or found nothing to do.
    """
    last = batch.passages.select_related("result").first()
    if last is None or last.code != rehearsal or last.purpose != Passage.Purpose.REHEARSAL:
        raise ValidationError(
            _("Un autre essai a eu lieu entre-temps : regardez-le avant de confirmer."), code="old"
        )
    found = last.result
    if found.problem:
        raise ValidationError(_("Ce fichier n’a pas pu être lu."), code="unreadable")
    if found.faulty and not partial:
        raise ValidationError(
            {
                "partial": _(
                    "Des lignes sont à corriger. Corrigez-les, ou demandez à importer les autres sans elles."
                )
            }
        )
    if not found.created and not found.changed:
        raise ValidationError(
            _("Ce fichier n’apporte rien de nouveau : il n’y a rien à importer."), code="nothing"
        )
    return Passage.objects.create(batch=batch, purpose=Passage.Purpose.FINAL, partial=partial, asked_at=at)


@verb(Passage, "carry_out")
def carry_out(passage: Passage, *, by: Actor, at: datetime, watch: Watch | None = None) -> Result:
    """Import the file for good, in one transaction. Raises Faulty and Unreadable, and then nothing is kept."""
    batch = passage.batch
    with reading(batch, on=at.date(), person_id=by.person_id) as importer:
        tally = BATCHES[importer.verb](
            Installation.objects.get(),
            by=by,
            at=at,
            importer=importer,
            partial=passage.partial,
            file=batch.filename,
            digest=batch.digest,
            watch=watch,
        )
    Success.objects.create(batch=batch, passage=passage)
    return _concluded(passage, tally, at)


@verb(Passage, "conclude")
def conclude(
    passage: Passage, *, by: Actor, at: datetime, tally: Tally | None = None, problem: Remark | None = None
) -> Result:
    """Write what a rehearsal found, or why an import did not go through."""
    return _concluded(passage, tally or Tally(), at, problem)


@verb(Import, "remove")
def remove(batch: Import, *, by: Actor, at: datetime) -> Import:
    """Remove the file and the lines kept from it; what was imported stays, and so does the trace of the import."""
    Removal.objects.create(batch=batch, removed_at=at)
    Line.objects.filter(passage__batch=batch).delete()
    rewrite(batch, samples=[])
    transaction.on_commit(lambda: batch.file.storage.delete(batch.file.name))
    return batch


def titles_digest(titles: Sequence[str]) -> str:
    """One name for files that have the same titles in the same order."""
    return hashlib.sha256(json.dumps(list(titles), ensure_ascii=False).encode()).hexdigest()


def _usual(batch: Import) -> dict[str, str] | None:
    """How this organisation read files with these titles the last time."""
    return (
        Habit.objects.filter(
            importer=batch.importer,
            organisation=batch.organisation_id,
            titles_digest=titles_digest(batch.titles),
        )
        .values_list("mapping", flat=True)
        .first()
    )


def _concluded(passage: Passage, tally: Tally, at: datetime, problem: Remark | None = None) -> Result:
    result = Result.objects.create(
        passage=passage,
        **tally.counts(),
        problem=problem.kept() if problem else None,
        remarks=[remark.kept() for remark in tally.remarks],
        shown=tally.shown(),
        ended_at=at,
    )
    Line.objects.bulk_create(_lines(passage, tally), batch_size=AT_ONCE)
    return result


def _lines(passage: Passage, tally: Tally) -> Iterator[Line]:
    for faults, held in ((tally.lines, False), (tally.held, True)):
        yield from (_line(passage, fault, held) for fault in faults)


def _line(passage: Passage, fault: Fault, held: bool) -> Line:
    remarks = [remark.kept() for remark in fault.remarks]
    return Line(passage=passage, number=fault.line, held=held, cells=fault.cells, remarks=remarks)
