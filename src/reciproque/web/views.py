"""Pages that gather everything: the day's home, the search, the help, what runs behind, what is open to visitors."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.decisions.queries import who_decided
from reciproque.encounters.queries.codes import shown_in_demonstration
from reciproque.foundation import clock, schedule
from reciproque.foundation.deadlines import waiting_for
from reciproque.foundation.health import SILENT
from reciproque.foundation.models import LONGEST_SEARCH
from reciproque.foundation.policy import RULES
from reciproque.foundation.web import done, find, page
from reciproque.partnerships.queries.interventions import week_for
from reciproque.people.models import Installation
from reciproque.people.queries import demo_people
from reciproque.voices.queries import heard_lately

from . import verbs
from .elements import CHAPTERS
from .forms import RetryForm
from .guides import GUIDES
from .queries import address_of, all_of, letters, search, tasks, tour_of, views_closed_to
from .rights import in_words

SHOWN_AT_HOME = 8


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for someone today; to a visitor, what this is and how to come in."""
    if not request.actor.is_someone:
        people = demo_people() if settings.DEMO else []
        code = shown_in_demonstration(clock.now()) if settings.DEMO else ""
        return render(request, "web/welcome.html", {"people": people, "encounter_code": code})
    today = clock.today()
    waiting = waiting_for(request.actor, today=today)
    everything = request.GET.get("tout") == "oui"
    return page(
        request,
        "web/home.html",
        {
            "today": today,
            "waiting": waiting if everything else waiting[:SHOWN_AT_HOME],
            "number": len(waiting),
            "hidden": 0 if everything else max(0, len(waiting) - SHOWN_AT_HOME),
            "week": week_for(request.actor, today),
            "decided": who_decided(request.actor, today=today),
            "heard": heard_lately(request.actor, today=today),
            "demo": settings.DEMO,
        },
    )


@require_safe
def looking(request: HttpRequest) -> HttpResponse:
    """The search: only over what one may see."""
    asked = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    return page(
        request,
        "web/search.html",
        {"asked": asked, "found": search(asked, actor=request.actor)},
        part="results",
    )


@login_not_required
@require_safe
def features(request: HttpRequest) -> HttpResponse:
    """« Ce que Réciproque met en œuvre » : each element of the founding texts, and where it acts."""
    closed = views_closed_to(request.actor)
    chapters: list[dict[str, Any]] = []
    for chapter in CHAPTERS:
        rows = [
            {"code": e.code, "label": e.label, "acts": bool(e.view), "url": address_of(e.view, closed)}
            for e in chapter.elements
        ]
        chapters.append({"title": chapter.title, "rows": rows, "acting": sum(r["acts"] for r in rows)})
    return page(
        request,
        "web/features.html",
        {
            "chapters": chapters,
            "acting": sum(chapter["acting"] for chapter in chapters),
            "total": sum(len(chapter["rows"]) for chapter in chapters),
        },
    )


@login_not_required
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Whose data and works the product stands on."""
    return page(request, "web/sources.html")


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The help: questions as one asks them, each leading to its screen where the reader may open it."""
    closed = views_closed_to(request.actor)
    guides = [(guide, address_of(guide.view, closed)) for guide in GUIDES]
    return page(request, "web/guide.html", {"guides": guides})


@require_safe
def permissions(request: HttpRequest) -> HttpResponse:
    """The table of permissions, made from the rules themselves: anybody signed in may read it."""
    return page(request, "web/permissions.html", {"things": in_words(), "number": len(RULES)})


@login_not_required
@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    """The guided tour; outside of the demonstration, this page does not exist."""
    if not settings.DEMO:
        raise Http404
    return page(request, "web/tour.html", {"stops": tour_of(demo_people())})


# --- administration -------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def deliveries(request: HttpRequest) -> HttpResponse:
    """What became of the letters of the last thirty days, sort by sort; those given up may be tried again."""
    house = find(request, Installation, to="watch", only=True)
    form = RetryForm(request)
    if form.carries_out(verbs.retry_letters, house):
        said = ngettext(
            "Un courriel repart à la prochaine minute.",
            "%(n)d courriels repartent dans les minutes qui viennent.",
            form.result,
        )
        return done(request, "web:deliveries", said % {"n": form.result})
    sorts = letters(at=clock.now())
    return page(request, "web/deliveries.html", {"form": form, "sorts": sorts, "whole": all_of(sorts)})


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """What the house does by itself: each job, its last run, the queue, and whether the processes live."""
    find(request, Installation, to="watch", only=True)
    now, seen = clock.now(), schedule.last_seen()
    processes = [
        (process, last, last is None or last < now - SILENT)
        for process, last in ((one, seen.get(one)) for one in (schedule.SCHEDULER, schedule.WORKER))
    ]
    context = {"standings": schedule.standings(at=now), "processes": processes, "tasks": tasks()}
    return page(request, "web/jobs.html", context)
