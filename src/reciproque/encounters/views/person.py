"""The person's pages, without an account: she comes with a code, which no address keeps once she is in.

Her session holds which encounter it is, and forgets it after a while or at « Quitter vite ». Titles are neutral, no
cache keeps anything, nothing is told to another site. The header says `no-referrer` from the first byte; in the page
itself forms need browsers to say that they come from this very site, and `same-origin` tells it to no other.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock, words
from reciproque.foundation.forms import ActForm
from reciproque.foundation.policy import Refused
from reciproque.foundation.web import done, find, page
from reciproque.people.models import Installation
from reciproque.titles.views.public import too_many, tried_too_often

from ..forms import DoorForm, PresenceForm
from ..models import Encounter
from ..queries.codes import given_code, holding, of_her, own_code, standing
from ..verbs import beginning, deciding
from . import shared
from .shared import PERSON, act, asking

FORM = require_http_methods(["GET", "HEAD", "POST"])
HELD = "encounter"
"""Where her session holds the encounter she came to, and the minute of her last page."""
View = Callable[..., HttpResponseBase]


def discreet(view: View) -> View:
    """A page for anybody: nothing on the way keeps it, no engine lists it, no report of a fault tells what is sent."""

    @login_not_required
    @sensitive_post_parameters()
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return shown


def with_her_code(view: View) -> View:
    """A page of the encounter she came to with her code; the door, for whoever has not, or not lately.

    What may not be done is said on the page where the encounter stands: no page of the house but hers is shown.
    """

    @discreet
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        encounter = _held(request)
        if encounter is None:
            return _closed(request)
        request.actor = holding(encounter, request.actor)  # type: ignore[attr-defined]
        try:
            return view(request, encounter, *args, **kwargs)
        except Refused as problem:
            messages.error(request, capfirst(problem.reason))
            return redirect(PERSON.now(encounter))

    return shown


def _closed(request: HttpRequest) -> HttpResponse:
    """The door; what she was sending, when there was something, is shown for her to copy: nothing was kept."""
    typed = [said for name, said in request.POST.items() if " " in said.strip()]
    if not typed:
        return redirect("encounters:door")
    response = page(request, "encounters/door.html", {"form": DoorForm(asking(request)), "typed": typed})
    response.status_code = 403
    return response


def _held(request: HttpRequest) -> Encounter | None:
    found, minute = request.session.get(HELD), _minute()
    if not found or minute - found["seen"] > settings.SESSION_IDLE_MINUTES:
        request.session.pop(HELD, None)
        return None
    if found["seen"] != minute:
        _let_in(request, found["code"])
    return standing(clock.now()).filter(code=found["code"]).first()


def _let_in(request: HttpRequest, code: str) -> None:
    request.session[HELD] = {"code": code, "seen": _minute()}


def _minute() -> int:
    return int(clock.now().timestamp() // 60)


# --- coming and going -----------------------------------------------------------------------------
@discreet
@FORM
def door(request: HttpRequest) -> HttpResponse:
    """Type a code, or begin alone. A wrong code, a spent one and one whose encounter was erased are answered alike."""
    form = DoorForm(request)
    if request.method == "POST" and form.is_valid():
        if tried_too_often(request, "encounter_code"):
            return too_many(request)
        encounter = of_her(form.cleaned_data["code"], at=clock.now())
        if encounter is not None:
            return _come_in(request, encounter)
        form.add_error("code", _("Ce code n’ouvre rien."))
    return page(request, "encounters/door.html", {"form": form})


@discreet
@require_safe
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Where a drawing leads: the same door, the code already typed. It looks for nothing and says nothing."""
    form = DoorForm(request, initial={"code": secret})
    return page(request, "encounters/door.html", {"form": form, "given": True})


def _come_in(request: HttpRequest, encounter: Encounter) -> HttpResponse:
    if encounter.own_digest is None:
        by = holding(encounter, request.actor)  # type: ignore[attr-defined]
        beginning.come(encounter, by=by, at=clock.now())
    if not request.user.is_authenticated:
        request.session.cycle_key()
    _let_in(request, encounter.code)
    return redirect("encounters:my_encounter")


