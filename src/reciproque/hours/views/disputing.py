"""Pages of a disagreement about a time: saying it, the thread, what was agreed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reciproque.foundation.verbs import Stale
from reciproque.foundation.web import done, find, page
from reciproque.partnerships.models import Contribution

from ..forms import DisputeForm, RemarkForm, SettlementForm
from ..kinds import Party
from ..models import Dispute
from ..queries import confirmed, disputes
from ..verbs import disputing as verbs

FORM = require_http_methods(["GET", "HEAD", "POST"])
BUTTONS = ("answer", "settle")


@FORM
def disagreement(request: HttpRequest, code: str) -> HttpResponse:
    """Say that one does not agree on a time, instead of confirming it."""
    found = find(request, Contribution, to="dispute", rows=confirmed.every_time, code=code)
    form = DisputeForm(request, initial={"version": found.version})
    if form.carries_out(verbs.dispute, found):
        return done(request, form.result, _("C’est dit. L’échange reste ouvert tant que rien n’est convenu."))
    if form.stale_row is not None:
        raise Stale(form.stale_row)
    own = found.engagement.person_id == request.actor.person_id  # type: ignore[attr-defined]
    return page(request, "hours/disagreement.html", {"given": found, "form": form, "own": own})


@FORM
def dispute(request: HttpRequest, code: str) -> HttpResponse:
    """The thread, and one word more."""
    found = _found(request, code, to="answer" if request.method == "POST" else None)
    form = RemarkForm(request)
    if form.carries_out(verbs.answer, found):
        return done(request, found, _("C’est dit."))
    return _thread(request, found, form=form)


@FORM
def settlement(request: HttpRequest, code: str) -> HttpResponse:
    """Write what was agreed."""
    found = _found(request, code, to="settle")
    form = SettlementForm(request)
    if form.carries_out(verbs.settle, found):
        return done(request, found, _("Ce qui a été convenu est écrit."))
    return _thread(request, found, form=form, settling=True)


def _found(request: HttpRequest, code: str, *, to: str | None) -> Dispute:
    return find(request, Dispute, to=to, rows=disputes.with_thread, buttons=BUTTONS, code=code)


def _thread(request: HttpRequest, found: Dispute, **more: Any) -> HttpResponse:
    own = disputes.party_of(request.actor, found) == Party.SELF  # type: ignore[attr-defined]
    context = {"dispute": found, "own": own, "settling": False}
    return page(request, "hours/dispute.html", context | more)
