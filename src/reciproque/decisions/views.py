"""Pages of decisions: the lists, taking one, the decision, its promises, coming back to it, what it gave."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.foundation import clock
from reciproque.foundation.paging import paged
from reciproque.foundation.parameters import value
from reciproque.foundation.policy import rights
from reciproque.foundation.web import done, find, page
from reciproque.partnerships.models import Partnership

from . import queries, rules, verbs
from .forms import DecideForm, FulfilForm, HoldForm, SearchForm
from .models import Commitment, Decision, Review

NEWEST_FIRST = ("-decided_on", "-code")
A_PAGE = 20
WRITES = ["GET", "HEAD", "POST"]


@require_safe
def decisions(request: HttpRequest, code: str) -> HttpResponse:
    """The decisions of one partnership."""
    partnership = find(request, Partnership, code=code)
    form = SearchForm(request)
    taken = queries.decisions_for(request.actor).filter(partnership=partnership)
    return page(
        request,
        "decisions/decisions.html",
        {
            "partnership": partnership,
            "search": form,
            "decisions": paged(
                request, queries.matching(taken, **form.wanted()), by=NEWEST_FIRST, size=A_PAGE
            ),
            **rights(request.actor, partnership, "decide"),
        },
        part="results",
    )


@require_safe
def everywhere(request: HttpRequest) -> HttpResponse:
    """The decisions of all the partnerships one takes part in, and who weighed on them lately."""
    form = SearchForm(request)
    taken = queries.matching(queries.decisions_for(request.actor), **form.wanted())
    return page(
        request,
        "decisions/everywhere.html",
        {
            "search": form,
            "decisions": paged(request, taken, by=NEWEST_FIRST, size=A_PAGE),
            "decided": queries.who_decided(request.actor, today=clock.today()),
        },
        part="results",
    )


@require_http_methods(WRITES)
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """« Nous avons décidé… »; a row more is asked for by the same form."""
    partnership = find(request, Partnership, to="decide", code=code)
    months = value(rules.REVIEW_MONTHS.name, on=clock.today(), organisation_id=partnership.host_id)
    form = DecideForm(request, partnership, review_months=months)
    if form.grows:
        form.grow()
    elif form.carries_out(verbs.decide, partnership):
        return done(request, form.result, _("La décision est gardée. Elle reviendra le jour dit."))
    return page(request, "decisions/decide.html", {"partnership": partnership, "form": form})


@require_safe
def decision(request: HttpRequest, code: str) -> HttpResponse:
    """One decision: its options, what it answers, what it promised, what came of it."""
    actor, today = request.actor, clock.today()
    rows = queries.decisions_for(actor).select_related("recorded_by__person")
    taken = find(request, Decision, rows=rows, code=code)
    return page(
        request,
        "decisions/decision.html",
        {
            "partnership": taken.partnership,
            "decision": taken,
            "options": queries.options_of(taken),
            "voices": queries.answered_by(taken, actor, today=today),
            "commitments": queries.commitments_of(taken, actor, today=today),
            "reviews": queries.reviews_of(taken, actor, today=today),
        },
    )


@require_http_methods(WRITES)
def commitment(request: HttpRequest, code: str) -> HttpResponse:
    """Say what became of a promise."""
    rows = queries.commitments_for(request.actor, today=clock.today())
    promise = find(request, Commitment, to="fulfil", rows=rows, code=code)
    form = FulfilForm(request)
    if form.carries_out(verbs.fulfil, promise):
        return done(request, form.result, _("C’est noté."))
    return page(
        request,
        "decisions/commitment.html",
        {"partnership": promise.decision.partnership, "promise": promise, "form": form},
    )


@require_http_methods(WRITES)
def review(request: HttpRequest, code: str) -> HttpResponse:
    """Come back to a decision."""
    rows = queries.reviews_for(request.actor, today=clock.today())
    coming = find(request, Review, to="hold", rows=rows, code=code)
    form = HoldForm(request)
    if form.carries_out(verbs.hold, coming):
        return done(request, form.result, _("Le bilan est gardé."))
    return page(
        request,
        "decisions/review.html",
        {"partnership": coming.decision.partnership, "review": coming, "form": form},
    )


@require_safe
def contribution(request: HttpRequest) -> HttpResponse:
    """« Ma contribution »: what I put on the table and what became of it, what I promised."""
    return page(
        request,
        "decisions/contribution.html",
        {
            "options": paged(
                request,
                queries.carried_by_me(request.actor),
                by=("-decision__decided_on", "-code"),
                size=A_PAGE,
            ),
            "promises": queries.promised_by_me(request.actor, today=clock.today())[:A_PAGE],
        },
    )


@require_safe
def said_and_done(request: HttpRequest, code: str) -> HttpResponse:
    """« Vous avez dit, nous avons fait »."""
    partnership = find(request, Partnership, code=code)
    heard = queries.said_and_done(partnership, request.actor, today=clock.today())
    return page(
        request,
        "decisions/said_and_done.html",
        {
            "partnership": partnership,
            "voices": paged(request, heard, by=("-heard_on", "-code"), size=A_PAGE),
            "kept": queries.kept_word(partnership, request.actor),
        },
    )
