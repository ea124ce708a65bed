"""One useful address: read, added, corrected, found good, said silent, checked, closed; its services."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm
from reciproque.foundation.web import done, find, page
from reciproque.people.models import Organisation

from .. import verbs
from ..forms import CheckForm, ClosingForm, NewSheet, ServiceFacts, ServiceForm, SheetFacts
from ..forms.sheets import AnsweredForm, HeardForm
from ..kinds import Heard
from ..models import Check, Difference, Service, Sheet
from ..queries import alternatives_to, is_stale, keeping, standings
from ..queries.freshness import Standing, said_by

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """One structure, its services, since when it holds, what those who tried say."""
    actor, today = request.actor, clock.today()  # type: ignore[attr-defined]
    found = find(request, Sheet, rows=keeping.with_page, buttons=keeping.BUTTONS, code=code)
    services = keeping.services_of(found, actor)
    context = {
        "sheet": found,
        "services": services,
        "stale": is_stale(found, today),
        "standing": standings([found]).get(found.pk, Standing()),
        "check": keeping.open_check(found),
        "last_check": keeping.last_check(found),
        "differences": keeping.open_differences(found, actor),
        "mine": said_by(actor, found, on=today),
        "heard": Heard,
        "may": {verb: getattr(found, f"may_{verb}") for verb in keeping.BUTTONS},
        "others": _others(services, actor, today),
    }
    return page(request, "directory/sheet.html", context)


def _others(services: list[Service], actor: Any, today: Any) -> list[Any]:
    """Two other structures for the same thing, when this one has a service."""
    helping = next((one for one in services if one.families), None)
    return alternatives_to(helping, actor=actor, on=today) if helping else []


@FORM
def new_sheet(request: HttpRequest) -> HttpResponse:
    """Add a useful address, kept by the house of the hat."""
    house = find(request, Organisation, to="add_sheet", pk=request.actor.organisation_id or 0)  # type: ignore[attr-defined]
    form = NewSheet(request)
    if form.carries_out(verbs.add_sheet, house):
        return done(request, form.result, _("L’adresse est ajoutée. Ajoutez ses services."))
    context = {"form": form, "doubles": form.doubles()}
    return page(request, "directory/sheet_form.html", context)


@FORM
def facts(request: HttpRequest, code: str) -> HttpResponse:
    """Correct a sheet."""
    found = find(request, Sheet, to="revise", rows=keeping.with_page, code=code)
    form = SheetFacts(request, found)
    if form.carries_out(verbs.revise_sheet, found):
        return done(request, found, _("C’est corrigé."))
    return page(request, "directory/sheet_form.html", {"form": form, "sheet": found})


@require_POST
def confirmation(request: HttpRequest, code: str) -> HttpResponse:
    """« Toujours bon »."""
    found = find(request, Sheet, to="confirm", code=code)
    form = ActForm(request)
    if form.carries_out(verbs.confirm, found):
        return done(request, found, _("Merci : la fiche est datée d’aujourd’hui."))
    return _not_done(request, found, form)


@require_POST
def feedback(request: HttpRequest, code: str) -> HttpResponse:
    """« Ça répond », « ça ne répond plus »."""
    found = find(request, Sheet, to="tell", code=code)
    form = HeardForm(request)
    if form.carries_out(verbs.tell, found):
        return done(request, found, _("Merci, c’est noté. Votre nom n’est pas montré."))
    return _not_done(request, found, form)


def _not_done(request: HttpRequest, found: Sheet, form: ActForm) -> HttpResponse:
    return page(request, "directory/not_done.html", {"sheet": found, "form": form})


@FORM
def closing(request: HttpRequest, code: str) -> HttpResponse:
    """Close a sheet for good."""
    found = find(request, Sheet, to="close_down", code=code)
    form = ClosingForm(request)
    if form.carries_out(verbs.close_down, found):
        return done(request, found, _("C’est fermé : plus personne n’y sera envoyé."))
    return page(request, "directory/closing.html", {"form": form, "sheet": found})


@FORM
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Say what a check found."""
    found = find(request, Check, to="settle", rows=keeping.checks_with_sheet, code=code)
    form = CheckForm(request)
    if form.carries_out(verbs.settle_check, found):
        return done(request, found.sheet, _("Merci : le contrôle est fait."))
    standing = standings([found.sheet]).get(found.sheet_id, Standing())
    return page(request, "directory/check.html", {"form": form, "check": found, "standing": standing})


@require_POST
def difference(request: HttpRequest, code: str) -> HttpResponse:
    """Take what the source says, or keep what stands here."""
    found = find(request, Difference, to="settle", rows=keeping.differences_with_sheet, code=code)
    form = AnsweredForm(request)
    if form.carries_out(verbs.settle_difference, found):
        return done(request, found.sheet, _("C’est noté."))
    return _not_done(request, found.sheet, form)


# --- services -------------------------------------------------------------------------------------
@FORM
def new_service(request: HttpRequest, code: str) -> HttpResponse:
    """Add a service to a structure."""
    found = find(request, Sheet, to="add_service", code=code)
    form = ServiceForm(request)
    if form.carries_out(verbs.add_service, found):
        return done(request, found, _("Le service est ajouté."))
    return page(request, "directory/service_form.html", {"form": form, "sheet": found})


@FORM
def service(request: HttpRequest, code: str) -> HttpResponse:
    """Correct a service."""
    found = find(request, Service, to="revise", rows=keeping.with_sheet, code=code)
    form = ServiceFacts(request, found)
    if form.carries_out(verbs.revise_service, found):
        return done(request, found.sheet, _("C’est corrigé."))
    return page(
        request, "directory/service_form.html", {"form": form, "sheet": found.sheet, "service": found}
    )


@FORM
def withdrawal(request: HttpRequest, code: str) -> HttpResponse:
    """Say that a service is given no more."""
    found = find(request, Service, to="withdraw", rows=keeping.with_sheet, code=code)
    form = ActForm(request)
    if form.carries_out(verbs.withdraw_service, found):
        return done(request, found.sheet, _("Le service est retiré."))
    return page(request, "directory/withdrawal.html", {"form": form, "service": found})
