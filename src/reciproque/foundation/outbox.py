"""What leaves: a verb only notes that someone is to be told; address, right and text are found when it goes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.utils import translation

from . import guard
from .models import Message

MOST_AT_ONCE = 200
TRIED_AGAIN_AFTER = timedelta(minutes=15)
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Address:
    """Where and in which language a person reads."""

    email: str
    language: str


@dataclass(frozen=True)
class Letter:
    """A subject and a body, plain text. Neither may name a disease or a service."""

    subject: Any
    body: Any


Writer = Callable[[Message], Letter | None]
NOTICES: dict[str, Writer] = {}
_find_address: list[Callable[[Message], Address | None]] = []
NOBODY_YET = 0
"""Stands for someone who is no person here yet (an invitation): `about` then says who is written to."""


def notice(kind: str) -> Callable[[Writer], Writer]:
    """Register how a kind of message is written. The writer re-reads the facts and the right of its reader;
    it returns None when there is nothing to say any more."""

    def declare(write: Writer) -> Writer:
        if kind in NOTICES:
            raise ValueError(f"two notices {kind}")
        NOTICES[kind] = write
        return write

    return declare


def addresses_found_by(find: Callable[[Message], Address | None]) -> None:
    """Say how the address of a message's reader is found (the package of people does, once)."""
    _find_address[:] = [find]


def tell(person_id: int, kind: str, *, about: str = "", once: str, due_at: datetime) -> None:
    """Note that a person is to be told, once for ever under the name `once`. To be called inside a verb."""
    Message.objects.bulk_create(
        [Message(kind=kind, person_ref=person_id, about=about, once=f"{once}:{person_id}", due_at=due_at)],
        ignore_conflicts=True,
    )


def send_due(*, at: datetime) -> int:
    """Send what is due; returns how many letters left. One recipient a letter, never a copy.

    Each letter is claimed before it is sent, so that several may send at once. A letter whose sender stopped
    half-way comes back after TRIED_AGAIN_AFTER.
    """
    sent = 0
    for message in Message.objects.filter(settled_at=None, due_at__lte=at).order_by("pk")[:MOST_AT_ONCE]:
        if not _claim(message, at):
            continue
        try:
            outcome = _send(message)
        except OSError as problem:  # the mail server is away: SMTP's own exceptions are OSErrors too
            logger.warning("letter %s could not leave: %s", message.pk, problem)
            continue
        sent += outcome == "sent"
        with guard.upkeep("outbox"):
            Message.objects.filter(pk=message.pk).update(settled_at=at, outcome=outcome)
    return sent


def _claim(message: Message, at: datetime) -> bool:
    """True for one caller only: the letter is put off for everybody else before it is sent."""
    with guard.upkeep("outbox"):
        mine = Message.objects.filter(pk=message.pk, settled_at=None, due_at=message.due_at)
        return bool(mine.update(due_at=at + TRIED_AGAIN_AFTER))


def _send(message: Message) -> str:
    address = _find_address[0](message) if _find_address else None
    if address is None:
        return "no_address"
    with translation.override(address.language):
        letter = NOTICES[message.kind](message)
        if letter is None:
            return "not_needed"
        EmailMessage(str(letter.subject), str(letter.body), to=[address.email]).send()
    return "sent"
