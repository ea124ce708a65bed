"""Pages of the needs and objectives: noting, aiming, reaching."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.foundation import clock
from reciproque.foundation.web import done, find, page

from ..examples import Example, example
from ..forms.objectives import NeedAgainForm, NeedForm, ObjectiveAgainForm, ObjectiveForm, ReachingForm
from ..models import Need, Objective, Partnership
from ..queries.objectives import aims_of, rows_with_owners
from ..queries.partnerships import every_partnership
from ..rules.rhythm import months_later
from ..verbs import objectives as verbs

READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_safe
def needs(request: HttpRequest, code: str) -> HttpResponse:
    """The needs by the knowledge they rest on, and the objectives that answer them."""
    buttons = ("note_need", "set_objective")
    partnership = find(request, Partnership, rows=every_partnership, buttons=buttons, code=code)
    aims = aims_of(request.actor, partnership, today=clock.today())
    return page(
        request,
        "partnerships/needs.html",
        {"partnership": partnership, "aims": aims, "example": _example(partnership)},
    )


@require_http_methods(READ_OR_SEND)
def new_need(request: HttpRequest, code: str) -> HttpResponse:
    """Note a need, from nothing or from the example the partnership started with."""
    partnership = find(request, Partnership, to="note_need", code=code)
    form = NeedForm(request, initial=_need_proposed(request, partnership))
    if form.carries_out(verbs.note_need, partnership):
        return done(request, "partnerships:needs", _("Le besoin est noté."), code)
    return page(request, "partnerships/need.html", {"partnership": partnership, "form": form})


@require_http_methods(READ_OR_SEND)
def need(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """Say a need better."""
    partnership = find(request, Partnership, code=code)
    found = find(request, Need, to="revise", code=which, partnership=partnership)
    form = NeedAgainForm(request, found)
    if form.carries_out(verbs.revise_need, found):
        return done(request, "partnerships:needs", _("Le besoin est mieux dit."), code)
    return page(request, "partnerships/need.html", {"partnership": partnership, "need": found, "form": form})


@require_http_methods(READ_OR_SEND)
def new_objective(request: HttpRequest, code: str) -> HttpResponse:
    """Set an objective, for a need, or from the example."""
    partnership = find(request, Partnership, to="set_objective", code=code)
    form = ObjectiveForm(request, partnership, initial=_objective_proposed(request, partnership))
    if form.carries_out(verbs.set_objective, partnership):
        return done(request, "partnerships:needs", _("L’objectif est posé."), code)
    return page(request, "partnerships/objective.html", {"partnership": partnership, "form": form})


@require_http_methods(READ_OR_SEND)
def objective(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """Change an objective not yet reached."""
    found = _objective(request, code, which, to="revise")
    form = ObjectiveAgainForm(request, found)
    if form.carries_out(verbs.revise_objective, found):
        return done(request, "partnerships:needs", _("L’objectif est à jour."), code)
    return page(
        request,
        "partnerships/objective.html",
        {"partnership": found.partnership, "objective": found, "form": form},
    )


@require_http_methods(READ_OR_SEND)
def reaching(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """Say that an objective is reached."""
    found = _objective(request, code, which, to="reach")
    form = ReachingForm(request)
    if form.carries_out(verbs.reach, found):
        return done(request, "partnerships:needs", _("Objectif atteint. Dites-le autour de vous."), code)
    return page(
        request,
        "partnerships/reaching.html",
        {"partnership": found.partnership, "objective": found, "form": form},
    )


def _objective(request: HttpRequest, code: str, which: str, *, to: str) -> Objective:
    return find(request, Objective, to=to, rows=rows_with_owners, code=which, partnership__code=code)


def _example(partnership: Partnership) -> Example:
    return example(partnership.template, partnership.language)


def _chosen(request: HttpRequest, proposed: tuple) -> Any:
    """What the address points at among the example's proposals; None when it points at nothing."""
    rank = request.GET.get("exemple", "")
    return proposed[int(rank)] if rank.isdecimal() and int(rank) < len(proposed) else None


def _need_proposed(request: HttpRequest, partnership: Partnership) -> dict[str, Any]:
    draft = _chosen(request, _example(partnership).needs)
    return {"text": draft.text, "knowledge": draft.knowledge} if draft else {}


def _objective_proposed(request: HttpRequest, partnership: Partnership) -> dict[str, Any]:
    draft = _chosen(request, _example(partnership).objectives)
    initial: dict[str, Any] = {"need": request.GET.get("besoin", "")}
    if draft is not None:
        initial |= {
            "text": draft.text,
            "indicator": draft.indicator,
            "target": draft.target,
            "due_on": months_later(clock.today(), draft.months),
        }
    return initial
