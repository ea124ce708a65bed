"""Pages of hours: one's own, and those of a partnership; all of them added up from contributions alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.foundation import clock
from reciproque.foundation.paging import paged
from reciproque.foundation.web import done, find, page

from ..forms.contributions import CorrectForm, RemoveForm, TimeForm
from ..models import Contribution, Partnership
from ..queries.engagement import mine_to_contribute
from ..queries.hours import (
    by_mode,
    by_partnership_and_mode,
    by_person,
    mine,
    months_of,
    of_month,
    of_partnership,
    with_line,
    years_of,
)
from ..rules.calendar import month_in
from ..verbs import contributions as verbs

READ_OR_SEND = ["GET", "HEAD", "POST"]
LATEST_FIRST = ("-on", "-code")
A_PAGE = 50


@require_safe
def hours(request: HttpRequest, code: str) -> HttpResponse:
    """The hours of a partnership, by person and by mode, status by status."""
    partnership = find(request, Partnership, code=code)
    rows = of_partnership(request.actor, partnership)
    years = years_of(rows)
    year = next((known for known in years if str(known) == request.GET.get("annee")), None)
    if year is not None:
        rows = rows.filter(on__year=year)
    return page(
        request,
        "partnerships/hours.html",
        {
            "partnership": partnership,
            "years": years,
            "year": year,
            "by_person": by_person(rows),
            "by_mode": by_mode(rows),
        },
        part="hours",
    )


@require_safe
def my_hours(request: HttpRequest) -> HttpResponse:
    """What one gave oneself, under any hat: a month at a time, never mixing statuses."""
    month = month_in(request.GET.get("mois", ""), otherwise=clock.today())
    rows = mine(request.actor)
    of_the_month = of_month(rows, month)
    return page(
        request,
        "partnerships/my_hours.html",
        {
            "month": month,
            "before": month.beside(-1),
            "after": month.beside(1),
            "statuses": by_partnership_and_mode(of_the_month),
            "given": paged(request, with_line(of_the_month), by=LATEST_FIRST, size=A_PAGE),
            "months": months_of(rows, month.year),
            "may_note": mine_to_contribute(request.actor).exists(),
        },
        part="month",
    )


@require_http_methods(READ_OR_SEND)
def note(request: HttpRequest) -> HttpResponse:
    """Note one's own time outside of any intervention."""
    form = TimeForm(request, list(mine_to_contribute(request.actor)))
    if form.carries_out(verbs.contribute, form.chosen):
        return _to_month(request, form.result, _("Votre temps est noté."))
    return page(request, "partnerships/note_time.html", {"form": form})


@require_http_methods(READ_OR_SEND)
def correction(request: HttpRequest, code: str) -> HttpResponse:
    """Correct one's own time."""
    found = _found(request, code, to="correct")
    form = CorrectForm(request, found)
    if form.carries_out(verbs.correct, found):
        return _to_month(request, found, _("C’est corrigé."))
    return page(request, "partnerships/correct_time.html", {"given": found, "form": form})


@require_http_methods(READ_OR_SEND)
def retraction(request: HttpRequest, code: str) -> HttpResponse:
    """Take back one's own time, noted by mistake."""
    found = _found(request, code, to="remove")
    form = RemoveForm(request)
    if form.carries_out(verbs.remove, found):
        return _to_month(request, found, _("Ce temps n’est plus compté."))
    return page(request, "partnerships/remove_time.html", {"given": found, "form": form})


def _found(request: HttpRequest, code: str, *, to: str) -> Contribution:
    return find(request, Contribution, to=to, rows=with_line, code=code)


def _to_month(request: HttpRequest, given: Contribution, said: str) -> HttpResponse:
    response = done(request, "partnerships:my_hours", said)
    response["Location"] += f"?mois={given.on:%Y-%m}"
    return response
