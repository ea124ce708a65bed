"""The papers each status needs: what is missing for whom, and noting a reference."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.foundation import clock
from reciproque.foundation.web import done, find, page
from reciproque.partnerships.models import Engagement
from reciproque.people.models import Organisation

from .. import verbs
from ..forms import PaperForm
from ..queries import papers as queries


@require_safe
def papers(request: HttpRequest, code: str) -> HttpResponse:
    """For each person engaged, the papers known and those that are missing."""
    house = find(request, Organisation, to="read_papers", code=code)
    found = queries.folders_of(house, request.actor, on=clock.today())  # type: ignore[attr-defined]
    return page(request, "pay/papers.html", {"organisation": house, "folders": found})


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, code: str) -> HttpResponse:
    """Note the reference of a paper."""
    held = find(request, Engagement, to="note_paper", rows=queries.with_house, code=code)
    hers = held.person_id == request.actor.person_id  # type: ignore[attr-defined]
    form = PaperForm(request, queries.statuses_of(held))
    if form.carries_out(verbs.note_paper, held):
        if hers:
            return done(request, "pay:my_payments", _("La référence est notée."))
        return done(request, "pay:papers", _("La référence est notée."), held.partnership.host.code)
    return page(request, "pay/note_paper.html", {"engagement": held, "hers": hers, "form": form})
