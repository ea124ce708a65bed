"""Pages of regular exchanges: planning a series, one's note, the quiet word and who asks for news."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from reciproque.foundation.web import done, find, page

from ..forms.engagement import AnswerForm
from ..forms.series import NoteForm, SeriesForm, WordForm
from ..kinds import Word
from ..models import CheckIn, Intervention, Partnership
from ..queries.engagement import accepted_in
from ..queries.interventions import when, with_host, with_page
from ..queries.series import check_ins_with_page, own_note
from ..verbs import series as verbs

READ_OR_SEND = ["GET", "HEAD", "POST"]
SAID = {
    Word.WELL: gettext_lazy("Merci. Personne d’autre n’en saura rien."),
    Word.PAUSE: gettext_lazy(
        "Prenez le temps qu’il faut. Vous direz que vous reprenez depuis l’agenda du partenariat."
    ),
    Word.TALK: gettext_lazy("C’est dit à la personne référente : elle viendra vers vous."),
}


@require_http_methods(READ_OR_SEND)
def series(request: HttpRequest, code: str) -> HttpResponse:
    """Plan exchanges that come back."""
    partnership = find(request, Partnership, to="plan_series", rows=with_host, code=code)
    form = SeriesForm(request, list(accepted_in(partnership)), partnership.host.zone)
    if form.carries_out(verbs.plan_series, partnership):
        times = form.cleaned_data["times"]
        said = ngettext("{n} date est dans l’agenda.", "{n} dates sont dans l’agenda.", times)
        return done(request, "partnerships:calendar", said.format(n=times), code)
    return page(request, "partnerships/series.html", {"partnership": partnership, "form": form})


@require_http_methods(READ_OR_SEND)
def private_note(request: HttpRequest, code: str) -> HttpResponse:
    """Keep a few words for oneself about an intervention."""
    found = find(request, Intervention, to="keep_note", rows=with_page, code=code)
    form = NoteForm(request, own_note(found, request.actor))
    if form.carries_out(verbs.keep_note, found):
        kept = form.cleaned_data["text"].strip()
        return done(request, found, _("Votre note est gardée.") if kept else _("Aucune note n’est gardée."))
    found.when = when(found, timezone.get_current_timezone_name())
    return page(
        request,
        "partnerships/private_note.html",
        {"partnership": found.partnership, "intervention": found, "form": form},
    )


@require_http_methods(READ_OR_SEND)
def check_in(request: HttpRequest, code: str) -> HttpResponse:
    """Answer a quiet word, or leave it."""
    found = find(request, CheckIn, to="answer", rows=check_ins_with_page, code=code)
    form = WordForm(request)
    if form.carries_out(verbs.answer, found):
        return done(request, "/", SAID[Word(form.cleaned_data["word"])])
    return page(
        request,
        "partnerships/check_in.html",
        {"partnership": found.engagement.partnership, "check_in": found, "form": form},
    )


@require_POST
def resumption(request: HttpRequest, code: str) -> HttpResponse:
    """End one's pause."""
    found = find(request, CheckIn, to="resume", rows=check_ins_with_page, code=code)
    AnswerForm(request).carries_out(verbs.resume, found)
    said = _("Bon retour : vous êtes de nouveau attendu aux prochaines dates.")
    return done(request, "partnerships:calendar", said, found.engagement.partnership.code)


@require_http_methods(READ_OR_SEND)
def reaching_out(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for somebody's news, as the referent."""
    found = find(request, CheckIn, to="reach_out", rows=check_ins_with_page, code=code)
    form = AnswerForm(request)
    if form.carries_out(verbs.reach_out, found):
        return done(request, "/", _("Merci. Ce que vous vous êtes dit reste entre vous."))
    return page(
        request,
        "partnerships/reaching_out.html",
        {
            "partnership": found.engagement.partnership,
            "check_in": found,
            "wishes_to_talk": found.word == Word.TALK,
            "form": form,
        },
    )
