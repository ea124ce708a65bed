"""What both sides do on the same pages, each from her own place: frames and addresses differ, the rules do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from reciproque.foundation import clock, pdf
from reciproque.foundation.policy import rights
from reciproque.foundation.verbs import Verb
from reciproque.foundation.web import done, find, page

from ..forms import AgreeForm, CardForm, DecideForm, LookForm, RateForm
from ..kinds import Side
from ..models import Encounter, Line
from ..queries import cards, papers
from ..queries.codes import standing
from ..rules import said
from ..verbs import cards as card_verbs
from ..verbs import deciding

PAGES = ("encounter", "opening", "waiting", "together", "decision", "agreement", "after")


@dataclass(frozen=True)
class Seat:
    """Where somebody sits: the side, the frame of the pages, the names of their addresses and what these take."""

    side: Side
    frame: str
    prefix: str = ""
    takes_code: bool = True

    def url(self, encounter: Encounter, name: str, *more: str) -> str:
        parts = [encounter.code, *more] if self.takes_code else list(more)
        return reverse(f"encounters:{self.prefix}{name}", args=parts)

    def now(self, encounter: Encounter) -> str:
        """The page on which this encounter stands."""
        if encounter.closed_at:
            return self.url(encounter, "after")
        return self.url(encounter, "together" if encounter.opened_at else "encounter")


PRO = Seat(Side.PRO, "foundation/base.html")
PERSON = Seat(Side.PERSON, "encounters/frame.html", "my_", takes_code=False)


def found(request: HttpRequest, code: str) -> Encounter:
    return find(request, Encounter, rows=standing(clock.now()), code=code)


def act(request: HttpRequest, verb: Verb, subject: Any) -> Any:
    """What a lone button does; what the verb returned. A page that was tampered with is refused like any other."""
    return verb(subject, by=request.actor, at=clock.now())  # type: ignore[attr-defined]


def shown(request: HttpRequest, encounter: Encounter, seat: Seat, template: str, **more: Any) -> HttpResponse:
    context = {
        "encounter": encounter,
        "frame": seat.frame,
        "mine": seat.side.value,
        "to": {name: seat.url(encounter, name) for name in PAGES},
        "alone": cards.held_by_one(encounter),
        **more,
    }
    return page(request, template, context)


# --- before ---------------------------------------------------------------------------------------
def card(request: HttpRequest, encounter: Encounter, seat: Seat, **more: Any) -> HttpResponse:
    """One's own card: write, take back a line, say « ouvrir ensemble »."""
    form = CardForm(request, seat.side)
    if form.carries_out(card_verbs.write, encounter):
        return done(request, seat.url(encounter, "encounter"), _("C’est écrit sur votre carte."))
    if encounter.opened_at and not form.is_bound:
        return redirect(seat.now(encounter))
    actor = request.actor  # type: ignore[attr-defined]
    mine, other = (
        ("person_ready_at", "pro_ready_at")
        if seat.side is Side.PERSON
        else ("pro_ready_at", "person_ready_at")
    )
    own = cards.card(encounter, actor)
    lines = [
        (asked.question, [(line, seat.url(encounter, "withdrawal", line.code)) for line in asked.lines])
        for asked in own.asked
    ]
    said_so = {"ready": getattr(encounter, mine), "other_ready": getattr(encounter, other)}
    return shown(
        request, encounter, seat, "encounters/card.html", form=form, card=own, lines=lines, **said_so, **more
    )


def withdrawal(request: HttpRequest, encounter: Encounter, seat: Seat, which: str) -> HttpResponse:
    """Take back a line of one's own card."""
    line = find(request, Line, to="withdraw", encounter=encounter, code=which)
    act(request, card_verbs.withdraw, line)
    return done(request, seat.url(encounter, "encounter"), _("La ligne est retirée. Personne ne l’a lue."))


def opening(request: HttpRequest, encounter: Encounter, seat: Seat) -> HttpResponse:
    """Say « ouvrir ensemble »."""
    if act(request, card_verbs.say_ready, encounter).opened_at:
        return done(request, seat.url(encounter, "together"), _("Les deux cartes sont ouvertes."))
    return done(request, seat.url(encounter, "encounter"), _("C’est dit. On attend l’autre."))


