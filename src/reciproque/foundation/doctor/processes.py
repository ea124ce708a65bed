"""Whether what runs behind still runs: the scheduler, a worker, the periodic jobs, the letters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import outbox, schedule
from ..health import SILENT
from .finding import Finding, watched_if

LOOKED_BACK = timedelta(days=30)


def processes_live(at: datetime) -> Iterator[Finding]:
    """Silent in the demonstration, whose one command begins and ends all three."""
    if settings.DEMO:
        return
    seen = schedule.last_seen()
    told = (
        (schedule.SCHEDULER, _("Horloge (scheduler)"), "scheduler"),
        (schedule.WORKER, _("Exécutant (worker)"), "worker"),
    )
    for process, subject, command in told:
        last = seen.get(process)
        yield watched_if(
            last is None or last < at - SILENT,
            subject,
            _when(last),
            _("lancez « reciproque %(command)s » et laissez-le tourner") % {"command": command},
        )


def jobs_end_well(at: datetime) -> Iterator[Finding]:
    """Jobs whose last run failed; those that are late are told by the processes."""
    failed = [one for one in schedule.standings(at=at) if one.failed]
    yield watched_if(
        bool(failed),
        _("Travaux périodiques"),
        ", ".join(f"{one.job.name} ({one.beat.last_problem})" for one in failed if one.beat)
        or _("aucun échec"),
        _("lisez les messages du worker et de l’horloge à cette heure-là"),
    )


def letters_leave(at: datetime) -> Iterator[Finding]:
    given_up = sum(row[outbox.GIVEN_UP] for row in outbox.counts(at - LOOKED_BACK))
    yield watched_if(
        bool(given_up),
        _("Courriels"),
        ngettext("%(n)d abandonné en trente jours", "%(n)d abandonnés en trente jours", given_up)
        % {"n": given_up},
        _("une coordination peut les faire repartir depuis la page « Envois »"),
    )


def _when(last: datetime | None) -> str:
    if last is None:
        return _("aucun passage jusqu’ici")
    return date_format(timezone.localtime(last), "SHORT_DATETIME_FORMAT")
