"""Pages of the degrees: stage by stage, what is aimed at, what each side sees, and the gap."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation.web import done, find, page

from ..forms.degrees import AimForm, LookForm
from ..forms.engagement import AnswerForm
from ..kinds import DEGREE_WORDS, Phase
from ..models import DegreeAim, EvaluationRound, Partnership
from ..queries.degrees import aims_with_partnership, open_rounds, seen_by_side, table
from ..queries.partnerships import every_partnership
from ..queries.standing import own_engagement
from ..verbs import degrees as verbs

READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_safe
def degrees(request: HttpRequest, code: str) -> HttpResponse:
    """The table of the stages, what is proposed, and who has said what they see."""
    partnership = find(request, Partnership, rows=every_partnership, buttons=("aim_degree",), code=code)
    return page(request, "partnerships/degrees.html", _context(request, partnership))


def _context(request: HttpRequest, partnership: Partnership) -> dict[str, object]:
    own = own_engagement(partnership, request.actor)
    return {
        "partnership": partnership,
        "own": own,
        "table": table(partnership, request.actor, own),
        "degree_words": list(DEGREE_WORDS.values()),
    }


@require_http_methods(READ_OR_SEND)
def degree_aim(request: HttpRequest, code: str, phase: str) -> HttpResponse:
    """Propose a degree for a stage."""
    if phase not in Phase:
        raise Http404
    partnership = find(request, Partnership, to="aim_degree", code=code)
    form = AimForm(request, phase, initial={})
    if form.carries_out(verbs.aim_degree, partnership):
        return done(
            request, "partnerships:degrees", _("C’est proposé : l’autre côté dira s’il est d’accord."), code
        )
    return page(
        request,
        "partnerships/degree_aim.html",
        {"partnership": partnership, "phase": Phase(phase), "form": form},
    )


@require_POST
def degree_agreement(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """Agree to the degree that the other side proposes."""
    aim = find(request, DegreeAim, rows=aims_with_partnership, code=which, partnership__code=code)
    AnswerForm(request).carries_out(verbs.agree_degree, aim)
    return done(request, "partnerships:degrees", _("C’est ce que les deux côtés visent maintenant."), code)


@require_http_methods(READ_OR_SEND)
def degrees_seen(request: HttpRequest, code: str) -> HttpResponse:
    """Say what one's side sees of each stage, for the evaluation that is open."""
    to = "observe_degrees" if request.method != "POST" else None
    asked = find(request, EvaluationRound, to=to, rows=open_rounds, partnership__code=code)
    own = own_engagement(asked.partnership, request.actor)
    seen, version = seen_by_side(asked, own.side if own else "", request.actor)
    form = LookForm(request, seen=seen, version=version)
    if form.carries_out(verbs.observe_degrees, asked):
        said = _("C’est gardé. L’autre côté le lira quand il aura dit lui aussi ce qu’il voit.")
        return done(request, "partnerships:degrees", said, code)
    return page(
        request,
        "partnerships/degrees_seen.html",
        {"partnership": asked.partnership, "round": asked, "own": own, "form": form},
    )
