"""The grid of a house, and landmarks to read before one chooses terms."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.foundation import clock
from reciproque.foundation.web import done, find, page
from reciproque.people.models import Organisation

from .. import verbs
from ..forms import RateForm
from ..queries.grid import grid_of
from ..queries.landmarks import landmarks_of


@require_safe
def grid(request: HttpRequest, code: str) -> HttpResponse:
    """What a house pays for each kind of time; empty, it says so."""
    house = find(request, Organisation, to="read_grid", buttons=("set_rate",), code=code)
    found = grid_of(house, request.actor, today=clock.today())  # type: ignore[attr-defined]
    return page(
        request, "pay/grid.html", {"organisation": house, "grid": found, "may_write": house.may_set_rate}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_rate(request: HttpRequest, code: str) -> HttpResponse:
    """Write a rate, from a day on."""
    house = find(request, Organisation, to="set_rate", code=code)
    form = RateForm(request)
    if form.carries_out(verbs.set_rate, house):
        return done(request, form.result, _("Le tarif est dans la grille."))
    return page(request, "pay/rate.html", {"organisation": house, "form": form})


@require_safe
def landmarks(request: HttpRequest) -> HttpResponse:
    """Pay, benefits and statuses: what to know and whom to ask, each dated and sourced."""
    organisation_id = request.actor.organisation_id  # type: ignore[attr-defined]
    return page(request, "pay/landmarks.html", {"chapters": landmarks_of(organisation_id, on=clock.today())})
