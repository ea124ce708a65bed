"""Pages of tensions: turning to somebody, one tension, answering, closing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.foundation.policy import rights
from reciproque.foundation.web import done, find, page
from reciproque.people.models import Person

from ..forms.listening import SearchForm
from ..forms.tensions import AgreeForm, ProposeForm, TurnToForm
from ..models import Tension
from ..queries import near
from ..queries import tensions as queries
from ..verbs import tensions as verbs

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
def turning(request: HttpRequest) -> HttpResponse:
    """Turn to one person about what does not go well."""
    actor = request.actor  # type: ignore[attr-defined]
    asked = request.GET.get("q", "")[:100].strip()
    form = TurnToForm(
        request,
        people=near.offered(actor, asked),
        partnerships=queries.own_partnerships(actor),
        organisations=queries.who_could_help(actor),
    )
    myself = find(request, Person, to="turn_to", pk=actor.person_id)
    if form.carries_out(verbs.turn_to, myself):
        return done(request, form.result, _("C’est dit, à cette personne seule."))
    context = {"form": form, "search": SearchForm({"q": asked}), "asked": asked}
    return page(request, "support/turning.html", context)


@require_safe
def tension(request: HttpRequest, code: str) -> HttpResponse:
    """What was said, what is proposed, what was agreed."""
    found = _found(request, code)
    context = {"tension": found, **_about(request, found)}
    return page(request, "support/tension.html", context)


@FORM
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Answer with what one proposes."""
    found = _found(request, code, "answer")
    form = ProposeForm(request)
    if form.carries_out(verbs.answer, found):
        return done(request, found, _("C’est proposé."))
    return page(request, "support/tension_act.html", {"tension": found, "form": form, "act": "answer"})


@FORM
def closing(request: HttpRequest, code: str) -> HttpResponse:
    """Close it with what was agreed."""
    found = _found(request, code, "close")
    form = AgreeForm(request, found.proposed)
    if form.carries_out(verbs.close, found):
        return done(request, found, _("C’est clos."))
    return page(request, "support/tension_act.html", {"tension": found, "form": form, "act": "close"})


def _found(request: HttpRequest, code: str, to: str | None = None) -> Tension:
    return find(request, Tension, to=to, rows=queries.with_page, code=code)


def _about(request: HttpRequest, found: Tension) -> dict[str, bool]:
    return rights(request.actor, found, "answer", "close")  # type: ignore[attr-defined]
