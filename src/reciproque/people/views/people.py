"""People one works with, and the page of each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from reciproque.foundation import clock
from reciproque.foundation.models import LONGEST_SEARCH
from reciproque.foundation.paging import paged
from reciproque.foundation.web import find, page

from ..models import Person
from ..queries import ON_HER_PAGE, hat_organisation, lines_of, people, positions_seen


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """The people one may see under this hat."""
    actor, today = request.actor, clock.today()  # type: ignore[attr-defined]
    asked = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    shown = paged(request, people(actor, words=asked), by=("name", "id"))
    context = {
        "page": shown,
        "asked": asked,
        "lines": lines_of(shown.rows, actor, on=today),
        "organisation": hat_organisation(actor),
    }
    return page(request, "people/people.html", context, part="list")


@require_safe
def person(request: HttpRequest, code: str) -> HttpResponse:
    """Who someone is here: her positions and mandates, as far as one may see them."""
    actor = request.actor  # type: ignore[attr-defined]
    shown = find(request, Person, buttons=tuple(ON_HER_PAGE), code=code)
    held, mandates = positions_seen(shown, actor)
    return page(
        request,
        "people/person.html",
        {
            "person": shown,
            "held": held,
            "mandates": mandates,
            "today": clock.today(),
            "is_me": shown.pk == actor.person_id,
            "has_account": shown.account_id is not None,
            "may": {"issue": shown.may_issue},
        },
    )
