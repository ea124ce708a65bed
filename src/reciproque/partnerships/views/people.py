"""Pages of the people of a partnership: who is engaged, proposing someone, role sheets, answering, leaving."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock
from reciproque.foundation.policy import rights
from reciproque.foundation.verbs import Verb
from reciproque.foundation.web import done, find, page

from ..forms.engagement import AnswerForm, ConfirmForm, LeaveForm, ProposeForm, RoleForm, SearchForm
from ..models import Engagement, Partnership
from ..queries.engagement import by_side, engaged_in, former_of, is_to_rebuild, with_page
from ..queries.positions import position_named, positions_of_actor, proposable
from ..queries.roles import last_reading
from ..rules.composition import composition
from ..rules.roles import undecided
from ..verbs import engagement as verbs

ACTS = ("accept", "decline", "withdraw", "leave", "revise_role", "confirm_role", "name_referent")
READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_safe
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Who is engaged, side by side, with each one's role."""
    partnership = find(request, Partnership, code=code)
    there = list(engaged_in(partnership))
    accepted = [one for one in there if one.accepted_at]
    return page(
        request,
        "partnerships/people.html",
        {
            "partnership": partnership,
            "sides": by_side(there),
            "composition": composition(one.position for one in accepted),
            "asked": [one for one in there if not one.accepted_at],
            "former": list(former_of(partnership)),
            "to_rebuild": is_to_rebuild(partnership),
            "undecided": undecided((one.person.name, one.decides) for one in accepted),
            **rights(request.actor, partnership, "engage"),
        },
    )


@require_http_methods(READ_OR_SEND)
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """Find someone, then propose a place to her."""
    partnership = find(request, Partnership, to="engage", code=code)
    today = clock.today()
    if chosen := request.GET.get("position", ""):
        return _propose_as(request, partnership, chosen)
    search = SearchForm(request.GET)
    asked = request.GET.get("q", "")[:100]
    return page(
        request,
        "partnerships/propose.html",
        {
            "partnership": partnership,
            "search": search,
            "asked": asked.strip(),
            "found": proposable(partnership, request.actor, asked, on=today),
            "own": positions_of_actor(partnership, request.actor, on=today),
        },
        part="results",
    )


def _propose_as(request: HttpRequest, partnership: Partnership, chosen: str) -> HttpResponse:
    position = position_named(partnership, chosen, actor=request.actor, on=clock.today())
    if position is None:
        raise Http404
    form = ProposeForm(request, position)
    mine = position.person.pk == request.actor.person_id
    if form.carries_out(verbs.engage, partnership):
        said = _("Vous voilà dans ce partenariat.") if mine else _("La proposition attend sa réponse.")
        return done(request, "partnerships:people", said, partnership.code)
    return page(
        request,
        "partnerships/propose_as.html",
        {"partnership": partnership, "position": position, "mine": mine, "form": form},
    )


@require_safe
def engagement(request: HttpRequest, code: str, who: str) -> HttpResponse:
    """The role sheet of one person, and what may be done about it."""
    return _sheet(request, _found(request, code, who))


@require_POST
def acceptance(request: HttpRequest, code: str, who: str) -> HttpResponse:
    """Say yes to a proposal."""
    return _answer(request, code, who, verbs.accept, _("Vous voilà dans ce partenariat."))


@require_POST
def refusal(request: HttpRequest, code: str, who: str) -> HttpResponse:
    """Say no to a proposal, without a reason."""
    found = _found(request, code, who, to="decline")
    form = AnswerForm(request)
    form.carries_out(verbs.decline, found)
    return done(request, "/", _("C’est noté. Personne n’en saura davantage."))


@require_POST
def withdrawal(request: HttpRequest, code: str, who: str) -> HttpResponse:
    """Take back a proposal that was not answered."""
    found = _found(request, code, who, to="withdraw")
    form = AnswerForm(request)
    form.carries_out(verbs.withdraw, found)
    return done(request, "partnerships:people", _("La proposition est reprise."), code)


@require_POST
def referent(request: HttpRequest, code: str, who: str) -> HttpResponse:
    """Name the referent of a side."""
    return _answer(
        request,
        code,
        who,
        verbs.name_referent,
        _("C’est fait : cette personne est la référente de son côté."),
    )


@require_http_methods(READ_OR_SEND)
def departure(request: HttpRequest, code: str, who: str) -> HttpResponse:
    """Leave a partnership."""
    found = _found(request, code, who, to="leave")
    form = LeaveForm(request)
    if form.carries_out(verbs.leave, found):
        return done(
            request, "partnerships:my_hours", _("Vous avez quitté ce partenariat. Vos heures restent.")
        )
    return page(
        request,
        "partnerships/departure.html",
        {"partnership": found.partnership, "engagement": found, "form": form},
    )


@require_http_methods(READ_OR_SEND)
def role(request: HttpRequest, code: str, who: str) -> HttpResponse:
    """Change a role sheet."""
    found = _found(request, code, who, to="revise_role")
    form = RoleForm(request, found)
    if form.carries_out(verbs.revise_role, found):
        return done(
            request, found, _("La fiche de rôle est à jour. Les personnes engagées en sont averties.")
        )
    return page(
        request,
        "partnerships/role.html",
        {"partnership": found.partnership, "engagement": found, "form": form},
    )


@require_POST
def role_confirmation(request: HttpRequest, code: str, who: str) -> HttpResponse:
    """Say that one's own role sheet still holds."""
    found = _found(request, code, who)
    form = ConfirmForm(request)
    if form.carries_out(verbs.confirm_role, found):
        return done(request, found, _("C’est confirmé : votre fiche dit ce que vous faites aujourd’hui."))
    return _sheet(request, found if form.stale_row is None else _found(request, code, who), form=form)


def _found(request: HttpRequest, code: str, who: str, *, to: str | None = None) -> Engagement:
    return find(request, Engagement, to=to, rows=with_page, partnership__code=code, code=who)


def _answer(request: HttpRequest, code: str, who: str, verb: Verb, said: str) -> HttpResponse:
    found = _found(request, code, who)
    form = AnswerForm(request)
    if form.carries_out(verb, found):
        return done(request, found, said)
    return _sheet(request, found, form=form)


def _sheet(request: HttpRequest, found: Engagement, **more: AnswerForm) -> HttpResponse:
    mine, over = found.person_id == request.actor.person_id, bool(found.left_at or found.declined_at)
    return page(
        request,
        "partnerships/engagement.html",
        {
            "partnership": found.partnership,
            "engagement": found,
            "mine": mine,
            "outside": mine and over,
            "reading": last_reading(found),
            **rights(request.actor, found, *ACTS),
            **more,
        },
    )
