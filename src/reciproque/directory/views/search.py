"""Looking for a useful address; what one's own house keeps."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from reciproque.foundation import clock
from reciproque.foundation.paging import paged
from reciproque.foundation.policy import rights
from reciproque.foundation.web import page
from reciproque.people.models import Organisation
from reciproque.people.queries import installation

from ..forms import SearchForm
from ..queries import communes_known, found_among, matching
from ..queries.keeping import kept
from ..queries.places import written_out
from ..queries.search import BY

SIZE = 20


@require_safe
def sheets(request: HttpRequest) -> HttpResponse:
    """The useful addresses, the nearest first, then the most lately checked."""
    actor, today = request.actor, clock.today()  # type: ignore[attr-defined]
    form = SearchForm(request)
    wanted = form.wanted()
    rows = paged(request, matching(actor, wanted), by=BY, size=SIZE)
    context = {
        "filter": form,
        "wanted": wanted,
        "choices": [(one, written_out(one), _again(request, written_out(one))) for one in form.choices],
        "page": rows,
        "found": found_among(rows, wanted, on=today),
        "narrowed": bool(set(request.GET) & set(form.fields)),
        "placed": communes_known(),
        "may": _rights(request),
    }
    return page(request, "directory/sheets.html", context, part="list")


@require_safe
def keeping(request: HttpRequest) -> HttpResponse:
    """What one's own house keeps: the sheets to look at first, then the others by the day they are due."""
    actor, today = request.actor, clock.today()  # type: ignore[attr-defined]
    rows = paged(request, kept(actor, on=today), by=("recheck_on", "code"), size=SIZE)
    return page(request, "directory/keeping.html", {"page": rows, "may": _rights(request)})


def _again(request: HttpRequest, place: str) -> str:
    words = request.GET.copy()
    words["ou"] = place
    return f"?{words.urlencode()}"


def _rights(request: HttpRequest) -> dict[str, bool]:
    """What may be done from the list, for its house and for the installation."""
    actor = request.actor  # type: ignore[attr-defined]
    may = rights(actor, installation(), "place_communes")
    if actor.organisation_id:
        may |= rights(actor, Organisation(pk=actor.organisation_id), "add_sheet", "import_sheets")
    return may
