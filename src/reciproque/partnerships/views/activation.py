"""Pages of the beginning: fixing the first evaluation, then « nous commençons »."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from reciproque.foundation import clock
from reciproque.foundation.web import done, find, page

from ..forms.activation import FirstEvaluationForm
from ..models import Partnership
from ..queries.activation import first_evaluation_proposed
from ..verbs import activation as verbs

READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_http_methods(READ_OR_SEND)
def first_evaluation(request: HttpRequest, code: str) -> HttpResponse:
    """Fix the day of the first evaluation; the usual rhythm is proposed."""
    partnership = find(request, Partnership, to="plan_first_evaluation", code=code)
    proposed = first_evaluation_proposed(partnership, today=clock.today())
    form = FirstEvaluationForm(request, initial={"due_on": proposed.due_on})
    if form.carries_out(verbs.plan_first_evaluation, partnership):
        return done(request, partnership, _("La première évaluation a sa date."))
    return page(
        request,
        "partnerships/first_evaluation.html",
        {"partnership": partnership, "proposed": proposed, "form": form},
    )


@require_POST
def beginning(request: HttpRequest, code: str) -> HttpResponse:
    """Begin; refused with all that is missing, in words."""
    partnership = find(request, Partnership, code=code)
    verbs.activate(partnership, by=request.actor, at=clock.now())
    return done(request, partnership, _("Le partenariat a commencé. Bonne route à tous."))
