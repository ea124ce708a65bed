"""Pages that found a partnership from an example or from nothing, and that keep its sheet."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.foundation.policy import Refused
from reciproque.foundation.web import done, find, page
from reciproque.people.models import Organisation

from ..examples import BLANK, Example, example, examples
from ..forms.founding import FoundingForm, SheetForm
from ..models import Partnership
from ..queries.partnerships import every_partnership, founding_organisation, why_not_found, with_sheet
from ..verbs import founding as verbs

READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Where to start from: the examples of the HAS sheet, or nothing."""
    host = _host(request)
    return page(
        request,
        "partnerships/founding_choose.html",
        {"host": host, "examples": examples(_language()), "blank": BLANK},
    )


@require_http_methods(READ_OR_SEND)
def found(request: HttpRequest, start: str) -> HttpResponse:
    """Found a partnership, from the example named in the address."""
    host = _host(request)
    chosen = example(start, _language())
    form = FoundingForm(request, host, initial=_proposed(chosen))
    if form.carries_out(verbs.found_partnership, host, template=chosen.code):
        return done(request, form.result, _("Le partenariat est fondé. Voici par où commencer."))
    return page(
        request,
        "partnerships/founding.html",
        {"host": host, "example": chosen, "form": form},
        part="around",
    )


@require_http_methods(READ_OR_SEND)
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the sheet of a partnership right."""
    partnership = find(request, Partnership, to="revise", rows=with_sheet(every_partnership()), code=code)
    form = SheetForm(request, partnership)
    if form.carries_out(verbs.revise_partnership, partnership):
        return done(request, partnership, _("La fiche du partenariat est à jour."))
    return page(request, "partnerships/sheet.html", {"partnership": partnership, "form": form}, part="around")


def _host(request: HttpRequest) -> Organisation:
    host = founding_organisation(request.actor)
    if host is None:
        raise Refused(why_not_found())
    return host


def _proposed(chosen: Example) -> dict[str, Any]:
    return {
        "title": chosen.title,
        "purpose": chosen.purpose,
        "level": chosen.level,
        "domain": chosen.domain,
        "modes": list(chosen.modes),
        "language": chosen.language,
    }


def _language() -> str:
    return get_language() or "fr"