@discreet
@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """Begin alone: a code of her own, and one to give."""
    if tried_too_often(request, "encounter_begin"):
        return too_many(request)
    return _come_in(request, act(request, beginning.begin_alone, find(request, Installation)))


@discreet
@require_POST
def leaving(request: HttpRequest) -> HttpResponse:
    """« Quitter vite » : forget which encounter this was, and show something that says nothing."""
    _forget(request)
    return redirect("encounters:month")


def _forget(request: HttpRequest) -> None:
    list(messages.get_messages(request))  # read: nothing of what was done waits for the next page
    if request.user.is_authenticated:
        request.session.pop(HELD, None)
    else:
        request.session.flush()


@discreet
@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """The calendar of this month, and nothing else: where « Quitter vite » leads."""
    today = clock.today()
    context = {
        "today": today,
        "title": words.month(today),
        "days": [(WEEKDAYS[n], WEEKDAYS_ABBR[n]) for n in range(7)],
        "weeks": calendar.Calendar().monthdatescalendar(today.year, today.month),
    }
    return page(request, "encounters/month.html", context)


# --- her encounter --------------------------------------------------------------------------------
@with_her_code
@FORM
def encounter(request: HttpRequest, found: Encounter) -> HttpResponse:
    """« Ma page » before opening: her code, her card, who else will be there."""
    asked = request if request.method != "POST" else asking(request)
    codes = {
        "own": own_code(found),
        "given": given_code(found) if found.given_digest else "",
        "presence": PresenceForm(asked, found),
    }
    return shared.card(request, found, PERSON, **codes)


@with_her_code
@require_POST
def presence(request: HttpRequest, found: Encounter) -> HttpResponse:
    """Say who else may be there, this time."""
    form = PresenceForm(request, found)
    if form.carries_out(beginning.say_presence, found):
        return done(request, PERSON.now(found), _("C’est noté, pour cette fois."))
    return shared.card(asking(request), found, PERSON, own=own_code(found), given="", presence=form)


@with_her_code
@require_POST
def withdrawal(request: HttpRequest, found: Encounter, which: str) -> HttpResponse:
    """Take back a line of her card."""
    return shared.withdrawal(request, found, PERSON, which)


@with_her_code
@require_POST
def opening(request: HttpRequest, found: Encounter) -> HttpResponse:
    """Say « ouvrir ensemble »."""
    return shared.opening(request, found, PERSON)


@with_her_code
@require_POST
def waiting(request: HttpRequest, found: Encounter) -> HttpResponse:
    """Not yet, after all."""
    return shared.waiting(request, found, PERSON)


@with_her_code
@FORM
def together(request: HttpRequest, found: Encounter) -> HttpResponse:
    """Both cards, open."""
    return shared.together(request, found, PERSON)


@with_her_code
@FORM
def decision(request: HttpRequest, found: Encounter) -> HttpResponse:
    """What we decide."""
    return shared.decision(request, found, PERSON)


@with_her_code
@require_POST
def agreement(request: HttpRequest, found: Encounter) -> HttpResponse:
    """« C’est bien cela »."""
    return shared.agreement(request, found, PERSON)


@with_her_code
@FORM
def after(request: HttpRequest, found: Encounter) -> HttpResponse:
    """What we decided, to take along; keeping it or not."""
    return shared.after(request, found, PERSON, own=own_code(found))


@with_her_code
@require_safe
def copy(request: HttpRequest, found: Encounter, shape: str) -> HttpResponse:
    """Her copy, as a file."""
    return shared.copy(request, found, shape)


@with_her_code
@require_POST
def keeping(request: HttpRequest, found: Encounter) -> HttpResponse:
    """« Garder » : until she erases it herself."""
    act(request, deciding.keep, found)
    return done(request, "encounters:my_after", _("C’est gardé. Votre code sert à relire et à effacer."))


@with_her_code
@FORM
def erasure(request: HttpRequest, found: Encounter) -> HttpResponse:
    """Erase all of it now, after one question."""
    form = ActForm(request)
    if form.carries_out(deciding.erase, found):
        _forget(request)
        return done(request, "encounters:door", _("Tout est effacé."))
    back = PERSON.now(found)
    return shared.shown(request, found, PERSON, "encounters/erasure.html", form=form, back=back)
