"""Cases of misuse: read, answered by the person named, suspended, lifted by two, closed in words."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm
from reciproque.foundation.paging import paged
from reciproque.foundation.policy import rights
from reciproque.foundation.web import done, find, page
from reciproque.people.kinds import Role
from reciproque.people.models import Organisation
from reciproque.people.queries import hat_organisation

from .. import verbs
from ..forms import AnswerForm, ClosingForm, OutsideForm, SuspendForm
from ..models import Case, Suspension
from ..queries import cases
from ..queries.outside import houses_watched, outside_referent_of

FORM = require_http_methods(["GET", "HEAD", "POST"])
BUTTONS = ("answer", "suspend", "close", "read_contact")


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The cases one may read."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = cases.cases_for(actor, today=clock.today())
    context = {
        "page": paged(request, rows, by=("-due_on", "code"), size=30),
        "house": hat_organisation(actor) if actor.role == Role.COORDINATOR else None,
        "referent": outside_referent_of(actor.organisation_id),
        "watched": houses_watched(actor),
    }
    return page(request, "titles/cases.html", context)


@require_safe
def case(request: HttpRequest, code: str) -> HttpResponse:
    """One case."""
    found = find(request, Case, rows=cases.with_page, buttons=BUTTONS, code=code)
    suspension = getattr(found, "suspension", None)
    may = {verb: getattr(found, f"may_{verb}") for verb in BUTTONS}
    if suspension is not None:
        may |= rights(request.actor, suspension, "ask_to_lift", "lift")  # type: ignore[attr-defined]
    context = {
        "case": found,
        "may": may,
        "suspension": suspension,
        "outside": outside_referent_of(found.organisation_id),
        "is_ours": found.organisation_id == request.actor.organisation_id,  # type: ignore[attr-defined]
    }
    return page(request, "titles/case.html", context)


@FORM
def outside(request: HttpRequest, code: str) -> HttpResponse:
    """Name who reads the cases of one's house from outside."""
    house = find(request, Organisation, to="name_outside_referent", code=code)
    named = outside_referent_of(house.pk)
    form = OutsideForm(request, house, named)
    if form.carries_out(verbs.name_outside_referent, house):
        return done(request, "titles:cases", _("C’est enregistré."))
    return page(request, "titles/outside.html", {"form": form, "organisation": house, "named": named})


@FORM
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Answer, when one is named."""
    return _act(
        request, code, "answer", AnswerForm, verbs.answer, _("Votre réponse est gardée avec le signalement.")
    )


@FORM
def suspend(request: HttpRequest, code: str) -> HttpResponse:
    """Suspend the title while the case is looked into."""
    return _act(
        request, code, "suspend", SuspendForm, verbs.suspend, _("Le titre est suspendu, dès maintenant.")
    )


@FORM
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Say how the case ends."""
    return _act(request, code, "close", ClosingForm, verbs.close, _("L’affaire est close."))


@require_POST
def ask_to_lift(request: HttpRequest, code: str) -> HttpResponse:
    """Ask that the suspension be lifted."""
    said = _("C’est demandé : quelqu’un d’autre de la structure doit le confirmer.")
    return _lift(request, code, "ask_to_lift", verbs.ask_to_lift, said)


@require_POST
def lift(request: HttpRequest, code: str) -> HttpResponse:
    """Lift a suspension somebody else asked to lift."""
    return _lift(request, code, "lift", verbs.lift, _("La suspension est levée."))


def _act(
    request: HttpRequest, code: str, to: str, form_class: type[ActForm], verb: Any, said: str
) -> HttpResponse:
    found = find(request, Case, to=to, rows=cases.with_page, code=code)
    form = form_class(request)
    if form.carries_out(verb, found):
        return done(request, "titles:case", said, found.code)
    return page(request, "titles/case_act.html", {"case": found, "form": form, "act": to})


def _lift(request: HttpRequest, code: str, to: str, verb: Any, said: str) -> HttpResponse:
    found = find(request, Suspension, to=to, case__code=code)
    form = ActForm(request)
    if form.carries_out(verb, found):
        return done(request, "titles:case", said, code)
    raise Http404
