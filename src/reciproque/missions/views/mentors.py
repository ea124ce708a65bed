"""Pages of going along with a newcomer: whom to ask, what is asked of me, ending it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from reciproque.foundation.forms import ActForm
from reciproque.foundation.policy import rights
from reciproque.foundation.web import done, find, page

from ..forms.answering import MentorForm, YesOrNoForm
from ..models import Mentoring, Taking
from ..queries import mentors as queries
from ..queries.takings import takings_with_mission
from ..verbs import mentors as verbs
from .sheets import READ_OR_SEND


@require_http_methods(READ_OR_SEND)
def choosing(request: HttpRequest, code: str) -> HttpResponse:
    """Ask somebody who has been there before."""
    taking = find(request, Taking, to="ask_mentor", rows=takings_with_mission, code=code)
    people = queries.who_may_mentor(taking)
    form = MentorForm(request, people)
    if form.carries_out(verbs.ask_mentor, taking):
        said = _("C’est demandé à {name}. Sa réponse se lira ici.").format(name=form.result.mentor)
        return done(request, taking.mission, said)
    return page(request, "missions/mentor.html", {"taking": taking, "form": form, "people": people})


@require_http_methods(READ_OR_SEND)
def asked(request: HttpRequest, code: str) -> HttpResponse:
    """What is asked of me, and my answer."""
    mentoring = find(request, Mentoring, rows=queries.with_both, code=code)
    form = YesOrNoForm(request)
    if form.carries_out(verbs.accept if form.says_yes else verbs.decline, mentoring):
        return done(request, mentoring, _("Votre réponse est donnée."))
    may = rights(request.actor, mentoring, "accept", "end")  # type: ignore[attr-defined]
    return page(request, "missions/mentoring.html", {"mentoring": mentoring, "form": form, "may": may})


@require_POST
def ending(request: HttpRequest, code: str) -> HttpResponse:
    """End it."""
    mentoring = find(request, Mentoring, to="end", rows=queries.with_both, code=code)
    form = ActForm(request)
    form.carries_out(verbs.end, mentoring)
    return done(request, mentoring, _("C’est terminé."))
