"""Pages of the end: what it entails, its steps, what stays readable after it, opening again."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reciproque.foundation import clock
from reciproque.foundation.web import done, find, page

from ..forms.ending import EndForm, ReopeningForm
from ..models import Partnership
from ..queries.ending import ending_now, ending_verdict, past_endings, remains
from ..queries.partnerships import every_partnership
from ..queries.standing import own_engagement
from ..verbs import ending as verbs

READ_OR_SEND = ["GET", "HEAD", "POST"]


def _partnership(request: HttpRequest, code: str, *, to: str | None = None) -> Partnership:
    to = to if request.method != "POST" else None
    return find(request, Partnership, to=to, rows=every_partnership, buttons=("end", "reopen"), code=code)


@require_http_methods(READ_OR_SEND)
def ending(request: HttpRequest, code: str) -> HttpResponse:
    """How the partnership ended; or, for who may end it, the steps to do so."""
    partnership = _partnership(request, code)
    form = EndForm(request)
    if request.method == "POST" and form.carries_out(verbs.end, partnership):
        said = _("Le partenariat est terminé. Tout ce qui a été fait reste lisible.")
        return done(request, "partnerships:ending", said, code)
    return page(request, "partnerships/ending.html", _ending_context(request, partnership) | {"form": form})


def _ending_context(request: HttpRequest, partnership: Partnership) -> dict[str, Any]:
    ended = ending_now(partnership)
    return {
        "partnership": partnership,
        "own": own_engagement(partnership, request.actor),
        "ending": ended,
        "past": past_endings(partnership),
        "verdict": None if ended else ending_verdict(partnership, on=clock.today()),
        "remains": remains(partnership),
    }


@require_http_methods(READ_OR_SEND)
def reopening(request: HttpRequest, code: str) -> HttpResponse:
    """Open an ended partnership again, with a reason."""
    partnership = _partnership(request, code, to="reopen")
    form = ReopeningForm(request)
    if form.carries_out(verbs.reopen, partnership):
        return done(request, partnership, _("Le partenariat reprend."))
    return page(request, "partnerships/reopening.html", {"partnership": partnership, "form": form})
