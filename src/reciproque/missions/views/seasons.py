"""Pages of seasons: working one out, reading what it proposes and why, sending what one ticks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.foundation.paging import paged
from reciproque.foundation.policy import rights
from reciproque.foundation.web import done, find, page
from reciproque.people.models import Organisation

from ..forms.seasons import PlanForm, SendForm
from ..models import Mission, Season
from ..queries import seasons as queries
from ..queries.lists import with_page
from ..verbs import seasons as verbs
from .sheets import READ_OR_SEND


@require_http_methods(READ_OR_SEND)
def seasons(request: HttpRequest) -> HttpResponse:
    """The seasons of the house; working out another."""
    house = find(request, Organisation, to="plan_season", pk=request.actor.organisation_id or 0)
    form = PlanForm(request)
    if request.method == "POST" and form.is_valid():
        days = form.particulars()
        worked = queries.asked_by(request.actor, first=days["first_on"], last=days["last_on"]).plan()
        if form.carries_out(verbs.plan_season, house, plan=worked):
            return done(
                request, form.result, _("Voici ce que cela donnerait. Rien n’est encore proposé à personne.")
            )
    rows = paged(request, queries.seasons_of(request.actor), by=("-worked_out_at", "code"))
    return page(request, "missions/seasons.html", {"form": form, "seasons": rows, "house": house})


@require_http_methods(READ_OR_SEND)
def season(request: HttpRequest, code: str) -> HttpResponse:
    """What a season proposes, mission by mission, and why; sending what one ticks."""
    found = find(request, Season, code=code)
    may = rights(request.actor, found, "send")
    form = SendForm(request, queries.proposed_in(found))
    if form.carries_out(verbs.send, found):
        number = len(form.result)
        said = ngettext("{n} proposition est partie.", "{n} propositions sont parties.", number)
        return done(request, found, said.format(n=number))
    told = queries.told(found, request.actor)
    return page(request, "missions/season.html", {"season": found, "told": told, "form": form, "may": may})


@require_safe
def others(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """Why not somebody else, for one mission of a season."""
    found = find(request, Season, code=code)
    mission = find(request, Mission, to="offer", rows=with_page, code=which)
    lines = queries.why_not_others(found, mission, request.actor)
    return page(request, "missions/others.html", {"season": found, "mission": mission, "lines": lines})
