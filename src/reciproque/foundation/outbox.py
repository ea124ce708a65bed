"""What leaves: a verb only notes that someone is to be told; address, right and text are found when it goes."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import monotonic, sleep
from typing import Any

from django.db import OperationalError, connection
from django.db.models import Case, Count, Min, Q, QuerySet, Value, When
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from . import clock, guard, parameters
from .models import Message
from .post import FAULT, PROBLEMS, Away, Post, word_for

MOST_AT_ONCE = 200
LONGEST = timedelta(minutes=5)
"""No pass lasts longer: what a slow mail server leaves waits for the next, and no claim grows old meanwhile."""
TRIED_AGAIN_AFTER = timedelta(minutes=15)
LONGEST_WAIT = timedelta(days=1)
PAUSES = (1, 5)
"""Seconds after which a database that was away is asked again to write down that a letter has left."""
SENT, NOT_NEEDED, NO_ADDRESS, GIVEN_UP = "sent", "not_needed", "no_address", "given_up"
OURS = _("Proposition de Réciproque")
TRIES = parameters.parameter(
    "outbox.tries",
    _("Nombre d’essais avant de renoncer à un courriel"),
    8,
    unit="",
    source=OURS,
    status="proposal",
    since=date(2026, 1, 1),
)
EARLIEST = parameters.parameter(
    "outbox.earliest_hour",
    _("Heure à partir de laquelle un courriel peut partir, là où vit la personne"),
    8,
    unit="hour",
    source=OURS,
    status="proposal",
    since=date(2026, 1, 1),
)
LATEST = parameters.parameter(
    "outbox.latest_hour",
    _("Heure à partir de laquelle aucun courriel ne part plus, là où vit la personne"),
    20,
    unit="hour",
    source=OURS,
    status="proposal",
    since=date(2026, 1, 1),
)
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Address:
    """Where, in which language and in which time zone a person reads."""

    email: str
    language: str
    zone: str = ""


@dataclass(frozen=True)
class Letter:
    """A subject and a body, plain text. Neither may name a disease or a service."""

    subject: Any
    body: Any


Writer = Callable[[Message], Letter | None]


@dataclass(frozen=True)
class Notice:
    """A kind of letter: its name in words, how it is written, whether it leaves at any hour.

    `discreet`: whether one was sent says who has an account here; it is then counted among those that were not.
    """

    write: Writer
    label: Any = ""
    urgent: bool = False
    discreet: bool = False

    def __call__(self, message: Message) -> Letter | None:
        return self.write(message)


NOTICES: dict[str, Notice] = {}
_find_address: list[Callable[[Message], Address | None]] = []
NOBODY_YET = 0
"""Stands for someone who is no person here yet (an invitation): `about` then says who is written to."""


def notice(
    kind: str, *, label: Any = "", urgent: bool = False, discreet: bool = False
) -> Callable[[Writer], Writer]:
    """Register how a kind of message is written. The writer re-reads the facts and the right of its reader;
    it returns None when there is nothing to say any more. `due_at` of what it receives is the instant at which
    the letter leaves, `first_due_at` the one it was asked for. Urgent letters leave at night too."""

    def declare(write: Writer) -> Writer:
        if kind in NOTICES:
            raise ValueError(f"two notices {kind}")
        NOTICES[kind] = Notice(write, label, urgent, discreet)
        return write

    return declare


def addresses_found_by(find: Callable[[Message], Address | None]) -> None:
    """Say how the address of a message's reader is found (the package of people does, once)."""
    _find_address[:] = [find]


def tell(person_id: int, kind: str, *, about: str = "", once: str, due_at: datetime) -> None:
    """Note that a person is to be told, once for ever under the name `once`. To be called inside a verb."""
    noted = Message(kind=kind, person_ref=person_id, about=about, once=f"{once}:{person_id}", due_at=due_at)
    noted.first_due_at = due_at
    Message.objects.bulk_create([noted], ignore_conflicts=True)


# --- sending --------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Terms:
    """What a pass goes by: how many tries, and between which hours of the reader."""

    tries: int
    earliest: int
    latest: int

    @classmethod
    def on(cls, day: date) -> Terms:
        found = parameters.values(TRIES.name, EARLIEST.name, LATEST.name, on=day)
        return cls(*(int(found[one.name]) for one in (TRIES, EARLIEST, LATEST)))


def send_due(*, at: datetime) -> int:
    """Send what is due, urgent letters first, then the oldest; returns how many left. One recipient, no copy.

    Each letter is claimed before it is sent, so that several may send at once, and settled as soon as the server
    has taken it. Only a machine that stops between these two sends a letter twice, with the same Message-ID.
    A letter that meets a problem waits for its next try and never holds back the others. Raises Away when the
    mail server does not answer: letters then wait, and it counts as no try.
    """
    sent, end, terms = 0, monotonic() + LONGEST.total_seconds(), Terms.on(at.date())
    with Post() as post:
        for message in _due(at):
            if monotonic() > end:
                break
            if _claim(message, at):
                sent += _deal_with(message, post, terms, at)
    return sent


def _due(at: datetime) -> list[Message]:
    urgent = [kind for kind, declared in NOTICES.items() if declared.urgent]
    rank = Case(When(kind__in=urgent, then=Value(0)), default=Value(1))
    return list(
        Message.objects.filter(settled_at=None, due_at__lte=at).order_by(rank, "due_at", "pk")[:MOST_AT_ONCE]
    )


