"""The batches of the installation: a whole file at once, all of it or nothing, or without its faulty lines."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import verb
from reciproque.people.kinds import TerritoryKind
from reciproque.people.models import Installation

from ..importers import Change, Importer, Portion
from ..importers.tally import Tally, Watch, passage
from .rows import Inserting, Rewritten, columns_of, update_rows

ORDER = (TerritoryKind.REGION, TerritoryKind.DEPARTMENT, TerritoryKind.EPCI)
"""Parents before those that name them."""


class Faulty(ValidationError):
    """A file has faulty lines and was to be taken whole: nothing was written. `tally` has the lines."""

    def __init__(self, tally: Tally):
        self.tally = tally
        super().__init__(_("Des lignes sont à corriger : rien n’a été enregistré."), code="faulty")


@verb(Installation, "import_organisations", keeps=("file", "digest", "partial"))
def import_organisations(
    installation: Installation,
    *,
    by: Actor,
    at: datetime,
    importer: Importer,
    partial: bool,
    file: str = "",
    digest: str = "",
    watch: Watch | None = None,
) -> Tally:
    """Create and change organisations from a file. Raises Faulty, unless `partial`, and Unreadable."""
    return _carry_out(importer, partial, watch)


@verb(Installation, "import_territories", keeps=("file", "digest", "partial"))
def import_territories(
    installation: Installation,
    *,
    by: Actor,
    at: datetime,
    importer: Importer,
    partial: bool,
    file: str = "",
    digest: str = "",
    watch: Watch | None = None,
) -> Tally:
    """Create and change territories from a file. Raises Faulty, unless `partial`, and Unreadable."""
    return _carry_out(importer, partial, watch)


BATCHES = {verb.name: verb for verb in (import_organisations, import_territories)}


def _carry_out(importer: Importer, partial: bool, watch: Watch | None) -> Tally:
    tally = Tally()
    with Inserting() as into:
        for portion in passage(importer, tally, watch, before_asking=into.finish):
            if partial or not tally.faulty:
                _write(importer, portion, into)
    if tally.faulty and not partial:
        raise Faulty(tally)
    return tally


def _write(importer: Importer, portion: Portion, into: Inserting) -> None:
    for _kind, some in groupby(sorted(portion.parents, key=_rank), key=_rank):
        parents = list(some)
        into.insert(importer.model, importer.stored(columns_of([parent.fields for parent in parents])))
        importer.learn(parents)
    if portion.changes:
        into.finish()
        update_rows(importer.model, [_rewritten(importer, change) for change in portion.changes])
    into.insert(importer.model, importer.stored(portion.new.fields) | portion.new.initial)


def _rewritten(importer: Importer, change: Change) -> Rewritten:
    columns = importer.stored({name: [change.entry.fields[name]] for name in change.differences})
    known = change.known
    values = known.values | change.entry.fields
    return Rewritten(known.pk, known.version, {name: value for name, [value] in columns.items()}, values)


def _rank(parent) -> int:
    return ORDER.index(parent.key[0])
