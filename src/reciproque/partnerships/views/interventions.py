"""Pages of what takes place: calendars, planning, one intervention, holding, cancelling, one's own time there."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm
from reciproque.foundation.paging import paged
from reciproque.foundation.policy import rights, visible
from reciproque.foundation.web import done, find, page

from ..forms.contributions import TimeAroundForm
from ..forms.interventions import CancelForm, CrossTrainingForm, HoldForm, PlanForm, ReviseForm
from ..models import CrossTraining, Engagement, Intervention, Partnership
from ..modes import mission_label
from ..queries.engagement import accepted_in, ongoing
from ..queries.hours import by_person, of_intervention
from ..queries.interventions import (
    could_attend,
    cross_training_of,
    cross_trainings_with_intervention,
    in_month,
    modes_of,
    of_mine,
    told,
    when,
    with_host,
    with_page,
    with_people,
)
from ..queries.month import expecting, weeks_of
from ..queries.series import attendance_of, own_note, own_pauses
from ..queries.standing import own_engagement
from ..queries.taught import to_review
from ..rules.calendar import month_in
from ..verbs import contributions
from ..verbs import interventions as verbs

READ_OR_SEND = ["GET", "HEAD", "POST"]
EARLIEST_FIRST = ("starts_at", "code")
A_PAGE = 50


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """What takes place in all the partnerships one takes part in, month by month."""
    return page(request, "partnerships/agenda.html", _month(request, of_mine(request.actor)), part="month")


@require_safe
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """What takes place in one partnership, month by month."""
    partnership = find(request, Partnership, code=code)
    rows = visible(Intervention, request.actor).filter(partnership=partnership)
    context = {
        "partnership": partnership,
        "own": own_engagement(partnership, request.actor),
        **_month(request, rows),
        "pauses": own_pauses(partnership, request.actor),
        **rights(request.actor, partnership, "plan_intervention", "plan_series"),
    }
    return page(request, "partnerships/calendar.html", context, part="month")


def _month(request: HttpRequest, rows: QuerySet[Intervention]) -> dict[str, Any]:
    today = clock.today()
    month = month_in(request.GET.get("mois", ""), otherwise=today)
    found = expecting(with_people(in_month(rows, month)), request.actor)  # type: ignore[attr-defined]
    shown = paged(request, found, by=EARLIEST_FIRST, size=A_PAGE)
    told(shown.rows, timezone.get_current_timezone_name())
    return {
        "weeks": weeks_of(rows, month, request.actor),  # type: ignore[attr-defined]
        "listed": {one.day for one in shown.rows},
        "today": today,
        "month": month,
        "before": month.beside(-1),
        "after": month.beside(1),
        "interventions": shown,
    }


@require_http_methods(READ_OR_SEND)
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """Plan something, or a series."""
    partnership = find(request, Partnership, to="plan_intervention", rows=with_host, code=code)
    people = list(accepted_in(partnership))
    form = PlanForm(request, people, modes_of(partnership), partnership.host.zone)
    if form.carries_out(verbs.plan_intervention, partnership):
        times = form.particulars()["times"]
        said = ngettext("C’est dans l’agenda.", "{n} dates sont dans l’agenda.", times).format(n=times)
        return done(request, form.result, said)
    return page(request, "partnerships/plan.html", {"partnership": partnership, "form": form})


@require_safe
def intervention(request: HttpRequest, code: str) -> HttpResponse:
    """One intervention: when, where, who is expected, what became of it, who gave how long."""
    found = _found(request, code)
    return page(
        request,
        "partnerships/intervention.html",
        {
            **_about(request, found),
            "own": own_engagement(found.partnership, request.actor),
            "given": by_person(of_intervention(request.actor, found)),
            "there": attendance_of(found) if hasattr(found, "holding") else [],
            "training": cross_training_of(found, request.actor) if hasattr(found, "holding") else None,
            "note": own_note(found, request.actor),
            "is_past": found.starts_at <= clock.now(),
            "mission": mission_label(found.mission),
            "to_review": to_review(found, today=clock.today()),
            **rights(request.actor, found, "revise", "hold", "cancel", "keep_note", "mark_cross_training"),
        },
    )


@require_http_methods(READ_OR_SEND)
def revision(request: HttpRequest, code: str) -> HttpResponse:
    """Change something planned."""
    found = _found(request, code, to="revise")
    people = list(accepted_in(found.partnership))
    form = ReviseForm(request, found, people, modes_of(found.partnership))
    if form.carries_out(verbs.revise_intervention, found):
        return done(request, found, _("L’agenda est à jour."))
    return page(request, "partnerships/revision.html", {**_about(request, found), "form": form})


@require_http_methods(READ_OR_SEND)
def holding(request: HttpRequest, code: str) -> HttpResponse:
    """Say that it took place, and count the time of those who were there."""
    found = _found(request, code, to="hold")
    form = HoldForm(request, found, list(could_attend(found)))
    if form.carries_out(verbs.hold, found):
        return done(request, found, _("C’est dit : elle s’est tenue, et le temps de chacun est compté."))
    return page(request, "partnerships/holding.html", {**_about(request, found), "form": form})


@require_http_methods(READ_OR_SEND)
def cross_training(request: HttpRequest, code: str) -> HttpResponse:
    """Say that the two sides learned from each other there."""
    found = _found(request, code, to="mark_cross_training")
    form = CrossTrainingForm(request)
    if form.carries_out(verbs.mark_cross_training, found):
        return done(request, found, _("C’est dit : elle compte comme formation croisée."))
    context = {**_about(request, found), "form": form, "there": attendance_of(found)}
    return page(request, "partnerships/cross_training.html", context)


@require_http_methods(READ_OR_SEND)
def cross_training_removal(request: HttpRequest, code: str) -> HttpResponse:
    """Say that it was not a cross-training after all."""
    training = find(
        request,
        CrossTraining,
        to="take_back",
        rows=cross_trainings_with_intervention,
        intervention__code=code,
        taken_back_at=None,
    )
    form = ActForm(request)
    if form.carries_out(verbs.take_back_cross_training, training):
        return done(request, training.intervention, _("Elle ne compte plus comme formation croisée."))
    context = {**_about(request, training.intervention), "training": training, "form": form}
    return page(request, "partnerships/cross_training_removal.html", context)


@require_http_methods(READ_OR_SEND)
def cancellation(request: HttpRequest, code: str) -> HttpResponse:
    """Say that it will not take place, and why."""
    found = _found(request, code, to="cancel")
    form = CancelForm(request)
    if form.carries_out(verbs.cancel, found):
        return done(request, found, _("Elle est annulée. Elle reste dans l’agenda, avec la raison."))
    return page(request, "partnerships/cancellation.html", {**_about(request, found), "form": form})


@require_http_methods(READ_OR_SEND)
def own_time(request: HttpRequest, code: str) -> HttpResponse:
    """Note one's own time around an intervention: preparing, travelling, talking it over."""
    found = _found(request, code)
    own = find(
        request,
        Engagement,
        to="contribute",
        rows=ongoing,
        partnership=found.partnership,
        person=request.actor.person_id,
    )
    form = TimeAroundForm(request, found)
    if form.carries_out(contributions.contribute, own):
        return done(request, found, _("Votre temps est noté."))
    return page(request, "partnerships/own_time.html", {**_about(request, found), "form": form})


def _found(request: HttpRequest, code: str, *, to: str | None = None) -> Intervention:
    return find(request, Intervention, to=to, rows=with_page, code=code)


def _about(request: HttpRequest, found: Intervention) -> dict[str, Any]:
    found.when = when(found, timezone.get_current_timezone_name())
    return {"partnership": found.partnership, "intervention": found}
