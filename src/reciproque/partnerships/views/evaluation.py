"""Pages of the evaluation: rounds, each side's answers, both side by side, actions, the conclusion."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock, words
from reciproque.foundation.web import done, find, page

from ..forms.evaluation import (
    ActionDoneForm,
    ActionForm,
    ClosingForm,
    NextRoundForm,
    PostponementForm,
    RoundAnswersForm,
)
from ..models import EvaluationRound, Partnership, RoundAction
from ..queries.evaluation import (
    actions_of,
    answers_seen,
    closing_verdict,
    every_action,
    every_round,
    in_their_words,
    looked,
    next_round_on,
    own_answers,
    postponements_of,
    rounds,
    side_by_side,
    with_ratings,
)
from ..queries.partnerships import every_partnership, with_buttons
from ..queries.roles import confirmed_for
from ..queries.standing import own_engagement
from ..verbs import evaluation as verbs

READ_OR_SEND = ["GET", "HEAD", "POST"]
BUTTONS = ("answer", "decide_action", "close", "postpone")


@require_safe
def evaluations(request: HttpRequest, code: str) -> HttpResponse:
    """Every round: the one to come, and what those before showed."""
    buttons = ("plan_evaluation", "plan_first_evaluation", "end")
    partnership = find(request, Partnership, rows=every_partnership, buttons=buttons, code=code)
    known = list(with_ratings(rounds(partnership, today=clock.today())))
    return page(
        request,
        "partnerships/rounds.html",
        {
            "partnership": partnership,
            "own": own_engagement(partnership, request.actor),
            "open": [one for one in known if not hasattr(one, "closing")],
            "closed": [one for one in known if hasattr(one, "closing")],
        },
    )


@require_http_methods(READ_OR_SEND)
def planning(request: HttpRequest, code: str) -> HttpResponse:
    """Plan a round when none is open any more."""
    partnership = find(request, Partnership, to=_first(request, "plan_evaluation"), code=code)
    proposed = next_round_on(partnership, after=clock.today())
    form = NextRoundForm(request, initial={"due_on": proposed})
    if form.carries_out(verbs.plan_evaluation, partnership):
        return done(request, form.result, _("L’évaluation est prévue."))
    return page(request, "partnerships/next_round.html", {"partnership": partnership, "form": form})


@require_safe
def round_(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One round: where it stands, both sides side by side once both have answered, what follows."""
    return page(request, "partnerships/round.html", _round_context(request, _round(request, code, number)))


def _round_context(request: HttpRequest, looked_at: EvaluationRound) -> dict[str, Any]:
    today = clock.today()
    partnership = looked_at.partnership
    answers = answers_seen(looked_at, request.actor)
    actions = actions_of(looked_at, request.actor, today=today)
    accepted = looked_at.closing.gap_accepted if hasattr(looked_at, "closing") else ""
    facts = looked(looked_at, answers.values(), actions=len(actions), accepted=accepted, on=today)
    own = own_engagement(partnership, request.actor)
    return {
        "partnership": partnership,
        "round": looked_at,
        "own": own,
        "mine": answers.get(own.side) if own else None,
        "other_answered": bool(own) and (looked_at.by_care if own.side == "lived" else looked_at.by_lived),
        "scales": side_by_side(facts),
        "facts": facts,
        "compared": in_their_words(answers),
        "actions": actions,
        "postponements": postponements_of(looked_at),
        "sheets": confirmed_for(looked_at),
        "today": today,
    }


def _round(request: HttpRequest, code: str, number: int, *, to: str | None = None) -> EvaluationRound:
    """A round one may see; who may not do what the page leads to is told why before she writes."""
    rows = with_buttons(every_round(today=clock.today()), request.actor, *BUTTONS)
    return find(
        request, EvaluationRound, to=_first(request, to), rows=rows, partnership__code=code, number=number
    )


def _first(request: HttpRequest, verb: str | None) -> str | None:
    return verb if request.method != "POST" else None


@require_http_methods(READ_OR_SEND)
def answers(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The answers of one's side: given, or changed while the other side is silent."""
    asked = _round(request, code, number, to="answer")
    own = own_engagement(asked.partnership, request.actor)
    given = own_answers(asked, own.side if own else "", request.actor)
    form = RoundAnswersForm(request, given)
    if form.carries_out(verbs.answer, asked):
        said = _("Vos réponses sont gardées. L’autre côté les lira quand il aura répondu lui aussi.")
        return done(request, asked, said)
    return page(
        request,
        "partnerships/round_answers.html",
        {"partnership": asked.partnership, "round": asked, "own": own, "given": given.pk, "form": form},
    )


@require_http_methods(READ_OR_SEND)
def actions(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Decide what follows: what, who, by when."""
    asked = _round(request, code, number, to="decide_action")
    form = ActionForm(request, asked.partnership)
    if form.carries_out(verbs.decide_action, asked):
        return done(request, f"{asked.get_absolute_url()}#actions", _("L’action est décidée."))
    return page(
        request,
        "partnerships/action.html",
        {"partnership": asked.partnership, "round": asked, "form": form},
    )


@require_POST
def action_done(request: HttpRequest, code: str, number: int, which: str) -> HttpResponse:
    """Say that an action is done, and since when."""
    action = find(
        request,
        RoundAction,
        rows=every_action,
        code=which,
        round__number=number,
        round__partnership__code=code,
    )
    form = ActionDoneForm(request)
    if form.carries_out(verbs.finish_action, action):
        return done(request, f"{action.round.get_absolute_url()}#actions", _("C’est fait : c’est noté."))
    context = _round_context(request, _round(request, code, number))
    return page(request, "partnerships/round.html", context | {"form": form, "wrong_action": action})


@require_http_methods(READ_OR_SEND)
def closing(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Conclude together; the next round is planned at once."""
    asked = _round(request, code, number, to="close")
    today = clock.today()
    given = answers_seen(asked, request.actor)
    facts = looked(
        asked,
        given.values(),
        actions=len(actions_of(asked, request.actor, today=today)),
        accepted="",
        on=today,
    )
    form = ClosingForm(request, wide=facts.is_wide and not facts.actions)
    if form.carries_out(verbs.close_round, asked):
        upcoming = next_round_on(asked.partnership, after=today)
        return done(request, asked, _said_when_closed(upcoming))
    return page(
        request,
        "partnerships/closing.html",
        {
            "partnership": asked.partnership,
            "round": asked,
            "form": form,
            "facts": facts,
            "scales": side_by_side(facts),
            "verdict": closing_verdict(facts, on=today),
            "next_on": next_round_on(asked.partnership, after=today),
        },
    )


def _said_when_closed(upcoming: Any) -> str:
    return _("L’évaluation est conclue. La prochaine est prévue le {day}.").format(day=words.day(upcoming))


@require_http_methods(READ_OR_SEND)
def postponement(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Put a round off, with a reason."""
    asked = _round(request, code, number, to="postpone")
    form = PostponementForm(request, asked)
    if form.carries_out(verbs.postpone_round, asked):
        return done(request, asked, _("L’évaluation est reportée ; la date d’avant reste écrite."))
    return page(
        request,
        "partnerships/postponement.html",
        {"partnership": asked.partnership, "round": asked, "form": form},
    )
