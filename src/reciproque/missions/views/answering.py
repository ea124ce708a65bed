"""Pages of answers: who may be offered a mission, who asks for it; taking it, changing rhythm or status, stopping."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm
from reciproque.foundation.parameters import value
from reciproque.foundation.policy import rights
from reciproque.foundation.web import done, find, page
from reciproque.partnerships.kinds import Status
from reciproque.people.models import Organisation

from ..forms.answering import AskForm, OfferForm, RhythmForm, TakeForm, TermsForm, TurnDownForm, WelcomeForm
from ..kinds import Filter
from ..models import Mission, Offer, Taking, Terms
from ..queries import lists
from ..queries.matching import missions_for, people_for
from ..queries.takings import chosen, taking_verdict, takings_with_mission, terms_of
from ..rules.periods import SHORT_HOURS
from ..verbs import offers, takings
from .sheets import READ_OR_SEND, about, found


@require_safe
def missions(request: HttpRequest) -> HttpResponse:
    """Missions for me: what I was offered, what I take, and the others, the nearest to me first, with the reasons."""
    today, actor = clock.today(), request.actor
    house = actor.organisation_id
    wanted = request.GET.get("cherche", "")
    wanted = wanted if wanted in Filter.values else ""
    short = int(value(SHORT_HOURS.name, on=today)) * 60
    rows = list(lists.open_missions(actor, today=today, wanted=wanted, short_minutes=short))
    context = {
        "mine": lists.mine(actor, today=today),
        "shortlist": missions_for(actor, rows, today=today),
        "filters": Filter,
        "wanted": wanted,
        "may_plan": bool(house) and rights(actor, Organisation(pk=house), "plan_season")["plan_season"],
    }
    return page(request, "missions/missions.html", context, part="shortlist")


@require_http_methods(READ_OR_SEND)
def people(request: HttpRequest, code: str) -> HttpResponse:
    """People for this mission: who could be offered it, and why; who asked for it; what was offered."""
    shown = found(request, code, "offer")
    today = clock.today()
    shortlist = people_for(shown, request.actor, today=today)
    form = OfferForm(request, shortlist.people)
    if form.carries_out(offers.offer, shown):
        said = ngettext("C’est proposé à {n} personne.", "C’est proposé à {n} personnes.", len(form.result))
        return done(request, request.path, said.format(n=len(form.result)))
    context = {
        **about(shown),
        "form": form,
        "shortlist": shortlist,
        "sent": lists.offers_sent(shown, request.actor, today=today),
        "asked": lists.asked_for(shown, request.actor),
    }
    return page(request, "missions/people.html", context)


@require_http_methods(READ_OR_SEND)
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Take a mission of a partnership one is in."""
    shown = found(request, code, "take")
    form = TakeForm(request, shown, terms_of(shown))
    if form.carries_out(takings.take, shown):
        return done(request, shown, _("Vous avez pris cette mission. Choisissez vos dates."))
    return _taking(request, shown, form, _("Prendre cette mission"))


@require_http_methods(READ_OR_SEND)
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a mission of a partnership one is not in."""
    shown = found(request, code, "ask_for")
    form = AskForm(request, shown, terms_of(shown))
    if form.carries_out(offers.ask_for, shown):
        return done(request, shown, _("C’est demandé. On vous répondra, et vous le lirez ici."))
    return _taking(request, shown, form, _("Demander cette mission"))


@require_http_methods(READ_OR_SEND)
def acceptance(request: HttpRequest, code: str) -> HttpResponse:
    """Take what one was offered, at one's own rhythm."""
    offer = find(request, Offer, to="accept", rows=lists.offers_with_mission, code=code)
    shown = found(request, offer.mission.code)
    form = TakeForm(request, shown, terms_of(shown))
    if form.carries_out(offers.accept, offer):
        return done(request, shown, _("Vous avez pris cette mission. Choisissez vos dates."))
    return _taking(request, shown, form, _("Oui, à mon rythme"), offer=offer)


