"""Whether what is paid is fair: one session, for those who were there; a house, without its small groups."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from reciproque.foundation import clock
from reciproque.foundation.web import find, page
from reciproque.partnerships.models import Intervention
from reciproque.people.models import Organisation

from ..queries import equity as queries


@require_safe
def session(request: HttpRequest, code: str) -> HttpResponse:
    """Who was paid at a session and who was not, as each chose or was offered."""
    found = find(request, Intervention, to="read_equity", rows=queries.with_partnership, code=code)
    seats = queries.seats_of(found)
    return page(
        request,
        "pay/session_equity.html",
        {
            "intervention": found,
            "partnership": found.partnership,
            "seats": seats,
            "unfair": queries.is_unfair(seats),
        },
    )


@require_safe
def report(request: HttpRequest, code: str) -> HttpResponse:
    """The report of a house for a year."""
    house = find(request, Organisation, to="read_equity", code=code)
    today = clock.today()
    years = queries.years_of(house)
    year = next((known for known in years if str(known) == request.GET.get("annee")), today.year)
    found = queries.report_of(house, year=year, today=today)
    return page(request, "pay/report.html", {"organisation": house, "years": years, "report": found})
