"""Turning to somebody about a tension, answering, closing it with what was agreed: words sealed, read by two."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation import parameters
from reciproque.foundation.actor import Actor
from reciproque.foundation.outbox import tell
from reciproque.foundation.verbs import rewrite, verb
from reciproque.partnerships.models import Engagement, Partnership
from reciproque.partnerships.policy import ACCEPTED
from reciproque.partnerships.queries.positions import today_of
from reciproque.people.models import Organisation, Person

from ..models import Tension
from ..queries.near import reachable
from ..rules.tensions import ANSWER_DAYS


@verb(Person, "turn_to", keeps=())
def turn_to(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    to: Person,
    words: str,
    partnership: Partnership | None = None,
    outside: Organisation | None = None,
    substitute_reads: bool = False,
) -> Tension:
    """Turn to one person about what does not go well; an answer is due in the days of the parameter.

    Raises ValidationError, by field, for oneself, for nothing said, for a partnership one takes no part in.
    """
    wrong = {}
    if not reachable(person.pk).filter(pk=to.pk).exists():
        wrong["to"] = _("Choisissez quelqu’un d’autre que vous, qui vient ici.")
    if not words.strip():
        wrong["words"] = _("Dites ce qui se passe, en quelques mots.")
    engaged = Engagement.objects.filter(ACCEPTED, person=person, partnership=partnership)
    if partnership is not None and not engaged.exists():
        wrong["partnership"] = _("Choisissez un partenariat où vous êtes engagé.")
    if wrong:
        raise ValidationError(wrong)
    today = today_of(person, at)
    tension = Tension(
        opened_by=person,
        turns_to=to,
        partnership=partnership,
        outside=outside,
        substitute_reads=substitute_reads,
        words=words.strip(),
        opened_at=at,
        triggered_on=today,
        due_on=today + timedelta(days=int(parameters.value(ANSWER_DAYS.name, on=today))),
    )
    tension.clean_fields(
        exclude={"opened_by", "turns_to", "partnership", "outside", "paused_on", "resumes_on"}
        | {"answered_at", "answered_by", "closed_at"}
    )
    tension.save()
    return tension


@verb(Tension, "answer", keeps=())
def answer(tension: Tension, *, by: Actor, at: datetime, proposed: str) -> Tension:
    """Answer with what one proposes; it may be written again until it is closed."""
    if not proposed.strip():
        raise ValidationError({"proposed": _("Dites ce que vous proposez.")})
    done = rewrite(tension, proposed=proposed.strip(), answered_at=at, answered_by_id=by.person_id)
    once = f"support.tension_answered:{tension.code}"
    tell(tension.opened_by_id, "support.tension_answered", about=tension.code, once=once, due_at=at)
    return done


@verb(Tension, "close", keeps=())
def close(tension: Tension, *, by: Actor, at: datetime, agreed: str) -> Tension:
    """Close it with what was agreed, or found alone. In the very words proposed, it is agreed by both."""
    if not agreed.strip():
        raise ValidationError({"agreed": _("Dites ce qui a été convenu, ou comment cela s’est dénoué.")})
    return rewrite(tension, agreed=agreed.strip(), closed_at=at)
