"""Pages of supervision: a partnership's, and who led one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.foundation import clock
from reciproque.foundation.policy import rights
from reciproque.foundation.web import done, find, page
from reciproque.partnerships.models import Intervention, Partnership
from reciproque.partnerships.queries.interventions import told, with_host, with_page
from reciproque.partnerships.rules.supervision import MONTHS

from ..forms.answering import FacilitatorForm
from ..queries import supervision as queries
from ..rules.supervision import MINUTES, ONE_IN
from ..verbs import supervision as verbs

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def supervision(request: HttpRequest, code: str) -> HttpResponse:
    """Whose supervision is due, which are planned, which took place and who led."""
    actor, today = request.actor, clock.today()  # type: ignore[attr-defined]
    partnership = find(request, Partnership, rows=with_host, buttons=("plan_intervention",), code=code)
    limits = queries.limits_of(partnership.host_id, on=today)
    one_in = limits[ONE_IN.name]
    past = queries.past(partnership, actor, on=today)
    zone = timezone.get_current_timezone_name()
    context = {
        "partnership": partnership,
        "today": today,
        "turns": queries.turns_of(partnership, on=today, one_in=one_in),
        "to_come": told(queries.to_come(partnership, actor, on=today), zone),
        "past": told(past, zone),
        "quota": queries.quota_of(past, one_in=one_in),
        "one_in": one_in,
        "minutes": limits[MINUTES.name],
        "months": limits[MONTHS.name],
        "may_say": partnership.may_plan_intervention,  # type: ignore[attr-defined]
    }
    return page(request, "support/supervision.html", context)


@FORM
def facilitation(request: HttpRequest, code: str) -> HttpResponse:
    """Say what kind of person led a supervision, or will."""
    found = find(request, Intervention, to="say_facilitator", rows=with_page, code=code)
    form = FacilitatorForm(request, queries.facilitation_of(found))
    if form.carries_out(verbs.say_facilitator, found):
        return done(request, "support:supervision", _("C’est dit."), found.partnership.code)
    context = {"partnership": found.partnership, "intervention": found, "form": form}
    context |= rights(request.actor, found, "hold")  # type: ignore[attr-defined]
    return page(request, "support/facilitation.html", context)
