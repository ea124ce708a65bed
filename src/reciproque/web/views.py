"""Pages that gather everything: the day's home, the search, the help, what is open to visitors."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reciproque.decisions.queries import who_decided
from reciproque.foundation import clock
from reciproque.foundation.deadlines import waiting_for
from reciproque.foundation.models import LONGEST_SEARCH
from reciproque.foundation.policy import RULES
from reciproque.foundation.web import page
from reciproque.partnerships.queries.interventions import week_for
from reciproque.people.queries import demo_people
from reciproque.voices.queries import heard_lately

from .elements import CHAPTERS
from .guides import GUIDES
from .queries import address_of, search, tour_of, views_closed_to
from .rights import in_words

SHOWN_AT_HOME = 8


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for someone today; to a visitor, what this is and how to come in."""
    if not request.actor.is_someone:
        people = demo_people() if settings.DEMO else []
        return render(request, "web/welcome.html", {"people": people})
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
def find(request: HttpRequest) -> HttpResponse:
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
