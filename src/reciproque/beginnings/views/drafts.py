"""Drafts: writing one, showing it to somebody, reading her answer; answering as a sponsor."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm
from reciproque.foundation.policy import rights
from reciproque.foundation.verbs import Verb
from reciproque.foundation.web import done, find, page
from reciproque.people.models import Person

from ..forms import AskForm, DraftForm, NewDraftForm, SponsorForm
from ..kinds import Sponsoring
from ..models import Draft, Sponsorship
from ..queries import drafts as queries
from ..verbs import drafts as verbs

READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """My drafts, read by nobody else until I ask."""
    return page(request, "beginnings/drafts.html", {"drafts": queries.mine(request.actor)})


@require_http_methods(READ_OR_SEND)
def new_draft(request: HttpRequest) -> HttpResponse:
    """Write down what I would like to see happen."""
    me = find(request, Person, to="draft", pk=request.actor.person_id)
    form = NewDraftForm(request)
    if form.carries_out(verbs.write_draft, me):
        return done(request, form.result, _("Votre brouillon est gardé. Vous seul le lisez."))
    return page(request, "beginnings/new_draft.html", {"form": form})


@require_safe
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """One draft, and to whom it was shown."""
    found = _found(request, code)
    return page(
        request,
        "beginnings/draft.html",
        {
            "draft": found,
            "mine": found.drafted_by_id == request.actor.person_id,
            "requests": queries.requests_of(found, request.actor, today=clock.today()),
            **rights(request.actor, found, "revise", "ask", "put_aside"),
        },
    )


@require_http_methods(READ_OR_SEND)
def text(request: HttpRequest, code: str) -> HttpResponse:
    """Say it better."""
    found = _found(request, code, to="revise")
    form = DraftForm(request, found)
    if form.carries_out(verbs.revise_draft, found):
        return done(request, found, _("Votre brouillon est à jour."))
    return page(request, "beginnings/draft_text.html", {"draft": found, "form": form})


@require_POST
def putting_aside(request: HttpRequest, code: str) -> HttpResponse:
    """Let a draft rest."""
    found = _found(request, code, to="put_aside")
    ActForm(request).carries_out(verbs.put_aside, found)
    return done(request, "beginnings:drafts", _("Il est mis de côté. Vous le reprendrez quand vous voudrez."))


@require_http_methods(READ_OR_SEND)
def asking(request: HttpRequest, code: str) -> HttpResponse:
    """Find somebody, and ask her to sponsor the draft."""
    found = _found(request, code, to="ask")
    form = AskForm(request)
    if form.carries_out(verbs.ask, found):
        return done(request, found, _("Votre demande est partie. Une réponse vous est due."))
    return page(request, "beginnings/asking.html", {"draft": found, "form": form}, part="around")


# --- answering ------------------------------------------------------------------------------------
@require_http_methods(READ_OR_SEND)
def sponsorship(request: HttpRequest, code: str) -> HttpResponse:
    """A draft one is asked to sponsor, and one's answer."""
    asked = _request(request, code)
    form = SponsorForm(request)
    if form.carries_out(verbs.answer_request, asked):
        if form.cleaned_data["answer"] == Sponsoring.ACCEPTED:
            return done(request, form.result, _("C’est un partenariat. Le cadrage peut commencer."))
        return done(request, "/", _("Votre réponse est partie. Elle seule, ou lui seul, la lira."))
    return page(
        request,
        "beginnings/sponsorship.html",
        {
            "asked": asked,
            "draft": asked.draft,
            "form": form,
            "mine": asked.draft.drafted_by_id == request.actor.person_id,
            **rights(request.actor, asked, "answer"),
        },
    )


@require_POST
def withdrawal(request: HttpRequest, code: str) -> HttpResponse:
    """Take a request back before it is answered."""
    return _reply(request, code, verbs.withdraw, _("Votre demande est reprise."))


@require_POST
def agreement(request: HttpRequest, code: str) -> HttpResponse:
    """Agree to a sponsor's condition."""
    return _reply(request, code, verbs.agree, _("C’est un partenariat. Le cadrage peut commencer."))


@require_POST
def disagreement(request: HttpRequest, code: str) -> HttpResponse:
    """Not agree to it: the draft may be shown to somebody else."""
    return _reply(request, code, verbs.turn_down, _("C’est noté. Le brouillon reste le vôtre."))


def _reply(request: HttpRequest, code: str, verb: Verb, said: str) -> HttpResponse:
    asked = _request(request, code)
    form = ActForm(request)
    if form.carries_out(verb, asked):
        return done(request, form.result, said)
    for problem in form.non_field_errors():
        return page(
            request, "beginnings/refused.html", {"draft": asked.draft, "form": form, "problem": problem}
        )
    return redirect(asked.draft)


def _found(request: HttpRequest, code: str, *, to: str | None = None) -> Draft:
    return find(request, Draft, to=to, rows=queries.with_page, code=code)


def _request(request: HttpRequest, code: str) -> Sponsorship:
    return find(request, Sponsorship, rows=queries.requests_with_page, code=code)