def _claim(message: Message, at: datetime) -> bool:
    """True for one caller only: the letter is put off for everybody else before it is sent."""
    mine = Message.objects.filter(pk=message.pk, settled_at=None, due_at=message.due_at)
    with guard.upkeep("outbox"):
        return bool(mine.update(due_at=at + wait_after(message.tries + 1), tries=message.tries + 1))


def wait_after(tries: int) -> timedelta:
    """How long a letter waits for its next try: a quarter of an hour, doubled each time, at most a day."""
    return min(TRIED_AGAIN_AFTER * 2 ** min(tries - 1, 10), LONGEST_WAIT)


def _deal_with(message: Message, post: Post, terms: Terms, at: datetime) -> bool:
    """Send a letter that was claimed, or write down why not. True when it left."""
    try:
        outcome = GIVEN_UP if message.tries >= terms.tries else _send(message, post, terms, at)
    except _TooEarly as early:
        _write(message, due_at=early.opens_at, tries=message.tries)
        return False
    except Away:
        _write(message, due_at=message.due_at, tries=message.tries)
        raise
    except Exception as problem:  # whatever one letter meets, the others leave
        _note_problem(message, problem, terms, at)
        return False
    _settle(message, at, outcome)
    return outcome == SENT


class _TooEarly(Exception):
    def __init__(self, opens_at: datetime):
        self.opens_at = opens_at


class _Unwritten(Exception):
    """A fault of ours while a letter was written; the cause is kept for the log."""


def _send(message: Message, post: Post, terms: Terms, at: datetime) -> str:
    try:
        address = _find_address[0](message) if _find_address else None
        declared = NOTICES[message.kind]
        if address is None:
            return NO_ADDRESS
        zone = address.zone or str(timezone.get_default_timezone())
        opens_at = at if declared.urgent else clock.within_hours(at, terms.earliest, terms.latest, zone)
        if opens_at <= at:
            letter = written(message, address.language, zone, at)
    except Exception as problem:
        raise _Unwritten from problem
    if opens_at > at:
        raise _TooEarly(opens_at)
    if letter is None:
        return NOT_NEEDED
    post.open()
    post.send(str(letter.subject), str(letter.body), to=address.email, reference=message.once)
    return SENT


def written(message: Message, language: str, zone: str, at: datetime) -> Letter | None:
    """The letter as it reads when it leaves at `at`, its words found now; None when nothing is left to say."""
    leaving = copy(message)
    leaving.due_at = at
    with translation.override(language), timezone.override(zone):
        letter = NOTICES[message.kind](leaving)
        return Letter(str(letter.subject), str(letter.body)) if letter else None


def _note_problem(message: Message, problem: Exception, terms: Terms, at: datetime) -> None:
    """What a problem leaves: its class, a line in the log without address nor words, and a next try unless spent."""
    cause = problem.__cause__ if isinstance(problem, _Unwritten) and problem.__cause__ else problem
    word = FAULT if isinstance(problem, _Unwritten) else word_for(problem)
    tries = message.tries + 1
    logger.warning("letter %s (%s), try %s: %s", message.pk, message.kind, tries, type(cause).__name__)
    if word == FAULT:
        logger.error("letter %s\n%s", message.pk, "".join(traceback.format_tb(cause.__traceback__)))
    settled = {"settled_at": at, "outcome": GIVEN_UP} if tries >= terms.tries else {}
    _write(message, last_problem=word, **settled)


def _settle(message: Message, at: datetime, outcome: str) -> None:
    """Write how it ended; a database that is away for a moment is asked again, for the letter has left."""
    for pause in PAUSES:
        try:
            return _write(message, settled_at=at, outcome=outcome)
        except OperationalError:
            sleep(pause)
            if not connection.in_atomic_block:
                connection.close()
    return _write(message, settled_at=at, outcome=outcome)


def _write(message: Message, **fields: Any) -> None:
    with guard.upkeep("outbox"):
        Message.objects.filter(pk=message.pk, settled_at=None).update(**fields)


# --- what is read of it ---------------------------------------------------------------------------
def try_again(kind: str, *, at: datetime) -> int:
    """Put back, due at once and all their tries before them, the letters of a kind that were given up, and those
    of every kind of the same name; returns how many. To be called inside a verb."""
    given_up = Message.objects.filter(kind__in=alike(kind), outcome=GIVEN_UP)
    return given_up.update(settled_at=None, outcome="", last_problem="", tries=0, due_at=at)


def alike(kind: str) -> list[str]:
    """The kinds that bear the same name as this one."""
    if kind not in NOTICES or not NOTICES[kind].label:
        return [kind]
    return [other for other, declared in NOTICES.items() if declared.label == NOTICES[kind].label]


COUNTS = {
    "waiting": Q(settled_at=None, tries=0),
    "tried": Q(settled_at=None, tries__gt=0),
    **{outcome: Q(outcome=outcome) for outcome in (SENT, NOT_NEEDED, NO_ADDRESS, GIVEN_UP)},
}
FAILING = COUNTS["tried"] | COUNTS[GIVEN_UP]


def counts(since: datetime) -> QuerySet[Any, Any]:
    """For each kind asked for since an instant, or still waiting: how many letters stand where, and when."""
    asked = Message.objects.filter(Q(first_due_at__gte=since) | Q(settled_at=None))
    return asked.values("kind").annotate(
        **{name: Count("pk", filter=condition) for name, condition in COUNTS.items()},
        oldest=Min("first_due_at", filter=Q(settled_at=None)),
        next_try=Min("due_at", filter=COUNTS["tried"]),
        **{word: Count("pk", filter=Q(last_problem=word) & FAILING) for word in PROBLEMS},
    )
