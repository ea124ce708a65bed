"""The directory of organisations, the page of each, its mandates and the values it gives to parameters."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from reciproque.foundation import clock
from reciproque.foundation.paging import paged
from reciproque.foundation.parameters import PARAMETERS
from reciproque.foundation.policy import rights
from reciproque.foundation.web import done, find, page

from .. import verbs
from ..forms.organisations import (
    Directory,
    EndForm,
    MandateForm,
    NewOrganisation,
    OrganisationFacts,
    ParameterForm,
)
from ..models import Installation, Mandate, Membership, Organisation
from ..queries import (
    installation,
    mandates_at,
    mandates_joined,
    members_seen,
    memberships_joined,
    organisations,
    organisations_joined,
    own_values,
    value_now,
)
from .fresh import fresh_sign_in

MEMBERS_SHOWN = 30
BUTTONS = ("revise", "invite", "mandate", "set_parameter")


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Every organisation, found by name, kind and department."""
    narrowed = Directory(request)
    wanted = narrowed.wanted()
    rows = paged(request, organisations(request.actor, **wanted), by=("name", "id"))  # type: ignore[attr-defined]
    may = rights(request.actor, installation(), "add_organisation", "import_organisations")  # type: ignore[attr-defined]
    context = {"filter": narrowed, "page": rows, "narrowed": any(wanted.values()), "may": may}
    return page(request, "people/organisations.html", context, part="list")


@require_safe
def organisation(request: HttpRequest, code: str) -> HttpResponse:
    """One organisation: what it is, who belongs to it, who is mandated there."""
    actor, today = request.actor, clock.today()  # type: ignore[attr-defined]
    shown = find(request, Organisation, rows=organisations_joined, buttons=BUTTONS, code=code)
    seen = members_seen(shown, actor, on=today, most=MEMBERS_SHOWN + 1)
    return page(
        request,
        "people/organisation.html",
        {
            "organisation": shown,
            "members": seen[:MEMBERS_SHOWN],
            "more_members": len(seen) > MEMBERS_SHOWN,
            "mandates": mandates_at(shown, actor, on=today),
            "today": today,
            "may": {verb: getattr(shown, f"may_{verb}") for verb in BUTTONS},
        },
    )


def new_organisation(request: HttpRequest) -> HttpResponse:
    """Add an organisation to the directory."""
    house = find(request, Installation, to="add_organisation", only=True)
    form = NewOrganisation(request)
    if form.carries_out(verbs.add_organisation, house):
        return done(request, form.result, _("La structure est dans l’annuaire."))
    return page(request, "people/organisation_form.html", {"form": form})


def facts(request: HttpRequest, code: str) -> HttpResponse:
    """Revise what is known of an organisation."""
    shown = find(request, Organisation, to="revise", rows=organisations_joined, code=code)
    form = OrganisationFacts(request, shown)
    if form.carries_out(verbs.revise_organisation, shown):
        return done(request, form.result, _("C’est enregistré."))
    return page(request, "people/organisation_form.html", {"form": form, "organisation": shown})


@fresh_sign_in
def new_mandate(request: HttpRequest, code: str) -> HttpResponse:
    """Record the mandate of a representative of users."""
    seat = find(request, Organisation, to="mandate", code=code)
    form = MandateForm(request)
    if form.carries_out(verbs.mandate, seat):
        return done(request, seat, _("Le mandat est enregistré."))
    return page(request, "people/mandate_form.html", {"form": form, "organisation": seat})


def end_of_membership(request: HttpRequest, code: str) -> HttpResponse:
    """End a position."""
    held = find(request, Membership, to="end", rows=memberships_joined, code=code)
    return _end(request, held, held.organisation, verbs.end_membership)


def end_of_mandate(request: HttpRequest, code: str) -> HttpResponse:
    """End a mandate."""
    held = find(request, Mandate, to="end", rows=mandates_joined, code=code)
    return _end(request, held, held.seat, verbs.end_mandate)


def _end(request: HttpRequest, held: Any, where: Organisation, verb: Any) -> HttpResponse:
    mine = held.person_id == request.actor.person_id  # type: ignore[attr-defined]
    form = EndForm(request)
    if form.carries_out(verb, held):
        return done(request, "people:me" if mine else where, _("La fin est enregistrée."))
    return page(request, "people/end.html", {"form": form, "held": held, "where": where, "mine": mine})


# --- parameters -----------------------------------------------------------------------------------
@require_safe
def parameters(request: HttpRequest, code: str) -> HttpResponse:
    """Every number that comes from law or practice: its value here, its source, its date, its standing."""
    shown = find(request, Organisation, to="set_parameter", code=code)
    values = own_values(shown, on=clock.today())
    return page(request, "people/parameters.html", {"organisation": shown, "values": values})


def parameter(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Give one of them the organisation's own value."""
    shown = find(request, Organisation, to="set_parameter", code=code)
    if name not in PARAMETERS:
        raise Http404
    declared = PARAMETERS[name]
    form = ParameterForm(request, declared, value_now(shown, name, on=clock.today()))
    if form.carries_out(verbs.set_parameter, shown, name=name):
        return done(request, "people:parameters", _("La valeur est enregistrée."), shown.code)
    return page(
        request, "people/parameter.html", {"form": form, "organisation": shown, "parameter": declared}
    )
