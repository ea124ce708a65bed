"""What is owed and where it stands: to oneself, by a house; in tables that never mix two statuses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from reciproque.foundation import parameters
from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import visible
from reciproque.foundation.sheets import Sheet
from reciproque.partnerships.kinds import Status
from reciproque.people.models import Organisation

from ..kinds import UNPAID, Age, State
from ..models import Batch, Line, Step
from ..policy import stands_at
from ..rules.amounts import LATE_DAYS
from ..rules.steps import age

TIME, EXPENSES = 0, 1
ASKED = 50
"""How many payments one is asked about on one page."""


def with_state(rows: QuerySet[Line]) -> QuerySet[Line]:
    """Lines with their `state`, the day they were paid, the last words said, and `what`: time, or an expense."""
    last = Step.objects.filter(line=OuterRef("pk")).order_by("-rank")
    paid = last.filter(state=State.PAID)
    return rows.annotate(
        state=Coalesce(Subquery(last.values("state")[:1], output_field=CharField()), Value(State.DUE.value)),
        paid_on=Subquery(paid.values("on")[:1], output_field=DateField()),
        last_words=Coalesce(Subquery(last.values("words")[:1], output_field=CharField()), Value("")),
        what=Case(When(expense=None, then=Value(TIME)), default=Value(EXPENSES), output_field=IntegerField()),
    )


def with_line(rows: QuerySet[Line] | None = None) -> QuerySet[Line]:
    """Lines, all or some, with what a page says of them."""
    rows = Line.objects.all() if rows is None else rows
    return with_state(rows).select_related(
        "engagement__person",
        "engagement__partnership",
        "organisation",
        "expense",
        "contribution__intervention",
    )


def mine(actor: Actor) -> QuerySet[Line]:
    """What is owed to a person, whatever her hat and whoever owes it."""
    return visible(Line, actor).filter(engagement__person=actor.person_id)


def paid_to(actor: Actor) -> list[Line]:
    """What was paid to a person, and that she has not answered yet. One query."""
    return list(with_line(mine(actor).filter(stands_at(State.PAID))).order_by("on", "pk")[:ASKED])


def owed_by(organisation: Organisation, actor: Actor) -> QuerySet[Line]:
    """What a house owes, for its coordination."""
    return visible(Line, actor).filter(organisation=organisation)


def without_amount(organisation: Organisation, **of: Any) -> QuerySet[Line]:
    """Lines still due for which nothing was agreed yet."""
    return Line.objects.filter(
        stands_at(State.DUE), organisation=organisation, amount=None, **of
    ).select_related("contribution__engagement__partnership__host")


@dataclass
class Table:
    """Lines of time under one status, or expenses of people under one status; sums by currency."""

    what: int
    status: Status
    lines: list[Line] = field(default_factory=list)

    @property
    def title(self) -> str:
        if self.what == EXPENSES:
            return _("Frais ({status})").format(status=self.status.label)
        return str(self.status.label)

    @property
    def sums(self) -> list[tuple[Decimal, str]]:
        """What they come to, one sum a currency; a line that is cancelled or has no amount counts for nothing."""
        found: dict[str, Decimal] = {}
        for line in self.lines:
            if line.amount is not None and line.state != State.CANCELLED:  # type: ignore[attr-defined]
                found[line.currency] = found.get(line.currency, Decimal(0)) + line.amount
        return [(amount, currency) for currency, amount in sorted(found.items())]

    @property
    def awaited(self) -> list[tuple[Decimal, str]]:
        """What has not been paid yet, one sum a currency."""
        waiting = [line for line in self.lines if line.state in UNPAID]  # type: ignore[attr-defined]
        return Table(self.what, self.status, waiting).sums

    @property
    def key(self) -> str:
        """How the table is named in an address."""
        return f"{'frais' if self.what == EXPENSES else 'temps'}-{self.status.value}"


def tables(lines: Iterable[Line]) -> list[Table]:
    """Lines in tables of one status each, time first, expenses apart."""
    found: dict[tuple[int, str], Table] = {}
    for line in lines:
        key = (line.what, line.status)  # type: ignore[attr-defined]
        found.setdefault(key, Table(key[0], Status(line.status))).lines.append(line)
    order = list(Status.values)
    return [found[key] for key in sorted(found, key=lambda key: (key[0], order.index(key[1])))]


def dated(lines: Iterable[Line], *, today: date) -> list[Line]:
    """The same lines, each carrying its `age` for who waits, in the days its organisation allows."""
    rows = list(lines)
    late: dict[int, int] = {}
    for line in rows:
        owes = line.organisation_id
        if owes not in late:
            late[owes] = parameters.value(LATE_DAYS.name, on=today, organisation_id=owes)
        line.age = age(line.owed_since, line.state, today=today, late_days=late[owes])  # type: ignore[attr-defined]
    return rows


WANTED = {
    "a-valider": (State.DUE,),
    "valides": (State.VALIDATED,),
    "envoyes": (State.SENT,),
    "non-recus": (State.REFUSED,),
    "payes": (State.PAID, State.RECEIVED),
    "annules": (State.CANCELLED,),
}
"""The ways a house looks at its lines, as they stand in the address."""
LATE = "en-retard"


def wanted(rows: QuerySet[Line], which: str, *, today: date, late_days: int) -> QuerySet[Line]:
    """Lines at one step, or those that wait for too long."""
    if which == LATE:
        return late(rows, today=today, late_days=late_days)
    return rows.filter(stands_at(*WANTED[which]))


def late(rows: QuerySet[Line], *, today: date, late_days: int) -> QuerySet[Line]:
    """Lines nobody has paid for more than so many days."""
    since = date.fromordinal(today.toordinal() - late_days)
    return rows.filter(stands_at(*UNPAID), owed_since__lt=since)


def counts(rows: QuerySet[Line], *, today: date, late_days: int) -> dict[str, int]:
    """How many lines there are at each step, and how many wait for too long. Two queries."""
    counted = with_state(rows).order_by().values_list("state").annotate(n=Count("pk"))
    by_state: dict[str, int] = dict(counted)
    found = {which: sum(by_state.get(state, 0) for state in states) for which, states in WANTED.items()}
    found[LATE] = late(rows, today=today, late_days=late_days).count()
    return found


def ages(rows: QuerySet[Line], *, today: date, late_days: int) -> list[tuple[Age, int]]:
    """How many unpaid lines there are of each age. One query."""
    found = dict.fromkeys(Age, 0)
    unpaid = rows.filter(stands_at(*UNPAID)).order_by().values_list("owed_since").annotate(n=Count("pk"))
    for since, n in unpaid:
        old = age(since, State.DUE, today=today, late_days=late_days)
        if old is not None:
            found[old] += n
    return list(found.items())


# --- what accounts receive ------------------------------------------------------------------------
def of_batch(batch: Batch, actor: Actor) -> list[Table]:
    """What was sent together, a table for each status."""
    rows = visible(Line, actor).filter(pk__in=Step.objects.filter(batch=batch).values("line"))
    return tables(with_line(rows).order_by("engagement__person__name", "on", "pk"))


def batches_of(organisation: Organisation, actor: Actor) -> QuerySet[Batch]:
    return visible(Batch, actor).filter(organisation=organisation).select_related("sent_by").order_by("-pk")


def sheet_of(table: Table, batch: Batch) -> Sheet:
    """The table as accounts read it: neither the partnership nor the session, which may tell of an illness."""
    titles = (
        _("Ligne"),
        _("Personne"),
        _("Statut"),
        _("Pour"),
        _("Jour"),
        _("Durée en minutes"),
        _("Montant"),
        _("Monnaie"),
        _("Comment c’est compté"),
        _("À payer avant le"),
    )
    rows: list[Sequence[Any]] = [
        (
            line.code,
            line.engagement.person.name,
            table.status.label,
            line.expense.get_kind_display() if line.expense else line.get_kind_display(),
            line.on,
            line.minutes,
            line.amount,
            line.currency,
            line.how,
            line.due_on,
        )
        for line in table.lines
    ]
    about = [(_("Envoi"), batch.reference), (_("Structure"), batch.organisation.name)]
    return Sheet(table.title, titles, rows, about)


def steps_of(line: Line) -> list[Step]:
    """Each step of a line, the first one first. One query."""
    return list(line.steps.select_related("by", "batch").order_by("rank"))


def batches() -> QuerySet[Batch]:
    return Batch.objects.select_related("organisation", "sent_by")
