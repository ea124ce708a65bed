"""Pages of one's own rhythm: what my weeks hold, my ceilings and free moments, my pause."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock
from reciproque.foundation.web import done, find, page
from reciproque.people.models import Person

from . import verbs
from .forms import PauseForm, ResumeForm, RhythmForm
from .models import Pause, Rhythm
from .queries import standing

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What this week, this month and the weeks to come hold against my own ceilings. I alone read it."""
    actor, today = request.actor, clock.today()  # type: ignore[attr-defined]
    rhythm = standing.rhythm_of(actor.person_id)
    stands, coming, more = standing.standing_and_coming(actor.person_id, rhythm, on=today)
    context = {
        "rhythm": rhythm,
        "free": standing.free_in_words(rhythm),
        "standing": stands,
        "coming": coming,
        "more": more,
        "pause": standing.own_pause(actor),
        "overrides": standing.own_overrides(actor),
        "today": today,
    }
    return page(request, "load/mine.html", context)


@FORM
def settings(request: HttpRequest) -> HttpResponse:
    """My ceilings and the moments I am free."""
    myself = _myself(request, "set_rhythm")
    rhythm = standing.rhythm_of(myself.pk) or Rhythm(person=myself, version=0)
    form = RhythmForm(request, rhythm)
    if form.carries_out(verbs.set_rhythm, myself):
        return done(request, "load:mine", _("C’est enregistré. Vous le changez quand vous voulez."))
    return page(request, "load/settings.html", {"form": form})


@FORM
def pause(request: HttpRequest) -> HttpResponse:
    """Say that I pause."""
    myself = _myself(request, "pause")
    form = PauseForm(request)
    if form.carries_out(verbs.pause, myself):
        return done(request, "load:mine", _("C’est noté. Rien de nouveau ne vous sera demandé."))
    return page(request, "load/pause.html", {"form": form})


@require_POST
def resumption(request: HttpRequest) -> HttpResponse:
    """Take up again."""
    paused = find(request, Pause, to="resume", rows=standing.pauses_standing)
    form = ResumeForm(request)
    form.carries_out(verbs.resume, paused)
    return done(request, "load:mine", _("Vous avez repris."))


def _myself(request: HttpRequest, to: str) -> Person:
    return find(request, Person, to=to, pk=request.actor.person_id)  # type: ignore[attr-defined]
