"""What is owed to me, where it stands, and my word that it came."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm
from reciproque.foundation.paging import paged
from reciproque.foundation.web import done, find, page

from .. import verbs
from ..forms import WordsForm
from ..models import Line
from ..queries import lines
from ..queries.expenses import mine_to_ask
from ..queries.papers import my_folders

FORM = require_http_methods(["GET", "HEAD", "POST"])
BUTTONS = ("validate", "send", "pay", "cancel", "receive", "refuse")


@require_safe
def my_payments(request: HttpRequest) -> HttpResponse:
    """What is due to me, on its way, paid, received; expenses apart; the papers that are missing."""
    actor, today = request.actor, clock.today()  # type: ignore[attr-defined]
    shown = paged(request, lines.with_line(lines.mine(actor)), by=("-on", "-code"), size=50)
    rows = lines.dated(shown.rows, today=today)
    return page(
        request,
        "pay/my_payments.html",
        {
            "asked": lines.paid_to(actor),
            "tables": lines.tables(rows),
            "page": shown,
            "folders": my_folders(actor, on=today),
            "may_ask": mine_to_ask(actor).exists(),
        },
    )


@require_safe
def line(request: HttpRequest, code: str) -> HttpResponse:
    """One line: how it was counted, each step on its way, and what one can do."""
    found = find(request, Line, rows=lines.with_line, buttons=BUTTONS, code=code)
    (dated,) = lines.dated([found], today=clock.today())
    return page(
        request,
        "pay/line.html",
        {
            "line": dated,
            "steps": lines.steps_of(found),
            "hers": found.engagement.person_id == request.actor.person_id,  # type: ignore[attr-defined]
            "may": {verb: getattr(found, f"may_{verb}") for verb in BUTTONS},
        },
    )


@require_POST
def reception(request: HttpRequest, code: str) -> HttpResponse:
    """« Reçu », in one tap."""
    found = find(request, Line, to="receive", rows=lines.with_line, code=code)
    form = ActForm(request)
    if form.carries_out(verbs.receive, found):
        return done(request, "pay:my_payments", _("Merci : c’est noté comme reçu."))
    return done(request, found, _("Rien n’a changé."))


@FORM
def refusal(request: HttpRequest, code: str) -> HttpResponse:
    """« Non reçu »: the coordination looks at it again."""
    found = find(request, Line, to="refuse", rows=lines.with_line, code=code)
    form = WordsForm(request, required=False)
    if form.carries_out(verbs.refuse, found):
        return done(request, found, _("C’est dit à la coordination : elle doit regarder de nouveau."))
    return page(request, "pay/words.html", {"line": found, "form": form, "act": "refuse"})
