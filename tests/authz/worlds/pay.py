"""What the package of pay holds in the small world."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

from reciproque.foundation import files
from reciproque.foundation.models import new_code
from reciproque.partnerships.models import Engagement
from reciproque.pay.models import Batch, Expense, Line, Paper, Rate, Receipt, Step

from ..world import AT, TODAY, World, make


def furnish(world: World, orgs: SimpleNamespace, where: str) -> None:
    """Rows around one partnership, for the relation `where`: what is owed to the referent of the patients' side."""
    it = world.objects[where]
    host, lived = it.partnership.host, it.lived
    by = world.actors["coordinator_host"].person
    it.owed = _line(host, lived, where, given=new_code(), kind="session", minutes=60)
    it.paid = _line(host, lived, f"{where}-paid", given=new_code(), kind="session", minutes=60)
    it.batch = make(Batch, where, organisation=host, sent_by=by, sent_at=AT)
    for rank, state in enumerate(("validated", "sent", "paid"), start=1):
        batch = it.batch if state == "sent" else None
        make(
            Step, f"{where}-{rank}", line=it.paid, rank=rank, state=state, at=AT, on=TODAY, by=by, batch=batch
        )
    for number, states in enumerate((("validated",), ("validated", "sent"))):
        line = _line(host, lived, f"{where}-{number}", given=new_code(), kind="travel", minutes=30)
        for rank, state in enumerate(states, start=1):
            make(Step, f"{where}-{number}{rank}", line=line, rank=rank, state=state, at=AT, by=by)
    it.expense = _expense(host, lived, where)
    it.expense_asked = _expense(host, lived, f"{where}-asked")
    it.receipt = make(
        Receipt,
        where,
        expense=it.expense,
        kind="text/plain",
        size=1,
        digest="0" * 64,
        place=files.keep(b"x"),
        added_at=AT,
    )
    make(Paper, where, engagement=lived, kind="agreement", since=TODAY, noted_by=by, noted_at=AT)
    if where in ("begun", "other"):
        make(
            Rate,
            where,
            organisation=host,
            kind="session",
            status="independent",
            amount=Decimal(30),
            unit="hour",
            starts_on=TODAY,
            written_by=by,
            written_at=AT,
        )


def _line(host, lived: Engagement, where: str, **fields) -> Line:
    sheet = {"status": "independent", "amount": Decimal(30), "currency": "EUR"} | fields
    return make(
        Line,
        where,
        engagement=lived,
        organisation=host,
        on=TODAY,
        owed_since=TODAY,
        due_on=TODAY + timedelta(days=30),
        **sheet,
    )


def _expense(host, lived: Engagement, where: str) -> Expense:
    expense = make(Expense, where, engagement=lived, kind="repas", on=TODAY, amount=Decimal(12), asked_at=AT)
    _line(host, lived, where, expense=expense, status="volunteer", amount=Decimal(12))
    return expense
