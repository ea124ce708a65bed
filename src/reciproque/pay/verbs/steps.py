"""The way of a line, one step at a time, each by whom it belongs to; the person alone says that she received it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.outbox import tell
from reciproque.foundation.policy import Refused
from reciproque.foundation.verbs import verb
from reciproque.people.models import Organisation

from ..kinds import State
from ..models import Batch, Line, Step


@verb(Line, "validate", keeps=())
def validate(line: Line, *, by: Actor, at: datetime) -> Line:
    """Say that it is right: somebody of the coordination, never who is to be paid."""
    return _goes(line, State.VALIDATED, by=by, at=at)


@verb(Line, "send", keeps=())
def send(line: Line, *, by: Actor, at: datetime, batch: Batch) -> Line:
    """Send it to those who pay, with others, under one reference."""
    return _goes(line, State.SENT, by=by, at=at, batch=batch, reference=batch.reference)


@verb(Line, "pay", keeps=("on",))
def pay(line: Line, *, by: Actor, at: datetime, on: date, reference: str = "") -> Line:
    """Say that it is paid, on which day; only then is the person told.

    Raises ValidationError for a day to come, or before anything was owed.
    """
    if on > timezone.localdate(at):
        raise ValidationError({"on": _("Ce jour n’est pas encore venu : marquez payé ce qui l’est.")})
    if on < min(line.on, line.owed_since):
        raise ValidationError({"on": _("Ce jour vient avant ce qui est dû. Vérifiez la date.")})
    paid = _goes(line, State.PAID, by=by, at=at, on=on, reference=reference.strip())
    once = f"pay.paid:{by.key or f'{line.code}:{at.isoformat()}'}"
    tell(line.engagement.person_id, "pay.paid", about=line.code, once=once, due_at=at)
    return paid


@verb(Line, "receive", keeps=())
def receive(line: Line, *, by: Actor, at: datetime) -> Line:
    """The person herself says that she received it: the end of the way."""
    return _goes(line, State.RECEIVED, by=by, at=at)


@verb(Line, "refuse", keeps=())
def refuse(line: Line, *, by: Actor, at: datetime, words: str = "") -> Line:
    """The person says that nothing came: the line opens again for the coordination."""
    return _goes(line, State.REFUSED, by=by, at=at, words=words.strip())


@verb(Line, "cancel", keeps=())
def cancel(line: Line, *, by: Actor, at: datetime, words: str) -> Line:
    """It is not owed after all, and why: the person reads it."""
    if not words.strip():
        raise ValidationError({"words": _("Dites pourquoi : la personne le lira.")})
    return _goes(line, State.CANCELLED, by=by, at=at, words=words.strip())


def _goes(line: Line, state: State, *, by: Actor, at: datetime, **more: object) -> Line:
    """One step further. The database takes each rank once: of two at once, one does it and the other is told."""
    rank = (line.steps.aggregate(last=Max("rank"))["last"] or 0) + 1
    Step.objects.create(line=line, rank=rank, state=state, at=at, by_id=by.person_id, **more)
    return line


# --- several at once ------------------------------------------------------------------------------
@dataclass(frozen=True)
class Moved:
    """How many lines went further, how many had changed meanwhile; and what was sent, for its page."""

    done: int
    changed: int
    batch: Batch | None = None

    def get_absolute_url(self) -> str:
        return self.batch.get_absolute_url() if self.batch else ""


@verb(Organisation, "move_lines", keeps=("state", "on", "reference"))
def move_lines(
    organisation: Organisation,
    *,
    by: Actor,
    at: datetime,
    lines: Iterable[Line],
    state: str,
    on: date | None = None,
    reference: str = "",
) -> Moved:
    """Validate, send or mark as paid several lines of the organisation at once.

    Lines that changed meanwhile, or that the actor may not move, stay as they are and are counted. What is sent
    goes in one batch. Raises ValidationError when none is chosen, or no day is said.
    """
    chosen = [line for line in lines if line.organisation_id == organisation.pk]
    if not chosen:
        raise ValidationError(_("Choisissez d’abord au moins une ligne."))
    if state == State.PAID and on is None:
        raise ValidationError({"on": _("Dites quel jour cela a été payé.")})
    if state not in (State.VALIDATED, State.SENT, State.PAID):
        raise ValidationError(_("Ce pas ne se fait pas à plusieurs lignes."))
    if state == State.SENT:
        return _sent(organisation, chosen, reference, by=by, at=at)
    act = validate if state == State.VALIDATED else pay
    how = {} if state == State.VALIDATED else {"on": on, "reference": reference}
    done = sum(_moves(act, line, by=by, at=at, **how) for line in chosen)
    return Moved(done, len(chosen) - done)


def _sent(organisation: Organisation, lines: list[Line], reference: str, *, by: Actor, at: datetime) -> Moved:
    batch = Batch(organisation=organisation, sent_by_id=by.person_id, sent_at=at)
    batch.reference = reference.strip() or batch.code
    batch.clean_fields(exclude={"organisation", "sent_by", "code"})
    batch.save()
    done = sum(_moves(send, line, by=by, at=at, batch=batch) for line in lines)
    if not done:
        raise ValidationError(_("Ces lignes ont changé entre-temps : aucune n’attend d’être envoyée."))
    return Moved(done, len(lines) - done, batch)


def _moves(act: object, line: Line, *, by: Actor, at: datetime, **how: object) -> bool:
    """True when it did; False when the line had changed meanwhile, or is the actor's own."""
    try:
        act(line, by=by, at=at, **how)  # type: ignore[operator]
    except (Refused, IntegrityError):
        return False
    return True
