"""Pages of openings: the list, asking, one opening, agreeing or not, ending."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm
from reciproque.foundation.paging import paged
from reciproque.foundation.web import done, find, page
from reciproque.people.models import Person
from reciproque.titles.queries import titles_of
from reciproque.titles.rules import INTERESTS

from . import verbs
from .forms import AgreeForm, AskForm, ReasonForm
from .models import Opening
from .queries import lists

FORM = require_http_methods(["GET", "HEAD", "POST"])
BUTTONS = ("agree", "refuse", "end")


@require_safe
def openings(request: HttpRequest) -> HttpResponse:
    """Who is opened, what waits for a second person, for whom one may ask."""
    actor, today = request.actor, clock.today()  # type: ignore[attr-defined]
    rows = paged(request, lists.listed(actor, on=today), by=("rank", "-asked_at", "code"), size=30)
    context = {"page": rows, "askable": lists.could_be_asked(actor, on=today)}
    return page(request, "openings/openings.html", context)


@FORM
def asking(request: HttpRequest, code: str) -> HttpResponse:
    """Ask that somebody be opened; her titles and their states beside."""
    today = clock.today()
    person = lists.askable(request.actor).filter(code=code).first()  # type: ignore[attr-defined]
    if person is None:
        person = find(request, Person, to="ask_opening", code=code)
    form = AskForm(request, person, on=today)
    if form.carries_out(verbs.ask_opening, person):
        return done(request, form.result, _("C’est demandé. Rien n’est ouvert avant le second accord."))
    context = {"form": form, "person": person, "claims": titles_of(person.pk, on=today)}
    return page(request, "openings/asking.html", context)


@require_safe
def opening(request: HttpRequest, code: str) -> HttpResponse:
    """One opening: what was seen, what the person answered, who asked, who agreed, until when."""
    return _show(request, _found(request, code), "openings/opening.html")


@FORM
def agreement(request: HttpRequest, code: str) -> HttpResponse:
    """Agree, as the second person."""
    said = _("C’est accordé, dès maintenant.")
    return _act(request, code, "agree", AgreeForm, verbs.agree, said)


@FORM
def refusal(request: HttpRequest, code: str) -> HttpResponse:
    """Do not agree, and say why."""
    return _act(request, code, "refuse", ReasonForm, verbs.refuse, _("C’est refusé, avec votre motif."))


@FORM
def ending(request: HttpRequest, code: str) -> HttpResponse:
    """End it, and say why."""
    return _act(request, code, "end", ReasonForm, verbs.end, _("C’est fini, dès maintenant."))


def _found(request: HttpRequest, code: str, to: str | None = None) -> Opening:
    return find(request, Opening, to=to, rows=lists.with_page, buttons=BUTTONS, code=code)


def _act(
    request: HttpRequest, code: str, to: str, form_class: type[ActForm], verb: Any, said: str
) -> HttpResponse:
    found = _found(request, code, to)
    form = form_class(request)
    if form.carries_out(verb, found):
        return done(request, found, said)
    return _show(request, found, "openings/act.html", form=form, act=to)


def _show(request: HttpRequest, found: Opening, template: str, **more: Any) -> HttpResponse:
    today = clock.today()
    found.state = lists.state_of(found, on=today)  # type: ignore[attr-defined]
    answers = [(one.question, getattr(found, one.name)) for one in INTERESTS]
    context = {
        "opening": found,
        "claims": titles_of(found.person_id, on=today),
        "answers": answers,
        "may": {verb: getattr(found, f"may_{verb}") for verb in BUTTONS},
        **more,
    }
    return page(request, template, context)
