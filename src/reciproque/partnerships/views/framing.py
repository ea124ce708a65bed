"""Pages of the framing: each side answers apart, then both read, compare and settle."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock
from reciproque.foundation.web import done, find, page

from ..forms.framing import (
    AgreementForm,
    AnswersAgainForm,
    AnswersForm,
    ConcordForm,
    DifferenceForm,
    HesitationForm,
    ReadinessForm,
    WordingAgainForm,
    WordingForm,
)
from ..kinds import OTHER_SIDE, Question, Side
from ..models import Difference, Hesitation, Partnership, Settlement
from ..queries.framing import (
    compared,
    framings_read_by,
    hesitations_of,
    ready_in,
    settlements_read_by,
    sides_answered,
)
from ..queries.partnerships import every_partnership
from ..queries.standing import own_engagement
from ..verbs import framing as verbs

READ_OR_SEND = ["GET", "HEAD", "POST"]
BUTTONS = ("frame", "note_concord", "note_difference", "hesitate", "say_ready")


@require_safe
def framing(request: HttpRequest, code: str) -> HttpResponse:
    """The three questions: one's own answers, then, when both sides have answered, both, compared."""
    return _framing_page(request, _partnership(request, code))


def _partnership(request: HttpRequest, code: str) -> Partnership:
    return find(request, Partnership, rows=every_partnership, buttons=BUTTONS, code=code)


def _framing_page(request: HttpRequest, partnership: Partnership, **more: Any) -> HttpResponse:
    framings = framings_read_by(request.actor, partnership)
    both = len(framings) == len(Side)
    own = own_engagement(partnership, request.actor)
    mine = framings.get(own.side) if own else None
    hesitations = list(hesitations_of(request.actor, partnership))
    context = {
        "partnership": partnership,
        "own": own,
        "own_hesitation": any(said.engagement_id == own.pk for said in hesitations) if own else False,
        "mine": mine,
        "mine_said": [(question.label, getattr(mine, question)) for question in Question] if mine else [],
        "other_side": OTHER_SIDE[Side(own.side)] if own else None,
        "answered": set(framings) if both else sides_answered(partnership),
        "questions": compared(request.actor, partnership, framings) if both else [],
        "framings": framings,
        "hesitations": hesitations,
        "ready": ready_in(request.actor, partnership),
        "sides": list(Side),
    }
    return page(request, "partnerships/framing.html", context | more)


@require_http_methods(READ_OR_SEND)
def answers(request: HttpRequest, code: str) -> HttpResponse:
    """Answer the three questions for one's side, or say them better while the other side has not answered."""
    partnership = find(request, Partnership, code=code)
    own = own_engagement(partnership, request.actor)
    written = framings_read_by(request.actor, partnership).get(own.side) if own else None
    if written is not None and not written.may_revise:
        return redirect("partnerships:framing", partnership.code)
    if written is None:
        partnership = find(request, Partnership, to="frame", code=code)
        form, verb, subject = AnswersForm(request), verbs.frame, partnership
    else:
        form, verb, subject = AnswersAgainForm(request, written), verbs.revise_framing, written
    if form.carries_out(verb, subject):
        said = _("Vos réponses sont gardées. L’autre côté les lira quand il aura répondu lui aussi.")
        return done(request, "partnerships:framing", said, partnership.code)
    return page(
        request,
        "partnerships/answers.html",
        {"partnership": partnership, "own": own, "written": written, "form": form},
    )


@require_POST
def concords(request: HttpRequest, code: str) -> HttpResponse:
    """Note that the two answers to a question say the same thing."""
    partnership = _partnership(request, code)
    form = ConcordForm(request)
    if form.carries_out(verbs.note_concord, partnership):
        return done(request, "partnerships:framing", _("C’est noté : vous dites la même chose."), code)
    return _framing_page(request, partnership, form=form)


@require_http_methods(READ_OR_SEND)
def differences(request: HttpRequest, code: str) -> HttpResponse:
    """Note where the two sides do not say the same thing."""
    partnership = find(request, Partnership, to="note_difference", code=code)
    form = DifferenceForm(request, initial={"question": request.GET.get("question", "")})
    if form.carries_out(verbs.note_difference, partnership):
        said = _("La différence est notée. Proposez une formulation que vous pouvez dire ensemble.")
        return done(request, "partnerships:framing", said, code)
    framings = framings_read_by(request.actor, partnership)
    return page(
        request,
        "partnerships/difference.html",
        {
            "partnership": partnership,
            "form": form,
            "questions": compared(request.actor, partnership, framings),
        },
    )


@require_http_methods(READ_OR_SEND)
def wording(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """Propose a common wording of a difference, or another in its place."""
    partnership = find(request, Partnership, code=code)
    settlement = (
        settlements_read_by(request.actor)
        .filter(difference__code=which, difference__partnership=partnership)
        .first()
    )
    if settlement is None:
        difference = find(request, Difference, to="propose_settlement", code=which, partnership=partnership)
        form, verb, subject = WordingForm(request), verbs.propose_settlement, difference
    else:
        subject = find(request, Settlement, to="revise", pk=settlement.pk)
        difference = subject.difference
        form, verb = WordingAgainForm(request, subject), verbs.revise_settlement
    if form.carries_out(verb, subject):
        said = _("La formulation est proposée. L’autre côté l’accepte, ou en propose une autre.")
        return done(request, "partnerships:framing", said, code)
    framings = framings_read_by(request.actor, partnership)
    return page(
        request,
        "partnerships/wording.html",
        {
            "partnership": partnership,
            "difference": difference,
            "settlement": settlement,
            "questions": [
                one
                for one in compared(request.actor, partnership, framings)
                if one.question == difference.question
            ],
            "form": form,
        },
    )


@require_POST
def agreement(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """Agree to the wording that the other side proposed, as it was read."""
    partnership = _partnership(request, code)
    settlement = find(request, Settlement, difference__code=which, difference__partnership__code=code)
    form = AgreementForm(request)
    if form.carries_out(verbs.agree, settlement):
        return done(
            request, "partnerships:framing", _("C’est dit ensemble : cette différence est réglée."), code
        )
    return _framing_page(request, partnership, form=form)


@require_http_methods(READ_OR_SEND)
def hesitation(request: HttpRequest, code: str) -> HttpResponse:
    """Say that one is not ready, in one's words."""
    partnership = find(request, Partnership, to="hesitate", code=code)
    form = HesitationForm(request)
    if form.carries_out(verbs.hesitate, partnership):
        said = _("C’est dit, avec vos mots. Vous pourrez dire autre chose quand vous le voudrez.")
        return done(request, "partnerships:framing", said, code)
    return page(request, "partnerships/hesitation.html", {"partnership": partnership, "form": form})


@require_http_methods(READ_OR_SEND)
def readiness(request: HttpRequest, code: str) -> HttpResponse:
    """Say that one is ready, in one's words if one wishes."""
    partnership = find(request, Partnership, to="say_ready", code=code)
    form = ReadinessForm(request)
    if form.carries_out(verbs.say_ready, partnership):
        return done(request, "partnerships:framing", _("Vous êtes prêt : c’est noté."), code)
    return page(request, "partnerships/readiness.html", {"partnership": partnership, "form": form})


@require_POST
def lifting(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """Say that one is ready now."""
    said = find(request, Hesitation, code=which, partnership__code=code)
    verbs.lift_hesitation(said, by=request.actor, at=clock.now())
    return done(request, "partnerships:framing", _("Vous êtes prêt : c’est noté."), code)
