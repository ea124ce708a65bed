"""Pages of what waits to be confirmed: one's own times noted by others, and those of a partnership for the house."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock
from reciproque.foundation.paging import paged
from reciproque.foundation.policy import visible
from reciproque.foundation.verbs import Stale, Verb
from reciproque.foundation.web import done, find, page
from reciproque.partnerships.models import Contribution, Engagement, Intervention, Partnership
from reciproque.partnerships.queries.engagement import ongoing
from reciproque.partnerships.queries.interventions import with_page as with_intervention
from reciproque.people.models import Person

from ..forms import AllForm, AroundForm, ConfirmForm, shown_on
from ..queries import confirmed, disputes
from ..verbs import confirming as verbs

FORM = require_http_methods(["GET", "HEAD", "POST"])
LATEST_FIRST = ("-on", "-code")
A_PAGE = 50


# --- one's own ------------------------------------------------------------------------------------
@require_safe
def to_confirm(request: HttpRequest) -> HttpResponse:
    """What somebody else noted for me, and the sessions to which I may add travel, preparation and talk."""
    return _mine(request)


def _mine(request: HttpRequest, **more: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    rows = paged(request, confirmed.mine_to_confirm(actor), by=LATEST_FIRST, size=A_PAGE)
    sessions = confirmed.could_add_around(actor, today=clock.today())
    context = {
        "rows": rows,
        "shown": shown_on(rows),
        "around": [(one, AroundForm(request, one.intervention)) for one in sessions],
        "open": disputes.open_for(actor, engagement__person=actor.person_id),
        "agreed": disputes.to_correct(actor).select_related("engagement__partnership", "settled_by"),
    }
    return page(request, "hours/to_confirm.html", context | more)


@require_POST
def confirmation(request: HttpRequest, code: str) -> HttpResponse:
    """Confirm one of them."""
    return _one(request, code, "confirm", verbs.confirm)


@require_POST
def confirmations(request: HttpRequest) -> HttpResponse:
    """Confirm all that the page showed."""
    actor = request.actor  # type: ignore[attr-defined]
    herself = find(request, Person, rows=visible(Person, actor, "confirm_time"), to="confirm_time")
    form = AllForm(request)
    if form.carries_out(verbs.confirm_all, herself):
        return done(request, "hours:to_confirm", _counted(form.result))
    return _mine(request, form=form)


def _counted(n: int) -> str:
    return ngettext("%(n)d temps est confirmé.", "%(n)d temps sont confirmés.", n) % {"n": n}


def _one(request: HttpRequest, code: str, to: str, verb: Verb) -> HttpResponse:
    found = find(request, Contribution, to=to, rows=confirmed.every_time, code=code)
    form = ConfirmForm(request)
    if form.carries_out(verb, found):
        where = (
            ("hours:to_confirm",)
            if to == "confirm"
            else ("hours:vouching", found.engagement.partnership.code)
        )
        return done(request, where[0], _("C’est confirmé."), *where[1:])
    if form.stale_row is not None:
        raise Stale(form.stale_row)
    return (
        _mine(request, form=form)
        if to == "confirm"
        else _theirs(request, _partnership(request, found), form=form)
    )


@FORM
def around(request: HttpRequest, code: str) -> HttpResponse:
    """Note at once the preparation, the travel and the talk around one session."""
    intervention = find(request, Intervention, rows=with_intervention, code=code)
    own = find(
        request,
        Engagement,
        to="note_around",
        rows=ongoing,
        partnership=intervention.partnership,
        person=request.actor.person_id,  # type: ignore[attr-defined]
    )
    form = AroundForm(request, intervention)
    if form.carries_out(verbs.note_around, own):
        return done(request, "hours:to_confirm", _("C’est noté, autour de ce moment."))
    return page(request, "hours/around.html", {"intervention": intervention, "form": form})


# --- for the house --------------------------------------------------------------------------------
@require_safe
def vouching(request: HttpRequest, code: str) -> HttpResponse:
    """What people noted of their own time in a partnership, for the referent of the other side and the coordination."""
    return _theirs(request, find(request, Partnership, to="vouch_time", code=code))


def _theirs(request: HttpRequest, partnership: Partnership, **more: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    rows = paged(request, confirmed.to_vouch(actor, partnership), by=LATEST_FIRST, size=A_PAGE)
    context = {
        "partnership": partnership,
        "rows": rows,
        "shown": shown_on(rows),
        "open": disputes.open_for(actor, engagement__partnership=partnership),
    }
    return page(request, "hours/vouching.html", context | more)


@require_POST
def vouchings(request: HttpRequest, code: str) -> HttpResponse:
    """Confirm, for the house, all that the page showed."""
    partnership = find(request, Partnership, to="vouch_time", code=code)
    form = AllForm(request)
    if form.carries_out(verbs.vouch_all, partnership):
        return done(request, "hours:vouching", _counted(form.result), code)
    return _theirs(request, partnership, form=form)


@require_POST
def vouched(request: HttpRequest, code: str) -> HttpResponse:
    """Confirm one of them, for the house."""
    return _one(request, code, "vouch", verbs.vouch)


def _partnership(request: HttpRequest, found: Contribution) -> Partnership:
    return find(request, Partnership, pk=found.engagement.partnership_id)
