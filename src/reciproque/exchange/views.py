"""The screens of imports: send a file, say how it is read, see what it would do, confirm, see what it did."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reciproque.foundation import clock, sheets
from reciproque.foundation.paging import paged
from reciproque.foundation.policy import rights
from reciproque.foundation.sheets import Sheet
from reciproque.foundation.web import done, find, page
from reciproque.people.forms.organisations import Directory
from reciproque.people.models import Installation

from . import verbs
from .forms import ConfirmForm, DepositForm, MappingForm
from .importers import IMPORTERS
from .models import Import
from .queries import (
    imports_joined,
    last_passage,
    lines_of,
    my_imports,
    organisation_rows,
    organisation_titles,
    said,
    same_before,
    standing,
)

SHOWN = 50
FIRST_LINES = 10
WITH_LINES = {"rehearsed", "refused", "done"}


@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """My imports, the last first."""
    find(request, Installation, to="deposit_import", only=True)
    rows = paged(request, my_imports(request.actor), by=("-id",), size=SHOWN)  # type: ignore[attr-defined]
    context = {"page": rows, "imports": [standing(batch) for batch in rows]}
    return page(request, "exchange/imports.html", context)


def new_import(request: HttpRequest) -> HttpResponse:
    """Send a file."""
    house = find(request, Installation, to="deposit_import", only=True)
    form = DepositForm(request)
    if form.carries_out(verbs.deposit, house):
        return redirect("exchange:columns", form.result.code)
    return page(request, "exchange/new_import.html", {"form": form, "importers": IMPORTERS.values()})


def columns(request: HttpRequest, code: str) -> HttpResponse:
    """Say which column of the file stands for what."""
    batch = find(request, Import, to="map_columns", code=code)
    form = MappingForm(request, batch)
    if form.carries_out(verbs.map_columns, batch):
        return redirect("exchange:import", code)
    context = {"batch": batch, "form": form, "importer": IMPORTERS[batch.importer]}
    return page(request, "exchange/columns.html", context)


@require_safe
def import_(request: HttpRequest, code: str) -> HttpResponse:
    """Where an import stands: how far it has come, what it would do, what it did."""
    batch = find(request, Import, rows=imports_joined, code=code)
    return _import_page(request, batch, None)


@require_POST
def confirmation(request: HttpRequest, code: str) -> HttpResponse:
    """Import for good."""
    batch = find(request, Import, rows=imports_joined, code=code)
    stands = standing(batch)
    if stands.state != "rehearsed":
        return redirect("exchange:import", code)
    form = ConfirmForm(request, stands.last)
    if form.carries_out(verbs.confirm, batch):
        return redirect("exchange:import", code)
    return _import_page(request, batch, form)


@require_POST
def removal(request: HttpRequest, code: str) -> HttpResponse:
    """Remove the file."""
    batch = find(request, Import, code=code)
    verbs.remove(batch, by=request.actor, at=clock.now())  # type: ignore[attr-defined]
    return done(request, batch, _("Le fichier a été retiré."))


@require_safe
def lines(request: HttpRequest, code: str) -> HttpResponse:
    """The lines to correct, and why, a page at a time."""
    return _lines_page(request, code, held=False)


@require_safe
def held_lines(request: HttpRequest, code: str) -> HttpResponse:
    """The lines left to the coordinators of the organisations they speak of."""
    return _lines_page(request, code, held=True)


@require_safe
def faulty_file(request: HttpRequest, code: str) -> HttpResponseBase:
    """The lines to correct as a file: the columns as they came, and one that says what is wrong."""
    batch = find(request, Import, code=code)
    passage = last_passage(batch)
    if passage is None:
        raise Http404
    rows = (
        [*line.cells, " ".join(map(str, line.why))]
        for line in said(batch, lines_of(passage, held=False).iterator())
    )
    sheet = Sheet(_("Lignes à corriger"), [*batch.titles, _("Ce qui ne va pas")], rows)
    return sheets.answer(sheet, sheets.CSV, f"lignes-a-corriger-{batch.code}")


@require_safe
def organisations_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The directory as it is narrowed on screen, whole, as a file that can be imported again."""
    if kind not in sheets.KINDS:
        raise Http404
    wanted = Directory(request).wanted()
    rows = organisation_rows(request.actor, **wanted)  # type: ignore[attr-defined]
    about = _about(request, _("Annuaire des structures"), wanted)
    return sheets.answer(Sheet(_("Structures"), organisation_titles(), rows, about), kind, "structures")


def _about(request: HttpRequest, what: str, wanted: dict[str, str]) -> list[tuple[str, Any]]:
    """What to write beside exported rows: what they are, who asked for them, when."""
    narrowed = ", ".join(value for value in wanted.values() if value)
    by = f"{request.actor_name} ({request.actor.hat.label})"  # type: ignore[attr-defined]
    return [
        (_("Contenu"), what),
        (_("Limité à"), narrowed or _("tout ce que vous voyez")),
        (_("Demandé par"), by),
        (_("Le"), clock.today()),
    ]


def _import_page(request: HttpRequest, batch: Import, form: ConfirmForm | None) -> HttpResponse:
    stands = standing(batch)
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "batch": batch,
        "stands": stands,
        "form": form,
        "may": rights(actor, batch, "map_columns", "confirm", "remove"),
    }
    if stands.state in WITH_LINES:
        context["lines"] = list(said(batch, lines_of(stands.last, held=False)[:FIRST_LINES]))
    if stands.state == "rehearsed":
        context["before"] = same_before(batch, actor)
        context["form"] = form or ConfirmForm(request, stands.last)
    return page(request, "exchange/import.html", context, part="standing")


def _lines_page(request: HttpRequest, code: str, *, held: bool) -> HttpResponse:
    batch = find(request, Import, code=code)
    passage = last_passage(batch)
    if passage is None:
        raise Http404
    rows = paged(request, lines_of(passage, held=held), by=("number",), size=SHOWN)
    context = {
        "batch": batch,
        "page": rows,
        "lines": list(said(batch, rows)),
        "held": held,
        "passage": passage,
    }
    return page(request, "exchange/lines.html", context)
