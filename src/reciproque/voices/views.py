"""Pages of voices: the lists, hearing one, the voice and its answer, taking it back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm
from reciproque.foundation.paging import paged
from reciproque.foundation.policy import rights
from reciproque.foundation.web import done, find, page
from reciproque.partnerships.models import Partnership

from . import queries, rules, verbs
from .forms import HearForm, ReplyForm, SearchForm
from .models import Voice

NEWEST_FIRST = ("-heard_on", "-code")
A_PAGE = 20


@require_safe
def voices(request: HttpRequest, code: str) -> HttpResponse:
    """The voices of one partnership."""
    partnership = find(request, Partnership, code=code)
    form = SearchForm(request)
    heard = queries.voices_for(request.actor, today=clock.today()).filter(partnership=partnership)
    return page(
        request,
        "voices/voices.html",
        {
            "partnership": partnership,
            "search": form,
            "voices": paged(request, queries.matching(heard, **form.wanted()), by=NEWEST_FIRST, size=A_PAGE),
            **rights(request.actor, partnership, "hear_voice"),
        },
        part="results",
    )


@require_safe
def everywhere(request: HttpRequest) -> HttpResponse:
    """The voices of all the partnerships one takes part in."""
    form = SearchForm(request)
    heard = queries.matching(queries.voices_for(request.actor, today=clock.today()), **form.wanted())
    return page(
        request,
        "voices/everywhere.html",
        {"search": form, "voices": paged(request, heard, by=NEWEST_FIRST, size=A_PAGE)},
        part="results",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def hear(request: HttpRequest, code: str) -> HttpResponse:
    """Keep what somebody said."""
    partnership = find(request, Partnership, to="hear_voice", code=code)
    form = HearForm(request)
    if form.carries_out(verbs.hear, partnership):
        return done(request, form.result, _("C’est noté. Donnez maintenant son code à la personne."))
    version = rules.consent_version(clock.today())
    return page(
        request,
        "voices/hear.html",
        {
            "partnership": partnership,
            "form": form,
            "consent": rules.CONSENT_TEXTS[version],
            "consent_version": version,
        },
    )


@require_safe
def voice(request: HttpRequest, code: str) -> HttpResponse:
    """One voice, its answer, its code."""
    return _voice_page(request, _found(request, code), ReplyForm(request))


@require_POST
def reply(request: HttpRequest, code: str) -> HttpResponse:
    """Answer a voice."""
    heard = _found(request, code)
    form = ReplyForm(request)
    if form.carries_out(verbs.reply, heard):
        return done(request, heard, _("Votre réponse est gardée."))
    return _voice_page(request, heard, form)


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest, code: str) -> HttpResponse:
    """Take a voice back, for the person who asks."""
    heard = find(request, Voice, to="withdraw", rows=_with_page(request), code=code)
    form = ActForm(request)
    if form.carries_out(verbs.withdraw, heard):
        return done(request, heard, _("Ses mots sont effacés, et avec eux la réponse qui leur était faite."))
    return page(
        request, "voices/withdrawal.html", {"partnership": heard.partnership, "voice": heard, "form": form}
    )


def _with_page(request: HttpRequest):
    return queries.voices_for(request.actor, today=clock.today())


def _found(request: HttpRequest, code: str) -> Voice:
    return find(request, Voice, rows=_with_page(request), code=code)


def _voice_page(request: HttpRequest, heard: Voice, form: ReplyForm) -> HttpResponse:
    return page(
        request,
        "voices/voice.html",
        {
            "partnership": heard.partnership,
            "voice": heard,
            "form": form,
            "consent": rules.CONSENT_TEXTS.get(heard.consent_version, ()),
            **rights(request.actor, heard, "reply", "withdraw"),
        },
    )
