"""Opening a call, answering it without an account, saying that somebody was met, erasing what she left."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.parameters import value
from reciproque.foundation.verbs import rewrite, verb
from reciproque.people.models import Organisation

from .. import rules
from ..kinds import Outcome
from ..models import Answer, Call, Erasure, Meeting


@verb(Organisation, "open_call")
def open_call(organisation: Organisation, *, by: Actor, at: datetime, words: str, welcome: str = "") -> Call:
    """Open the page « Participer » of an organisation, in plain words."""
    call = Call(
        organisation=organisation,
        words=words.strip(),
        welcome=welcome.strip(),
        language=by.language,
        opened_at=at,
        opened_by_id=by.person_id,
    )
    call.clean_fields(exclude={"organisation", "opened_by", "closed_by", "closed_at"})
    call.save()
    return call


@verb(Call, "revise")
def revise_call(call: Call, *, by: Actor, at: datetime, version: int, words: str, welcome: str = "") -> Call:
    """Say it better. Raises Stale when `version` has been left behind."""
    call.words, call.welcome = words.strip(), welcome.strip()
    call.clean_fields(exclude={"organisation", "opened_by", "closed_by", "closed_at"})
    return rewrite(call, version=version, words=call.words, welcome=call.welcome)


@verb(Call, "close")
def close_call(call: Call, *, by: Actor, at: datetime) -> Call:
    """Close the page; the answers received still wait for somebody."""
    return rewrite(call, closed_at=at, closed_by_id=by.person_id)


@verb(Call, "answer", keeps=("means",))
def answer_call(call: Call, *, by: Actor, at: datetime, first_name: str, means: str, contact: str) -> Answer:
    """Leave a first name and a way to be met. No account is made, and no e-mail address is needed.

    The day until which this is kept is written with it: it was told to her. Raises ValidationError, by field,
    when nobody could be met with what was left.
    """
    today = timezone.localdate(at)
    name = " ".join(first_name.split())
    if not name:
        raise ValidationError({"first_name": _("Dites comment vous appeler : un prénom suffit.")})
    answer = Answer(
        call=call,
        first_name=name,
        means=means,
        contact=rules.reachable(means, contact),
        received_at=at,
        triggered_on=today,
        due_on=_later(today, rules.ANSWER_DAYS.name, call),
        kept_until=_later(today, rules.KEPT_DAYS.name, call),
    )
    answer.clean_fields(exclude={"call", "paused_on", "resumes_on", "pause_reason"})
    answer.save()
    return answer


@verb(Answer, "settle", keeps=("outcome",))
def settle(answer: Answer, *, by: Actor, at: datetime, outcome: str) -> Answer:
    """Say what became of an answer. When she changed her mind, what she left is erased at once."""
    met = Meeting(answer=answer, outcome=outcome, noted_by_id=by.person_id, noted_at=at)
    met.clean_fields(exclude={"answer", "noted_by"})
    met.save()
    if outcome == Outcome.DECLINED:
        _blank(answer, at)
    return answer


@verb(Answer, "take_back")
def take_back(answer: Answer, *, by: Actor, at: datetime) -> Answer:
    """Erase what one left, with the number one was given."""
    return _blank(answer, at)


@verb(Answer, "erase")
def erase(answer: Answer, *, by: Actor, at: datetime) -> Answer:
    """Erase, at the term she was told, the first name and the way to meet her."""
    return _blank(answer, at)


def _blank(answer: Answer, at: datetime) -> Answer:
    Erasure.objects.create(answer=answer, erased_at=at)
    return rewrite(answer, first_name="", contact="")


def _later(today: date, name: str, call: Call) -> date:
    return today + timedelta(days=int(value(name, on=today, organisation_id=call.organisation_id)))
