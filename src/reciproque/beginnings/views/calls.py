"""« Participer » : the page open to everyone, its answers, and what the coordination does with them."""

from __future__ import annotations

from allauth.core.ratelimit import consume
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm
from reciproque.foundation.policy import rights
from reciproque.foundation.web import done, find, page
from reciproque.people.models import Organisation

from ..forms import AnswerForm, CallForm, OpenCallForm, SettleForm
from ..models import Answer, Call
from ..queries import calls as queries
from ..verbs import calls as verbs

READ_OR_SEND = ["GET", "HEAD", "POST"]
RATE = "participate"
"""How often answers are taken from one address: see ACCOUNT_RATE_LIMITS."""


# --- for everyone ---------------------------------------------------------------------------------
@login_not_required
@require_safe
def call(request: HttpRequest, code: str) -> HttpResponse:
    """What an organisation looks for; a closed call and an unknown address look alike."""
    found = _open_call(request, code)
    return page(request, "beginnings/call.html", {"call": found})


@login_not_required
@never_cache
@sensitive_post_parameters("first_name", "contact")
@require_http_methods(READ_OR_SEND)
def answering(request: HttpRequest, code: str) -> HttpResponse:
    """Leave a first name and a way to be met."""
    found = _open_call(request, code)
    form = AnswerForm(request)
    too_many = request.method == "POST" and form.is_valid() and not consume(request, action=RATE)
    if too_many:
        form.add_error(None, _too_many(found))
    elif form.carries_out(verbs.answer_call, found):
        return redirect("beginnings:receipt", code, form.result.code)
    until = queries.kept_until(found.organisation, today=clock.today())
    response = page(request, "beginnings/answering.html", {"call": found, "form": form, "until": until})
    if too_many:
        response.status_code = 429
    return response


@login_not_required
@never_cache
@require_safe
def receipt(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """The number of an answer, and until when it is kept; neither her name nor how to meet her stands there."""
    return page(request, "beginnings/receipt.html", {"answer": _numbered(code, number)})


@login_not_required
@never_cache
@require_POST
def taking_back(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """Erase an answer, with its number."""
    answer = _numbered(code, number)
    form = ActForm(request)
    form.carries_out(verbs.take_back, answer)
    return done(request, "beginnings:receipt", _("C’est effacé."), code, number)


def _open_call(request: HttpRequest, code: str) -> Call:
    return find(request, Call, rows=queries.open_calls, organisation__code=code)


def _numbered(code: str, number: str) -> Answer:
    """The answer of that number, one among 28 to the tenth: it is known or it is not, tries need no counting."""
    found = queries.answer_numbered(code, number)
    if found is None:
        raise Http404
    return found


def _too_many(found: Call) -> str:
    return _(
        "Beaucoup de réponses sont parties d’ici en peu de temps : celle-ci n’a pas été gardée. Revenez dans une"
        " heure, ou passez nous voir : {where}."
    ).format(where=found.welcome or found.organisation.name)


# --- for the coordination -------------------------------------------------------------------------
@require_http_methods(READ_OR_SEND)
def management(request: HttpRequest, code: str) -> HttpResponse:
    """Open the call of one's organisation, or say it better."""
    organisation = _mine(request, code)
    call = queries.call_of(organisation, request.actor)
    form = CallForm(request, call) if call else OpenCallForm(request)
    verb, subject = (verbs.revise_call, call) if call else (verbs.open_call, organisation)
    if form.carries_out(verb, subject):
        return done(request, "beginnings:management", _("La page « Participer » est à jour."), code)
    return page(
        request, "beginnings/management.html", {"organisation": organisation, "call": call, "form": form}
    )


@require_POST
def closing(request: HttpRequest, code: str) -> HttpResponse:
    """Close the call of one's organisation."""
    call = queries.call_of(_mine(request, code), request.actor)
    if call is None:
        raise Http404
    ActForm(request).carries_out(verbs.close_call, call)
    return done(
        request,
        "beginnings:management",
        _("La page « Participer » est fermée. Les réponses reçues vous attendent toujours."),
        code,
    )


@require_safe
def answers(request: HttpRequest, code: str) -> HttpResponse:
    """Who answered, and who has been met."""
    organisation = _mine(request, code)
    return page(
        request,
        "beginnings/answers.html",
        {
            "organisation": organisation,
            "answers": queries.answers_to(organisation, request.actor, today=clock.today())[:200],
        },
    )


@require_http_methods(READ_OR_SEND)
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """One answer: whom to meet and where, then what became of it."""
    found = find(request, Answer, rows=queries.with_page, code=code)
    form = SettleForm(request)
    if form.carries_out(verbs.settle, found):
        return done(
            request, "beginnings:answers", _("C’est noté. Merci d’y être allé."), found.call.organisation.code
        )
    return page(
        request,
        "beginnings/answer.html",
        {"answer": found, "form": form, **rights(request.actor, found, "settle")},
    )


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """What to say, and not to say, at a first meeting: one page to print."""
    return page(request, "beginnings/guide.html")


def _mine(request: HttpRequest, code: str) -> Organisation:
    return find(request, Organisation, to="revise", code=code)
