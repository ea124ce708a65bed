"""What titles do by themselves: tell that a verification ends, or that a case is left silent; recount hours."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import guard
from reciproque.foundation.actor import system
from reciproque.foundation.outbox import tell
from reciproque.foundation.schedule import every

from .models import Qualification
from .queries.lists import ending_on
from .queries.outside import readers_outside, silent
from .rules import REMINDERS
from .verbs import recount_hours


@every(
    "titles.reminders", label=_("Prévenir des vérifications de titre qui se terminent"), queued=True, hours=6
)
def tell_what_ends_soon(at: datetime) -> None:
    """Sixty, thirty and seven days before a verification ends, its holder is told; each once."""
    today = timezone.localdate(at)
    for step in REMINDERS:
        for claim in ending_on(today - timedelta(days=step), today=today):
            with guard.upkeep("reminders"):
                once = f"titles.ends:{claim.code}:{claim.valid_until.isoformat()}:{step}"
                tell(claim.person_id, "titles.ends", about=claim.code, once=once, due_at=at)


@every(
    "titles.silence",
    label=_("Prévenir le référent extérieur d’un signalement sans réponse"),
    queued=True,
    hours=6,
)
def tell_the_outside_referent(at: datetime) -> None:
    """A house has not answered a case in time: who reads it from outside is told, once."""
    today = timezone.localdate(at)
    for case in silent(today):
        readers = readers_outside(case, on=today).values_list("person", flat=True)
        for person in sorted(set(readers)):
            with guard.upkeep("reminders"):
                once = f"titles.silence:{case.code}:{case.due_on.isoformat()}"
                tell(person, "titles.silence", about=case.code, once=once, due_at=at)


@every("titles.hours", label=_("Recompter les heures de formation"), queued=True, hours=1)
def recount(at: datetime) -> None:
    """Somebody left, or a verification ended: whoever loses hours loses what they opened."""
    today = timezone.localdate(at)
    for held in Qualification.objects.filter(ended_on=None, valid_until__gte=today).order_by("pk"):
        recount_hours(held, by=system("titles.hours"), at=at)
