"""What a house owes: its lines, several moved at once, what was sent to accounts, as tables."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.foundation import clock, parameters, sheets
from reciproque.foundation.paging import paged
from reciproque.foundation.web import done, find, page
from reciproque.people.models import Organisation

from .. import verbs
from ..forms import MoveForm, WordsForm
from ..kinds import State
from ..models import Batch, Line
from ..queries import lines
from ..rules.amounts import LATE_DAYS

FORM = require_http_methods(["GET", "HEAD", "POST"])
NEXT = {
    "a-valider": State.VALIDATED,
    "valides": State.SENT,
    "envoyes": State.PAID,
    "non-recus": State.PAID,
}
"""What is done to lines seen in each way."""
BY = ("what", "status", "owed_since", "code")


@FORM
def payments(request: HttpRequest, code: str) -> HttpResponse:
    """The lines of a house, at one step, in tables of one status each; those ticked go one step further."""
    actor, today = request.actor, clock.today()  # type: ignore[attr-defined]
    house = find(request, Organisation, to="move_lines", code=code)
    late_days = parameters.value(LATE_DAYS.name, on=today, organisation_id=house.pk)
    which = request.GET.get("etat", "a-valider")
    if which not in (*lines.WANTED, lines.LATE):
        which = "a-valider"
    owed = lines.owed_by(house, actor)
    rows = lines.with_line(lines.wanted(owed, which, today=today, late_days=late_days))
    shown = paged(request, rows, by=BY, size=50)
    found = lines.dated(shown.rows, today=today)
    form = MoveForm(request, found, NEXT[which]) if which in NEXT else None
    if form is not None and form.carries_out(verbs.move_lines, house):
        moved = form.result
        return done(request, moved.batch or request.get_full_path(), _said(moved))
    return page(
        request,
        "pay/payments.html",
        {
            "organisation": house,
            "which": which,
            "counts": lines.counts(owed, today=today, late_days=late_days),
            "ages": lines.ages(owed, today=today, late_days=late_days),
            "late_days": late_days,
            "tables": lines.tables(found),
            "page": shown,
            "form": form,
            "batches": lines.batches_of(house, actor)[:5] if which == "envoyes" else [],
        },
    )


def _said(moved: verbs.steps.Moved) -> str:
    said = ngettext(
        "{n} ligne est passée à l’étape suivante.", "{n} lignes sont passées à l’étape suivante.", moved.done
    )
    if not moved.changed:
        return said.format(n=moved.done)
    rest = ngettext(
        "{n} n’a pas bougé : elle a changé entre-temps, ou vous est due.",
        "{n} n’ont pas bougé : elles ont changé entre-temps, ou vous sont dues.",
        moved.changed,
    )
    return f"{said.format(n=moved.done)} {rest.format(n=moved.changed)}"


@FORM
def cancellation(request: HttpRequest, code: str) -> HttpResponse:
    """It is not owed after all, and why."""
    found = find(request, Line, to="cancel", rows=lines.with_line, code=code)
    form = WordsForm(request, required=True)
    if form.carries_out(verbs.cancel, found):
        return done(request, found, _("La ligne est annulée ; la personne lira pourquoi."))
    return page(request, "pay/words.html", {"line": found, "form": form, "act": "cancel"})


@require_safe
def batch(request: HttpRequest, code: str) -> HttpResponse:
    """What was sent together, and its tables for accounts."""
    found = find(request, Batch, rows=lines.batches, code=code)
    tables = lines.of_batch(found, request.actor)  # type: ignore[attr-defined]
    for table in tables:
        lines.dated(table.lines, today=clock.today())
    return page(request, "pay/batch.html", {"batch": found, "tables": tables})


@require_safe
def batch_book(request: HttpRequest, code: str) -> HttpResponseBase:
    """All of it as one workbook, a sheet for each status."""
    found = find(request, Batch, rows=lines.batches, code=code)
    tables = lines.of_batch(found, request.actor)  # type: ignore[attr-defined]
    return sheets.book([lines.sheet_of(table, found) for table in tables], f"envoi-{found.code}")


@require_safe
def batch_sheet(request: HttpRequest, code: str, which: str) -> HttpResponseBase:
    """The lines of one status, as CSV."""
    found = find(request, Batch, rows=lines.batches, code=code)
    tables = lines.of_batch(found, request.actor)  # type: ignore[attr-defined]
    table = next((one for one in tables if one.key == which), None)
    if table is None:
        raise Http404
    return sheets.answer(lines.sheet_of(table, found), sheets.CSV, f"envoi-{found.code}-{table.key}")
