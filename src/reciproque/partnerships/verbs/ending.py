"""Ending a partnership as it deserves, and opening it again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation import outbox
from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import rewrite, verb

from ..models import Ending, Engagement, Partnership
from ..policy import ACCEPTED
from ..queries.ending import ending_now, ending_verdict
from ..queries.evaluation import next_round_on, open_round
from .evaluation import put_off


@verb(Partnership, "end", keeps=("reason",))
def end(partnership: Partnership, *, by: Actor, at: datetime, **said: Any) -> Ending:
    """End the partnership: why, what happened, thanks, what remains. Everyone engaged is told once.

    Nothing is erased: engagements, hours and texts stay readable. Raises Unmet while something is left open.
    """
    ending_verdict(partnership, on=timezone.localdate(at)).demand()
    words = {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}
    ending = Ending(partnership=partnership, ended_at=at, ended_by_id=by.person_id, **words)
    ending.full_clean(exclude={"partnership", "ended_by", "reopened_at", "reopened_by", "reopened_why"})
    ending.save()
    _tell_everyone(ending, by=by, at=at)
    return ending


@verb(Partnership, "reopen")
def reopen(partnership: Partnership, *, by: Actor, at: datetime, why: str) -> Ending:
    """Open the partnership again, with a reason. An evaluation that came meanwhile is promised anew."""
    if not why.strip():
        raise ValidationError({"why": _("Dites pourquoi le partenariat reprend.")})
    ending = ending_now(partnership)
    today = timezone.localdate(at)
    round_ = open_round(partnership)
    if round_ is not None and round_.due_on <= today:
        due_on = next_round_on(partnership, after=today)
        put_off(round_, by=by, at=at, due_on=due_on, reason=_("Le partenariat a repris après une fin."))
    return rewrite(ending, reopened_at=at, reopened_by_id=by.person_id, reopened_why=why.strip())


def _tell_everyone(ending: Ending, *, by: Actor, at: datetime) -> None:
    engaged = Engagement.objects.filter(ACCEPTED, partnership=ending.partnership_id)
    for person_id in engaged.exclude(person=by.person_id).values_list("person", flat=True):
        outbox.tell(
            person_id, "partnerships.ended", about=ending.code, once=f"ended:{ending.code}", due_at=at
        )