def _taking(request: HttpRequest, shown: Mission, form: Any, heading: str, **more: Any) -> HttpResponse:
    lacks = taking_verdict(shown, request.actor.person_id, on=clock.today()).missing
    context = {**about(shown), "form": form, "heading": heading, "lacks": lacks, **more}
    context["may_be_paid"] = _may_be_paid(one for one, _words in context["terms"])
    return page(request, "missions/take.html", context)


def _may_be_paid(terms: Iterable[Terms]) -> bool:
    """Whether some of these terms are paid: what that may change elsewhere is then told before she chooses."""
    return any(one.status in (Status.EMPLOYEE, Status.INDEPENDENT) for one in terms)


@require_POST
def refusal(request: HttpRequest, code: str) -> HttpResponse:
    """Say no, without a reason."""
    offer = find(request, Offer, to="decline", rows=lists.offers_with_mission, code=code)
    form = ActForm(request)
    if form.carries_out(offers.decline, offer):
        return done(request, "missions:missions", _("C’est noté, et personne d’autre ne le voit."))
    return missions(request)


@require_POST
def retraction(request: HttpRequest, code: str) -> HttpResponse:
    """Take back what one offered, or asked for."""
    offer = find(request, Offer, to="take_back", rows=lists.offers_with_mission, code=code)
    form = ActForm(request)
    if form.carries_out(offers.take_back, offer):
        if offer.person_id == request.actor.person_id:
            return done(request, offer.mission, _("Votre demande est retirée."))
        return done(request, "missions:people", _("La proposition est reprise."), offer.mission.code)
    return missions(request)


@require_http_methods(READ_OR_SEND)
def welcome(request: HttpRequest, code: str) -> HttpResponse:
    """Say yes to who asked."""
    offer = find(request, Offer, to="welcome", rows=lists.offers_with_mission, code=code)
    form = WelcomeForm(request)
    if form.carries_out(offers.welcome, offer):
        said = _("{name} prend la mission, et rejoint le partenariat.").format(name=offer.person)
        return done(request, offer.mission, said)
    return page(request, "missions/reply.html", {"offer": offer, "form": form, "yes": True})


@require_http_methods(READ_OR_SEND)
def turn_down(request: HttpRequest, code: str) -> HttpResponse:
    """Say no to who asked, with a word."""
    offer = find(request, Offer, to="turn_down", rows=lists.offers_with_mission, code=code)
    form = TurnDownForm(request)
    if form.carries_out(offers.turn_down, offer):
        return done(request, offer.mission, _("Votre réponse est donnée."))
    return page(request, "missions/reply.html", {"offer": offer, "form": form, "yes": False})


@require_http_methods(READ_OR_SEND)
def rhythm(request: HttpRequest, code: str) -> HttpResponse:
    """Change how often one comes."""
    taking = find(request, Taking, to="set_rhythm", rows=takings_with_mission, code=code)
    form = RhythmForm(request, taking)
    if form.carries_out(takings.set_rhythm, taking):
        return done(request, taking.mission, _("Votre rythme est changé."))
    return page(request, "missions/taking.html", {"taking": taking, "form": form, "what": "rhythm"})


@require_http_methods(READ_OR_SEND)
def status(request: HttpRequest, code: str) -> HttpResponse:
    """Choose to be paid, or not, from now on."""
    taking = find(request, Taking, to="choose_terms", rows=takings_with_mission, code=code)
    standing = chosen(taking)
    terms = terms_of(taking.mission)
    form = TermsForm(request, terms, standing.terms if standing else None)
    if form.carries_out(takings.choose_terms, taking):
        return done(request, taking.mission, _("Votre choix est daté d’aujourd’hui ; il vaut pour la suite."))
    context = {"taking": taking, "form": form, "what": "status", "may_be_paid": _may_be_paid(terms)}
    return page(request, "missions/taking.html", context)


@require_http_methods(READ_OR_SEND)
def end(request: HttpRequest, code: str) -> HttpResponse:
    """Stop."""
    taking = find(request, Taking, to="end", rows=takings_with_mission, code=code)
    form = ActForm(request)
    if form.carries_out(takings.end, taking):
        return done(
            request, taking.mission, _("C’est fini pour vous. Vos heures restent, vos dates sont rendues.")
        )
    return page(request, "missions/taking.html", {"taking": taking, "form": form, "what": "end"})
