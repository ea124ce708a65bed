"""What the worker does for imports: the passages asked for, and removing files kept long enough."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from reciproque.foundation import clock, parameters
from reciproque.foundation.actor import Actor, system
from reciproque.foundation.policy import Refused
from reciproque.foundation.schedule import every
from reciproque.foundation.verbs import reacts_to

from . import verbs
from .importers.tally import rehearse
from .models import FOLDER, Import, Passage
from .progress import Progress, last_moved
from .queries import owner, reading, waiting
from .sentences import Remark, Unreadable

STALLED = timedelta(minutes=15)
WORKER = system("exchange.imports")


@reacts_to("exchange.Import.map_columns")
@reacts_to("exchange.Import.confirm")
def queue(batch: Import, passage: Passage, *, by: Actor, at: datetime, **particulars: object) -> None:
    """A passage asked for waits for the worker, in the same transaction."""
    do_passage.enqueue(passage.code)


@task()
def do_passage(code: str) -> None:
    """Do a passage, once; whatever happens, its owner is told how it ended."""
    passage = waiting(code)
    if passage is None:
        return
    progress = Progress(code)
    progress.begin()
    with translation.override(passage.batch.person.language):
        try:
            _do(passage, progress)
        except Unreadable as problem:
            _conclude(passage, problem.remark)
        except verbs.Faulty as problem:
            verbs.conclude(passage, by=WORKER, at=clock.now(), tally=problem.tally, problem=Remark("faulty"))
        except Refused as problem:
            _conclude(passage, Remark("not_allowed", {"reason": str(problem.reason)}))
        except (IntegrityError, ValidationError):
            _conclude(passage, Remark("overtaken"))
        except OSError:
            _conclude(passage, Remark("file_gone"))
        finally:
            progress.forget()


def _do(passage: Passage, progress: Progress) -> None:
    at = clock.now()
    by = owner(passage.batch, on=clock.today(passage.batch.person.zone))
    if by is None:
        _conclude(passage, Remark("hat_gone"))
    elif passage.purpose == Passage.Purpose.FINAL:
        verbs.carry_out(passage, by=by, at=at, watch=progress)
    else:
        with reading(passage.batch, on=at.date(), person_id=by.person_id) as importer:
            tally = rehearse(importer, progress)
        verbs.conclude(passage, by=WORKER, at=clock.now(), tally=tally)


def _conclude(passage: Passage, problem: Remark) -> None:
    verbs.conclude(passage, by=WORKER, at=clock.now(), problem=problem)


@every("exchange.stalled", label=_("Dire interrompus les imports qui n’avancent plus"), minutes=10)
def conclude_what_stalled(at: datetime) -> None:
    """Say so of a passage whose worker was killed: it began, and has not moved for a while."""
    for passage in Passage.objects.filter(result=None, asked_at__lt=at - STALLED):
        seen = last_moved(passage.code)
        if seen is not None and seen < at - STALLED:
            _conclude(passage, Remark("interrupted"))
            Progress(passage.code).forget()


@every(
    "exchange.files", label=_("Retirer les fichiers importés gardés assez longtemps"), queued=True, hours=24
)
def remove_old_files(at: datetime) -> None:
    """Remove files kept long enough, and those that no import names because its deposit did not go through."""
    days = parameters.value("exchange.file_days", on=at.date())
    for batch in Import.objects.filter(removal=None, deposited_at__lt=at - timedelta(days=days)):
        verbs.remove(batch, by=WORKER, at=at)
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    if not folder.is_dir():
        return
    yesterday = (at - timedelta(days=1)).timestamp()
    named = set(Import.objects.filter(removal=None).values_list("file", flat=True))
    for left in folder.iterdir():
        if f"{FOLDER}/{left.name}" not in named and left.stat().st_mtime < yesterday:
            left.unlink(missing_ok=True)
