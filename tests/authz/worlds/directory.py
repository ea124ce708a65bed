"""What the package of useful addresses holds in the small world: sheets of the house, with all that hangs on them."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from reciproque.directory.models import (
    Check,
    Closure,
    Difference,
    Feedback,
    Intake,
    Service,
    Sheet,
    Withdrawal,
)

from ..world import AT, TODAY, World, make


def furnish(world: World, orgs: SimpleNamespace, where: str) -> None:
    """Kept by the host of the partnership, whatever its state: under « begun » and « other » alone."""
    if where not in ("begun", "other"):
        return
    it = world.objects[where]
    host, by = it.partnership.host, it.care.person
    it.address = _sheet(host, by, where)
    it.given = _service(it.address, where)
    it.doubted = make(Check, where, sheet=it.address, opened_at=AT)
    it.told_apart = make(
        Difference,
        where,
        sheet=it.address,
        service=it.given,
        field="name",
        theirs=f"canari-apart-theirs-{where}",
        seen_at=AT,
        answer="",
    )
    make(Feedback, where, sheet=it.address, person=by, month=TODAY.replace(day=1), heard="silent", said_at=AT)
    reader = world.actors["coordinator_host"].person if where == "begun" else by
    it.intake = make(
        Intake,
        where,
        organisation=host,
        read_by=reader,
        read_at=AT,
        faults=[["structure", "x", f"canari-intake-faults-{where}", "no_date"]],
    )
    closed = _sheet(host, by, f"{where}-closed")
    make(Closure, where, sheet=closed, closed_by=by, closed_at=AT)
    make(Withdrawal, where, service=_service(closed, f"{where}-gone"), withdrawn_by=by, withdrawn_at=AT)


def _sheet(host, by, where: str) -> Sheet:
    return make(
        Sheet,
        where,
        kept_by=host,
        added_by=by,
        added_at=AT,
        checked_on=TODAY,
        checked_at=AT,
        checked_by=by,
        recheck_on=date(2027, 5, 2),
        email=f"canari-sheet-email-{where}@example.org",
        page=f"https://example.org/canari-sheet-page-{where}",
        source_page=f"https://example.org/canari-sheet-source_page-{where}",
    )


def _service(sheet: Sheet, where: str) -> Service:
    return make(
        Service,
        where,
        sheet=sheet,
        families="|rights|",
        languages="|fr|",
        answers_to=f"canari-service-answers_to-{where}@example.org",
    )
