"""My support: whom I chose, what I am asked, what I said; the page of whoever was chosen."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm
from reciproque.foundation.policy import rights
from reciproque.foundation.verbs import Verb
from reciproque.foundation.web import done, find, page
from reciproque.people.models import Person

from ..forms.listening import ChooseForm, HowItWasForm, SearchForm
from ..models import Confidant, Question
from ..queries import listening, near, relays, supervision, tensions
from ..verbs import confidants
from ..verbs import listening as verbs

FORM = require_http_methods(["GET", "HEAD", "POST"])
ACTS = ("accept", "decline", "end", "listen")


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Whom I chose, what I am asked and said, my supervisions, my absences, my tensions."""
    actor, today = request.actor, clock.today()  # type: ignore[attr-defined]
    confidant, choosers = listening.own_choices(actor)
    context = {
        "today": today,
        "confidant": confidant,
        "choosers": choosers,
        "calls": listening.own_calls(confidant),
        "questions": listening.own_questions(actor, on=today),
        "moments": listening.own_moments(actor),
        "turns": supervision.own_turns(actor, on=today),
        "to_come": supervision.own_to_come(actor, on=today),
        "absences": relays.own_absences(actor, on=today),
        "tensions": tensions.opened_or_told(actor),
    }
    return page(request, "support/mine.html", context)


@FORM
def choosing(request: HttpRequest) -> HttpResponse:
    """Choose one person to talk to, or another one."""
    actor = request.actor  # type: ignore[attr-defined]
    asked = request.GET.get("q", "")[:100].strip()
    form = ChooseForm(request, near.offered(actor, asked))
    myself = find(request, Person, to="choose_confidant", pk=actor.person_id)
    if form.carries_out(confidants.choose, myself):
        return done(
            request, "support:mine", _("C’est demandé. Tant qu’elle n’a pas dit oui, personne ne lit.")
        )
    context = {
        "form": form,
        "search": SearchForm({"q": asked}),
        "asked": asked,
        "confidant": listening.own_confidant(actor.person_id),
    }
    return page(request, "support/choosing.html", context)


@require_safe
def beside(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody who chose me: her request, or what she says to me."""
    found = _confidant(request, code)
    hears = rights(request.actor, found, *ACTS)  # type: ignore[attr-defined]
    context = {"confidant": found, **hears, "is_hers": found.person_id == request.actor.person_id}  # type: ignore[attr-defined]
    if hears["listen"]:
        context["moments"] = listening.moments_beside(found, request.actor)  # type: ignore[attr-defined]
        context["calls"] = listening.calls_beside(found)
        context["unread"] = any(one.read_at is None for one in context["moments"])
    return page(request, "support/beside.html", context)


@require_POST
def acceptance(request: HttpRequest, code: str) -> HttpResponse:
    """Say yes."""
    found = _act(request, code, "accept", confidants.accept)
    return done(request, found, _("C’est dit. Ce qu’elle vous dira n’est lu que par vous."))


@require_POST
def refusal(request: HttpRequest, code: str) -> HttpResponse:
    """Say no, without a reason."""
    _act(request, code, "decline", confidants.decline)
    return done(request, "support:mine", _("C’est noté. Aucune raison n’est demandée."))


@require_POST
def ending(request: HttpRequest, code: str) -> HttpResponse:
    """End it, at once."""
    _act(request, code, "end", confidants.end)
    return done(request, "support:mine", _("C’est fini, dès maintenant : plus rien n’est lu."))


@require_POST
def reading(request: HttpRequest, code: str) -> HttpResponse:
    """Say that one has read."""
    found = _act(request, code, "note_read", confidants.note_read)
    return done(request, found, _("Elle verra que vous avez lu."))


@require_POST
def reaching(request: HttpRequest, code: str) -> HttpResponse:
    """Say that one went to her."""
    found = _act(request, code, "reach_out", confidants.reach_out)
    return done(request, found, _("Merci. Ce que vous vous êtes dit reste entre vous."))


def _confidant(request: HttpRequest, code: str, to: str | None = None) -> Confidant:
    return find(request, Confidant, to=to, rows=listening.confidants_with_page, code=code)


def _act(request: HttpRequest, code: str, to: str, verb: Verb) -> Confidant:
    found = _confidant(request, code, to)
    ActForm(request).carries_out(verb, found)
    return found


# --- how it was -----------------------------------------------------------------------------------
@FORM
def question(request: HttpRequest, code: str) -> HttpResponse:
    """« Comment était-ce ? »: two taps, words or none, or no answer."""
    found = find(request, Question, to="answer", rows=listening.questions_with_page, code=code)
    form = HowItWasForm(request)
    confidant = listening.own_confidant(found.person_id)
    if form.carries_out(verbs.answer, found):
        return done(request, "support:mine", _said(confidant))
    context = {
        "question": found,
        "form": form,
        "confidant": confidant,
        "would_call": listening.would_call(
            found.person_id, confidant, at=clock.now(), on=clock.today(found.person.zone)
        ),
    }
    return page(request, "support/question.html", context)


def _said(confidant: Confidant | None) -> str:
    if confidant is None or confidant.accepted_at is None:
        return _("C’est noté, pour vous. Personne d’autre ne le lit.")
    return _("C’est noté. {name}, que vous avez choisi, peut le lire ; personne d’autre.").format(
        name=confidant.chosen
    )


@require_POST
def no_answer(request: HttpRequest, code: str) -> HttpResponse:
    """Rather not say: the question goes away."""
    found = find(request, Question, to="answer", rows=listening.questions_with_page, code=code)
    ActForm(request).carries_out(verbs.answer, found)
    return done(request, "/", _("Cette question ne vous sera plus posée."))


@require_POST
def taking_back(request: HttpRequest, code: str) -> HttpResponse:
    """Erase what one said."""
    found = find(request, Question, to="take_back", rows=listening.questions_with_page, code=code)
    ActForm(request).carries_out(verbs.take_back, found)
    return done(request, "support:mine", _("C’est effacé."))
