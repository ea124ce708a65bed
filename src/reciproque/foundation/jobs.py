"""What the house does by itself: seal the journal, send what is due, throw away what is of no more use."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import clock, guard, journal, outbox, parameters
from .deadlines import KINDS, warnings_owed
from .models import Submission
from .schedule import every

KEYS_KEPT = timedelta(days=30)
"""How long a form already carried out is recognised when it is sent again (a page left open, then resent)."""
TASKS_KEPT, FAILURES_KEPT = 1, 14
"""For how many days a finished task, and one that failed, stay in the queue."""
WARNING_HOUR = parameters.parameter(
    "deadlines.warning_hour",
    _("Heure à partir de laquelle un rappel peut partir"),
    8,
    unit="hour",
    source=_("Proposition de Réciproque : personne n’est réveillé par un rappel"),
    status="proposal",
    since=date(2026, 1, 1),
)


@every("journal.seal", label=_("Sceller les lignes du journal"), minutes=5)
def seal_the_journal(at: datetime) -> int:
    return journal.seal(at=at)


@every("outbox.send", label=_("Envoyer les courriels qui sont dus"), queued=True, minutes=1)
def send_what_is_due(at: datetime) -> int:
    return outbox.send_due(at=at)


@every("deadlines.warn", label=_("Prévenir des dates promises qui approchent"), queued=True, hours=1)
def warn_of_deadlines(at: datetime) -> int:
    """Tell owner and substitute of each promise that comes, or has just gone by: each day of it once."""
    today = timezone.localdate(at)
    hour = time(parameters.value(WARNING_HOUR.name, on=today))
    due_at = max(at, clock.instant(today, hour, str(timezone.get_default_timezone())))
    told = 0
    with guard.upkeep("deadlines"):
        for kind in KINDS.values():
            for owed in warnings_owed(kind, today=today):
                for person in owed.readers:
                    once = f"{kind.code}:{owed.once}"
                    outbox.tell(person, kind.notice, about=owed.code, once=once, due_at=due_at)
                    told += 1
    return told


@every("sessions.clear", label=_("Effacer les sessions terminées"), days=1)
def clear_ended_sessions(at: datetime) -> None:
    call_command("clearsessions")


@every("submissions.forget", label=_("Oublier les formulaires déjà reçus"), days=1)
def forget_old_submissions(at: datetime) -> int:
    with guard.upkeep("submissions"):
        return Submission.objects.filter(at__lt=at - KEYS_KEPT).delete()[0]


@every("tasks.prune", label=_("Vider la file des travaux terminés"), days=1)
def prune_finished_tasks(at: datetime) -> None:
    call_command(
        "prune_db_task_results",
        min_age_days=TASKS_KEPT,
        failed_min_age_days=FAILURES_KEPT,
        queue_name="*",
        verbosity=0,
    )
