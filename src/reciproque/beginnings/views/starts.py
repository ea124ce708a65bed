"""« Commencer » : where anyone begins, the one page on which two people start, and what each side confirms."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm
from reciproque.foundation.policy import Refused
from reciproque.foundation.web import done, find, page

from ..forms import StartForm
from ..models import Start
from ..queries import starts as queries
from ..verbs import starts as verbs


@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """The ways to begin that are open under the hat one wears."""
    return page(
        request,
        "beginnings/begin.html",
        {
            "house": queries.starting_organisation(request.actor),
            "called": queries.calling_organisation(request.actor),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def simply(request: HttpRequest) -> HttpResponse:
    """Fifteen minutes, two names, three questions, a first time together."""
    organisation = queries.starting_organisation(request.actor)
    if organisation is None:
        raise Refused(queries.why_not_start())
    form = StartForm(request, organisation)
    if form.carries_out(verbs.begin_simply, organisation):
        return done(request, form.result, _("C’est commencé : la première date est dans l’agenda."))
    evaluation = queries.proposed_evaluation(organisation, today=clock.today())
    return page(
        request,
        "beginnings/simply.html",
        {"organisation": organisation, "form": form, "evaluation": evaluation},
        part="around",
    )


@require_POST
def confirmation(request: HttpRequest, code: str) -> HttpResponse:
    """Confirm, for one's side, what was said together."""
    start = find(request, Start, to="confirm", rows=queries.starts_with_partnership, partnership__code=code)
    ActForm(request).carries_out(verbs.confirm, start)
    return done(request, start.partnership, _("C’est dit, pour votre côté aussi."))
