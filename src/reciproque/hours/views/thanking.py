"""Pages of thanks: those of a partnership, writing one, and those one received."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm
from reciproque.foundation.paging import paged
from reciproque.foundation.verbs import Verb
from reciproque.foundation.web import done, find, page
from reciproque.partnerships.models import Partnership

from ..forms import ThanksForm
from ..models import Thanks
from ..queries import thanks as read
from ..verbs import thanking as verbs

FORM = require_http_methods(["GET", "HEAD", "POST"])
LATEST_FIRST = ("-said_at", "-code")
A_PAGE = 30
BUTTONS = ("receive", "show", "withdraw")


@require_safe
def thanks(request: HttpRequest, code: str) -> HttpResponse:
    """The thanks that were shown in a partnership, with the agreement of who received them."""
    partnership = find(request, Partnership, code=code)
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "partnership": partnership,
        "rows": paged(request, read.shown_in(partnership, actor), by=LATEST_FIRST, size=A_PAGE),
        "may_thank": read.may_thank(partnership, actor),
        "written": list(read.said_by(actor, partnership).order_by("-said_at", "-pk")[:5]),
    }
    return page(request, "hours/thanks.html", context)


@FORM
def thanking(request: HttpRequest, code: str) -> HttpResponse:
    """Thank somebody for one thing she did there."""
    partnership = find(request, Partnership, code=code)
    offered = read.could_be_thanked(
        partnership,
        request.actor,  # type: ignore[attr-defined]
        today=clock.today(),
        intervention=request.GET.get("pour", "")[:10],
    )
    form = ThanksForm(request, offered)
    if form.carries_out(verbs.thank, form.chosen):
        said = _("C’est envoyé. {name} le lit d’abord, et choisit de le montrer ou non.")
        return done(request, "hours:thanks", said.format(name=form.result.engagement.person), code)
    return page(request, "hours/thanking.html", {"partnership": partnership, "form": form})


# --- those one received ---------------------------------------------------------------------------
@require_safe
def my_thanks(request: HttpRequest) -> HttpResponse:
    """The thanks I received, whatever the partnership, and those I let others read."""
    rows = read.received_by(request.actor)  # type: ignore[attr-defined]
    return page(request, "hours/my_thanks.html", {"rows": paged(request, rows, by=LATEST_FIRST, size=A_PAGE)})


@FORM
def received(request: HttpRequest, code: str) -> HttpResponse:
    """One thanks: read it, keep it to oneself."""
    found = _found(request, code, "receive" if request.method == "POST" else None)
    form = ActForm(request)
    if form.carries_out(verbs.receive, found):
        return done(request, "hours:my_thanks", _("Il est à vous, et à vous seul."))
    own = found.engagement.person_id == request.actor.person_id  # type: ignore[attr-defined]
    return page(request, "hours/received.html", {"thanks": found, "form": form, "own": own})


@require_POST
def showing(request: HttpRequest, code: str) -> HttpResponse:
    """Let the people of the partnership read it."""
    said = _("Les personnes de ce partenariat peuvent le lire, jusqu’à ce que vous en décidiez autrement.")
    return _act(request, code, "show", verbs.show, said)


@require_POST
def hiding(request: HttpRequest, code: str) -> HttpResponse:
    """Let nobody else read it any more."""
    return _act(request, code, "withdraw", verbs.withdraw, _("Personne d’autre ne le lit plus."))


def _act(request: HttpRequest, code: str, to: str, verb: Verb, said: str) -> HttpResponse:
    found = _found(request, code, to)
    form = ActForm(request)
    if form.carries_out(verb, found):
        return done(request, found, said)
    return page(request, "hours/received.html", {"thanks": found, "form": form, "own": True})


def _found(request: HttpRequest, code: str, to: str | None) -> Thanks:
    return find(request, Thanks, to=to, rows=read.with_page, buttons=BUTTONS, code=code)
