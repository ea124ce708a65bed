"""What the house does by itself for missions: reminders of the day before, places kept long enough."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import guard, outbox
from reciproque.foundation.actor import system
from reciproque.foundation.parameters import value
from reciproque.foundation.schedule import every

from .models import SignUp, Waiting
from .rules.periods import KEPT_HOURS, REMINDER_DAYS
from .verbs.signing import pass_on


@every("missions.remind", label=_("Rappeler les dates du lendemain"), queued=True, hours=1)
def remind_who_signed_up(at: datetime) -> None:
    """Each date once to each person, even if it moves back and forth."""
    today = timezone.localdate(at)
    last = today + timedelta(days=int(value(REMINDER_DAYS.name, on=today)))
    rows = SignUp.objects.filter(
        cancelled_at=None, over_at=None, day__range=(today, last), slot__intervention__starts_at__gt=at
    )
    with guard.upkeep("missions"):
        for code, day, person in rows.values_list("code", "day", "taking__engagement__person"):
            outbox.tell(person, "missions.reminder", about=code, once=f"reminder:{code}:{day}", due_at=at)


@every(
    "missions.places",
    label=_("Passer à la personne suivante les places gardées sans réponse"),
    queued=True,
    minutes=15,
)
def pass_kept_places_on(at: datetime) -> None:
    hours = int(value(KEPT_HOURS.name, on=timezone.localdate(at)))
    kept = Waiting.objects.filter(left_at=None, offered_at__lte=at - timedelta(hours=hours))
    for waiting in kept.select_related("slot__intervention"):
        pass_on(waiting, by=system("missions.places"), at=at)