def waiting(request: HttpRequest, encounter: Encounter, seat: Seat) -> HttpResponse:
    """Not yet, after all."""
    act(request, card_verbs.hold_back, encounter)
    return done(request, seat.url(encounter, "encounter"), _("Rien ne s’ouvre pour l’instant."))


# --- together -------------------------------------------------------------------------------------
def together(request: HttpRequest, encounter: Encounter, seat: Seat) -> HttpResponse:
    """Both cards, side by side, and what each says of the other's lines."""
    if request.method != "POST" and (encounter.opened_at is None or encounter.closed_at):
        return redirect(seat.now(encounter))
    both = cards.both_cards(encounter, request.actor)  # type: ignore[attr-defined]
    form = LookForm(request, encounter, both)
    if form.carries_out(card_verbs.look, encounter):
        to = "decision" if "next" in request.POST else "together"
        return done(request, seat.url(encounter, to), _("C’est noté."))
    return shown(request, encounter, seat, "encounters/together.html", form=form, cards=both)


def decision(request: HttpRequest, encounter: Encounter, seat: Seat) -> HttpResponse:
    """Possibilities, and what the two decide; the other one then says that this is it."""
    if request.method != "POST" and (encounter.opened_at is None or encounter.closed_at):
        return redirect(seat.now(encounter))
    form = DecideForm(request, encounter)
    if form.carries_out(deciding.decide, encounter):
        if form.result.closed_at:
            return done(request, seat.url(encounter, "after"), _("C’est décidé, à deux."))
        told = _("C’est écrit. L’autre dit maintenant si c’est bien cela.")
        return done(request, seat.url(encounter, "decision"), told)
    return _decision_page(request, encounter, seat, form, AgreeForm(asking(request), encounter))


def agreement(request: HttpRequest, encounter: Encounter, seat: Seat) -> HttpResponse:
    """« C’est bien cela » : the encounter is over."""
    form = AgreeForm(request, encounter)
    if form.carries_out(deciding.agree, encounter):
        return done(request, seat.now(form.result), _("C’est décidé, à deux."))
    return _decision_page(request, encounter, seat, DecideForm(asking(request), encounter), form)


def _decision_page(
    request: HttpRequest, encounter: Encounter, seat: Seat, form: DecideForm, agreeing: AgreeForm
) -> HttpResponse:
    found, what = cards.decision_of(encounter), cards.decided_in(encounter)
    agreed = bool(found) and getattr(found, deciding.AGREED[seat.side]) is not None
    context = {"decision": found, "what": what, "said": said(what) if what else "", "agreed": agreed}
    wrong = agreeing if agreeing.errors else form
    response = shown(
        request,
        encounter,
        seat,
        "encounters/decision.html",
        form=form,
        agreeing=agreeing,
        **context,
    )
    response.status_code = wrong.status
    return response


def asking(request: HttpRequest) -> HttpRequest:
    """The same request, read as a question: what was sent was another form of the page."""
    read = HttpRequest()
    read.__dict__.update(request.__dict__)
    read.method = "GET"
    return read


# --- afterwards -----------------------------------------------------------------------------------
def after(request: HttpRequest, encounter: Encounter, seat: Seat, **more: Any) -> HttpResponse:
    """What was decided, to read and to take along; three questions, for who wants to answer."""
    form = RateForm(request)
    if form.carries_out(deciding.rate, encounter):
        return done(request, seat.url(encounter, "after"), _("Merci. Rien ne dit que c’est vous."))
    if encounter.closed_at is None:
        return redirect(seat.now(encounter))
    actor = request.actor  # type: ignore[attr-defined]
    return shown(
        request,
        encounter,
        seat,
        "encounters/after.html",
        form=form,
        copy=papers.copy_of(encounter),
        cards=cards.both_cards(encounter, actor),
        files=[(shape, seat.url(encounter, "copy", shape)) for shape in ("pdf", "txt")],
        may=rights(actor, encounter, "rate", "keep"),
        **more,
    )


def copy(request: HttpRequest, encounter: Encounter, shape: str) -> HttpResponse:
    """The copy, as a file: a neutral name, no header, nothing of an illness or of a service."""
    if encounter.closed_at is None or shape not in ("pdf", "txt"):
        raise Http404
    told = papers.copy_of(encounter)
    if shape == "pdf":
        return pdf.attachment(papers.copy_on_paper(told, at=clock.now()), told.file_name)
    response = HttpResponse(told.as_text(), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{told.file_name}.txt"'
    return response
