"""Files of others, read here: sheets and services of data·inclusion, places of communes; differences answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.clock import months_later
from reciproque.foundation.parameters import value
from reciproque.foundation.verbs import rewrite, verb
from reciproque.people.models import Organisation

from .. import rules
from ..kinds import Fault
from ..models import Difference, Intake, Service, Sheet
from ..queries.places import communes_by_number, place_of
from ..rules import inclusion
from ..rules.inclusion import Read
from .sheets import settle_place

MOST_FAULTS = 1000
"""Lines told one by one; beyond, only their number."""
OURS = {"exact", "latitude", "longitude", "commune"}
UNNAMED = "data·inclusion"


@dataclass
class Tally:
    """What comes of each line, as it is read."""

    at: datetime
    organisation: Organisation
    months: int
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("added", "changed", "same", "differences", "refused"), 0)
    )
    faults: list[list[str]] = field(default_factory=list)

    def told(self, thing: str, read: Read, *more: Fault) -> None:
        faults = [*read.faults, *more]
        refused = Read(faults=faults).refused
        self.counts["refused"] += refused
        if len(self.faults) < MOST_FAULTS:
            self.faults += [[thing, read.id[:80], read.name[:80], fault.value] for fault in faults]


@verb(Organisation, "import_sheets", keeps=("files",))
def import_sheets(
    organisation: Organisation,
    *,
    by: Actor,
    at: datetime,
    files: str,
    structures: Sequence[Any],
    services: Sequence[Any] = (),
) -> Intake:
    """Read rows of data·inclusion: new ones are added, known ones (same source and identifier) follow the source.

    A field corrected here by hand is never written over: the difference is kept, to be answered. Nothing is closed
    because a file no longer names it. Each line not taken is told with its reason in the Intake returned.
    """
    today = timezone.localdate(at)
    months = int(value(rules.RECHECK_MONTHS.name, on=today, organisation_id=organisation.pk))
    tally = Tally(at, organisation, months)
    sheets = _sheets(tally, [inclusion.structure(row, today=today) for row in structures])
    _services(tally, [inclusion.service(row, today=today) for row in services], sheets)
    return Intake.objects.create(
        organisation=organisation,
        read_by_id=by.person_id,
        read_at=at,
        files=files[:300],
        faults=tally.faults,
        **tally.counts,
    )


@verb(Difference, "settle", keeps=("answer",))
def settle_difference(difference: Difference, *, by: Actor, at: datetime, answer: str) -> Difference:
    """Take what the source says, which it then writes again by itself, or keep what stands here."""
    if answer not in Difference.Answer.values:
        raise ValidationError(_("Choisissez : prendre, ou garder."))
    if answer == Difference.Answer.TAKEN:
        row = difference.service or difference.sheet
        column = row._meta.get_field(difference.field)
        taken = None if column.null and not difference.theirs else column.to_python(difference.theirs)
        kept = [name for name in row.by_hand if name != difference.field]
        if isinstance(row, Sheet):
            setattr(row, difference.field, taken)
            settle_place(row)
            place = {name: getattr(row, name) for name in ("commune", "latitude", "longitude")}
            rewrite(row, **{difference.field: taken}, **place, by_hand=kept)
        else:
            rewrite(row, **{difference.field: taken}, by_hand=kept)
    return rewrite(difference, answer=answer, answered_by_id=by.person_id, answered_at=at)


# --- structures -----------------------------------------------------------------------------------
def _sheets(tally: Tally, reads: list[Read]) -> dict[tuple[str, str], Sheet]:
    """The sheets that services of the file may belong to, by source and identifier."""
    known = _known(Sheet, reads, "closure")
    communes = communes_by_number({read.fields["insee"] for read in reads if read.fields.get("insee")})
    new: dict[tuple[str, str], Sheet] = {}
    met: dict[tuple[str, str], Sheet] = {}
    for read in reads:
        key = _key(read)
        if read.refused or key in met or key in new:
            tally.told("structure", read, *([] if read.refused else [Fault.TWICE]))
            continue
        fields = read.fields | {"commune": communes.get(read.fields.pop("insee"))}
        fields["exact"] = fields["latitude"] is not None
        if key not in known:
            new[key] = _new_sheet(tally, read, fields)
            tally.counts["added"] += 1
            tally.told("structure", read)
            continue
        sheet = known[key]
        if sheet.kept_by_id != tally.organisation.pk or hasattr(sheet, "closure"):
            closed = sheet.kept_by_id == tally.organisation.pk
            tally.told("structure", read, Fault.CLOSED if closed else Fault.ELSEWHERE)
            continue
        met[key] = sheet
        if sheet.checked_on < read.on:
            fields["checked_on"] = read.on
            fields["recheck_on"] = months_later(read.on, sheet.recheck_months or tally.months)
        _place(fields, sheet)
        _follow(tally, sheet, None, fields)
        tally.told("structure", read)
    Sheet.objects.bulk_create(new.values(), batch_size=200)
    return met | new


def _new_sheet(tally: Tally, read: Read, fields: dict[str, Any]) -> Sheet:
    sheet = Sheet(
        **fields,
        source=read.source or UNNAMED,
        source_id=read.id,
        kept_by=tally.organisation,
        added_at=tally.at,
        checked_on=read.on,
        checked_at=tally.at,
        recheck_on=months_later(read.on, tally.months),
    )
    _settle(sheet)
    return sheet


def _place(fields: dict[str, Any], sheet: Sheet) -> None:
    """Where it is, unless somebody here corrected it."""
    if {"place", "address", "postcode", "town"} & set(sheet.by_hand):
        for name in OURS:
            fields.pop(name)
        return
    told = Sheet(**{name: fields[name] for name in ("postcode", "town", *OURS)})
    _settle(told)
    fields |= {name: getattr(told, name) for name in OURS}


def _settle(sheet: Sheet) -> None:
    """In the middle of the commune the file names by its code, else of the one its address names."""
    if sheet.exact:
        return
    place = place_of(sheet.commune) if sheet.commune is not None else None
    if place is None:
        settle_place(sheet)
    else:
        sheet.latitude, sheet.longitude = place.latitude, place.longitude


# --- services -------------------------------------------------------------------------------------
def _services(tally: Tally, reads: list[Read], sheets: dict[tuple[str, str], Sheet]) -> None:
    known = _known(Service, reads, "withdrawal", "sheet")
    houses = _houses(tally, reads, sheets)
    new: dict[tuple[str, str], Service] = {}
    met: set[tuple[str, str]] = set()
    for read in reads:
        key = _key(read)
        if read.refused or key in met or key in new:
            tally.told("service", read, *([] if read.refused else [Fault.TWICE]))
            continue
        service = known.get(key)
        sheet = houses.get(read.belongs_to)
        if service is not None and service.sheet.kept_by_id != tally.organisation.pk:
            tally.told("service", read, Fault.ELSEWHERE)
        elif service is not None and hasattr(service, "withdrawal"):
            tally.told("service", read, Fault.CLOSED)
        elif sheet is None:
            tally.told("service", read, Fault.NO_SHEET)
        elif service is None:
            source = {"source": read.source or UNNAMED, "source_id": read.id}
            new[key] = Service(sheet=sheet, **source, **read.fields)
            tally.counts["added"] += 1
            tally.told("service", read)
        else:
            met.add(key)
            _follow(tally, sheet, service, read.fields)
            tally.told("service", read)
    Service.objects.bulk_create(new.values(), batch_size=200)


def _houses(tally: Tally, reads: list[Read], sheets: dict[tuple[str, str], Sheet]) -> dict[str, Sheet]:
    """The open sheets that services name, by the identifier of the structure: of this file, else already here."""
    found = {identifier: sheet for (_source, identifier), sheet in sheets.items()}
    wanted = sorted({read.belongs_to for read in reads if read.belongs_to} - set(found))
    for some in _by(wanted, 500):
        rows = Sheet.objects.filter(source_id__in=some, kept_by=tally.organisation, closure=None)
        found |= {sheet.source_id: sheet for sheet in rows}
    return found


# --- following the source -------------------------------------------------------------------------
def _follow(tally: Tally, sheet: Sheet, service: Service | None, fields: dict[str, Any]) -> None:
    """Write what the source changed; keep what was corrected here, and the difference."""
    row: Any = service or sheet
    moved = {name: said for name, said in fields.items() if getattr(row, name) != said}
    written = {name: said for name, said in moved.items() if name not in row.by_hand}
    apart = {name: said for name, said in moved.items() if name in row.by_hand}
    for name, said in apart.items():
        tally.counts["differences"] += _differs(
            tally, sheet, service, name, "" if said is None else str(said)
        )
    if written:
        rewrite(row, **written)
    tally.counts["changed" if written else "same"] += 1


def _differs(tally: Tally, sheet: Sheet, service: Service | None, name: str, theirs: str) -> bool:
    """Keep a difference, unless this very one was already told; an older one that waits is told anew."""
    before = Difference.objects.filter(sheet=sheet, service=service, field=name)
    if before.filter(theirs=theirs).exclude(answer=Difference.Answer.TAKEN).exists():
        return False
    waiting = before.filter(answer="").first()
    if waiting is not None:
        rewrite(waiting, theirs=theirs, seen_at=tally.at)
    else:
        Difference.objects.create(sheet=sheet, service=service, field=name, theirs=theirs, seen_at=tally.at)
    return True


def _known(model: Any, reads: list[Read], *joined: str) -> dict[tuple[str, str], Any]:
    """The rows already here under the identifiers of a file."""
    found: dict[tuple[str, str], Any] = {}
    for some in _by(sorted({read.id for read in reads if read.id}), 500):
        for row in model.objects.filter(source_id__in=some).select_related(*joined):
            found[row.source, row.source_id] = row
    return found


def _by(keys: list[str], size: int) -> Iterable[list[str]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


def _key(read: Read) -> tuple[str, str]:
    return read.source or UNNAMED, read.id
