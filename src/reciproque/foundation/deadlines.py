"""Promised dates: stored by verbs, their state computed from facts, what waits for someone gathered from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import JSONObject
from django.utils.translation import gettext, ngettext

from . import written
from .actor import Actor
from .policy import EVERY_ROW

WARNINGS = (-7, -3, 0, 1)
"""Days from the due date at which owner and substitute are told; each once."""
CAUGHT_UP = 3
"""For how many days a warning that could not leave (the machine was off) is still worth sending."""


class Due(models.Model):
    """What a row with a promise carries: a local date, what set it off, and a pause with its reason.

    Owner and substitute are the row's own foreign keys (the kind names them). `entered_late` is true when the
    fact was recorded after its deadline: what was late stays late.
    """

    due_on = models.DateField(db_index=True)
    triggered_on = models.DateField()
    entered_late = models.BooleanField(default=False)
    paused_on = models.DateField(null=True)
    resumes_on = models.DateField(null=True)
    pause_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


@dataclass(frozen=True)
class DeadlineKind:
    """A kind of promise: which rows, when it is kept, whose it is (paths to person keys), how it is told.

    `kept_on` is the path to the date on which it was kept; `stands` leaves out the rows that nobody can keep any
    more (their partnership ended). `notice` is the kind of the message (see outbox).
    """

    code: str
    model: type[models.Model]
    kept: Q
    owner: str
    substitute: str | None
    notice: str
    kept_on: str | None = None
    stands: Q = EVERY_ROW


KINDS: dict[str, DeadlineKind] = {}


def deadline(kind: DeadlineKind) -> DeadlineKind:
    """Register a kind of deadline; its warnings then leave by the outbox, whoever wrote the row."""
    if kind.code in KINDS:
        raise ValueError(f"two deadlines {kind.code}")
    KINDS[kind.code] = kind
    return kind


def with_state(rows: QuerySet, kind: DeadlineKind, *, today: date) -> QuerySet:
    """The rows, each carrying `deadline_state`: kept, kept_late, paused, late, today or waiting. One query."""
    cases = []
    if kind.kept_on:
        cases.append(When(kind.kept & Q(**{f"{kind.kept_on}__gt": F("due_on")}), then=Value("kept_late")))
    cases += [
        When(kind.kept & Q(entered_late=True), then=Value("kept_late")),
        When(kind.kept, then=Value("kept")),
        When(
            Q(paused_on__lte=today) & (Q(resumes_on=None) | Q(resumes_on__gt=today)),
            then=Value("paused"),
        ),
        When(due_on__lt=today, then=Value("late")),
        When(due_on=today, then=Value("today")),
    ]
    return rows.annotate(
        deadline_state=Case(*cases, default=Value("waiting"), output_field=CharField(max_length=10))
    )


@dataclass(frozen=True)
class Owed:
    """A warning owed: about which row, at which of the WARNINGS days, to whom (person keys)."""

    code: str
    due_on: date
    step: int
    readers: tuple[int, ...]

    @property
    def once(self) -> str:
        """What makes it one event: a date that was moved is promised, and told, anew."""
        return f"{self.code}:{self.due_on.isoformat()}:{self.step}"


def warnings_owed(kind: DeadlineKind, *, today: date) -> Iterator[Owed]:
    """What must be told today of a kind of promise: rows neither kept nor paused, at one of the WARNINGS days.

    A day that was missed is caught up; a row that did not exist yet on that day owes nothing for it.
    """
    window = (today - timedelta(days=WARNINGS[-1] + CAUGHT_UP), today - timedelta(days=WARNINGS[0]))
    rows = kind.model._default_manager.filter(kind.stands, due_on__range=window)
    paths = [kind.owner] + ([kind.substitute] if kind.substitute else [])
    open_rows = with_state(rows, kind, today=today).filter(deadline_state__in=("waiting", "today", "late"))
    for code, due_on, triggered_on, *people in open_rows.values_list(
        "code", "due_on", "triggered_on", *paths
    ):
        passed = [step for step in WARNINGS if due_on + timedelta(days=step) <= today]
        day = due_on + timedelta(days=passed[-1])
        if triggered_on <= day and (today - day).days <= CAUGHT_UP:
            yield Owed(code, due_on, passed[-1], tuple(dict.fromkeys(who for who in people if who)))


def days_in_words(due_on: date, *, today: date) -> str:
    """« dans 3 jours », « aujourd’hui », « 2 jours de retard »."""
    left = (due_on - today).days
    if left == 0:
        return gettext("aujourd’hui")
    if left == 1:
        return gettext("demain")
    if left > 0:
        return ngettext("dans %(n)d jour", "dans %(n)d jours", left) % {"n": left}
    return ngettext("%(n)d jour de retard", "%(n)d jours de retard", -left) % {"n": -left}


@dataclass(frozen=True)
class Waiting:
    """Something that waits for someone, for her home: a sentence, where to do it, and when it is due."""

    title: Any
    detail: Any
    url: str
    action: Any
    icon: str
    tone: str = "shared"
    due_on: date | None = None


Facts = dict[str, Any]
"""What the sentence of one row needs, by name; a date is there as ISO text."""


@dataclass(frozen=True)
class Source:
    """One kind of thing that may wait: its rows for someone (None when there can be none), and their words."""

    rows: Callable[[Actor, date], QuerySet | None]
    tell: Callable[[Facts, date], Iterable[Waiting]]


SOURCES: list[Source] = []


def waits(tell: Callable[[Facts, date], Iterable[Waiting]]) -> Callable:
    """Register the `facts` of the rows that wait for an actor today; `tell` puts those of one row into words."""

    def register(rows: Callable[[Actor, date], QuerySet | None]) -> Callable:
        SOURCES.append(Source(rows, tell))
        return rows

    return register


def facts_of(rows: QuerySet, **paths: str) -> QuerySet:
    """Of each row the few columns its sentence needs (`title="partnership__title"`): all sources are one query."""
    return rows.order_by().annotate(facts=JSONObject(**paths)).values("facts")


def waiting_for(actor: Actor, *, today: date) -> list[Waiting]:
    """All that waits for `actor`, the earliest due first, then what has no date. One query, whatever the sources."""
    if not actor.is_someone:
        return []
    found = written.rows(_waiting, actor, today, len(SOURCES))
    gathered = [item for number, told in found for item in SOURCES[number].tell(told, today)]
    return sorted(gathered, key=lambda item: (item.due_on is None, item.due_on or today, str(item.title)))


def _waiting(actor: Actor, today: date, count: int) -> QuerySet:
    first, *others = (
        rows.annotate(source=Value(number)).values_list("source", "facts")
        for number, source in enumerate(SOURCES[:count])
        if (rows := source.rows(actor, today)) is not None
    )
    return first.union(*others, all=True)
