"""The journal: one line per act and per refused attempt, sealed in batches so that no line can be changed unnoticed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, models, transaction

from . import guard
from .actor import Actor
from .crypto import keyed_digest, same
from .models import Event, Seal

SEAL_BATCH = 500
CONFIDENTIAL: set[str] = set()
"""Labels of models whose rows the journal names by a keyed digest only."""


def subject_ref(subject: models.Model) -> str:
    label, code = subject._meta.label, str(getattr(subject, "code", subject.pk))
    return keyed_digest("journal", f"{label}:{code}") if label in CONFIDENTIAL else code


def write(
    *,
    act: UUID,
    verb: str,
    by: Actor,
    at: datetime,
    subject: models.Model,
    particulars: Mapping[str, Any] | None = None,
    refused: bool = False,
) -> None:
    """Add a line. `particulars` must hold only what the verb declared it keeps."""
    Event.objects.create(
        act=act,
        at=at,
        verb=verb,
        refused=refused,
        actor_kind=by.kind.value,
        person_ref=by.person_id,
        hat=by.hat.label[:120] if by.hat else "",
        organisation_ref=by.organisation_id,
        via=by.via,
        subject_type=subject._meta.label,
        subject_ref=subject_ref(subject),
        particulars={name: str(value) for name, value in (particulars or {}).items()},
    )


def write_refusal(*, verb: str, by: Actor, at: datetime, subject: models.Model, reason: str) -> None:
    """Keep the trace of an attempt, after its own transaction was rolled back."""
    with guard.upkeep("journal"):
        write(
            act=uuid4(),
            verb=verb,
            by=by,
            at=at,
            subject=subject,
            particulars={"reason": reason},
            refused=True,
        )


def seal(*, at: datetime) -> int:
    """Seal the lines that are not sealed yet, by batches; returns how many lines were sealed.

    Waits for the acts under way: a line has its number before its act is done, and would else be left out of
    the seal that spans it.
    """
    sealed = 0
    with guard.upkeep("journal"):
        while lines := _seal_batch(at):
            sealed += lines
    return sealed


def _seal_batch(at: datetime) -> int:
    with transaction.atomic():
        if connection.vendor == "postgresql":  # SQLite's transaction holds the only lock already
            with connection.cursor() as cursor:
                cursor.execute(f'LOCK TABLE "{Event._meta.db_table}" IN SHARE ROW EXCLUSIVE MODE')
        last = Seal.objects.order_by("-last_event").first()
        lines = list(Event.objects.filter(pk__gt=last.last_event if last else 0).order_by("pk")[:SEAL_BATCH])
        if lines:
            Seal.objects.create(
                first_event=lines[0].pk,
                last_event=lines[-1].pk,
                digest=_digest(last.digest if last else "", lines),
                sealed_at=at,
            )
        return len(lines)


def first_broken_seal(*, anchor: str | None = None) -> Seal | None:
    """The first seal whose lines were changed, removed or added since; None when the journal is whole.

    `anchor` is a head kept elsewhere (see `head`): without it, a journal whose end was cut cannot be told
    from a shorter one. A head that no seal carries any more is reported as the last seal.
    """
    previous, known = "", anchor is None
    seal_ = None
    for seal_ in Seal.objects.order_by("last_event"):
        lines = list(Event.objects.filter(pk__gte=seal_.first_event, pk__lte=seal_.last_event).order_by("pk"))
        if not lines or not same(_digest(previous, lines), seal_.digest):
            return seal_
        previous = seal_.digest
        known = known or seal_.digest == anchor
    return None if known else seal_ or Seal()


def head() -> str:
    """The digest to keep elsewhere: it stands for every line sealed until now."""
    last = Seal.objects.order_by("-last_event").first()
    return last.digest if last else ""


def _digest(previous: str, lines: list[Event]) -> str:
    rows = [
        [
            line.pk,
            str(line.act),
            line.at.isoformat(),
            line.verb,
            line.refused,
            line.actor_kind,
            line.person_ref,
            line.hat,
            line.organisation_ref,
            line.via,
            line.subject_type,
            line.subject_ref,
            line.particulars,
        ]
        for line in lines
    ]
    return keyed_digest("seal", previous + json.dumps(rows, sort_keys=True, ensure_ascii=False))
