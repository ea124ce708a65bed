"""The list of partnerships one may read, and the summary of one: where it stands, what is missing, what lives there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from reciproque.foundation import clock
from reciproque.foundation.paging import paged
from reciproque.foundation.requirements import verdict
from reciproque.foundation.web import find, page

from ..forms.listing import ListForm
from ..kinds import Stage
from ..models import Partnership
from ..queries.activation import readiness
from ..queries.engagement import proposed_to
from ..queries.page import parts_of
from ..queries.partnerships import founding_organisation, listed, modes_of, whole, with_start
from ..rules.activation import GATE, steps


@require_safe
def partnerships(request: HttpRequest) -> HttpResponse:
    """The partnerships I may read, found again by words, level, domain, mode and stage."""
    form = ListForm(request.GET)
    wanted = form.wanted()
    return page(
        request,
        "partnerships/partnerships.html",
        {
            "search": form,
            "wanted": wanted,
            "partnerships": paged(request, listed(request.actor, wanted), by=("title", "code"), size=30),
            "may_found": founding_organisation(request.actor) is not None,
        },
        part="results",
    )


@require_safe
def partnership(request: HttpRequest, code: str) -> HttpResponse:
    """The summary of a partnership; until it begins, where to start and what is missing."""
    today = clock.today()
    found = whole(find(request, Partnership, rows=with_start, buttons=("revise", "activate"), code=code))
    being_framed = found.stage == Stage.FRAMING
    context = {
        "partnership": found,
        "modes": modes_of(found),
        "proposal": proposed_to(request.actor, found.there),
        "carriers": found.known.carriers,
        "parts": parts_of(found, request.actor, today=today, begun=not being_framed),
    }
    if being_framed:
        asked = verdict(GATE, readiness(found, found.known, found.there), on=today)
        context |= {"verdict": asked, "steps": steps(asked)}
    return page(request, "partnerships/partnership.html", context)
