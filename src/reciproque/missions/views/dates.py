"""Pages of dates: opening them, their places, signing up, waiting, giving one's place back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from reciproque.foundation.forms import ActForm
from reciproque.foundation.web import done, find, page
from reciproque.load.verbs.promises import OverCeiling

from ..forms.dates import OpenDatesForm, PlacesForm, SignUpForm
from ..models import SignUp, Slot, Waiting
from ..queries.dates import sign_ups_with_date, signed_up, waiting_with_date, with_date
from ..verbs import dates, signing
from .sheets import READ_OR_SEND, found


@require_http_methods(READ_OR_SEND)
def opening(request: HttpRequest, code: str) -> HttpResponse:
    """Open dates, once or as a series."""
    shown = found(request, code, "open_dates")
    form = OpenDatesForm(request, shown)
    if form.carries_out(dates.open_dates, shown):
        number = len(form.result)
        said = ngettext("{n} date est ouverte.", "{n} dates sont ouvertes.", number).format(n=number)
        return done(request, shown, said)
    return page(request, "missions/dates.html", {"mission": shown, "form": form})


def _slot(request: HttpRequest, code: str, to: str) -> Slot:
    return find(request, Slot, to=to, rows=with_date, intervention__code=code)


@require_http_methods(READ_OR_SEND)
def places(request: HttpRequest, code: str) -> HttpResponse:
    """Who comes to a date, and how many places it has."""
    slot = _slot(request, code, "change_places")
    form = PlacesForm(request, slot)
    if form.carries_out(dates.change_places, slot):
        return done(request, slot.mission, _("Le nombre de places est changé."))
    context = {"slot": slot, "mission": slot.mission, "form": form, "coming": list(signed_up(slot))}
    return page(request, "missions/places.html", context)


@require_http_methods(READ_OR_SEND)
def sign_up(request: HttpRequest, code: str) -> HttpResponse:
    """Say that one will be there; above one's own ceiling, only with a word to oneself."""
    slot = _slot(request, code, "sign_up")
    form = SignUpForm(request)
    if form.carries_out(signing.sign_up, slot):
        return done(request, slot.mission, _("C’est noté : on vous y attendra."))
    if form.stopped_by(OverCeiling):
        form.ask_for_a_word()
    context = {"slot": slot, "mission": slot.mission, "form": form, "full": form.stopped_by(signing.Full)}
    return page(request, "missions/sign_up.html", context)


@require_POST
def waiting(request: HttpRequest, code: str) -> HttpResponse:
    """Wait for a place."""
    slot = _slot(request, code, "wait")
    form = ActForm(request)
    if form.carries_out(signing.wait, slot):
        return done(request, slot.mission, _("Vous le saurez si une place se libère."))
    return _told(request, slot, form)


@require_POST
def cancellation(request: HttpRequest, code: str) -> HttpResponse:
    """Not come after all."""
    signed = find(request, SignUp, to="cancel", rows=sign_ups_with_date, code=code)
    form = ActForm(request)
    if form.carries_out(signing.cancel, signed):
        return done(request, signed.slot.mission, _("Votre place est rendue."))
    return _told(request, signed.slot, form)


@require_POST
def confirmation(request: HttpRequest, code: str) -> HttpResponse:
    """Still come, though the date moved."""
    signed = find(request, SignUp, to="confirm", rows=sign_ups_with_date, code=code)
    form = ActForm(request)
    if form.carries_out(signing.confirm, signed):
        return done(request, signed.slot.mission, _("C’est noté : on vous y attendra."))
    return _told(request, signed.slot, form)


@require_POST
def no_more_waiting(request: HttpRequest, code: str) -> HttpResponse:
    """Wait no more."""
    row = find(request, Waiting, to="leave", rows=waiting_with_date, code=code)
    form = ActForm(request)
    if form.carries_out(signing.leave, row):
        return done(request, row.slot.mission, _("Vous n’attendez plus cette date."))
    return _told(request, row.slot, form)


def _told(request: HttpRequest, slot: Slot, form: ActForm) -> HttpResponse:
    """What stands in the way, in words, on a page that leads back to the mission."""
    return page(request, "missions/stopped.html", {"slot": slot, "mission": slot.mission, "form": form})
